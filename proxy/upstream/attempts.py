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
from proxy.upstream.failure import FAILURES, AttemptFailed, classify, is_final, summarise
from proxy.upstream.receive import EVENT_STREAM, JSON, OK, check_content_type, read_bounded, refuse
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
        """Run *plan* until the content of an answer has begun; `UpstreamFailed` after the last attempt."""
        progress.tried = started = self.clock.monotonic()
        while (endpoint := next_endpoint(plan, progress.attempts, started)) is not None:
            try:
                answer = await self.attempt(call, endpoint, plan, progress)
            except AttemptFailed as failure:
                now = self.clock.monotonic()
                progress.attempts.append(failure.attempt(endpoint, now - started))
                if is_final(failure):
                    raise failure.rejection(endpoint) from failure
                started = now
            else:
                progress.answered = self.clock.monotonic()
                progress.attempts.append(answered(endpoint, progress.answered - started))
                progress.endpoint = endpoint
                return answer
        raise summarise(progress.attempts, is_late=started >= plan.deadline)

    async def attempt(self, call: Call, endpoint: Endpoint, plan: Plan, progress: Progress) -> Answer:
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
    ) -> Answer:
        """Send the client's request, patched for the *target*, and receive the answer as far as its first content."""
        response = await self.session.post(
            target.url,
            data=call.dialect.patch(
                call.outline,
                model=target.endpoint.upstream_model,
                output_tokens=plan.output_tokens,
                stores=plan.stores,
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
    ) -> Answer:
        """Return the answer that *response* is, once its content has begun."""
        if response.status != OK:
            raise await refuse(response, call)
        if not call.outline.stream:
            check_content_type(response, JSON)
            body = await read_bounded(response, self.answer_limit)
            progress.usage = call.dialect.read(body).usage
            progress.ending = Ending.COMPLETE
            return Answer(endpoint=endpoint, progress=progress, close=response.close, body=body)
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
        return Answer(endpoint=endpoint, progress=progress, close=response.close, chunks=stream.chunks())

    def target(self, endpoint: Endpoint, call: Call) -> Target:
        """Return where *endpoint* is, made anew where a reload has changed it."""
        target = self.targets.get(endpoint.id)
        if target is None or target.endpoint is not endpoint:
            target = self.targets[endpoint.id] = make_target(endpoint, call.dialect.path)
        return target


def answered(endpoint: Endpoint, seconds: float) -> Attempt:
    """Return the attempt that succeeded."""
    return Attempt(endpoint=endpoint.id, outcome=Outcome.ANSWERED, detail="", seconds=seconds, status=OK)


def until(patience: ClientTimeout, left: float) -> ClientTimeout:
    """Return *patience*, cut to the *left* seconds of the call where it is longer."""
    if patience.total is not None and patience.total <= left:
        return patience
    return ClientTimeout(total=max(left, SHORTEST), sock_connect=patience.sock_connect)
