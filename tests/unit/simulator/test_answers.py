"""What a simulated model answers."""

import pytest

from proxy.canonical.events import Ended, Finished, Started, TextDelta, ToolArgumentsDelta, UsageReported
from proxy.canonical.request import CanonicalRequest, Message, Role
from proxy.canonical.response import FinishReason
from proxy.canonical.tools import ToolDefinition
from proxy.simulator.answers import answer, stream
from proxy.simulator.choosing import count_choice


def ask(said="Hello there", **members):
    """Return a request that says *said*."""
    return CanonicalRequest(model="m", messages=(Message(role=Role.USER, content=said),), **members)


def test_the_user_is_quoted_and_counted():
    """An answer shows that the prompt has arrived, and all of it."""
    assert "You said 2 words, the last of them: Hello there." in answer(ask()).choices[0].text


@pytest.mark.parametrize("words", [1, 7, 300])
def test_words_are_given_as_asked(words):
    """A prompt decides how long an answer is, which makes load that can be reckoned."""
    assert words == len(answer(ask(f"Give me {words} words.")).choices[0].text.split())


def test_a_stop_sequence_ends_the_text():
    """The sequence itself is not part of the answer."""
    assert answer(ask(stop=("of them", "nowhere"))).choices[0].text.endswith("the last ")


@pytest.mark.parametrize("limit", [1, 2, 5, 30])
@pytest.mark.parametrize(
    "tools", [(), (ToolDefinition(name="f", parameters={"required": [], "properties": {"a": {}}}),)]
)
def test_no_answer_is_over_its_limit(limit, tools):
    """Tokens of text, and of calls, are bounded; an answer that was cut says so."""
    whole, bounded = answer(ask(tools=tools)), answer(ask(tools=tools, max_output_tokens=limit))
    is_cut = whole.usage.output_tokens > limit

    assert min(limit, whole.usage.output_tokens) == bounded.usage.output_tokens
    assert is_cut is (bounded.choices[0].finish_reason is FinishReason.LENGTH)


@pytest.mark.parametrize("tools", [(), (ToolDefinition(name="f", parameters={"properties": {"a": {}}}),)])
def test_a_stream_has_a_token_an_event(tools):
    """What is streamed is the answer, piece by piece, with its count."""
    response = answer(ask(tools=tools))
    [choice] = response.choices
    events = list(stream(response))
    pieces = [event for event in events if isinstance(event, TextDelta | ToolArgumentsDelta)]

    assert [Started, Finished, UsageReported, Ended] == [type(event) for event in (events[0], *events[-3:])]
    assert count_choice(choice) == len(pieces) + len(choice.tool_calls)
