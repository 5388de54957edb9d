"""A model's thoughts: the item `reasoning`, to the parts of a thought and back.

An item has any number of summaries and of texts, and one encrypted content that seals all of them. The hub has a part
for each, in that order, and **the seal stands on the last of them**: a run of thoughts up to and with the first that
has a seal is one item. So it is in a stream, where the seal comes when the thought is complete. What an item without a
seal has beside (its id) stands in the last part's `extra`, and ends the item too.

A thought of another family travels as `encrypted_content` that is marked with its family (`dialects/seals.py`). So
does one of our own family whose item had to be named before its own name was known: OpenAI refuses an encrypted
content under another id. Clients may send an item back without its id (Codex does), and OpenAI takes it so.

A seal on a call (Gemini's) has no place in the item of a call. It travels in an item of its own before it, as a thought
without text, whose seal is named after the call.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from proxy.canonical.content import Part, ReasoningPart
from proxy.canonical.seal import Seal, SealKind
from proxy.canonical.tools import ToolCall
from proxy.canonical.unset import Unset
from proxy.dialects import seals
from proxy.dialects.members import pull
from proxy.dialects.openai_responses.content import ITEM
from proxy.dialects.openai_responses.ids import Ids

FAMILY = "openai"
KIND = "reasoning"
NOBODY = ""
"""No family: a seal that is wrapped for it is always marked."""

DIGITS = 16


def decode(members: dict[str, Any], made: str) -> list[Part]:
    """Return the parts of the item that *members* say; *made* is the id that we would have given it."""
    members.pop("status", None)
    told = pull(members, "id", str)
    name = "" if isinstance(told, Unset) or told == made else told
    sealed = pull(members, "encrypted_content", str)
    seal = seals.unwrap(sealed, FAMILY, SealKind.ENCRYPTED, name=name) if sealed else None
    parts = [ReasoningPart(text=text, is_summary=True) for text in _texts(members.pop("summary", None))]
    parts += [ReasoningPart(text=text) for text in _texts(members.pop("content", None))]
    beside = {key: value for key, value in members.items() if value is not None}
    if name and seal is None:
        beside["id"] = name
    *first, last = parts or [ReasoningPart()]
    return [*first, replace(last, seal=seal, extra={ITEM: beside} if beside else {})]


def _texts(value: Any) -> Iterator[str]:
    """Yield the texts of a summary or content list."""
    for entry in value if isinstance(value, list) else ():
        text = entry.get("text") if isinstance(entry, dict) else None
        if isinstance(text, str):
            yield text


def ends(part: ReasoningPart) -> bool:
    """Say whether *part* is the last of its item."""
    return part.seal is not None or ITEM in part.extra


def encode(parts: Sequence[ReasoningPart], ids: Ids, index: int) -> dict[str, Any]:
    """Return the item at *index* that has *parts*, under its own name or ours.

    What OpenAI sealed under a name that got lost has none in a request, where it need not.
    """
    seal = parts[-1].seal
    beside: dict[str, Any] = parts[-1].extra.get(ITEM, {})
    if seal is None:
        return item(beside.get("id") or ids.name(KIND, index), parts, "") | beside
    is_own = seal.family == FAMILY
    if is_own and not seal.id and ids.answer is None:
        return item("", parts, seal.data) | beside
    name = seal.id if is_own and seal.id else ids.name(KIND, index)
    return item(name, parts, carry(seal, name)) | beside


def item(name: str, parts: Iterable[ReasoningPart], sealed: str) -> dict[str, Any]:
    """Return the item *name* that shows *parts* and is sealed by *sealed*; each may be empty."""
    shown = [part for part in parts if part.text]
    summaries = [{"type": "summary_text", "text": part.text} for part in shown if part.is_summary]
    contents = [{"type": "reasoning_text", "text": part.text} for part in shown if not part.is_summary]
    found: dict[str, Any] = {"type": KIND}
    found |= {"id": name} if name else {}
    found |= {"summary": summaries}
    found |= {"content": contents} if contents else {}
    return found | ({"encrypted_content": sealed} if sealed else {})


def carry(seal: Seal, name: str) -> str:
    """Return *seal* as the encrypted content of an item that is already called *name*."""
    return seal.data if seal.family == FAMILY and seal.id == name else seals.wrap(seal, NOBODY)


def carrier(call: str, seal: Seal, name: str) -> dict[str, Any]:
    """Return the item *name* that carries the *seal* of the call with the id *call*, before it."""
    return item(name, (), seals.wrap(replace(seal, id=_named_after(call)), NOBODY))


def return_seals(parts: Iterable[Part]) -> list[Part]:
    """Return *parts* with each seal that stands before its call put back on it."""
    found: list[Part] = []
    for part in parts:
        before = found[-1] if found else None
        if isinstance(part, ToolCall) and isinstance(before, ReasoningPart) and _is_for(before, part):
            found[-1] = replace(part, seal=replace(before.seal, id="") if before.seal else None)
        else:
            found.append(part)
    return found


def _is_for(thought: ReasoningPart, call: ToolCall) -> bool:
    return not thought.text and thought.seal is not None and thought.seal.id == _named_after(call.id)


def _named_after(call: str) -> str:
    return hashlib.sha256(call.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]
