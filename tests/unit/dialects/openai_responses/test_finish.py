"""Why a model stopped."""

import pytest

from proxy.canonical.content import TextPart
from proxy.canonical.response import FinishReason
from proxy.canonical.tools import ToolCall
from proxy.dialects.openai_responses import finish


@pytest.mark.parametrize(
    ("response", "has_calls", "expected"),
    [
        ({"status": "completed"}, False, (FinishReason.STOP, None)),
        ({"status": "completed"}, True, (FinishReason.TOOL_CALLS, None)),
        ({}, False, (FinishReason.STOP, None)),
        (
            {"status": "incomplete", "incomplete_details": {"reason": "max_output_tokens"}},
            True,
            (FinishReason.LENGTH, None),
        ),
        ({"status": "incomplete", "incomplete_details": None}, False, (FinishReason.OTHER, "incomplete")),
        ({"status": "incomplete", "incomplete_details": {"reason": 7}}, False, (FinishReason.OTHER, "incomplete")),
        ({"incomplete_details": {"reason": "content_filter"}}, False, (FinishReason.CONTENT_FILTER, None)),
    ],
)
def test_a_response_says_why_it_ended(response, has_calls, expected):
    """The status and its details make the reason; a word of a provider's own is kept."""
    assert expected == finish.decode(response, has_calls=has_calls)


@pytest.mark.parametrize("reason", [None, *FinishReason])
def test_every_reason_can_be_told(reason):
    """An answer is cut by length or by a filter, and complete otherwise."""
    told = finish.encode(reason)

    assert ("incomplete" if reason in finish.DETAILS else "completed") == told["status"]
    assert (told["status"] == "incomplete") is (told["incomplete_details"] is not None)


def test_calls_are_parts():
    """Whether a client must answer is seen from the parts."""
    assert finish.is_calling((TextPart(text=""), ToolCall(id="1", name="f", arguments="")))
    assert not finish.is_calling((TextPart(text=""),))
