"""A body of `generateContent`, `GenerateContentRequest`, to the canonical request and back.

The model and whether it streams stand in the path. Labels are the metadata of a call; they must have Google Cloud's form
(guide to labels: lower case, 63 characters), so metadata of another form cannot be said.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from proxy.canonical.foreign import keep_family
from proxy.canonical.parameters import has_marks
from proxy.canonical.request import CanonicalRequest
from proxy.canonical.unset import UNSET, Unset, is_set
from proxy.dialects.base import NOWHERE, Aim, Encoded, Where
from proxy.dialects.gemini import contents, generation, spelling, thinking, tools
from proxy.dialects.gemini.parameters import CONFIG, PARAMETERS, UNSAID
from proxy.dialects.gemini.results import Pairing
from proxy.dialects.gemini.signatures import FAMILY
from proxy.dialects.members import check, is_a, keep_inner, merge, pull, pull_inner, wrong
from proxy.dialects.preferences import split_model

KINDS: Mapping[str, type] = MappingProxyType(
    {CONFIG: dict, "toolConfig": dict, "labels": dict, "serviceTier": str, "store": bool, "cachedContent": str}
)
TIERS = MappingProxyType({"standard": "default", "flex": "flex", "priority": "priority"})
"""Google's words to the hub's."""

WRITTEN_TIERS = MappingProxyType({word: own for own, word in TIERS.items()})
LABEL = re.compile(r"[a-z0-9_-]{1,63}")
MOST_LABELS = 64
COLLECTIONS = ("models/", "publishers/google/models/")


def model_of(document: Mapping[str, Any], where: Where) -> str:
    """Return the model that the path names, or the body of a client that says it there, with its suffixes."""
    told = where.model or document.get("model")
    if not isinstance(told, str):
        raise wrong("model", "the name of a model in the path, as `models/NAME:generateContent`")
    for collection in COLLECTIONS:
        told = told.removeprefix(collection)
    if not split_model(told)[0]:
        raise wrong("model", "the name of a model in the path, as `models/NAME:generateContent`")
    return told


def decode(body: bytes, where: Where = NOWHERE) -> CanonicalRequest:
    """Return what *body* asks for; `InvalidRequest` where it is not Gemini's.

    What it wishes of the lane is the gateway's, and no part of it.
    """
    members, _ = spelling.read(body)
    check(members, KINDS)
    model = split_model(model_of(members, where))[0]
    for member in ("model", *spelling.GATEWAY):
        members.pop(member, None)
    instruction = members.pop("systemInstruction", None)
    config, choice = pull_inner(members, CONFIG), pull_inner(members, "toolConfig")
    offered = members.pop("tools", None)
    system = [] if instruction is None else contents.decode_system(instruction)
    turns = contents.decode(members.pop("contents", None), Pairing())
    parameters = generation.decode(config)
    wish = tools.decode_choice(choice)
    keep_inner(members, CONFIG, config)
    keep_inner(members, "toolConfig", choice)
    return CanonicalRequest(
        model=model,
        messages=(*system, *turns),
        stream=where.stream is True,
        include_usage=True,
        tools=UNSET if offered is None else tools.decode(offered),
        tool_choice=wish,
        service_tier=_tier(members),
        metadata=_labels(members),
        store=pull(members, "store", bool),
        extra=members,
        **parameters,
    )


def _tier(members: dict[str, Any]) -> str | Unset:
    """Take the tier out; a word of Google's own stays."""
    word = members.get("serviceTier")
    if not isinstance(word, str) or word.lower() not in TIERS:
        return UNSET
    return TIERS[members.pop("serviceTier").lower()]


def _labels(members: dict[str, Any]) -> Mapping[str, str] | Unset:
    labels = members.get("labels")
    if not isinstance(labels, dict) or not all(is_a(value, str) for value in labels.values()):
        return UNSET
    return dict(members.pop("labels"))


def encode(request: CanonicalRequest, aim: Aim) -> Encoded:
    """Return *request* as a body for *aim*."""
    kept, gone = keep_family(request, FAMILY)
    system, turns = contents.split(kept.messages)
    known: dict[str, Any] = {
        "contents": contents.encode(turns, aim.model),
        "systemInstruction": contents.encode_system(system) if system else UNSET,
        "tools": tools.encode(kept.tools) or UNSET if is_set(kept.tools) else UNSET,
        "toolConfig": _tool_config(kept),
        CONFIG: generation.encode(kept, aim.model, _bound(kept, aim)),
        "serviceTier": WRITTEN_TIERS.get(kept.service_tier, UNSET) if is_set(kept.service_tier) else UNSET,
        "labels": dict(kept.metadata) if is_set(kept.metadata) and is_labels(kept.metadata) else UNSET,
        "store": kept.store if aim.stores or not kept.store else False,
    }
    document, lost = aim.flavour.apply(merge(known, kept.extra), PARAMETERS)
    return Encoded(document=document, dropped=tuple(sorted({*gone, *lost, *unsaid(kept, aim.model)})))


def _bound(request: CanonicalRequest, aim: Aim) -> int | None:
    bounds = [bound for bound in (request.max_output_tokens or None, aim.output_tokens) if bound]
    return min(bounds, default=None)


def _tool_config(request: CanonicalRequest) -> dict[str, Any] | Unset:
    kept = request.extra.get("toolConfig")
    wish = {tools.CALLING: tools.encode_choice(request.tool_choice)} if is_set(request.tool_choice) else {}
    return {**wish, **(kept if isinstance(kept, dict) else {})} or UNSET


def is_labels(metadata: Mapping[str, str]) -> bool:
    """Say whether *metadata* has the form of labels."""
    texts = [*metadata.keys(), *(value for value in metadata.values() if value)]
    return len(metadata) <= MOST_LABELS and all(LABEL.fullmatch(text) for text in texts)


def unsaid(request: CanonicalRequest, model: str) -> set[str]:
    """Return the names of what *request* says and *model*'s body cannot."""
    found = {name for name in UNSAID if is_set(getattr(request, name))}
    checks = {
        "cache": not has_marks(request),
        "parallel_tool_calls": request.parallel_tool_calls is not False,
        "reasoning": isinstance(request.reasoning, Unset) or thinking.can_say(request.reasoning, model),
        "seed": generation.can_seed(request),
        "metadata": isinstance(request.metadata, Unset) or is_labels(request.metadata),
        "service_tier": not is_set(request.service_tier) or request.service_tier in {"auto", *WRITTEN_TIERS},
    }
    return found | {name for name, is_said in checks.items() if not is_said}
