"""The package under the names that every dialect has."""

import json

import pytest

from proxy.dialects.base import ErrorReply, Where
from proxy.dialects.gemini import GEMINI, GEMINI_ARRAY
from proxy.dialects.gemini.outline import ArrayOutline

BODY = b'{"contents":[{"parts":[{"text":"x"}]}]}'
WHERE = Where(model="m", stream=True)
REPLY = ErrorReply(status=502, kind="upstream", message="no", code="upstream_failed")


@pytest.mark.parametrize(
    ("stream", "route"),
    [(False, "models/gemini-3-pro:generateContent"), (True, "models/gemini-3-pro:streamGenerateContent?alt=sse")],
)
def test_model_and_stream_stand_in_the_route(stream, route):
    """Google has them in the path, and events by the query."""
    assert route == GEMINI.route("gemini-3-pro", stream=stream)


def test_policies_see_one_dialect():
    """Whether the stream is a list is no way around a policy: all an outline says is the same."""
    events, items = GEMINI.outline(BODY, WHERE), GEMINI_ARRAY.outline(BODY, WHERE)

    assert isinstance(items, ArrayOutline)
    for fact in events.__dataclass_fields__:
        assert getattr(events, fact) == getattr(items, fact)


def test_both_pass_bytes_to_the_same_providers():
    """The list is made of the same answers."""
    assert (GEMINI.name, "gemini", "gemini_array") == (GEMINI.wire, GEMINI_ARRAY.wire, GEMINI_ARRAY.name)
    assert ("text/event-stream", "application/json") == (GEMINI.stream_type, GEMINI_ARRAY.stream_type)


def test_a_stream_ends_in_an_error_in_its_own_form():
    """An event in a stream of events, a last member in a list."""
    error = json.loads(GEMINI.encode_error(REPLY))

    assert error == json.loads(GEMINI.encode_stream_error(REPLY).removeprefix(b"data: "))
    assert [{}, error] == json.loads(b"[{}" + GEMINI_ARRAY.encode_stream_error(REPLY))
