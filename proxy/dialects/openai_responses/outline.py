"""A Responses body from a distance: what policies, pool and ledger must know, and nothing of what is said.

Only what the gateway relies on is checked; the rest is the provider's to judge. `input_tokens` is an estimate from
above, by the figures of `dialects/weights.py`; what a provider's own tool reads is a file of unknown size.

What only an endpoint of this dialect can do is `natives`: a provider's own tools, its file ids, and items that nobody
else understands. A trace of what such a tool once found is no reason to go nowhere else: another dialect does without
it.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from proxy.canonical.outline import Outline
from proxy.canonical.unset import Unset
from proxy.dialects import seals
from proxy.dialects.members import check, wrong
from proxy.dialects.openai_responses import stateless, tools
from proxy.dialects.openai_responses.conversation import RESULTS
from proxy.dialects.openai_responses.flavours import NAME
from proxy.dialects.openai_responses.ids import word
from proxy.dialects.openai_responses.items import CALLS, IMAGE, MESSAGE, THOUGHT, kind_of
from proxy.dialects.openai_responses.request import CARRIED, KINDS, bound
from proxy.dialects.preferences import read_preferences, split_model
from proxy.dialects.splice import read_object
from proxy.dialects.weights import OPAQUE_TOKENS, TOOLS_TOKENS, weigh_audio, weigh_image

TEXT = {"type": "input_text"}
"""What a text that stands without a part counts as, and an item that is all text."""

MODALITIES = {
    "input_text": "text",
    "output_text": "text",
    "refusal": "text",
    "input_image": "image",
    "input_audio": "audio",
    "input_file": "file",
    IMAGE: "image",
    "computer_call_output": "image",
}
NEEDS = {"image": "vision", "audio": "audio", "file": "files"}
PLAIN = frozenset({THOUGHT, *CALLS})

TRACES = frozenset(
    {
        "web_search_call",
        "file_search_call",
        "code_interpreter_call",
        "mcp_list_tools",
        "mcp_call",
        "mcp_approval_request",
    }
)
"""What a provider's own tools leave behind, which is text and can be done without."""

OFFERS = frozenset({"additional_tools", "tool_search_output"})
"""Items that offer tools."""

PATHS = tuple((*member.partition(".")[::2], name) for member, name in CARRIED.items())
"""Member of a body, what is meant in it if not all of it, and the parameter."""

Part = Mapping[str, Any]


def read(body: bytes) -> Outline:
    """Return the outline of a client's *body*; `InvalidRequest` with the `param` at fault."""
    document = read_object(body)
    check(document, KINDS)
    stateless.refuse(document)
    given = _items(document)
    parts = list(_parts(given))
    offered = [document.get("tools"), *(item.get("tools") for item in given if word(item) in OFFERS)]
    modalities = tuple(sorted({_modality(part["type"]) for part in parts}))
    names = tuple(name for tool in offered for name in tools.names(tool, "tools"))
    natives = tuple(dict.fromkeys(_natives(offered, given, parts)))
    needs = _needs(document, modalities, has_tools=bool(names))
    model, suffixes = split_model(_model(document))
    limit = bound(document)
    parameters = frozenset(name for outer, rest, name in PATHS if outer in document and _sets(document[outer], rest))
    return Outline(
        dialect=NAME,
        body=body,
        document=document,
        model=model,
        stream=document.get("stream") is True,
        include_usage=True,
        tools=names,
        modalities=modalities,
        needs=needs,
        input_tokens=len(body) + sum(map(_weight, parts)) + _weigh_tools(names, offered),
        max_output_tokens=None if isinstance(limit, Unset) else limit,
        session=_text(document, "prompt_cache_key") or _text(document, "session_id"),
        user=_text(document, "user") or _text(document, "safety_identifier"),
        preferences=read_preferences(document, suffixes, needs, parameters),
        parameters=parameters,
        natives=natives,
        has_foreign_seals=seals.MARKED in body,
        metadata=_metadata(document),
    )


def _model(document: Mapping[str, Any]) -> str:
    model = document.get("model") or next(iter(document.get("models") or ()), None)
    if not isinstance(model, str) or not split_model(model)[0]:
        raise wrong("model", "the name of a model")
    return model


def _items(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the items of the input; a text is one, and so are the instructions."""
    given = document.get("input")
    if isinstance(given, str):
        return [{"role": "user", "content": given}]
    if not isinstance(given, list) or not given:
        raise wrong("input", "a string or a list of at least one item")
    for index, item in enumerate(given):
        if not isinstance(item, dict):
            raise wrong(f"input[{index}]", "an object")
        stateless.refuse_reference(item, f"input[{index}]")
    return given


def _parts(given: Iterable[dict[str, Any]]) -> Iterator[Part]:
    """Yield every part of every item; an item that is no message is one, unless it is a result."""
    for index, item in enumerate(given):
        place = f"input[{index}]"
        kind = kind_of(item, place)
        if kind == MESSAGE:
            yield from _content(item.get("content"), f"{place}.content")
        elif kind in RESULTS:
            yield from _content(item.get("output"), f"{place}.output")
        else:
            yield TEXT if kind in PLAIN or kind in TRACES else item


def _content(said: Any, place: str) -> Iterator[Part]:
    if isinstance(said, str):
        yield TEXT
        return
    if not isinstance(said, list):
        raise wrong(place, "a string or a list of parts")
    for position, part in enumerate(said):
        if not isinstance(part, dict) or not isinstance(part.get("type"), str):
            raise wrong(f"{place}[{position}]", "an object with a `type`")
        yield part


def _modality(kind: str) -> str:
    """Return what a part of *kind* holds; an unknown kind is its own modality, so that no policy overlooks it."""
    return MODALITIES.get(kind, kind)


def _needs(document: Mapping[str, Any], modalities: Iterable[str], *, has_tools: bool) -> frozenset[str]:
    needs = {NEEDS[modality] for modality in modalities if modality in NEEDS}
    needs |= {"tools"} if has_tools else set()
    needs |= {"json_schema"} if _inner(_inner(document, "text"), "format").get("type") == "json_schema" else set()
    return frozenset(needs)


def _natives(offered: Iterable[Any], given: Iterable[Part], parts: Iterable[Part]) -> Iterator[str]:
    """Yield what only this dialect can do."""
    for tool in offered:
        yield from tools.natives(tool)
    known = PLAIN | TRACES | {MESSAGE, IMAGE, *RESULTS}
    yield from (kind for item in given if (kind := word(item) or MESSAGE) not in known)
    yield from ("file_id" for part in parts if isinstance(part.get("file_id"), str))


def _weight(part: Part) -> int:
    """Return what *part* counts for beside its bytes, which may be less than nothing."""
    match part["type"]:
        case "input_text" | "output_text" | "refusal":
            return 0
        case "input_image" | "image_generation_call":
            return weigh_image(len(_text(part, "image_url") or _text(part, "result")))
        case "input_audio":
            return weigh_audio(len(_text(_inner(part, "input_audio"), "data")))
        case _:
            return OPAQUE_TOKENS


def _weigh_tools(names: tuple[str, ...], offered: Iterable[Any]) -> int:
    has_native = any(word for tool in offered for word in tools.natives(tool))
    return (TOOLS_TOKENS if names else 0) + (OPAQUE_TOKENS if has_native else 0)


def _sets(value: Any, rest: str) -> bool:
    """Say whether the member *value* sets a parameter: itself, or by what stands in it under *rest*."""
    if not rest:
        return value is not None
    if isinstance(value, list):
        return rest in value
    told = value.get(rest) if isinstance(value, dict) else None
    return told is not None and told != {"type": "text"}


def _inner(value: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    inner = value.get(key)
    return inner if isinstance(inner, dict) else {}


def _text(document: Mapping[str, Any], key: str) -> str:
    value = document.get(key)
    return value if isinstance(value, str) else ""


def _metadata(document: Mapping[str, Any]) -> dict[str, str]:
    return {key: value for key, value in _inner(document, "metadata").items() if isinstance(value, str)}
