"""What outlines and answers read alike."""

import pytest

from proxy.dialects.passing.reading import count, read_answer, read_document, read_json, sketch, text, weigh
from proxy.errors import InvalidRequest, MalformedStream


@pytest.mark.parametrize(
    ("counts", "expected"),
    [({"a": 1}, 1), ({"b": 2.0}, 2), ({"a": None, "b": 2}, 2), ({"a": -1}, None), ({"a": True}, None),
     ({"a": float("inf")}, None), ({}, None), (None, None), ([1], None)],
)  # fmt: skip
def test_a_count_is_a_number_that_is_not_negative(counts, expected):
    """The first of the names that has one."""
    assert expected == count(counts, "a", "b")


@pytest.mark.parametrize("document", [{}, {"model": 7}, {"model": ""}, {"model": ":nitro"}, {"models": []}])
def test_a_call_is_for_a_model(document):
    """Without a model there is nowhere to go."""
    with pytest.raises(InvalidRequest, match="model"):
        sketch("x", b"{}", document)


def test_the_first_of_several_models_is_the_model():
    """OpenRouter's `models` names fallbacks, and the model where no other does."""
    found = sketch("x", b"{}", {"models": ["acme/a", "acme/b"]})

    assert ("acme/a", ("acme/a", "acme/b")) == (found.model, found.preferences.models)


def test_a_body_is_an_object_of_the_right_kinds():
    """Kinds are checked where the gateway relies on them."""
    assert {"n": 1} == read_document(b'{"n": 1}', {"n": int})
    with pytest.raises(InvalidRequest, match="`n` must be an integer"):
        read_document(b'{"n": "1"}', {"n": int})


def test_texts():
    """What is no text is as if it were not there; a text is bounded by its bytes, broken ones too."""
    assert ("a", "", "") == (text({"x": "a"}, "x"), text({"x": 1}, "x"), text({}, "x"))
    assert weigh("\ud800") > weigh("") > weigh(None) == 0


def test_answers_are_objects_without_an_error():
    """And have the list that the operation is for."""
    assert {"data": []} == read_answer(b'{"data": []}', "data")
    for body in (b"{", b"1", b'{"error": "overloaded"}'):
        with pytest.raises(MalformedStream):
            read_json(body)
