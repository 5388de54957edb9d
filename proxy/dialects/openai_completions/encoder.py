"""Canonical events as a stream of completions; each chunk has the shape of a whole one."""

from typing import Any

from proxy.canonical.content import TokenLogprob
from proxy.canonical.events import Ended, Event, Failed, Finished, RefusalDelta, Started, TextDelta, UsageReported
from proxy.canonical.jsontext import dump
from proxy.dialects import costs, sse
from proxy.dialects.members import merge
from proxy.dialects.openai_chat import errors, usage
from proxy.dialects.openai_completions import finish, logprobs
from proxy.dialects.openai_completions.response import OBJECT


class Encoder:
    """One stream.

    A client that asked for usage gets it in a last chunk without choices, and a null in every other; one that did not
    gets neither.
    """

    def __init__(self, *, include_usage: bool) -> None:
        self._frame: dict[str, Any] = {"id": "", "object": OBJECT, "created": 0, "model": ""}
        self._usage: dict[str, Any] = {"usage": None} if include_usage else {}
        self._offsets: dict[int, int] = {}

    def encode(self, event: Event) -> bytes:
        """Return the bytes of *event*; empty where a completion has no place for it."""
        match event:
            case Started():
                known = {"id": event.id, "object": OBJECT, "created": event.created, "model": event.model}
                self._frame = merge(known, event.extra)
                return b""
            case TextDelta():
                return self._piece(event.index, event.text, event.logprobs)
            case RefusalDelta():
                return self._piece(event.index, event.text)
            case Finished():
                return self._choice(event.index, "", finish_reason=finish.encode(event.finish_reason))
            case _:
                return self._mark(event)

    def _mark(self, event: Event) -> bytes:
        """Return the bytes of an event that is no text."""
        match event:
            case UsageReported():
                counted = usage.encode(event.usage) | costs.write(event.cost)
                return self._chunk([], usage=counted) if self._usage else b""
            case Failed():
                return sse.encode(errors.encode_failure(event)) + errors.DONE
            case Ended():
                return errors.DONE
            case _:
                return b""

    def _piece(self, index: int, text: str, tokens: tuple[TokenLogprob, ...] = ()) -> bytes:
        """Return a chunk that adds *text* to choice *index*."""
        offset = self._offsets.get(index, 0)
        self._offsets[index] = offset + logprobs.length(tokens)
        return self._choice(index, text, logprobs=logprobs.encode(tokens, offset) if tokens else None)

    def _choice(self, index: int, text: str, **beside: Any) -> bytes:
        return self._chunk([{"text": text, "index": index, "logprobs": None, "finish_reason": None, **beside}])

    def _chunk(self, choices: list[dict[str, Any]], **beside: Any) -> bytes:
        return sse.encode(dump({**self._frame, "choices": choices, **self._usage, **beside}))
