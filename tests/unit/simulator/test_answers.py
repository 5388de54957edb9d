"""What a simulated model answers."""

import pytest

from proxy.canonical.cache import CacheMark
from proxy.canonical.content import ReasoningPart, RefusalPart, TextPart
from proxy.canonical.events import (
    Cited,
    Ended,
    Finished,
    ReasoningDelta,
    ReasoningSealed,
    RefusalDelta,
    Started,
    TextDelta,
    ToolArgumentsDelta,
    UsageReported,
)
from proxy.canonical.request import CanonicalRequest, Message, Reasoning, Role
from proxy.canonical.response import FinishReason
from proxy.canonical.seal import SealKind
from proxy.canonical.tools import ToolCall, ToolChoice, ToolChoiceMode, ToolDefinition, ToolKind
from proxy.canonical.usage import Usage
from proxy.simulator.answers import answer, count_choice
from proxy.simulator.caching import PromptCache
from proxy.simulator.scripts import Scripted
from proxy.simulator.streaming import stream


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
    [choice] = answer(ask(stop=("of them", "nowhere"))).choices

    assert choice.text.endswith("the last ")
    assert "of them" == choice.stop_sequence


@pytest.mark.parametrize("limit", [1, 2, 5, 30])
@pytest.mark.parametrize(
    "tools", [(), (ToolDefinition(name="f", parameters={"required": [], "properties": {"a": {}}}),)]
)
@pytest.mark.parametrize("wishes", [{}, {"reasoning": Reasoning(effort="low")}])
def test_no_answer_is_over_its_limit(limit, tools, wishes):
    """Tokens of thoughts, of text, and of calls, are bounded; an answer that was cut says so."""
    whole = answer(ask(tools=tools, **wishes))
    bounded = answer(ask(tools=tools, max_output_tokens=limit, **wishes))
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


@pytest.mark.parametrize(
    ("family", "kind", "is_summary"),
    [
        ("openai", SealKind.ENCRYPTED, True),
        ("anthropic", SealKind.SIGNATURE, False),
        ("google", SealKind.SIGNATURE, False),
    ],
)
def test_a_thought_is_sealed_as_its_family_does(family, kind, is_summary):
    """OpenAI's models give a summary and the thought in cipher, others sign what they show."""
    response = answer(ask(reasoning=Reasoning(effort="low")), family=family)
    thought, said = response.choices[0].parts

    assert (family, kind, is_summary) == (thought.seal.family, thought.seal.kind, thought.is_summary)
    assert isinstance(said, TextPart)
    assert 0 < response.usage.reasoning_tokens < response.usage.output_tokens


def test_nobodys_thought_has_no_seal():
    """It is plain text, as DeepSeek's is."""
    assert answer(ask(reasoning=Reasoning(budget=2000))).choices[0].parts[0].seal is None


@pytest.mark.parametrize(
    "wish", [{}, {"reasoning": Reasoning(effort="none")}, {"reasoning": Reasoning(summary="auto")}]
)
def test_who_does_not_ask_for_thoughts_gets_none(wish):
    """Nor does the count have any."""
    response = answer(ask(**wish), family="openai")

    assert [TextPart] == [type(part) for part in response.choices[0].parts]
    assert 0 == response.usage.reasoning_tokens


def test_a_hidden_thought_is_counted():
    """It is paid for whether or not it is seen."""
    response = answer(ask(reasoning=Reasoning(effort="low", is_hidden=True)))

    assert [TextPart] == [type(part) for part in response.choices[0].parts]
    assert 0 < response.usage.reasoning_tokens


def test_gemini_signs_the_first_call():
    """And not the thought before it."""
    tools = (ToolDefinition(name="get_time"), ToolDefinition(name="get_weather"))
    wish = Reasoning(effort="low")
    thought, first, second = (
        answer(ask("get_time, get_weather", tools=tools, reasoning=wish), family="google").choices[0].parts
    )

    assert (None, "google", None) == (thought.seal, first.seal.family, second.seal)


def test_a_refusal_is_ordered_by_a_word():
    """Only by the word itself: a reader of `refused` wants an answer."""
    assert [RefusalPart] == [type(part) for part in answer(ask("Please refuse.")).choices[0].parts]
    assert [TextPart] == [type(part) for part in answer(ask("It was refused.")).choices[0].parts]


def test_a_source_is_ordered_by_a_word():
    """It covers the whole text."""
    [part] = answer(ask("Tell me, and cite it")).choices[0].parts
    [citation] = part.citations

    assert (0, len(part.text)) == (citation.start, citation.end)


@pytest.mark.parametrize(("top", "expected"), [(None, 0), (3, 3), (50, 20)])
def test_likelihoods_are_those_of_the_text(top, expected):
    """Token by token, with as many of the likeliest as the client wants, and providers give."""
    wishes = {} if top is None else {"top_logprobs": top}
    [part] = answer(ask(logprobs=True, **wishes)).choices[0].parts

    assert part.text == "".join(token.token for token in part.logprobs)
    assert {expected} == {len(token.top) for token in part.logprobs}


def test_everything_is_streamed_in_its_order():
    """A seal comes behind its thought, a source behind its text, and each token with its likelihood."""
    request = ask("Tell me, and cite it", logprobs=True, reasoning=Reasoning(effort="low"))
    events = list(stream(answer(request, family="anthropic")))
    kinds = [type(event) for event in events]
    order = [Started, ReasoningDelta, ReasoningSealed, TextDelta, Cited, Finished, UsageReported, Ended]

    assert order == list(dict.fromkeys(kinds))
    assert all(len(event.logprobs) == 1 for event in events if isinstance(event, TextDelta))
    assert RefusalDelta in [type(event) for event in stream(answer(ask("refuse")))]


def test_only_allowed_tools_are_called():
    """A wish among fewer tools holds, and what a provider runs itself nobody simulates."""
    tools = (ToolDefinition(name="a"), ToolDefinition(name="b"), ToolDefinition(name="web", kind=ToolKind.NATIVE))
    among = ToolChoice(mode=ToolChoiceMode.AUTO, allowed=("b", "web"))

    assert ["b"] == [call.name for call in answer(ask("a b web", tools=tools, tool_choice=among)).choices[0].tool_calls]


def test_a_custom_tool_gets_words():
    """Its input has no schema."""
    [call] = answer(ask(tools=(ToolDefinition(name="sql", kind=ToolKind.CUSTOM),))).choices[0].tool_calls

    assert (ToolKind.CUSTOM, 3) == (call.kind, len(call.arguments.split()))


def test_a_script_is_given_as_it_was_written():
    """With its thought sealed, and its calls under ids that differ from turn to turn."""
    script = Scripted(text="Let me see.", reasoning="hm", calls=(("f", "{}"), ("sql", "select 1")))
    tools = (ToolDefinition(name="sql", kind=ToolKind.CUSTOM),)
    first = answer(ask(tools=tools), family="anthropic", script=script).choices[0]
    longer = CanonicalRequest(model="m", messages=(*ask().messages, Message(role=Role.ASSISTANT, content="a")))
    later = answer(longer, script=script).choices[0]

    assert [ReasoningPart, TextPart, ToolCall, ToolCall] == [type(part) for part in first.parts]
    assert [ToolKind.FUNCTION, ToolKind.CUSTOM] == [call.kind for call in first.tool_calls]
    assert ("anthropic", FinishReason.TOOL_CALLS) == (first.parts[0].seal.family, first.finish_reason)
    assert 4 == len({call.id for call in (*first.tool_calls, *later.tool_calls)})


def marked(said, ttl=None, **members):
    """Return a request with a marked system prompt."""
    mark = CacheMark() if ttl is None else CacheMark(ttl=ttl)
    system = Message(role=Role.SYSTEM, content=(TextPart(text="Be brief and kind.", cache=mark),))
    return CanonicalRequest(model="m", messages=(system, Message(role=Role.USER, content=said)), **members)


def test_a_marked_prefix_is_written_once_and_read_after():
    """Whatever follows it; without a mark nothing is kept."""
    cache, usage = PromptCache(), Usage(input_tokens=100)
    first, second, plain = (cache.count(request, usage) for request in (marked("a"), marked("b"), ask()))

    assert first.cache_write_tokens == second.cache_read_tokens > 0
    assert (0, 0) == (first.cache_read_tokens, second.cache_write_tokens)
    assert usage == plain


@pytest.mark.parametrize(
    "request_",
    [ask(cache=CacheMark()), ask(prompt_cache_key="k"), ask(tools=(ToolDefinition(name="f", cache=CacheMark()),))],
)
def test_a_mark_may_stand_for_the_whole_prompt(request_):
    """Then only the same prompt is read again."""
    cache, usage = PromptCache(), Usage(input_tokens=100)
    written, read = cache.count(request_, usage), cache.count(request_, usage)

    assert written.cache_write_tokens == read.cache_read_tokens > 0


def test_what_is_kept_for_an_hour_is_told_apart():
    """It costs more to write."""
    usage = PromptCache().count(marked("a", "1h"), Usage(input_tokens=100))

    assert usage.cache_write_1h_tokens == usage.cache_write_tokens > 0
