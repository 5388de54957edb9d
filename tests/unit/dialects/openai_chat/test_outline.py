"""A body from a distance."""

import pytest

from proxy.canonical.jsontext import dump
from proxy.dialects.openai_chat.outline import read
from proxy.dialects.weights import AUDIO_CHARACTERS_PER_TOKEN, IMAGE_TOKENS, OPAQUE_TOKENS
from proxy.errors import InvalidRequest

IMAGE = {"type": "image_url", "image_url": {"url": "data:image/png;base64," + "A" * 90_000}}
AUDIO = {"type": "input_audio", "input_audio": {"data": "A" * 32_000, "format": "wav"}}
FUNCTION = {"type": "function", "function": {"name": "f"}}


def outlined(content="hi", **members):
    """Return the outline of a request that says *content*, with *members*."""
    return read(dump({"model": "m", "messages": [{"role": "user", "content": content}], **members}))


def test_what_a_policy_reads_is_read():
    """Every fact of the request stands in the outline under its canonical name."""
    outline = outlined(
        stream=True,
        stream_options={"include_usage": True},
        tools=[FUNCTION, {"type": "custom", "custom": {"name": "c"}}, {"type": "web_search"}],
        functions=[{"name": "old"}],
        response_format={"type": "json_schema", "json_schema": {"name": "s"}},
        max_tokens=7,
        n=2,
        user="u",
        prompt_cache_key="k",
        metadata={"a": "b", "n": 1},
    )

    assert ("openai_chat", "m", True, True) == (outline.dialect, outline.model, outline.stream, outline.include_usage)
    assert ("f", "c", "web_search", "old") == outline.tools
    assert {"tools", "json_schema"} == outline.needs
    assert (7, 2) == (outline.max_output_tokens, outline.choices)
    assert ("u", "k", {"a": "b"}) == (outline.user, outline.session, outline.metadata)


def test_what_was_not_sent_is_empty():
    """A minimal request has no tools, bounds, session or user, and streams nothing."""
    outline = outlined()

    assert ((), frozenset(), ("text",)) == (outline.tools, outline.needs, outline.modalities)
    assert (None, 1, "", "", {}) == (
        outline.max_output_tokens,
        outline.choices,
        outline.session,
        outline.user,
        outline.metadata,
    )
    assert (False, False) == (outline.stream, outline.include_usage)


@pytest.mark.parametrize(
    ("part", "modality", "needs"),
    [
        ({"type": "text", "text": ""}, "text", set()),
        ({"type": "refusal", "refusal": ""}, "text", set()),
        (IMAGE, "image", {"vision"}),
        (AUDIO, "audio", {"audio"}),
        ({"type": "file", "file": {"file_id": "f"}}, "file", {"files"}),
        ({"type": "video_url", "video_url": {"url": "u"}}, "video_url", set()),
    ],
)
def test_every_part_has_a_modality(part, modality, needs):
    """A kind that this version does not know is a modality of its own, so that no policy overlooks it."""
    outline = outlined([part])

    assert ((modality,), needs) == (outline.modalities, outline.needs)


def test_audio_is_needed_for_an_answer_in_audio_and_for_an_earlier_one():
    """Audio can be asked for, and referred to, without being in the input."""
    earlier = [{"role": "assistant", "audio": {"id": "a"}}]

    assert {"audio"} == outlined(modalities=["text", "audio"]).needs
    assert ("audio", "text") == read(dump({"model": "m", "messages": earlier})).modalities


def test_text_is_never_underestimated():
    """No byte-level tokenizer makes more tokens than there are bytes of text, escaped or not."""
    text = "日本語のテキスト" * 50

    assert outlined(text).input_tokens >= len(text.encode())


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (IMAGE, IMAGE_TOKENS),
        (AUDIO, 32_000 // AUDIO_CHARACTERS_PER_TOKEN),
        ({"type": "file", "file": {"file_id": "f"}}, OPAQUE_TOKENS),
        ({"type": "input_audio", "input_audio": {}}, OPAQUE_TOKENS),
        ({"type": "video_url", "video_url": {"url": "u"}}, OPAQUE_TOKENS),
    ],
)
def test_what_is_not_text_is_not_counted_by_its_bytes(part, expected):
    """The base64 of an image says nothing about its tokens."""
    assert expected <= outlined([part]).input_tokens < expected + 200


def test_tools_add_the_instructions_that_providers_put_before_them():
    """An estimate from above includes what the client cannot see."""
    with_tools, without = outlined(tools=[FUNCTION]), outlined(tools=[])

    assert 1_024 < with_tools.input_tokens - without.input_tokens


@pytest.mark.parametrize(
    ("members", "param"),
    [
        ({"model": ""}, "model"),
        ({"model": 7}, "model"),
        ({"messages": []}, "messages"),
        ({"messages": "hi"}, "messages"),
        ({"messages": ["hi"]}, "messages[0]"),
        ({"messages": [{"content": 7}]}, "messages[0].content"),
        ({"messages": [{"content": ["hi"]}]}, "messages[0].content[0]"),
        ({"messages": [{"content": [{}]}]}, "messages[0].content[0].type"),
        ({"stream": 1}, "stream"),
        ({"stream_options": []}, "stream_options"),
        ({"stream_options": {"include_usage": "yes"}}, "stream_options.include_usage"),
        ({"max_tokens": -1}, "max_tokens"),
        ({"max_completion_tokens": "9"}, "max_completion_tokens"),
        ({"max_tokens": 1, "max_completion_tokens": 2}, "max_tokens"),
        ({"n": 0}, "n"),
        ({"n": 17}, "n"),
        ({"n": True}, "n"),
        ({"tools": "f"}, "tools"),
        ({"tools": [{}]}, "tools[0]"),
        ({"tools": [{"type": "function", "function": {}}]}, "tools[0].function.name"),
        ({"functions": [{}]}, "functions[0].name"),
        ({"response_format": "json"}, "response_format"),
        ({"modalities": "audio"}, "modalities"),
    ],
)
def test_the_field_at_fault_is_named(members, param):
    """What the gateway relies on is checked, and the client learns which field is wrong."""
    with pytest.raises(InvalidRequest) as caught:
        outlined(**members)

    assert param == caught.value.param


def test_nulls_are_as_good_as_absence():
    """SDKs in typed languages send nulls for what was not set."""
    names = ("stream", "stream_options", "tools", "functions", "response_format", "max_tokens", "n", "metadata", "user")

    assert () == outlined(None, **dict.fromkeys(names)).tools


def test_a_model_is_more_than_its_suffix():
    """And where only `models` says what is asked for, the first of them is."""
    turns = [{"role": "user", "content": "hi"}]

    assert ("m", ("model:floor",)) == (outlined(model="m:floor").model, outlined(model="m:floor").preferences.named)
    assert "a" == read(dump({"models": ["a", "b"], "messages": turns})).model
    with pytest.raises(InvalidRequest) as caught:
        outlined(model=":nitro")
    assert "model" == caught.value.param


def test_the_parameters_that_a_request_sets_are_named():
    """By the hub's names, so that endpoints that do not carry them can be told apart; a null sets nothing."""
    outline = outlined(temperature=0, max_tokens=1, n=1, reasoning={"effort": "low"}, top_p=None, stream=True, x=1)

    assert {"temperature", "max_output_tokens", "choices", "reasoning"} == outline.parameters
    assert frozenset() == outlined().parameters


def test_what_only_this_dialects_providers_can_do_is_named():
    """A vendor's own tool, an uploaded file and an earlier answer in audio mean nothing anywhere else."""
    earlier = {"role": "assistant", "audio": {"id": "a"}}
    file = {"role": "user", "content": [{"type": "file", "file": {"file_id": "f"}}]}
    tools = [FUNCTION, {"type": "web_search"}]

    outline = read(dump({"model": "m", "messages": [earlier, file], "tools": tools}))
    assert ("audio", "file_id", "web_search") == outline.natives
    assert () == outlined([IMAGE, AUDIO], tools=[FUNCTION]).natives


@pytest.mark.parametrize(
    ("turn", "expected"),
    [
        ({"role": "assistant", "content": "a", "reasoning_details": [{"type": "reasoning.text", "text": "hm"}]}, True),
        ({"role": "assistant", "content": "a", "reasoning_details": []}, False),
        ({"role": "assistant", "content": "a", "reasoning_content": "hm"}, False),
        ({"role": "user", "content": 'what are "reasoning_details"?'}, False),
    ],
)
def test_detailed_thoughts_do_not_pass_as_they_are(turn, expected):
    """Most providers of this dialect refuse them, so the body is written anew as the endpoint takes it."""
    assert expected is read(dump({"model": "m", "messages": [turn]})).has_foreign_seals


def test_plain_texts_and_parts_together_have_both_modalities():
    """A policy on images must see that there is text beside them, in whichever turn it stands."""
    turns = [{"role": "system", "content": "hi"}, {"role": "user", "content": [IMAGE]}]

    assert ("image", "text") == read(dump({"model": "m", "messages": turns})).modalities


def test_a_mark_for_the_cache_is_seen_wherever_it_stands():
    """OpenRouter's clients set it on a part or a tool; a text that speaks of it sets nothing."""
    marked = outlined([{"type": "text", "text": "a", "cache_control": {"type": "ephemeral"}}])

    assert "cache" in marked.parameters
    assert "cache" not in outlined('a "cache_control": b').parameters
