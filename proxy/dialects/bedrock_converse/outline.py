"""A Converse body from a distance: what policies, pool and ledger must know, and nothing of what is said.

Only what the gateway relies on is checked; the rest is the provider's to judge. `input_tokens` is an estimate from above;
`weights.py` says how it is made.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from proxy.canonical.outline import Outline
from proxy.canonical.unset import Unset
from proxy.dialects import weights
from proxy.dialects.base import Where
from proxy.dialects.bedrock_converse.body import PARAMETERS
from proxy.dialects.bedrock_converse.request import KINDS, model_of, token_bound
from proxy.dialects.bedrock_converse.tools import native_name
from proxy.dialects.members import check, wrong
from proxy.dialects.preferences import read_preferences, split_model
from proxy.dialects.seals import MARKED, MARKED_BASE64
from proxy.dialects.splice import read_object

NAME = "bedrock_converse"

MODALITIES = {
    "text": "text",
    "reasoningContent": "text",
    "citationsContent": "text",
    "toolUse": "text",
    "image": "image",
    "audio": "audio",
    "document": "file",
}
SILENT = frozenset({"cachePoint", "toolResult", "toolAddition", "toolRemoval"})
"""Kinds of block that show the model nothing of their own."""

NEEDS = {"image": "vision", "audio": "audio", "file": "files"}
NATIVE_MEMBERS = ("guardrailConfig", "promptVariables", "performanceConfig")
"""Members that ask for what no other dialect can be asked for."""

Block = tuple[str, Any]
"""A block's kind, and what it holds."""


def read(body: bytes, where: Where) -> Outline:
    """Return the outline of a client's *body*; `InvalidRequest` with the `param` at fault."""
    document = read_object(body)
    check(document, KINDS)
    model, suffixes = split_model(model_of(where))
    blocks = list(_blocks(document))
    tools, natives = _tools(document)
    modalities = tuple(sorted({MODALITIES.get(kind, kind) for kind, _ in blocks})) or ("text",)
    needs = _needs(document, modalities, has_tools=bool(tools))
    bound = token_bound(document.get("inferenceConfig") or {})
    parameters = frozenset(_parameters(document))
    return Outline(
        dialect=NAME,
        body=body,
        document=document,
        model=model,
        stream=where.stream is True,
        include_usage=True,
        tools=tools,
        modalities=modalities,
        needs=needs,
        input_tokens=len(body) + sum(map(_weight, blocks)) + (weights.TOOLS_TOKENS if tools else 0),
        max_output_tokens=None if isinstance(bound, Unset) else bound,
        session="",
        user="",
        preferences=read_preferences(document, suffixes, needs, parameters),
        parameters=parameters,
        natives=(*natives, *_natives(document, blocks)),
        has_foreign_seals=MARKED in body or MARKED_BASE64 in body,
        betas=where.betas,
        metadata=_metadata(document),
    )


def _blocks(document: Mapping[str, Any]) -> Iterator[Block]:
    """Yield every block of the system prompt and of every turn that shows the model something, tools' results opened."""
    yield from _opened(document.get("system") or [], "system")
    for index, turn in enumerate(document.get("messages") or []):
        place = f"messages[{index}]"
        if not isinstance(turn, dict) or not isinstance(turn.get("content"), list):
            raise wrong(f"{place}.content", "a list of content blocks")
        yield from _opened(turn["content"], f"{place}.content")


def _opened(blocks: Any, place: str) -> Iterator[Block]:
    for index, block in enumerate(blocks if isinstance(blocks, list) else []):
        if not isinstance(block, dict) or not block:
            raise wrong(f"{place}[{index}]", "an object with one member")
        kind = next((key for key in block if key in MODALITIES or key in SILENT), next(iter(block)))
        inner = block[kind]
        if kind == "toolResult" and isinstance(inner, dict):
            yield from _opened(inner.get("content"), f"{place}[{index}].toolResult.content")
        elif kind not in SILENT:
            yield ("text", inner) if kind == "json" else (kind, inner)


def _tools(document: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the tools on offer, and of those that the provider runs."""
    offered = (document.get("toolConfig") or {}).get("tools") or []
    names, natives = [], []
    for index, tool in enumerate(offered if isinstance(offered, list) else []):
        if not isinstance(tool, dict) or not tool:
            raise wrong(f"toolConfig.tools[{index}]", "an object with one member")
        if "cachePoint" in tool:
            continue
        name = native_name({"toolSpec": tool["toolSpec"]} if "toolSpec" in tool else tool)
        names.append(name)
        natives += [] if "toolSpec" in tool else [name]
    return tuple(names), tuple(natives)


def _needs(document: Mapping[str, Any], modalities: Iterable[str], *, has_tools: bool) -> frozenset[str]:
    shape = (document.get("outputConfig") or {}).get("textFormat")
    needs = {NEEDS[modality] for modality in modalities if modality in NEEDS}
    needs |= {"tools"} if has_tools else set()
    return frozenset(needs | ({"json_schema"} if isinstance(shape, dict) else set()))


def _weight(block: Block) -> int:
    """Return what a block counts for beside its bytes, which may be less than nothing."""
    kind, inner = block
    match MODALITIES.get(kind):
        case "text":
            return 0
        case "image":
            return weights.weigh_image(_length(inner))
        case "audio":
            return weights.weigh_audio(_length(inner))
        case _:
            return weights.OPAQUE_TOKENS


def _length(inner: Any) -> int:
    """Return how many characters of base64 a block has."""
    source = inner.get("source") if isinstance(inner, dict) else None
    data = source.get("bytes") if isinstance(source, dict) else None
    return len(data) if isinstance(data, str) else 0


def _parameters(document: Mapping[str, Any]) -> Iterator[str]:
    """Yield the canonical parameters that *document* sets."""
    for path, name in PARAMETERS.items():
        member, _, inner = path.partition(".")
        value = document.get(member)
        if inner and isinstance(value, dict):
            value = value.get(inner)
        elif inner:
            continue
        if value is not None:
            yield name


def _natives(document: Mapping[str, Any], blocks: Iterable[Block]) -> Iterator[str]:
    """Yield what only Bedrock can do: members of its own, and media that lie in S3."""
    yield from (member for member in NATIVE_MEMBERS if document.get(member))
    if any(_is_in_s3(inner) for _, inner in blocks):
        yield "s3Location"


def _is_in_s3(inner: Any) -> bool:
    source = inner.get("source") if isinstance(inner, dict) else None
    return isinstance(source, dict) and "s3Location" in source


def _metadata(document: Mapping[str, Any]) -> dict[str, str]:
    pairs = (document.get("requestMetadata") or {}).items()
    return {key: value for key, value in pairs if isinstance(value, str)}
