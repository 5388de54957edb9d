"""What each vendor's models take."""

import pytest

from proxy.canonical.content import ReasoningPart, TextPart
from proxy.canonical.request import CanonicalRequest, Message, Reasoning, Role
from proxy.canonical.seal import Seal
from proxy.canonical.tools import ToolCall
from proxy.dialects.bedrock_converse import models

NAMES = [
    ("anthropic.claude-3-sonnet-20240229-v1:0", (3, 0)),
    ("anthropic.claude-3-5-sonnet-20240620-v1:0", (3, 5)),
    ("us.anthropic.claude-3-7-sonnet-20250219-v1:0", (3, 7)),
    ("eu.anthropic.claude-sonnet-4-20250514-v1:0", (4, 0)),
    ("anthropic.claude-opus-4-1-20250805-v1:0", (4, 1)),
    ("anthropic.claude-opus-4-6-v1", (4, 6)),
    ("anthropic.claude-sonnet-4-6", (4, 6)),
    ("anthropic.claude-mythos-5", (5, 0)),
    ("anthropic.claude-mythos-preview", models.NEWEST),
    ("arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.anthropic.claude-opus-4-5-20251101-v1:0", (4, 5)),
]


@pytest.mark.parametrize(("name", "version"), NAMES)
def test_a_claude_is_known_by_its_name(name, version):
    """Ids, profiles and ARNs have the version in them, in three ways."""
    assert version == models.of(name).version


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("us.amazon.nova-2-lite-v1:0", models.Nova),
        ("openai.gpt-oss-20b-1:0", models.OpenAI),
        ("us.deepseek.r1-v1:0", models.Model),
        ("meta.llama3-3-70b-instruct-v1:0", models.Model),
        ("arn:aws:bedrock:eu-west-1:111122223333:provisioned-model/ab12", models.Model),
    ],
)
def test_a_vendor_is_known_by_its_name(name, kind):
    """A name that tells nothing is a model that has nothing of its own."""
    assert kind is type(models.of(name))


CALL = ToolCall(id="t", name="f", arguments="{}")
SEALED = ReasoningPart(text="a", seal=Seal(family="anthropic", data="s"))


@pytest.mark.parametrize(
    ("parts", "is_unthought"),
    [
        ((CALL,), True),
        ((TextPart(text="a"), CALL), True),
        ((SEALED, CALL), False),
        ((ReasoningPart(text="a"), CALL), True),
        ((TextPart(text="a"),), False),
    ],
)
def test_calls_without_a_thought_before_them_are_seen(parts, is_unthought):
    """Claude refuses to think on a budget after them; a thought that is not sealed does not count."""
    turns = (
        Message(role=Role.USER, content="a"),
        Message(role=Role.ASSISTANT, content=parts),
        Message(role=Role.TOOL, tool_call_id="t", content="b"),
    )

    assert is_unthought == models.has_unthought_calls(CanonicalRequest(model="m", messages=turns))


def test_a_conversation_without_an_answer_has_no_calls():
    """There is nothing to look at."""
    assert not models.has_unthought_calls(CanonicalRequest(model="m", messages=()))


@pytest.mark.parametrize(
    ("wish", "bound", "word"),
    [
        (Reasoning(effort="minimal"), None, "low"),
        (Reasoning(effort="max"), None, "high"),
        (Reasoning(is_enabled=True), None, "medium"),
        (Reasoning(budget=3000), 10_000, "low"),
    ],
)
def test_an_effort_is_put_into_a_vendors_words(wish, bound, word):
    """Words that it does not have are the nearest that it has."""
    assert word == models.word_of(wish, bound, models.OPENAI_EFFORTS)


def test_what_is_not_set_is_not_dropped():
    """A name is told only where the client asked."""
    request = CanonicalRequest(model="m", messages=(), top_k=3)

    assert ("top_k",) == models.Model().say(request, None).dropped
