"""Results of calls."""

import pytest

from proxy.canonical.content import ImagePart, TextPart
from proxy.canonical.request import Message, Role
from proxy.canonical.unset import UNSET
from proxy.dialects.gemini import results
from proxy.errors import InvalidRequest

IMAGE = ImagePart(url="data:image/png;base64,AAA=")


def decode(**inner):
    """Return the result that *inner* says, of the one call before it."""
    pairing = results.Pairing()
    pairing.begin("a", "f")
    return results.decode({"functionResponse": {"name": "f", **inner}}, "p", pairing)


def encode(content="x", names=None, *, takes_media=True, **fields):
    """Return how a result is written."""
    message = Message(role=Role.TOOL, content=content, tool_call_id="a", **fields)
    return results.encode(message, {"a": "f"} if names is None else names, takes_media=takes_media)


def test_results_without_ids_answer_in_order():
    """The n-th result of a name answers the n-th call of it."""
    pairing = results.Pairing()
    first, other, second = pairing.begin("", "f"), pairing.begin("", "g"), pairing.begin("", "f")

    assert [first, second, other] == [pairing.answer("", name, "p") for name in ("f", "f", "g")]
    with pytest.raises(InvalidRequest, match="answers no call"):
        pairing.answer("", "f", "p")


def test_an_id_decides():
    """A result that names its call answers that one, and the others stay open."""
    pairing = results.Pairing()
    pairing.begin("a", "f")
    pairing.begin("b", "f")

    assert ["b", "a"] == [pairing.answer("b", "f", "p"), pairing.answer("", "f", "p")]


@pytest.mark.parametrize(
    ("response", "text", "is_error"),
    [
        ({"result": "x"}, "x", UNSET),
        ({"output": "x"}, "x", UNSET),
        ({"error": "x"}, "x", True),
        ({"result": 7}, '{"result":7}', UNSET),
        ({"result": "x", "more": 1}, '{"result":"x","more":1}', UNSET),
        ({}, "{}", UNSET),
        (None, "", UNSET),
    ],
)
def test_a_response_is_text(response, text, is_error):
    """A plain text is itself; any other object is its own JSON."""
    told = decode(response=response)

    assert (text, is_error) == (told.content, told.is_error)


def test_a_response_is_written_as_it_came():
    """An object of the client's own is not wrapped in another."""
    told = decode(response={"degrees": 20})

    assert {"degrees": 20} == encode(told.content, extra=told.extra)[0]["functionResponse"]["response"]


@pytest.mark.parametrize(
    ("is_error", "response"), [(UNSET, {"result": "x"}), (False, {"result": "x"}), (True, {"error": "x"})]
)
def test_text_stands_in_an_object(is_error, response):
    """Google's word for a failure is another than for a result."""
    assert response == encode(is_error=is_error)[0]["functionResponse"]["response"]


def test_texts_are_lines():
    """Several texts of one result are told apart."""
    content = (TextPart(text="a"), TextPart(text="b"))

    assert {"result": "a\nb"} == encode(content)[0]["functionResponse"]["response"]


def test_media_stand_beside_where_a_model_does_not_take_them_inside():
    """Models before Gemini 3 read them in the same turn."""
    inside = encode((TextPart(text="see"), IMAGE))
    beside = encode((TextPart(text="see"), IMAGE), takes_media=False)

    assert [1, 2] == [len(inside), len(beside)]
    assert inside[0]["functionResponse"]["parts"] == beside[1:]


def test_media_that_are_not_all_known_stay():
    """Nothing of a result is lost to its own dialect."""
    shown = [{"inlineData": {"mimeType": "image/png", "data": "AAA="}}, {"new": 1}]
    told = decode(response={"result": "x"}, parts=shown)

    assert ("x", {"functionResponse": {"parts": shown}}) == (told.content, told.extra)


def test_a_result_of_an_unknown_call_is_refused():
    """Google wants the function's name, which only the call tells; a client of this dialect may have said it."""
    with pytest.raises(InvalidRequest, match="answers no call"):
        encode(names={})
    assert "g" == encode(names={}, name="g")[0]["functionResponse"]["name"]


def test_another_name_than_the_calls_is_kept():
    """A conversation that was cut may hold a result without its call."""
    told = results.decode({"functionResponse": {"id": "z", "name": "g"}}, "p", results.Pairing())

    assert ("z", "g") == (told.tool_call_id, told.name)
    assert UNSET is decode(id="a").name


def test_a_result_is_an_object():
    """Anything else is the client's mistake."""
    with pytest.raises(InvalidRequest, match="must be an object"):
        results.decode({"functionResponse": 7}, "p", results.Pairing())
