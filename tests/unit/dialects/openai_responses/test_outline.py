"""A body from a distance."""

import pytest

from proxy.canonical.jsontext import dump
from proxy.dialects.openai_responses.outline import read
from proxy.dialects.weights import IMAGE_TOKENS, OPAQUE_TOKENS, TOOLS_TOKENS
from proxy.errors import InvalidRequest

HELLO = {"role": "user", "content": "Hello!"}


def outline(**members):
    """Return the outline of a body."""
    return read(dump({"model": "m", "input": [HELLO], **members}))


def test_a_plain_body_wants_nothing():
    """Text in, text out, from anybody."""
    found = outline()

    assert (("text",), frozenset(), (), (), False, 1) == (
        found.modalities,
        found.needs,
        found.tools,
        found.natives,
        found.has_foreign_seals,
        found.choices,
    )
    assert (len(found.body), None, True) == (found.input_tokens, found.max_output_tokens, found.include_usage)


@pytest.mark.parametrize(
    ("members", "param"),
    [
        ({"model": None}, "model"),
        ({"model": ":nitro"}, "model"),
        ({"input": []}, "input"),
        ({"input": None}, "input"),
        ({"input": [7]}, "input[0]"),
        ({"input": [{}]}, "input[0].type"),
        ({"input": [{"role": "user"}]}, "input[0].content"),
        ({"input": [{"role": "user", "content": [{}]}]}, "input[0].content[0]"),
        ({"input": [{"type": "function_call_output", "call_id": "1"}]}, "input[0].output"),
        ({"max_output_tokens": 0}, "max_output_tokens"),
        ({"tools": [{}]}, "tools[0].type"),
        ({"tools": {}}, "tools"),
        ({"provider": {"unknown": 1}}, "provider.unknown"),
    ],
)
def test_what_the_gateway_relies_on_is_checked(members, param):
    """The field at fault is named."""
    with pytest.raises(InvalidRequest) as caught:
        outline(**members)

    assert param == caught.value.param


def test_what_the_input_holds_is_told():
    """Parts of messages and of results count; what is unknown is a modality of its own."""
    said = [{"type": "input_text", "text": "a"}, {"type": "input_image", "image_url": "u"}]
    result = {"type": "function_call_output", "call_id": "1", "output": [{"type": "input_file", "file_url": "u"}]}
    found = outline(input=[{"role": "user", "content": said}, result, {"type": "novelty"}])

    assert ("file", "image", "novelty", "text") == found.modalities
    assert {"files", "vision"} == found.needs


def test_what_cannot_be_measured_counts_as_most():
    """A picture, a file, and what a provider's own tool may read have their figures."""
    image = {"role": "user", "content": [{"type": "input_image", "image_url": "data:image/png;base64,AAAA"}]}
    drawn = {"type": "image_generation_call", "id": "i", "result": "AAAA"}
    found = outline(input=[image]), outline(input=[drawn]), outline(tools=[{"type": "web_search"}])
    file = outline(input=[{"role": "user", "content": [{"type": "input_file", "file_id": "f"}]}])

    beside = [each.input_tokens - len(each.body) for each in (*found, file)]
    assert [
        IMAGE_TOKENS - 26,
        IMAGE_TOKENS - 4,
        TOOLS_TOKENS + OPAQUE_TOKENS,
        OPAQUE_TOKENS,
    ] == beside


def test_every_tool_is_named_wherever_it_is_offered():
    """Also by an item of the input, and inside a namespace."""
    offered = {"type": "additional_tools", "role": "developer", "tools": [{"type": "custom", "name": "g"}]}
    found = outline(tools=[{"type": "function", "name": "f"}, {"type": "mcp"}], input=[HELLO, offered])

    assert ("f", "mcp", "g") == found.tools
    assert {"tools"} == found.needs
    assert ("mcp", "additional_tools") == found.natives


@pytest.mark.parametrize(
    ("item", "natives"),
    [
        ({"type": "web_search_call", "id": "w"}, ()),
        ({"type": "mcp_call", "id": "m"}, ()),
        ({"type": "reasoning", "id": "r", "summary": []}, ()),
        ({"type": "local_shell_call_output", "id": "l", "output": ""}, ("local_shell_call_output",)),
        ({"type": "compaction", "encrypted_content": "x"}, ("compaction",)),
        ({"role": "user", "content": [{"type": "input_image", "file_id": "f"}]}, ("file_id",)),
    ],
)
def test_what_nobody_else_can_do_is_told(item, natives):
    """A trace of what a tool found is no reason to stay; what the model waits for is."""
    assert natives == outline(input=[HELLO, item]).natives


@pytest.mark.parametrize(
    ("members", "parameters"),
    [
        ({"text": {"format": {"type": "json_schema"}, "verbosity": "low"}}, {"response_format", "verbosity"}),
        ({"text": {"format": {"type": "text"}}}, set()),
        ({"include": ["message.output_text.logprobs"], "top_logprobs": 3}, {"logprobs", "top_logprobs"}),
        ({"include": ["reasoning.encrypted_content"]}, set()),
        ({"safety_identifier": "u", "temperature": 0, "top_p": None}, {"user", "temperature"}),
        ({"store": False, "tools": [], "reasoning": {"effort": "low"}}, {"store", "tools", "reasoning"}),
    ],
)
def test_what_the_request_sets_is_told(members, parameters):
    """By the hub's names; a default and a null set nothing."""
    assert parameters == outline(**members).parameters


def test_a_schema_is_a_need():
    """An endpoint that cannot hold the answer to it will not do."""
    assert {"json_schema"} == outline(text={"format": {"type": "json_schema"}}).needs


def test_who_asks_and_for_which_session():
    """The cache key is the session; the newer name of the user counts where the older is not there."""
    found = outline(prompt_cache_key="k", session_id="s", safety_identifier="u", metadata={"a": "1", "b": 2})

    assert ("k", "u", {"a": "1"}) == (found.session, found.user, found.metadata)
    assert ("s", "v") == (outline(session_id="s").session, outline(user="v", safety_identifier="u").user)


def test_thoughts_of_others_are_seen():
    """Their bytes may not pass through."""
    thought = {"type": "reasoning", "summary": [], "encrypted_content": "fairlane.anthropic.signature..x"}

    assert outline(input=[thought, HELLO]).has_foreign_seals


def test_a_client_s_wishes_are_read():
    """The suffix of a model is a wish, and its name is the rest; of several models the first is asked for."""
    found = outline(model="m:floor", provider={"order": ["Azure"]})

    assert ("m", "price", ("azure",)) == (found.model, found.preferences.sort, found.preferences.order)
    assert "a" == outline(model=None, models=["a", "b"]).model
