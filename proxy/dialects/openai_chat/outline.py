"""A Chat Completions body from a distance: what policies, pool and ledger must know, and nothing of what is said.

Only what the gateway relies on is checked; the rest is the provider's to judge.

`input_tokens` is an estimate from above. A token of a byte-level tokenizer is at least one byte of text, and the JSON
around a turn is longer than any chat template's own marks; so the bytes of the body bound the tokens of its text. What is
not text is counted apart:

- an image, whatever its size: 48,169, the most a documented model counts (gpt-4o-mini: 2,833 and 8 tiles of 5,667);
- audio: a token for 32 base64 characters, which no model exceeds at 8 kbit/s or more (Gemini counts 32 a second);
- a file, audio by its id, or a part of an unknown kind: 100,000 beside its bytes, the one figure without a proof;
- tools: 1,024 for the instructions that providers put before them (Anthropic documents up to 530).
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from proxy.canonical.outline import Outline
from proxy.canonical.preferences import NO_PREFERENCES, ClientPreferences
from proxy.canonical.unset import Unset
from proxy.dialects.members import check, is_a, wrong
from proxy.dialects.openai_chat.request import token_bound
from proxy.dialects.preferences import MEMBERS, read_preferences, split_model
from proxy.dialects.splice import read_object

NAME = "openai_chat"

KINDS: dict[str, type] = {
    "stream": bool,
    "stream_options": dict,
    "tools": list,
    "functions": list,
    "response_format": dict,
    "modalities": list,
}
MOST_CHOICES = 16
TOOLS = frozenset({"tools", "functions"})
WISHES = frozenset({"response_format", "modalities"})
"""Fields beside tools and parts that can ask for a feature."""

IMAGE_TOKENS = 48_169
AUDIO_CHARACTERS_PER_TOKEN = 32
OPAQUE_TOKENS = 100_000
TOOLS_TOKENS = 1_024

TEXT = {"type": "text"}
"""What a content that is a plain string counts as."""

MODALITIES = {"text": "text", "refusal": "text", "image_url": "image", "input_audio": "audio", "file": "file"}
NOTHING: frozenset[str] = frozenset()
NEEDS = {"image": "vision", "audio": "audio", "file": "files"}


def read(body: bytes) -> Outline:
    """Return the outline of a client's *body*; `InvalidRequest` with the `param` at fault."""
    document = read_object(body)
    check(document, KINDS)
    parts = list(_parts(_messages(document)))
    others = [part for part in parts if part is not TEXT]
    modalities = _modalities(parts) if others else ("text",)
    tools = () if document.keys().isdisjoint(TOOLS) else tuple(_tool_names(document))
    bound = token_bound(document)
    needs = _needs(document, modalities, has_tools=bool(tools))
    model, suffixes = split_model(_model(document))
    return Outline(
        dialect=NAME,
        body=body,
        document=document,
        model=model,
        stream=document.get("stream") is True,
        include_usage=_include_usage(document),
        tools=tools,
        modalities=modalities,
        needs=needs,
        input_tokens=len(body) + sum(map(_weight, others)) + (TOOLS_TOKENS if tools else 0),
        max_output_tokens=None if isinstance(bound, Unset) else bound,
        session=_text(document, "session_id") or _text(document, "prompt_cache_key"),
        user=_text(document, "user"),
        preferences=_preferences(document, suffixes, needs),
        choices=_choices(document),
        metadata=_metadata(document),
    )


def _model(document: Mapping[str, Any]) -> str:
    model = document.get("model") or next(iter(document.get("models") or ()), None)
    if not isinstance(model, str) or not split_model(model)[0]:
        raise wrong("model", "the name of a model")
    return model


def _preferences(document: Mapping[str, Any], suffixes: tuple[str, ...], needs: frozenset[str]) -> ClientPreferences:
    """Return the client's wishes; most bodies have none."""
    if not suffixes and document.keys().isdisjoint(MEMBERS):
        return NO_PREFERENCES
    return read_preferences(document, suffixes, needs)


def _messages(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    messages = document.get("messages")
    if not isinstance(messages, list) or not messages:
        raise wrong("messages", "a list of at least one message")
    for index, message in enumerate(messages):
        if not isinstance(message, dict):
            raise wrong(f"messages[{index}]", "an object")
    return messages


def _parts(messages: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield every part of every message; a plain text, and an earlier answer in audio, count as a part."""
    for index, message in enumerate(messages):
        content = message.get("content")
        if isinstance(content, list):
            for position, part in enumerate(content):
                yield _part(part, f"messages[{index}].content[{position}]")
        elif content is None or isinstance(content, str):
            yield TEXT
        else:
            raise wrong(f"messages[{index}].content", "a string or a list of parts")
        if message.get("audio"):
            yield {"type": "input_audio"}


def _part(part: Any, place: str) -> dict[str, Any]:
    if not isinstance(part, dict):
        raise wrong(place, "an object")
    if not isinstance(part.get("type"), str):
        raise wrong(f"{place}.type", "a string")
    return part


def _modalities(parts: Iterable[dict[str, Any]]) -> tuple[str, ...]:
    """Return what the input holds; a part of an unknown kind is its own modality, so that no policy overlooks it."""
    found = {MODALITIES.get(part["type"], part["type"]) for part in parts}
    return tuple(sorted(found))


def _needs(document: Mapping[str, Any], modalities: Iterable[str], *, has_tools: bool) -> frozenset[str]:
    if not has_tools and modalities == ("text",) and document.keys().isdisjoint(WISHES):
        return NOTHING
    wish = document.get("response_format") or {}
    needs = {NEEDS[modality] for modality in modalities if modality in NEEDS}
    needs |= {"tools"} if has_tools else set()
    needs |= {"json_schema"} if wish.get("type") == "json_schema" else set()
    needs |= {"audio"} if "audio" in (document.get("modalities") or []) else set()
    return frozenset(needs)


def _tool_names(document: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names of the tools on offer; a vendor's own tool has its type for a name."""
    for index, tool in enumerate(document.get("tools") or []):
        kind = tool.get("type") if isinstance(tool, dict) else None
        if not isinstance(kind, str):
            raise wrong(f"tools[{index}]", "an object with a `type`")
        inner = tool.get(kind)
        name = inner.get("name") if isinstance(inner, dict) else kind
        if not isinstance(name, str):
            raise wrong(f"tools[{index}].{kind}.name", "a string")
        yield name
    for index, function in enumerate(document.get("functions") or []):
        if not isinstance(function, dict) or not isinstance(function.get("name"), str):
            raise wrong(f"functions[{index}].name", "a string")
        yield function["name"]


def _weight(part: Mapping[str, Any]) -> int:
    """Return what *part* counts for beside its bytes, which may be less than nothing."""
    match part["type"]:
        case "image_url":
            return IMAGE_TOKENS - _data_length(part, "image_url", "url")
        case "input_audio":
            length = _data_length(part, "input_audio", "data")
            return length // AUDIO_CHARACTERS_PER_TOKEN + 1 - length if length else OPAQUE_TOKENS
        case "text" | "refusal":
            return 0
        case _:
            return OPAQUE_TOKENS


def _data_length(part: Mapping[str, Any], key: str, field: str) -> int:
    inner = part.get(key)
    data = inner.get(field) if isinstance(inner, dict) else inner
    return len(data) if isinstance(data, str) else 0


def _choices(document: Mapping[str, Any]) -> int:
    choices = document.get("n")
    if choices is None:
        return 1
    if not is_a(choices, int) or not 1 <= choices <= MOST_CHOICES:
        raise wrong("n", f"an integer from 1 to {MOST_CHOICES}")
    return int(choices)


def _include_usage(document: Mapping[str, Any]) -> bool:
    options = document.get("stream_options") or {}
    check(options, {"include_usage": bool}, "stream_options.")
    return options.get("include_usage") is True


def _text(document: Mapping[str, Any], key: str) -> str:
    value = document.get(key)
    return value if isinstance(value, str) else ""


def _metadata(document: Mapping[str, Any]) -> dict[str, str]:
    metadata = document.get("metadata")
    pairs = metadata.items() if isinstance(metadata, dict) else ()
    return {key: value for key, value in pairs if isinstance(value, str)}
