"""A body from a distance."""

import pytest

from proxy.canonical.jsontext import dump
from proxy.dialects.anthropic_messages import outline
from proxy.dialects.base import Where
from proxy.dialects.weights import OPAQUE_TOKENS, TOOLS_TOKENS
from proxy.errors import InvalidRequest

USER = {"role": "user", "content": "Hi"}
TOOL = {"name": "f", "input_schema": {}}
SEARCH = {"type": "web_search_20250305", "name": "web_search"}


def body(**members):
    """Return a body."""
    return dump({"model": "m", "max_tokens": 10, "messages": [USER], **members})


def read(**members):
    """Return the outline of a body."""
    return outline.read(body(**members))


def test_a_plain_body():
    """Its bytes bound its tokens, and nothing is special about it."""
    found = read()

    assert (len(found.body), 10, ("text",), frozenset(), ()) == (
        found.input_tokens,
        found.max_output_tokens,
        found.modalities,
        found.needs,
        found.natives,
    )
    assert ("m", False, True, 1, False) == (
        found.model,
        found.stream,
        found.include_usage,
        found.choices,
        found.has_foreign_seals,
    )


def test_tools_of_both_kinds():
    """Anthropic's own are named by their type, tie the request to Anthropic, and add to the input what nobody knows."""
    found = read(tools=[TOOL, SEARCH])

    assert (("f", "web_search_20250305"), ("web_search_20250305",)) == (found.tools, found.natives)
    assert frozenset({"tools"}) == found.needs
    assert len(found.body) + TOOLS_TOKENS + OPAQUE_TOKENS == found.input_tokens


@pytest.mark.parametrize(
    ("members", "natives"),
    [
        ({"mcp_servers": []}, ()),
        ({"mcp_servers": [{"url": "https://x"}], "container": "c"}, ("mcp_servers", "container")),
        ({"context_management": {"edits": []}, "speed": "fast"}, ()),
        ({"container": None}, ()),
    ],
)
def test_members_that_only_anthropic_has(members, natives):
    """An endpoint of another dialect would give another answer."""
    assert natives == read(**members).natives


@pytest.mark.parametrize(
    "members", [{"output_config": {"format": {"type": "json_schema"}}}, {"output_format": {"type": "json_schema"}}]
)
def test_a_schema_is_needed_under_either_name(members):
    """The endpoint must be able to keep it."""
    assert frozenset({"json_schema"}) == read(**members).needs


def test_modalities_are_needs():
    """A picture wants an endpoint that sees, a document one that reads."""
    blocks = [{"type": "image", "source": {}}, {"type": "document", "source": {}}]
    found = read(messages=[{"role": "user", "content": blocks}])

    assert (("file", "image", "text"), frozenset({"vision", "files"})) == (found.modalities, found.needs)


def test_wishes_user_and_parameters():
    """What the gateway decides by is found in its place."""
    found = read(
        model="m:nitro",
        metadata={"user_id": "u", "x": 1},
        session_id="s",
        temperature=0.5,
        fallbacks=[{"model": "n"}],
    )

    assert ("m", "u", "s", {"user_id": "u"}) == (found.model, found.user, found.session, found.metadata)
    assert frozenset({"temperature", "user", "max_output_tokens"}) == found.parameters
    assert (("n",), "throughput") == (found.preferences.models, found.preferences.sort)


def test_url_and_headers():
    """Model, stream and betas may be told beside the body."""
    found = outline.read(dump({"max_tokens": 1, "messages": [USER]}), Where(model="x", stream=True, betas=("b",)))

    assert ("x", True, ("b",)) == (found.model, found.stream, found.betas)


def test_other_families_thoughts_are_noticed():
    """Their bytes may not pass through as they are."""
    block = {"type": "thinking", "thinking": "Hm.", "signature": "fairlane.openai.encrypted.r.c"}

    assert read(messages=[USER, {"role": "assistant", "content": [block]}]).has_foreign_seals


def test_a_count_needs_no_bound():
    """Nothing is written, so there is nothing to bound."""
    assert outline.read(dump({"model": "m", "messages": [USER]}), has_bound=False).max_output_tokens is None


@pytest.mark.parametrize(
    ("members", "param"),
    [
        ({"max_tokens": None}, "max_tokens"),
        ({"model": None}, "model"),
        ({"model": ":nitro"}, "model"),
        ({"stream": 1}, "stream"),
        ({"tools": [1]}, "tools[0]"),
        ({"tools": [{"type": 1}]}, "tools[0].name"),
        ({"inference_geo": "us"}, "inference_geo"),
        ({"output_config": []}, "output_config"),
    ],
)
def test_what_is_wrong_is_named(members, param):
    """The client is told which field is at fault."""
    with pytest.raises(InvalidRequest) as raised:
        read(**members)

    assert param == raised.value.param


def test_a_model_may_be_the_first_of_several():
    """OpenRouter's list of models stands for the model where that is missing."""
    assert "a" == outline.read(dump({"models": ["a", "b"], "max_tokens": 1, "messages": [USER]})).model
