"""A body from a distance."""

import pytest

from proxy.canonical.jsontext import dump
from proxy.dialects import weights
from proxy.dialects.base import NOWHERE, Where
from proxy.dialects.bedrock_converse import outline
from proxy.errors import InvalidRequest

WHERE = Where(model="m", stream=True)
HELLO = {"text": "Hello!"}


def read(*content, **members):
    """Return the outline of a body with one turn."""
    return outline.read(dump({"messages": [{"role": "user", "content": list(content or [HELLO])}], **members}), WHERE)


def test_a_plain_body():
    """A text needs nothing, and its bytes bound its tokens."""
    seen = read()

    assert ("bedrock_converse", "m", True, True) == (seen.dialect, seen.model, seen.stream, seen.include_usage)
    assert ((), ("text",), frozenset()) == (seen.tools, seen.modalities, seen.needs)
    assert (len(seen.body), None, (), 1) == (seen.input_tokens, seen.max_output_tokens, seen.natives, seen.choices)
    assert not seen.has_foreign_seals


def test_what_a_request_needs():
    """By what it holds, wherever that stands, and what it asks for."""
    image = {"image": {"format": "png", "source": {"bytes": "AAAA"}}}
    seen = read(
        {"toolResult": {"toolUseId": "t", "content": [image, {"json": {}}]}},
        {"document": {"name": "a", "source": {"bytes": "AA=="}}},
        {"audio": {"format": "mp3", "source": {"bytes": "AA=="}}},
        {"video": {"format": "mp4"}},
        {"cachePoint": {"type": "default"}},
        system=[{"guardContent": {"text": {"text": "x"}}}],
        toolConfig={"tools": [{"toolSpec": {"name": "f"}}, {"cachePoint": {}}, {"systemTool": {"name": "g"}}]},
        outputConfig={"textFormat": {"type": "json_schema"}},
    )

    assert ("audio", "file", "guardContent", "image", "text", "video") == seen.modalities
    assert {"tools", "json_schema", "vision", "audio", "files"} == seen.needs
    assert (("f", "g"), ("g",)) == (seen.tools, seen.natives)
    weight = weights.weigh_image(4) + weights.weigh_audio(4) + 3 * weights.OPAQUE_TOKENS + weights.TOOLS_TOKENS
    assert len(seen.body) + weight == seen.input_tokens


def test_parameters_and_bound():
    """By their canonical names."""
    seen = read(
        inferenceConfig={"maxTokens": 9, "topP": None},
        toolConfig={"toolChoice": {"auto": {}}},
        additionalModelRequestFields={"thinking": {}},
        serviceTier={"type": "flex"},
        requestMetadata={"a": "b", "c": 3},
    )

    assert 9 == seen.max_output_tokens
    assert {"a": "b"} == seen.metadata
    assert {"max_output_tokens", "tools", "tool_choice", "reasoning", "service_tier", "metadata"} == seen.parameters


def test_what_only_bedrock_can_do():
    """Guardrails, prompts, performance, and what lies in S3."""
    image = {"image": {"format": "png", "source": {"s3Location": {"uri": "s3://b/a"}}}}
    seen = read(image, guardrailConfig={"guardrailIdentifier": "g"}, performanceConfig={"latency": "optimized"})

    assert ("guardrailConfig", "performanceConfig", "s3Location") == seen.natives


@pytest.mark.parametrize("mark", ["fairlane.openai.encrypted..x", "ZmFpcmxhbmUub3BlbmFp"])
def test_seals_of_other_families_are_seen(mark):
    """Their bytes may not pass as they are."""
    assert read({"reasoningContent": {"redactedContent": mark}}).has_foreign_seals


def test_a_client_may_wish_of_its_lane():
    """As in every dialect."""
    assert ("only",) == tuple(name.partition(".")[2] for name in read(provider={"only": ["aws"]}).preferences.named)


@pytest.mark.parametrize(
    ("body", "where"),
    [
        (b"[]", WHERE),
        (b"{}", NOWHERE),
        (b'{"messages":[3]}', WHERE),
        (b'{"messages":[{"content":"a"}]}', WHERE),
        (b'{"messages":[{"content":[3]}]}', WHERE),
        (b'{"messages":[{"content":[{}]}]}', WHERE),
        (b'{"toolConfig":{"tools":[3]}}', WHERE),
        (b'{"inferenceConfig":{"maxTokens":-1}}', WHERE),
        (b'{"system":3}', WHERE),
        (b'{"messages":[],"messages":[]}', WHERE),
    ],
)
def test_what_the_gateway_relies_on_is_checked(body, where):
    """The rest is the provider's to judge."""
    with pytest.raises(InvalidRequest):
        outline.read(body, where)
