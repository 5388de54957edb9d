"""Results of calls, `FunctionResponse`, to turns of a tool and back.

A result must be an object. Text stands in it as `result`, the text of a failure as `error`; Google's own words for the
first, `output` and `result`, are both read. Any other object is its own JSON text, and is kept to be written again as it
was. Media stand beside it in `parts`, which models before Gemini 3 do not take: there they follow in the same turn.

A result names its function and not always its call: the n-th result of a name answers the n-th call of it.
"""

from collections.abc import Mapping
from typing import Any

from proxy.canonical.content import AudioPart, FilePart, ImagePart, Part, TextPart
from proxy.canonical.jsontext import dump
from proxy.canonical.request import Message, Role
from proxy.canonical.unset import UNSET, Unset
from proxy.dialects import callids
from proxy.dialects.gemini import media, parts
from proxy.dialects.members import join_inner, keep_inner, merge, pull_text, wrong
from proxy.errors import InvalidRequest

RESULT = "functionResponse"
RESPONSE, MEDIA = "response", "parts"
TEXT, FAILURE = "result", "error"
TEXTS = ("result", "output")


class Pairing:
    """The calls of a conversation that wait for their results; ids that a client leaves out are made from the order."""

    def __init__(self) -> None:
        self._count = 0
        self._names: dict[str, str] = {}
        self._open: list[str] = []

    def begin(self, told: str, name: str) -> str:
        """Return the id of a call to *name*, which has told its id or not."""
        given = told or callids.invent("", self._count)
        self._count += 1
        self._names[given] = name
        self._open.append(given)
        return given

    def answer(self, told: str, name: str, place: str) -> str:
        """Return the id of the call that a result of *name* answers."""
        given = told or next((each for each in self._open if self._names[each] == name), "")
        if not given:
            raise InvalidRequest(f"`{place}` answers no call to `{name[:100]}`; send the call before it", param=place)
        if given in self._open:
            self._open.remove(given)
        return given

    def name_of(self, given: str) -> str:
        """Return what the call *given* called; empty where there is no such call."""
        return self._names.get(given, "")


def decode(part: Mapping[str, Any], place: str, pairing: Pairing) -> Message:
    """Return the result that *part* is."""
    members = dict(part)
    inner = members.pop(RESULT)
    if not isinstance(inner, dict):
        raise wrong(f"{place}.{RESULT}", "an object")
    inner = dict(inner)
    told, name = pull_text(inner, "id"), pull_text(inner, "name")
    given = pairing.answer(told, name, f"{place}.{RESULT}")
    content, is_error = _content(inner)
    keep_inner(members, RESULT, inner)
    return Message(
        role=Role.TOOL,
        content=content,
        name=UNSET if pairing.name_of(given) == name else name,
        tool_call_id=given,
        is_error=is_error,
        extra=members,
    )


def _content(inner: dict[str, Any]) -> tuple[str | tuple[Part, ...], bool | Unset]:
    """Take what the tool said out of *inner*: a text, or a text and media; a response that is not plain text stays."""
    text, is_error = _text(inner.get(RESPONSE))
    if inner.get(RESPONSE) == said(text, is_error=is_error):
        del inner[RESPONSE]
    shown = tuple(
        media.decode(each) for each in inner.get(MEDIA) or () if isinstance(each, dict) and media.is_media(each)
    )
    if not shown or len(shown) != len(inner[MEDIA]):
        return text, is_error
    del inner[MEDIA]
    return ((TextPart(text=text), *shown) if text else shown), is_error


def _text(response: Any) -> tuple[str, bool | Unset]:
    if not isinstance(response, dict):
        return "", UNSET
    if len(response) == 1:
        ((key, value),) = response.items()
        if isinstance(value, str) and key in {*TEXTS, FAILURE}:
            return value, True if key == FAILURE else UNSET
    return dump(response).decode(), UNSET


def said(text: str, *, is_error: bool | Unset) -> dict[str, str]:
    """Return *text* as the object that a response must be."""
    return {FAILURE if is_error is True else TEXT: text}


def encode(message: Message, names: Mapping[str, str], *, takes_media: bool) -> list[dict[str, Any]]:
    """Return the parts that say the result *message*, whose calls have these *names*."""
    given = message.tool_call_id or ""
    name = names.get(given) or message.name
    if not name:
        raise InvalidRequest(
            f"the tool's result for `{given[:100]}` answers no call before it; send the call's turn too",
            param="tool_call_id",
        )
    shown = [part for part in message.parts if isinstance(part, ImagePart | AudioPart | FilePart)]
    text = "\n".join(part.text for part in message.parts if isinstance(part, TextPart))
    known = {
        "id": given or UNSET,
        "name": name,
        RESPONSE: said(text, is_error=message.is_error),
        MEDIA: [media.encode(part) for part in shown] if shown and takes_media else UNSET,
    }
    result = merge({RESULT: join_inner(known, message.extra, RESULT)}, message.extra)
    beside = [] if takes_media else [wire for _, wire in parts.encode(shown)]
    return [result, *beside]
