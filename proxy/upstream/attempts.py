"""Runs a plan: one attempt after the other until an endpoint answers, each ending in an outcome.

What to try next is `pool.plan.next_endpoint`'s word; this module does the I/O, and never sends a request to an endpoint
that the plan does not name.
"""

import asyncio

from aiohttp import ClientResponse, ClientSession, ClientTimeout

from proxy.catalog.endpoint import Endpoint
from proxy.gateway.call import Answer, Call, Ending, Progress
from proxy.gateway.ports import Clock
from proxy.pool.outcome import Attempt, Outcome
from proxy.pool.plan import Plan, next_endpoint
from proxy.upstream.auth import Target, make_target
from proxy.upstream.exchange import EVENT_STREAM, JSON, OK, Exchange, check_content_type, read_bounded, refuse
from proxy.upstream.failure import FAILURES, AttemptFailed, classify, is_final, summarise
from proxy.upstream.relay import Stream

SHORTEST = 0.001
"""Seconds; aiohttp takes zero for no bound at all."""


class HttpUpstream:
    """The provider side over HTTP; uses a session that it does not own."""

    def __init__(self, session: ClientSession, clock: Clock, *, answer_limit: int) -> None:
        self.session = session
        self.clock = clock
        self.answer_limit = answer_limit
        self.targets: dict[str, Target] = {}

    async def answer(self, call: Call, plan: Plan, progress: Progress) -> Answer:
        """Run *plan* until an endpoint answers; the answer's `close` gives its connection back, or cuts it."""
        started = self.clock.monotonic()
        exchange = await self.run(call, plan, progress)
        return Answer(
            endpoint=exchange.endpoint,
            close=exchange.response.close,
            body=exchange.body,
            chunks=exchange.chunks,
            deciding=progress.decided - progress.started,
            queued=started - progress.decided,
            waited=self.clock.monotonic() - started,
        )

    async def run(self, call: Call, plan: Plan, progress: Progress) -> Exchange:
        """Return the first exchange whose content has begun; `UpstreamFailed` after the last attempt."""
        while (endpoint := next_endpoint(plan, progress.attempts, self.clock.monotonic())) is not None:
            started = self.clock.monotonic()
            try:
                exchange = await self.attempt(call, endpoint, plan, progress)
            except AttemptFailed as failure:
                progress.attempts.append(failure.attempt(endpoint, self.clock.monotonic() - started))
                if is_final(failure):
                    raise failure.rejection(endpoint) from failure
            else:
                progress.endpoint = endpoint
                progress.attempts.append(self.answered(endpoint, started))
                return exchange
        raise summarise(progress.attempts, is_late=self.clock.monotonic() >= plan.deadline)

    async def attempt(self, call: Call, endpoint: Endpoint, plan: Plan, progress: Progress) -> Exchange:
        """Send the request to *endpoint* and wait for its first content; `AttemptFailed` where there is none in time."""
        target = self.target(endpoint, call)
        left = plan.deadline - self.clock.monotonic()
        try:
            if not call.outline.stream:
                return await self.exchange(call, target, until(target.whole, left), plan, progress)
            async with asyncio.timeout(min(endpoint.timeouts.first_content, left)):
                return await self.exchange(call, target, target.stream, plan, progress)
        except FAILURES as error:
            raise classify(error) from error

    async def exchange(
        self, call: Call, target: Target, patience: ClientTimeout, plan: Plan, progress: Progress
    ) -> Exchange:
        """Send the client's request, patched for the *target*, and receive the answer as far as its first content."""
        response = await self.session.post(
            target.url,
            data=call.dialect.patch(
                call.outline, model=target.endpoint.upstream_model, output_tokens=plan.output_tokens
            ),
            headers=target.headers,
            timeout=patience,
            allow_redirects=False,
        )
        try:
            return await self.receive(response, call, target.endpoint, plan, progress)
        except BaseException:
            response.close()
            raise

    async def receive(
        self, response: ClientResponse, call: Call, endpoint: Endpoint, plan: Plan, progress: Progress
    ) -> Exchange:
        """Return *response* as an exchange, once its content has begun."""
        if response.status != OK:
            raise await refuse(response, call)
        if not call.outline.stream:
            check_content_type(response, JSON)
            body = await read_bounded(response, self.answer_limit)
            progress.usage = call.dialect.read(body).usage
            progress.ending = Ending.COMPLETE
            return Exchange(endpoint=endpoint, response=response, body=body)
        check_content_type(response, EVENT_STREAM)
        stream = Stream(
            response=response,
            relay=call.dialect.tap(call.outline),
            dialect=call.dialect,
            progress=progress,
            clock=self.clock,
            deadline=plan.deadline,
        )
        await stream.begin()
        return Exchange(endpoint=endpoint, response=response, chunks=stream.chunks())

    def target(self, endpoint: Endpoint, call: Call) -> Target:
        """Return where *endpoint* is, made anew where a reload has changed it."""
        target = self.targets.get(endpoint.id)
        if target is None or target.endpoint is not endpoint:
            target = self.targets[endpoint.id] = make_target(endpoint, call.dialect.path)
        return target

    def answered(self, endpoint: Endpoint, started: float) -> Attempt:
        """Return the attempt that succeeded."""
        seconds = self.clock.monotonic() - started
        return Attempt(endpoint=endpoint.id, outcome=Outcome.ANSWERED, detail="", seconds=seconds, status=OK)


def until(patience: ClientTimeout, left: float) -> ClientTimeout:
    """Return *patience*, cut to the *left* seconds of the call where it is longer."""
    if patience.total is not None and patience.total <= left:
        return patience
    return ClientTimeout(total=max(left, SHORTEST), sock_connect=patience.sock_connect)
