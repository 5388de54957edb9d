"""A request or an answer made ready for a dialect other than its own."""

import pytest

from proxy.canonical.content import Citation, ImagePart, ReasoningPart, TextPart, UnknownPart
from proxy.canonical.foreign import REASONING, keep_family, plain_part, plain_request, plain_response
from proxy.canonical.request import (
    CanonicalRequest,
    Message,
    Reasoning,
    ResponseFormat,
    ResponseFormatKind,
    Role,
)
from proxy.canonical.response import CanonicalResponse, Choice
from proxy.canonical.seal import Seal
from proxy.canonical.tools import ToolCall, ToolChoice, ToolChoiceMode, ToolDefinition, ToolKind

X = {"x": 1}
OURS, THEIRS = Seal(family="openai", data="o"), Seal(family="google", data="g")
PLAIN = ReasoningPart(text="hm")


def asked(*parts, **members):
    """Return a request with one turn of the assistant's."""
    return CanonicalRequest(model="m", messages=(Message(role=Role.ASSISTANT, content=parts),), **members)


def test_thoughts_of_another_family_go():
    """A provider refuses a seal that it did not make; a thought without one is anybody's."""
    request = asked(ReasoningPart(seal=OURS), ReasoningPart(text="g", seal=THEIRS), PLAIN, TextPart(text="a"))
    kept, dropped = keep_family(request, "openai")

    assert (ReasoningPart(seal=OURS), PLAIN, TextPart(text="a")) == kept.messages[0].content
    assert (REASONING,) == dropped


def test_a_call_of_another_family_stays_without_its_seal():
    """Its result would answer nothing, were it gone."""
    ours, theirs = (
        ToolCall(id="1", name="f", arguments="", seal=OURS),
        ToolCall(id="2", name="f", arguments="", seal=THEIRS),
    )
    kept, dropped = keep_family(asked(ours, theirs), "openai")

    assert (ours, ToolCall(id="2", name="f", arguments="")) == kept.messages[0].content
    assert (REASONING,) == dropped


@pytest.mark.parametrize("parts", [(), (PLAIN,), (ReasoningPart(seal=OURS), TextPart(text="a"))])
def test_what_is_all_its_own_is_left_as_it_is(parts):
    """Nothing is copied, and nothing is named as dropped."""
    request = asked(*parts)

    assert (request, ()) == keep_family(request, "openai")
    assert request is keep_family(request, "openai")[0]


def test_a_family_of_nobody_has_no_seals():
    """A dialect that has no place for any loses them all."""
    assert () == keep_family(asked(ReasoningPart(seal=OURS)), "")[0].messages[0].content


def test_a_request_is_put_in_the_hubs_words():
    """Whatever only its own dialect could read is gone, wherever it stood, and named where it was asked for."""
    request = asked(
        TextPart(text="a", extra=X),
        UnknownPart(kind="video_url", extra=X),
        ToolCall(id="1", name="f", arguments="", extra=X),
        tools=(
            ToolDefinition(name="f", extra=X),
            ToolDefinition(name="web_search", kind=ToolKind.NATIVE, extra=X),
        ),
        tool_choice=ToolChoice(mode=ToolChoiceMode.AUTO, extra=X),
        response_format=ResponseFormat(kind=ResponseFormatKind.TEXT, extra=X),
        reasoning=Reasoning(effort="low", extra=X),
        extra={"prediction": X},
    )
    plain, dropped = plain_request(request)

    assert ("prediction", "video_url", "web_search") == dropped
    assert (
        asked(
            TextPart(text="a"),
            ToolCall(id="1", name="f", arguments=""),
            tools=(ToolDefinition(name="f"),),
            tool_choice=ToolChoice(mode=ToolChoiceMode.AUTO),
            response_format=ResponseFormat(kind=ResponseFormatKind.TEXT),
            reasoning=Reasoning(effort="low"),
        )
        == plain
    )


def test_what_is_plain_stays():
    """A request in the hub's words alone comes out as it went in, unset fields and all."""
    request = CanonicalRequest(model="m", messages=(Message(role=Role.USER, content="hi", name="ann"),), top_p=0.5)

    assert (request, ()) == plain_request(request)


def test_a_turn_of_a_bare_string_loses_its_extra_too():
    """The short way to write a turn is no way around."""
    request = CanonicalRequest(model="m", messages=(Message(role=Role.USER, content="hi", extra=X),))

    assert {} == plain_request(request)[0].messages[0].extra


def test_an_answer_is_put_in_the_hubs_words():
    """Its unknown fields say nothing that another dialect's clients wait for."""
    parts = (TextPart(text="a", extra=X), UnknownPart(kind="x"), ImagePart(url="u", extra=X))
    choice = Choice(parts=parts, stop_sequence="s", extra=X, message_extra=X)
    response = CanonicalResponse(id="r", model="m", created=1, choices=(choice,), extra=X)
    plain = Choice(parts=(TextPart(text="a"), ImagePart(url="u")), stop_sequence="s")

    assert CanonicalResponse(id="r", model="m", created=1, choices=(plain,)) == plain_response(response)


def test_a_citation_keeps_what_everybody_knows():
    """Only its own dialect's fields go."""
    part = TextPart(text="a", citations=(Citation(url="u", extra=X), Citation(url="v")), extra=X)

    assert TextPart(text="a", citations=(Citation(url="u"), Citation(url="v"))) == plain_part(part)
    assert plain_part(UnknownPart(kind="x")) is None
