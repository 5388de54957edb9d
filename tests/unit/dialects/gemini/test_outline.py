"""A body from a distance."""

import pytest

from proxy.canonical.jsontext import dump, parse
from proxy.dialects.base import Where
from proxy.dialects.gemini import outline
from proxy.dialects.weights import IMAGE_TOKENS, OPAQUE_TOKENS, TOOLS_TOKENS
from proxy.errors import InvalidRequest

HELLO = {"parts": [{"text": "Hello!"}]}


def read(*parts, where=None, **members):
    """Return the outline of a body."""
    turns = [{"parts": list(parts)}] if parts else [HELLO]
    return outline.read(dump({"contents": turns, **members}), where or Where(model="models/gemini-3-pro", stream=True))


def inline(media_type, data="AAAA"):
    """Return media as a part."""
    return {"inlineData": {"mimeType": media_type, "data": data}}


def test_the_path_says_model_and_stream():
    """Neither stands in the body; a suffix is a wish, and the collection is no part of the name."""
    told = read(where=Where(model="models/a/b:floor", stream=True))

    assert ("a/b", True, "price") == (told.model, told.stream, told.preferences.sort)
    assert not read(where=Where(model="m", stream=False)).stream


def test_text_alone_needs_nothing():
    """A plain question is text, and its bytes bound its tokens."""
    told = read()

    assert (("text",), frozenset(), (), len(told.body)) == (
        told.modalities,
        told.needs,
        told.natives,
        told.input_tokens,
    )


@pytest.mark.parametrize(
    ("part", "modality", "needs", "natives"),
    [
        (inline("image/png"), "image", {"vision"}, ()),
        (inline("audio/wav"), "audio", {"audio"}, ()),
        (inline("application/pdf"), "file", {"files"}, ()),
        (inline("video/mp4"), "video", set(), ("video",)),
        ({"fileData": {"fileUri": "https://youtu.be/1"}}, "video", set(), ("video",)),
        ({"fileData": {"fileUri": "gs://a/b.pdf"}}, "file", {"files"}, ("fileData",)),
        ({"fileData": {"fileUri": "https://a.example/b.pdf"}}, "file", {"files"}, ()),
        ({"fileData": {"fileUri": "https://a/b", "mimeType": "audio/mp3"}}, "audio", {"audio"}, ("audio",)),
        ({"executableCode": {}}, "executableCode", set(), ()),
        ({"inline_data": {"mime_type": "image/png", "data": "AAAA"}}, "image", {"vision"}, ()),
        ({"functionResponse": {"name": "f", "parts": [inline("image/png")]}}, "image", {"vision"}, ()),
    ],
)
def test_media_are_seen(part, modality, needs, natives):
    """Whatever the spelling and however deep, no policy overlooks what is shown."""
    told = read(part)

    assert modality in told.modalities
    assert (needs, natives) == (told.needs, told.natives)


def test_tools_are_named():
    """Functions by their names, Google's own by their types, which only Google can run."""
    told = read(tools=[{"functionDeclarations": [{"name": "f"}], "googleSearch": {}}, {"codeExecution": {}}])

    assert (("f", "googleSearch", "codeExecution"), ("googleSearch", "codeExecution")) == (told.tools, told.natives)
    assert {"tools"} == told.needs


@pytest.mark.parametrize(
    ("members", "more"),
    [
        ({"tools": [{"functionDeclarations": [{"name": "f"}]}]}, TOOLS_TOKENS),
        ({"tools": [{"googleSearch": {}}]}, TOOLS_TOKENS + OPAQUE_TOKENS),
        ({"cachedContent": "cachedContents/1"}, OPAQUE_TOKENS),
    ],
)
def test_what_is_not_in_the_body_is_counted(members, more):
    """Instructions for tools, what tools read and a prompt cache are input too."""
    told = read(**members)

    assert len(told.body) + more == told.input_tokens


def test_media_are_counted_apart():
    """An image counts by itself and not by its bytes; what nobody can count, by the highest figure."""
    image, video = read(inline("image/png")), read(inline("video/mp4"))

    assert len(image.body) - 4 + IMAGE_TOKENS == image.input_tokens
    assert len(video.body) + OPAQUE_TOKENS == video.input_tokens


def test_parameters_are_those_that_say_something():
    """What goes without saying shuts no endpoint out."""
    usual = {"candidateCount": 1, "responseMimeType": "text/plain", "responseModalities": ["TEXT"], "topK": None}
    told = read(generationConfig={**usual, "topP": 0.5, "responseLogprobs": True}, labels={"a": "b"})

    assert {"top_p", "logprobs", "metadata"} == told.parameters
    assert {"a": "b"} == told.metadata


def test_a_schema_and_speech_are_needs():
    """Endpoints differ in both."""
    assert {"json_schema"} == read(generationConfig={"responseSchema": {"type": "OBJECT"}}).needs
    assert {"audio"} == read(generationConfig={"responseModalities": ["AUDIO"]}).needs


def test_bound_and_choices_are_read():
    """The reservation is made from both."""
    told = read(generationConfig={"maxOutputTokens": 9, "candidateCount": 3})

    assert (9, 3, None, 1) == (told.max_output_tokens, told.choices, read().max_output_tokens, read().choices)


def test_a_body_in_snake_case_goes_on_in_camel_case():
    """The provider reads what the policies saw: the body is written again in the one spelling."""
    told = outline.read(b'{"contents":[{"parts":[{"text":"a_b"}]}],"cached_content":"c"}', Where(model="m"))

    assert told.document == parse(told.body)
    assert (("cachedContent",), "c") == (told.natives, told.document["cachedContent"])


def test_an_escape_hides_no_spelling():
    """JSON may spell a letter of a key by its number."""
    assert ("cachedContent",) == outline.read(
        b'{"contents":[{"parts":[]}],"cached\\u005fcontent":"c"}', Where(model="m")
    ).natives


def test_seals_of_others_are_found():
    """A body with one may not pass as it is."""
    assert read({"text": "a", "thoughtSignature": "ZmFpcmxhbmUuYW50aHJvcGljLg=="}).has_foreign_seals
    assert not read({"text": "a", "thoughtSignature": "CsYBAdHtim8="}).has_foreign_seals


def test_the_lane_is_wished_for_in_the_body():
    """The gateway's members stand beside Google's."""
    told = read(provider={"only": ["Vertex"]}, session_id="s", models=["a/b"])

    assert (("vertex",), "s", ("a/b",)) == (told.preferences.only, told.session, told.preferences.models)


@pytest.mark.parametrize(
    ("members", "param"),
    [
        ({"contents": []}, "contents"),
        ({"contents": [1]}, "contents[0]"),
        ({"contents": [{"parts": [1]}]}, "contents[0].parts[0]"),
        ({"generationConfig": {"candidateCount": 9}}, "generationConfig.candidateCount"),
        ({"generationConfig": {"maxOutputTokens": "x"}}, "generationConfig.maxOutputTokens"),
        ({"tools": [{"functionDeclarations": [{"name": 1}]}]}, "tools[0].functionDeclarations[0].name"),
        ({"cachedContent": 7}, "cachedContent"),
    ],
)
def test_a_mistake_is_named(members, param):
    """What the gateway relies on is checked."""
    with pytest.raises(InvalidRequest) as refusal:
        outline.read(dump({"contents": [HELLO], **members}), Where(model="m"))

    assert param == refusal.value.param


@pytest.mark.parametrize("model", ["", ":floor", "models/"])
def test_a_model_must_be_named(model):
    """A path without one has no lane."""
    with pytest.raises(InvalidRequest, match="model"):
        read(where=Where(model=model))
