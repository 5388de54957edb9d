"""One frame of a ConverseStream."""

import pytest

from proxy.canonical.failure import FailureKind
from proxy.dialects.base import ProviderError
from proxy.dialects.bedrock_converse import frame, framing
from proxy.errors import MalformedStream


def parsed(data):
    """Return the one frame of *data*."""
    (found,) = framing.Parser().feed(data)
    return found


def test_an_event_has_a_name_and_members_without_padding():
    """`p` is padding of random length, and means nothing."""
    event = parsed(frame.write("metadata", {"usage": {}, "p": "abc"}))

    assert ("metadata", {"usage": {}}) == frame.read(event)
    assert frame.failure(event) is None


@pytest.mark.parametrize("payload", [b"", b"[]", b"{", b"null"])
def test_a_payload_that_is_no_object_is_malformed(payload):
    """An event says an object."""
    with pytest.raises(MalformedStream):
        frame.read(parsed(framing.encode({":event-type": "x"}, payload)))


def test_a_frame_without_a_type_is_malformed():
    """Nobody knows what it is about."""
    with pytest.raises(MalformedStream, match="no event type"):
        frame.read(parsed(framing.encode({}, b"{}")))


def test_failures_of_both_kinds_are_told():
    """An exception has its words in the payload, an error in headers."""
    exception = parsed(frame.write_exception("throttlingException", {"message": "Slow."}))
    error = parsed(framing.encode({":message-type": "error", ":error-code": "E", ":error-message": "Oh."}, b""))

    assert ProviderError(message="Slow.", code="throttlingException", kind=FailureKind.RATE_LIMIT) == frame.failure(
        exception
    )
    assert ProviderError(message="Oh.", code="E") == frame.failure(error)


@pytest.mark.parametrize(
    ("name", "members", "is_content"),
    [
        ("messageStart", {"role": "assistant"}, False),
        ("contentBlockStart", {"start": {"toolUse": {}}}, True),
        ("contentBlockDelta", {"delta": {"text": ""}}, False),
        ("contentBlockDelta", {"delta": {"text": "a"}}, True),
        ("contentBlockDelta", {"delta": {"reasoningContent": {"text": "a"}}}, True),
        ("contentBlockDelta", {"delta": 1}, False),
        ("messageStop", {}, True),
        ("metadata", {"usage": {}}, False),
    ],
)
def test_content_is_what_a_client_would_miss(name, members, is_content):
    """A role, an empty text and counts are not that."""
    assert is_content == frame.has_content(name, members)


def test_a_block_without_a_number_is_the_first():
    """So is one whose number is none."""
    assert [2, 0, 0] == [
        frame.index_of(members) for members in ({"contentBlockIndex": 2}, {}, {"contentBlockIndex": "a"})
    ]
