"""One answer, `GenerateContentResponse`, whole or as an event of a stream, as tap, decoder and reader all see it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from proxy.canonical.jsontext import MalformedJson, parse
from proxy.canonical.unset import UNSET, Unset
from proxy.dialects.base import ProviderError
from proxy.dialects.gemini import errors, finish
from proxy.dialects.sse import BYTE_ORDER_MARK, ServerSentEvent
from proxy.errors import MalformedStream

MARKS = frozenset({"candidates", "usageMetadata", "promptFeedback", "error", "responseId", "modelVersion"})
END_OF_TIME = 253_402_300_800
"""The first second of the year 10000, in which times have another form."""

SILENT = (b":", b"event", b"id", b"retry")
"""How a line without data may begin; any other is a page or a body in the wrong place."""


def data_of(event: ServerSentEvent) -> bytes:
    """Return what *event* says, empty for a keep-alive; `MalformedStream` where it is no event but a page or a body."""
    if event.data is not None:
        return event.data.strip()
    lines = event.raw.removeprefix(BYTE_ORDER_MARK).splitlines()
    if not all(line.startswith(SILENT) for line in lines if line):
        raise MalformedStream("the stream holds text that is no server-sent event")
    return b""


def read(data: bytes) -> dict[str, Any]:
    """Return the answer, or part of one, that *data* says; `MalformedStream` where it is none."""
    try:
        answer = parse(data)
    except MalformedJson as error:
        raise MalformedStream(f"the answer is not JSON: {error}") from None
    if isinstance(answer, list) and len(answer) == 1:
        answer = answer[0]
    if not isinstance(answer, dict) or MARKS.isdisjoint(answer):
        raise MalformedStream("the answer is not one of `generateContent`")
    return answer


def candidates(answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the candidates of *answer*; `MalformedStream` where they are not what they must be."""
    found = answer.get("candidates") or []
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise MalformedStream("an answer's `candidates` are not a list of objects")
    return found


def parts(candidate: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the parts of *candidate*; `MalformedStream` where they are not what they must be."""
    content = candidate.get("content") or {}
    found = (content.get("parts") or []) if isinstance(content, dict) else None
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise MalformedStream("a candidate's `content` has no list of parts")
    return found


def index_of(candidate: Mapping[str, Any]) -> int:
    """Return the candidate's number, which is left out where it is 0."""
    index = candidate.get("index")
    return index if isinstance(index, int) and not isinstance(index, bool) else 0


def failure(answer: Mapping[str, Any]) -> ProviderError | None:
    """Return the provider's account of a failure, if *answer* tells one."""
    return errors.from_value(answer, 0) if answer.get("error") else None


def has_content(candidate: Mapping[str, Any]) -> bool:
    """Say whether *candidate* brings anything that a client would miss; an empty text is not that."""
    return bool(candidate.get("finishReason")) or any(part.get("text", True) != "" for part in parts(candidate))


def is_blocked(answer: Mapping[str, Any]) -> bool:
    """Say whether *answer* tells that there will be none."""
    return finish.blocked(answer.get("promptFeedback")) is not None


def seconds(told: Any) -> int:
    """Return the time that *told* says (RFC 3339), in seconds since the epoch; 0 where it says none."""
    try:
        when = datetime.fromisoformat(told) if isinstance(told, str) else None
    except ValueError:
        return 0
    return int(when.timestamp()) if when and when.tzinfo else 0


def written(created: int) -> str | Unset:
    """Return *created* as Google writes a time; `UNSET` where it is none."""
    if not 0 < created < END_OF_TIME:
        return UNSET
    return datetime.fromtimestamp(created, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
