"""A Messages body from a distance: what policies, pool and ledger must know, and nothing of what is said.

Only what the gateway relies on is checked; the rest is the provider's to judge. `input_tokens` is an estimate from above
(`dialects/weights.py`); a server tool adds to the input what it finds, and counts as one thing of unknown size.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from proxy.canonical.outline import Outline
from proxy.dialects import seals
from proxy.dialects.anthropic_messages import parameters, sessions, wishes
from proxy.dialects.anthropic_messages.formats import OLD, OUTPUT
from proxy.dialects.anthropic_messages.names import NAME
from proxy.dialects.anthropic_messages.request import KINDS, token_bound
from proxy.dialects.anthropic_messages.survey import Survey
from proxy.dialects.anthropic_messages.tools import OWN_TYPES
from proxy.dialects.base import NOWHERE, Where
from proxy.dialects.members import check, wrong
from proxy.dialects.preferences import split_model
from proxy.dialects.splice import read_object
from proxy.dialects.weights import OPAQUE_TOKENS, TOOLS_TOKENS

NEEDS = {"image": "vision", "audio": "audio", "file": "files"}
NATIVE_MEMBERS = ("mcp_servers", "container")
"""Members that no other dialect has, and without which the answer would be another.

`context_management` is none: Claude Code sends it always, and a request is answered as well without it.
"""


def read(body: bytes, where: Where = NOWHERE, *, has_bound: bool = True) -> Outline:
    """Return the outline of a client's *body*; `InvalidRequest` with the `param` at fault.

    A body whose tokens are only to be counted has no bound.
    """
    document = read_object(body)
    check(document, KINDS)
    wishes.refuse_geography(document)
    wishes.refuse_thread(document)
    survey = Survey()
    survey.read(document)
    offered, native_tools = _tools(document)
    needs = _needs(document, survey.modalities, has_tools=bool(offered))
    model, suffixes = split_model(_model(document, where))
    user, session = sessions.read(document)
    named = parameters.named_in(document)
    return Outline(
        dialect=NAME,
        body=body,
        document=document,
        model=model,
        stream=document.get("stream") is True if where.stream is None else where.stream,
        include_usage=True,
        tools=offered,
        modalities=tuple(sorted(survey.modalities)),
        needs=needs,
        input_tokens=len(body) + survey.weight + _weigh_tools(offered, native_tools),
        max_output_tokens=token_bound(document) if has_bound else None,
        session=session,
        user=user,
        preferences=wishes.read(document, suffixes, needs, named),
        parameters=named,
        natives=tuple(dict.fromkeys((*native_tools, *_native_members(document), *survey.natives))),
        has_foreign_seals=seals.MARKED in body,
        betas=where.betas,
        metadata=_metadata(document),
    )


def _model(document: Mapping[str, Any], where: Where) -> str:
    model = document.get("model") or where.model or next(iter(document.get("models") or ()), None)
    if not isinstance(model, str) or not split_model(model)[0]:
        raise wrong("model", "the name of a model")
    return model


def _needs(document: Mapping[str, Any], modalities: Iterable[str], *, has_tools: bool) -> frozenset[str]:
    output = document.get(OUTPUT) or {}
    needs = {NEEDS[modality] for modality in modalities if modality in NEEDS}
    needs |= {"tools"} if has_tools else set()
    return frozenset(needs | ({"json_schema"} if output.get("format") or document.get(OLD) else set()))


def _tools(document: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the tools on offer, and of those that are Anthropic's own, which have their type for a name."""
    offered, native = [], []
    for index, tool in enumerate(document.get("tools") or ()):
        if not isinstance(tool, dict):
            raise wrong(f"tools[{index}]", "an object")
        is_own = tool.get("type") in OWN_TYPES
        name = tool.get("name" if is_own else "type")
        if not isinstance(name, str):
            raise wrong(f"tools[{index}].name", "a string")
        offered.append(name)
        native += [] if is_own else [name]
    return tuple(offered), tuple(native)


def _weigh_tools(offered: tuple[str, ...], native: tuple[str, ...]) -> int:
    return (TOOLS_TOKENS if offered else 0) + OPAQUE_TOKENS * len(native)


def _native_members(document: Mapping[str, Any]) -> Iterator[str]:
    yield from (name for name in NATIVE_MEMBERS if document.get(name) not in (None, []))


def _metadata(document: Mapping[str, Any]) -> dict[str, str]:
    metadata = document.get("metadata") or {}
    return {key: value for key, value in metadata.items() if isinstance(value, str)}
