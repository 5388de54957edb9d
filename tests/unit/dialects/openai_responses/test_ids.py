"""Ids of items that nobody else has named."""

from proxy.dialects.openai_responses.ids import IN_REQUEST, PREFIXES, Ids, word


def test_the_same_place_has_the_same_name():
    """An id depends on the answer, the type and the place, and on nothing else."""
    ids = Ids(answer="resp_1")

    assert ids.name("message", 0) == Ids(answer="resp_1").name("message", 0)
    named = {ids.name("message", 0), ids.name("message", 1), Ids(answer="resp_2").name("message", 0)}
    assert 4 == len(named | {IN_REQUEST.name("message", 0)})


def test_openai_would_take_every_name():
    """Each id begins as OpenAI's own do and has at most 64 characters, whatever the answer's id is."""
    for kind, prefix in PREFIXES.items():
        name = Ids(answer="x" * 500 + "\ud800").name(kind, 7)

        assert name.startswith(f"{prefix}_")
        assert len(name) <= 64


def test_a_word_is_a_text_or_nothing():
    """Whatever stands where a word should, the result can be looked up."""
    assert ["message", "", ""] == [word({"type": told}) for told in ("message", ["x"], None)]
    assert "completed" == word({"status": "completed"}, "status")
