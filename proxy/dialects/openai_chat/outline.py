"""A Chat Completions body from a distance: what policies, pool and ledger must know, and nothing of what is said.

Only what the gateway relies on is checked; the rest is the provider's to judge.

`input_tokens` is an estimate from above: `dialects/weights.py` says why it is one.

`has_foreign_seals` is so wherever a turn brings `reasoning_details`: of the providers that speak this dialect OpenRouter
alone takes them back, so such a body is decoded and written anew as the endpoint takes it, for OpenRouter with all of
them. An assistant's plain `reasoning_content` is the client's own affair, and passes through.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from proxy.canonical.outline import Outline
from proxy.canonical.parameters import CACHE
from proxy.canonical.unset import Unset
from proxy.dialects.members import check, is_a, wrong
from proxy.dialects.openai_chat.parameters import PARAMETERS
from proxy.dialects.openai_chat.request import token_bound
from proxy.dialects.openai_chat.tools import name_of, names_of
from proxy.dialects.preferences import read_preferences, split_model
from proxy.dialects.splice import read_object
from proxy.dialects.weights import OPAQUE_TOKENS, TOOLS_TOKENS, weigh_audio, weigh_image

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

TEXT = {"type": "text"}
"""What a content that is a plain string counts as."""

EARLIER_AUDIO = {"type": "input_audio"}
"""What an earlier answer in audio, named by its id, counts as."""

MODALITIES = {"text": "text", "refusal": "text", "image_url": "image", "input_audio": "audio", "file": "file"}
NOTHING: frozenset[str] = frozenset()
NEEDS = {"image": "vision", "audio": "audio", "file": "files"}
SEALED = "reasoning_details"
KNOWN = dict(PARAMETERS)


MARK = b'"cache_control"'
MARKED, NOTHING = frozenset({CACHE}), frozenset[str]()
"""A mark may stand on any part, turn or tool; text that only speaks of marks has a backslash before its quotes."""


def read(body: bytes) -> Outline:
    """Return the outline of a client's *body*; `InvalidRequest` with the `param` at fault."""
    document = read_object(body)
    check(document, KINDS)
    parts, is_sealed = _survey(document)
    modalities = _modalities(parts) if parts else ("text",)
    tools = () if document.keys().isdisjoint(TOOLS) else tuple(_tool_names(document))
    bound = token_bound(document)
    needs = _needs(document, modalities, has_tools=bool(tools))
    model, suffixes = split_model(_model(document))
    parameters = _parameters(document) | (MARKED if MARK in body else NOTHING)
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
        input_tokens=len(body) + sum(map(_weight, parts)) + (TOOLS_TOKENS if tools else 0),
        max_output_tokens=None if isinstance(bound, Unset) else bound,
        session=_text(document, "session_id") or _text(document, "prompt_cache_key"),
        user=_text(document, "user"),
        preferences=read_preferences(document, suffixes, needs, parameters),
        parameters=parameters,
        natives=_natives(document, parts) if tools or parts else (),
        has_foreign_seals=is_sealed,
        choices=_choices(document),
        metadata=_metadata(document),
    )


def _model(document: Mapping[str, Any]) -> str:
    model = document.get("model") or next(iter(document.get("models") or ()), None)
    if not isinstance(model, str) or not split_model(model)[0]:
        raise wrong("model", "the name of a model")
    return model


def _survey(document: Mapping[str, Any]) -> tuple[list[dict[str, Any]], bool]:
    """Return every part of every message, and whether any message has sealed thoughts.

    Where there are none but plain texts there are no parts; beside others, all plain texts together count as one. An
    earlier answer in audio counts as a part.
    """
    messages = document.get("messages")
    if not isinstance(messages, list) or not messages:
        raise wrong("messages", "a list of at least one message")
    parts: list[dict[str, Any]] = []
    has_text = is_sealed = False
    for index, message in enumerate(messages):
        if not isinstance(message, dict):
            raise wrong(f"messages[{index}]", "an object")
        content = message.get("content")
        if content is None or isinstance(content, str):
            has_text = True
        elif isinstance(content, list):
            parts += [_part(part, index, position) for position, part in enumerate(content)]
        else:
            raise wrong(f"messages[{index}].content", "a string or a list of parts")
        if message.get("audio"):
            parts.append(EARLIER_AUDIO)
        if message.get(SEALED):
            is_sealed = True
    return ([*parts, TEXT] if has_text and parts else parts), is_sealed


def _part(part: Any, index: int, position: int) -> dict[str, Any]:
    if not isinstance(part, dict):
        raise wrong(f"messages[{index}].content[{position}]", "an object")
    if not isinstance(part.get("type"), str):
        raise wrong(f"messages[{index}].content[{position}].type", "a string")
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
        yield name_of(tool, f"tools[{index}]")
    for index, function in enumerate(document.get("functions") or []):
        if not isinstance(function, dict) or not isinstance(function.get("name"), str):
            raise wrong(f"functions[{index}].name", "a string")
        yield function["name"]


def _weight(part: Mapping[str, Any]) -> int:
    """Return what *part* counts for beside its bytes, which may be less than nothing."""
    match part["type"]:
        case "image_url":
            return weigh_image(_data_length(part, "image_url", "url"))
        case "input_audio":
            return weigh_audio(_data_length(part, "input_audio", "data"))
        case "text" | "refusal":
            return 0
        case _:
            return OPAQUE_TOKENS


def _data_length(part: Mapping[str, Any], key: str, field: str) -> int:
    inner = part.get(key)
    data = inner.get(field) if isinstance(inner, dict) else inner
    return len(data) if isinstance(data, str) else 0


def _parameters(document: Mapping[str, Any]) -> frozenset[str]:
    """Return the canonical parameters that the body sets; a null sets nothing."""
    return frozenset([KNOWN[member] for member in document if member in KNOWN and document[member] is not None])


def _natives(document: Mapping[str, Any], parts: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return what a provider of another dialect could not do: tools of the provider's own, its files, its earlier audio."""
    found = set(names_of(document.get("tools") or []))
    for part in parts:
        file = part.get("file")
        if isinstance(file, dict) and file.get("file_id"):
            found.add("file_id")
        if part == EARLIER_AUDIO:
            found.add("audio")
    return tuple(sorted(found))


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
