"""What a conversation holds."""

import pytest

from proxy.dialects.anthropic_messages.survey import Survey
from proxy.dialects.weights import IMAGE_TOKENS, OPAQUE_TOKENS
from proxy.errors import InvalidRequest


def survey(*blocks, role="user", **members):
    """Return the survey of one turn."""
    found = Survey()
    found.read({"messages": [{"role": role, "content": list(blocks)}], **members})
    return found


IMAGE = {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "A" * 100}}
PDF = {"type": "document", "source": {"type": "base64", "media_type": "application/pdf", "data": "A" * 100}}


def of(kind, source):
    """Return a block with a source of another kind."""
    return {"type": kind, "source": {"type": source}}


@pytest.mark.parametrize(
    ("blocks", "modalities", "natives", "weight"),
    [
        ([{"type": "text"}], {"text"}, [], 0),
        ([IMAGE], {"text", "image"}, [], IMAGE_TOKENS - 100),
        ([of("image", "url")], {"text", "image"}, [], IMAGE_TOKENS),
        ([of("image", "file")], {"text", "image"}, ["file_id"], IMAGE_TOKENS),
        ([PDF], {"text", "file"}, [], OPAQUE_TOKENS),
        ([of("document", "url")], {"text", "file"}, [], OPAQUE_TOKENS),
        ([of("document", "file")], {"text", "file"}, ["file_id"], OPAQUE_TOKENS),
        ([of("document", "text")], {"text", "file"}, [], 0),
        ([of("document", "content")], {"text", "file"}, ["document"], 0),
        ([{"type": "search_result"}], {"text"}, ["search_result"], 0),
        ([{"type": "container_upload"}], {"text", "container_upload"}, ["container_upload"], OPAQUE_TOKENS),
        ([{"type": "tool_result", "content": "x"}, {"type": "tool_result"}], {"text"}, [], 0),
        ([{"type": "tool_result", "content": [IMAGE]}], {"text", "image"}, [], IMAGE_TOKENS - 100),
    ],
)
def test_what_a_client_puts_in(blocks, modalities, natives, weight):
    """Kinds, weight beside the bytes, and what only Anthropic can read, in results of tools too."""
    found = survey(*blocks)

    assert (modalities, natives, weight) == (found.modalities, [*found.natives], found.weight)


@pytest.mark.parametrize(
    ("kind", "natives"),
    [
        ("server_tool_use", []),
        ("web_search_tool_result", []),
        ("mcp_tool_use", []),
        ("x_new", []),
        ("compaction", ["compaction"]),
    ],
)
def test_what_an_answer_brought(kind, natives):
    """Another dialect can do without it, but for what stands for the conversation itself."""
    assert natives == [*survey({"type": kind}, role="assistant").natives]


@pytest.mark.parametrize(
    ("document", "param"),
    [
        ({}, "messages"),
        ({"messages": []}, "messages"),
        ({"messages": [1]}, "messages[0]"),
        ({"messages": [{"role": "user"}]}, "messages[0].content"),
        ({"messages": [{"role": "user", "content": [1]}]}, "messages[0].content[0]"),
        ({"messages": [{"role": "user", "content": [{}]}]}, "messages[0].content[0]"),
        ({"messages": [{"role": "user", "content": "x"}], "system": 1}, "system"),
        (
            {"messages": [{"role": "user", "content": [{"type": "tool_result", "content": 1}]}]},
            "messages[0].content[0].content",
        ),
    ],
)
def test_what_is_wrong_is_named(document, param):
    """The client is told which field is at fault."""
    with pytest.raises(InvalidRequest) as raised:
        Survey().read(document)

    assert param == raised.value.param
