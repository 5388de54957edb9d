"""A stream on its way to the client: held until its first content, then passed on as it comes, to an end that is told.

What is content and what is the end is the dialect's word (`dialects.base.Relay`). A stream that stops before its end
is cut, and the client is told so in its own dialect: it never looks like success.
"""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass

from aiohttp import ClientError, ClientResponse

from proxy.canonical.failure import FailureKind
from proxy.dialects.base import ClientSide, ErrorReply, Relay
from proxy.dialects.translation import Translation
from proxy.errors import MalformedStream
from proxy.gateway.call import Ending, Progress
from proxy.gateway.ports import Clock
from proxy.pool.outcome import FALLS_BACK, Outcome
from proxy.upstream.failure import AttemptFailed, Redact, complain, shared
from proxy.upstream.receive import OK


@dataclass(slots=True, kw_only=True)
class Stream:
    """One streamed answer.

    INVARIANT: `begin` returns before anything is yielded by `chunks`, so a failure in it can still fall back.
    """

    response: ClientResponse
    relay: Relay
    dialect: ClientSide
    progress: Progress
    clock: Clock
    deadline: float
    redact: Redact
    has_words: bool = True
    """Whether the stream has words for an error; audio has none."""
    held: bytes = b""

    async def begin(self) -> None:
        """Read until the first content, holding what came before; `AttemptFailed` where there will be none."""
        while not self.relay.has_content:
            data = await self.response.content.readany()
            self.held += self.relay.feed(data) if data else self.relay.close()
            failure = self.relay.failure
            if failure is not None and not self.relay.has_content:
                raise complain(failure, OK)
            if not data and not self.relay.has_content:
                raise AttemptFailed(Outcome.DROPPED, "the stream ended before any content")

    async def chunks(self) -> AsyncGenerator[bytes]:
        """Yield the answer, event by event; where it is cut, the last chunk is the error."""
        left = self.deadline - self.clock.monotonic()
        alarm = asyncio.get_running_loop().call_later(left, self.response.close)
        try:
            yield self.held
            async for data in self.response.content.iter_any():
                if ready := self.relay.feed(data):
                    yield ready
                if self.relay.failure is not None:
                    break
        except (ClientError, OSError, TimeoutError, MalformedStream) as error:
            yield self.cut(self.explain(error))
        else:
            yield self.finish()
        finally:
            alarm.cancel()
            self.note_end()

    def note_end(self) -> None:
        """Note what is known of a stream that nobody reads any more; a client may hang up once it has the whole answer."""
        self.progress.usage = self.relay.usage or self.progress.usage
        if self.relay.is_complete and self.progress.ending is Ending.FAILED:
            self.progress.ending = Ending.COMPLETE

    def finish(self) -> bytes:
        """Note how the stream ended; return what the client must still be told."""
        last = self.relay.close() if self.relay.failure is None else b""
        self.progress.usage = self.relay.usage
        if isinstance(self.relay, Translation):
            self.progress.finish_reason = self.relay.finish_reason
        if self.relay.failure is not None:
            told = complain(self.relay.failure, OK)
            told.redact(self.redact)
            return self.cut(told.detail, shared(told.failure) if told.outcome in FALLS_BACK else told.failure)
        if not self.relay.is_complete:
            return last + self.cut("the stream ended early")
        self.progress.ending = Ending.COMPLETE
        return last

    def cut(self, detail: str, failure: FailureKind | None = None) -> bytes:
        """Note that the stream was cut, and return the dialect's words for it.

        Where it has none, `ConnectionAbortedError`: a connection that breaks off does not look like success.
        """
        self.progress.usage = self.relay.usage
        self.progress.ending = Ending.CUT
        message = f"the answer was cut after its first content: {detail}"
        if not self.has_words:
            raise ConnectionAbortedError(message)
        return self.dialect.encode_stream_error(
            ErrorReply(status=502, kind="upstream", message=message, code="stream_cut", failure=failure)
        )

    def explain(self, error: Exception) -> str:
        """Say what cut the stream; past the deadline it was our own alarm."""
        if self.clock.monotonic() >= self.deadline:
            return "the call's deadline passed"
        return self.redact(str(error)) or type(error).__name__
