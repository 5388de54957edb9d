"""The parts of a turn, `Part`, to canonical parts and back; the same in requests and answers.

A signature on a text or an image is a hidden thought that stands before it; a signature on an empty text is one on its own,
as streams end with it. A signed empty thought closes the unsigned thoughts before it: so a client of this dialect gives
back what a stream told it piece by piece. Nothing here raises for what a part is: what is not known is kept whole.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from proxy.canonical.content import (
    AudioPart,
    FilePart,
    ImagePart,
    Part,
    ReasoningPart,
    RefusalPart,
    TextPart,
    UnknownPart,
)
from proxy.canonical.jsontext import MalformedJson, dump, parse
from proxy.canonical.seal import Seal
from proxy.canonical.tools import ToolCall, ToolKind
from proxy.canonical.unset import UNSET
from proxy.dialects.gemini import media, signatures
from proxy.dialects.members import join_inner, keep_inner, merge, pull_text

SIGNATURE, CALL = "thoughtSignature", "functionCall"
BESIDE = frozenset({"thought", SIGNATURE, "videoMetadata", "mediaResolution", "partMetadata", "mediaProcessing"})
"""Members that are never what a part is."""

STREAMED = frozenset({"partialArgs", "willContinue"})
"""Of a call that Vertex AI sends piece by piece, which only a client of this dialect can ask for."""

INPUT = "input"
"""The one argument that stands for text which is no JSON object."""

Naming = Callable[[str, str], str]
"""Gives a call its id, from the one that it has, which may be empty, and its name."""

Carrier = TextPart | ImagePart | AudioPart | FilePart
"""What can carry the signature of the hidden thought before it."""


def decode(parts: Iterable[Mapping[str, Any]], naming: Naming) -> tuple[Part, ...]:
    """Return what *parts* say, in their order."""
    found: list[Part] = []
    for part in parts:
        for each in decode_part(part, naming):
            found.append(_closing(found, each) if isinstance(each, ReasoningPart) and each.extra else each)
    return tuple(found)


def _closing(found: list[Part], last: ReasoningPart) -> ReasoningPart:
    """Return *last*, with the thoughts at the end of *found* that it signs; those are taken out."""
    texts: list[str] = []
    while not last.text and found and _is_open(found[-1]):
        texts.insert(0, str(getattr(found.pop(), "text", "")))
    return ReasoningPart(text="".join(texts), is_summary=True, seal=last.seal) if texts else last


def _is_open(part: Part) -> bool:
    return isinstance(part, ReasoningPart) and part.seal is None and not part.extra


def decode_part(part: Mapping[str, Any], naming: Naming) -> Iterator[Part]:
    """Yield what *part* says: a hidden thought first, where it is signed and is no thought or call itself."""
    members = dict(part)
    signature = pull_text(members, SIGNATURE)
    seal = signatures.read(signature) if signature else None
    if isinstance(members.get("text"), str):
        yield from _text(members, seal, is_spoken=is_spoken(part))
    elif is_call(members):
        yield _call(members, seal, naming)
    elif media.is_media(members) and not members.get("thought"):
        yield from _media(members, part, seal)
    else:
        yield UnknownPart(kind=kind_of(part), extra=part)


def kind_of(part: Mapping[str, Any]) -> str:
    """Return what a part of an unknown kind is called: `thought` for a picture that the model made on its way."""
    kind = next((key for key in part if key not in BESIDE), "part")
    return "thought" if part.get("thought") and kind in {media.INLINE, media.FILE} else kind


def is_call(part: Mapping[str, Any]) -> bool:
    """Say whether *part* is a call as a whole."""
    call = part.get(CALL)
    return isinstance(call, dict) and isinstance(call.get("name"), str) and STREAMED.isdisjoint(call)


def is_spoken(part: Mapping[str, Any]) -> bool:
    """Say whether *part* is a text of the answer: neither a thought nor the empty place of a signature."""
    if not isinstance(part.get("text"), str) or part.get("thought") is True:
        return False
    return part["text"] != "" or part.keys() - {"thought"} != {"text", SIGNATURE}


def _text(members: dict[str, Any], seal: Seal | None, *, is_spoken: bool) -> Iterator[Part]:
    text = members.pop("text")
    if members.pop("thought", None) is True:
        if seal and not text:
            members["thought"] = True
        yield ReasoningPart(text=text, is_summary=bool(text), seal=seal, extra=members)
        return
    if seal:
        yield ReasoningPart(seal=seal)
    if is_spoken:
        yield TextPart(text=text, extra=members)


def _media(members: dict[str, Any], part: Mapping[str, Any], seal: Seal | None) -> Iterator[Part]:
    found = media.decode(members)
    if isinstance(found, UnknownPart):
        yield UnknownPart(kind=found.kind, extra=part)
        return
    if seal:
        yield ReasoningPart(seal=seal)
    yield found


def _call(members: dict[str, Any], seal: Seal | None, naming: Naming) -> Part:
    inner = dict(members.pop(CALL))
    told, name, args = pull_text(inner, "id"), pull_text(inner, "name"), inner.pop("args", None)
    keep_inner(members, CALL, inner)
    return ToolCall(id=naming(told, name), name=name, arguments=text_of(args), seal=seal, extra=members)


def text_of(args: Any) -> str:
    """Return the arguments of a call as text; a call without any has an empty object."""
    return dump(args).decode() if isinstance(args, dict) else "{}"


def args_of(arguments: str, kind: ToolKind = ToolKind.FUNCTION) -> dict[str, Any]:
    """Return *arguments* as the object that Gemini wants; text that is none stands in it whole, as `input`."""
    if kind is ToolKind.FUNCTION:
        if not arguments.strip():
            return {}
        try:
            args = parse(arguments)
        except MalformedJson:
            args = None
        if isinstance(args, dict):
            return args
    return {INPUT: arguments}


def encode(parts: Iterable[Part]) -> list[tuple[Part, dict[str, Any]]]:
    """Return *parts* as Gemini writes them, each beside the part that it says."""
    written: list[tuple[Part, dict[str, Any]]] = []
    hidden: ReasoningPart | None = None
    for part in parts:
        carried = hidden
        hidden = part if _is_hidden(part) and isinstance(part, ReasoningPart) else None
        if carried and not isinstance(part, Carrier):
            written.append((carried, encode_part(carried)))
        if hidden is None and (wire := encode_part(part)):
            signed = carried if isinstance(part, Carrier) else None
            written.append((part, wire | {SIGNATURE: signatures.write(signed.seal)} if signed else wire))
    return [*written, (hidden, encode_part(hidden))] if hidden else written


def _is_hidden(part: Part) -> bool:
    return isinstance(part, ReasoningPart) and not part.text and part.seal is not None and not part.extra


def encode_part(part: Part) -> dict[str, Any]:
    """Return *part* as Gemini writes it; empty where there is nothing to say."""
    match part:
        case TextPart() | RefusalPart():
            return merge({"text": part.text}, part.extra)
        case ReasoningPart():
            return thought(part.text, part.seal, part.extra)
        case ToolCall():
            return call(part)
        case ImagePart() | AudioPart() | FilePart():
            return media.encode(part)
        case UnknownPart():
            return dict(part.extra)


def thought(text: str, seal: Seal | None, extra: Mapping[str, Any]) -> dict[str, Any]:
    """Return a thought; a hidden one is a signature on an empty text."""
    if not text and seal is None:
        return {}
    known = {"text": text, "thought": True if text else UNSET, SIGNATURE: signatures.write(seal)}
    return merge(known, extra)


def call(part: ToolCall) -> dict[str, Any]:
    """Return a call."""
    known = {"id": part.id or UNSET, "name": part.name, "args": args_of(part.arguments, part.kind)}
    return merge({CALL: join_inner(known, part.extra, CALL), SIGNATURE: signatures.write(part.seal)}, part.extra)


def signed(wires: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return a model's turn with its first call signed, by the documented word where it has no signature.

    It is done to every turn, though the present one alone is checked: a turn that is written otherwise later would no
    longer be in the provider's cache.
    """
    first = next((at for at, wire in enumerate(wires) if CALL in wire), None)
    if first is None or SIGNATURE in wires[first]:
        return wires
    wire = wires[first] | {SIGNATURE: signatures.PLACEHOLDER}
    return [*wires[:first], wire, *wires[first + 1 :]]
