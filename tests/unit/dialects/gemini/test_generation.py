"""The generation config."""

import pytest

from proxy.canonical.request import CanonicalRequest, ResponseFormat, ResponseFormatKind
from proxy.canonical.unset import UNSET
from proxy.dialects.gemini import generation
from proxy.errors import InvalidRequest


def request(**fields):
    """Return a request with these parameters."""
    return CanonicalRequest(model="m", messages=(), **fields)


def test_what_is_not_known_stays():
    """Members that the hub has no word for are left in the config."""
    config = {"topK": 40.0, "speechConfig": {"a": 1}}

    assert 40 == generation.decode(config)["top_k"]
    assert {"speechConfig": {"a": 1}} == config


def test_a_fraction_of_tokens_stays_googles():
    """`topK` is a float at Google and an integer in the hub."""
    config = {"topK": 1.5}

    assert UNSET is generation.decode(config)["top_k"]
    assert {"topK": 1.5} == config


@pytest.mark.parametrize("bound", [0, -1, 1.5, True, "9"])
def test_a_bound_is_a_positive_integer(bound):
    """Anything else is the client's mistake; null is no bound."""
    assert None is generation.read_bound({"maxOutputTokens": None})
    with pytest.raises(InvalidRequest):
        generation.read_bound({"maxOutputTokens": bound})


@pytest.mark.parametrize("config", [{"stopSequences": [1]}, {"responseModalities": "TEXT"}, {"thinkingConfig": []}])
def test_a_value_of_another_kind_is_refused(config):
    """A member that we read must be what Google says it is."""
    with pytest.raises(InvalidRequest):
        generation.decode(config)


def test_a_schema_alone_asks_for_json():
    """Some clients leave the media type out."""
    wish = generation.decode({"responseSchema": {"type": "OBJECT"}})["response_format"]

    assert (ResponseFormatKind.JSON_SCHEMA, {"type": "object"}) == (wish.kind, wish.schema)


def test_nothing_set_is_no_config():
    """A request without parameters has no generation config."""
    assert UNSET is generation.encode(request(), "m", None)


def test_a_seed_that_does_not_fit_is_left_out():
    """Google's seed is a 32-bit integer."""
    assert {"seed": 2**31 - 1} == generation.encode(request(seed=2**31 - 1), "m", None)
    assert UNSET is generation.encode(request(seed=2**31), "m", None)
    assert not generation.can_seed(request(seed=2**31))


def test_a_schema_is_written_as_json_schema():
    """Both APIs take it whole; its name and strictness have no word."""
    shape = ResponseFormat(kind=ResponseFormatKind.JSON_SCHEMA, name="x", schema={"$defs": {}}, strict=True)

    assert {
        "responseMimeType": "application/json",
        "responseJsonSchema": {"$defs": {}},
    } == generation.encode(request(response_format=shape), "m", None)
