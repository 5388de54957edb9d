"""Runs a plan: one attempt after the other until an endpoint answers, each ending in an outcome.

What to try next is `pool.plan.next_endpoint`'s word, and what the endpoint is sent is `dialects.crossing`'s; this module
does the I/O, and never sends a request to an endpoint that the plan does not name.
"""

import asyncio
from collections.abc import Callable
from functools import partial

from aiohttp import ClientResponse, ClientSession, ClientTimeout

from proxy.canonical.usage import Cost, Usage
from proxy.catalog.endpoint import Endpoint
from proxy.catalog.price import Price
from proxy.dialects.base import Aim
from proxy.dialects.crossing import Bypass, Crossing, Way, cross
from proxy.dialects.passing.straight import Straight
from proxy.dialects.registry import PROVIDERS
from proxy.dialects.translation import Notes
from proxy.gateway.call import Answer, Call, Ending, Progress
from proxy.gateway.ports import Clock
from proxy.pool.outcome import Attempt, Outcome
from proxy.pool.plan import Plan, next_endpoint
from proxy.upstream.auth import Target, make_target, redact
from proxy.upstream.failure import FAILURES, AttemptFailed, classify, is_final, summarise
from proxy.upstream.receive import JSON, OK, read_bounded, refuse
from proxy.upstream.relay import Stream
from proxy.values import value

SHORTEST = 0.001
"""Seconds; aiohttp takes zero for no bound at all."""

Pricing = Callable[[Usage, Price], Cost]


@value
class Try:
    """One attempt of a call: where it goes, how the client's dialect gets there, and what becomes of it."""

    call: Call
    plan: Plan
    progress: Progress
    target: Target
    way: Way


class HttpUpstream:
    """The provider side over HTTP; uses a session that it does not own. *price* says what a usage costs."""

    def __init__(self, session: ClientSession, clock: Clock, *, answer_limit: int, price: Pricing) -> None:
        self.session = session
        self.clock = clock
        self.answer_limit = answer_limit
        self.price = price
        self.targets: dict[str, Target] = {}

    async def answer(self, call: Call, plan: Plan, progress: Progress) -> Answer:
        """Run *plan* until the content of an answer has begun; `UpstreamFailed` after the last attempt."""
        progress.tried = started = self.clock.monotonic()
        created = int(call.at.timestamp())
        crossing = cross(call.dialect, call.outline, call.where, call=call.id, created=created)
        while (endpoint := next_endpoint(plan, progress.attempts, started)) is not None:
            try:
                answer = await self.attempt(self.prepare(crossing, call, endpoint, plan, progress))
            except AttemptFailed as failure:
                failure.redact(partial(redact, endpoint=endpoint))
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

    def prepare(
        self, crossing: Crossing | Bypass, call: Call, endpoint: Endpoint, plan: Plan, progress: Progress
    ) -> Try:
        """Return the attempt at *endpoint*, its request written."""
        target = self.target(endpoint)
        aim = Aim(
            model=endpoint.upstream_model,
            flavour=target.flavour,
            output_tokens=plan.output_tokens,
            output_limit=endpoint.max_output_tokens,
            stores=plan.stores,
        )
        notes = self.notes(call, endpoint) if call.is_noted else None
        way = crossing.to(PROVIDERS[target.flavour.dialect], aim, notes)
        return Try(call=call, plan=plan, progress=progress, target=target, way=way)

    def notes(self, call: Call, endpoint: Endpoint) -> Notes:
        """Return what the client is told beside an answer of *endpoint*."""
        price = endpoint.price
        return Notes(
            call=call.id,
            provider=endpoint.provider,
            price=lambda usage: None if price is None else self.price(usage, price),
        )

    async def attempt(self, attempt: Try) -> Answer:
        """Send the request and wait for its first content; `AttemptFailed` where there is none in time."""
        target = attempt.target
        left = attempt.plan.deadline - self.clock.monotonic()
        try:
            if not attempt.way.may_stream:
                return await self.exchange(attempt, until(target.whole, left))
            async with asyncio.timeout(min(target.endpoint.timeouts.first_content, left)):
                return await self.exchange(attempt, target.stream)
        except FAILURES as error:
            raise classify(error) from error

    async def exchange(self, attempt: Try, patience: ClientTimeout) -> Answer:
        """Send the request of the *attempt*, and receive the answer as far as its first content."""
        target, way = attempt.target, attempt.way
        url = target.url(path_of(attempt))
        headers = {"Content-Type": JSON, **target.headers, **way.headers}
        if target.sign is not None:
            headers.update(target.sign(url, headers, way.body))
        response = await self.session.post(url, data=way.body, headers=headers, timeout=patience, allow_redirects=False)
        try:
            return await self.receive(response, attempt)
        except BaseException:
            response.close()
            raise

    async def receive(self, response: ClientResponse, attempt: Try) -> Answer:
        """Return the answer that *response* is, once its content has begun."""
        if response.status != OK:
            raise await refuse(response, attempt.way.provider)
        attempt.progress.dropped = attempt.way.dropped
        if attempt.way.streams(response.content_type):
            return await self.relay(response, attempt)
        progress = attempt.progress
        whole = attempt.way.whole(await read_bounded(response, self.answer_limit))
        progress.usage, progress.finish_reason = whole.usage, whole.finish_reason
        progress.ending = Ending.COMPLETE
        return Answer(
            endpoint=attempt.target.endpoint,
            progress=progress,
            close=response.close,
            body=whole.body,
            content_type=content_type_of(attempt, response, JSON),
        )

    async def relay(self, response: ClientResponse, attempt: Try) -> Answer:
        """Return the stream that *response* is, once its content has begun."""
        dialect, provider = attempt.call.dialect, attempt.way.provider
        stream = Stream(
            response=response,
            relay=attempt.way.relay(),
            dialect=dialect,
            progress=attempt.progress,
            clock=self.clock,
            deadline=attempt.plan.deadline,
            has_words=response.content_type == provider.stream_type,
            redact=partial(redact, endpoint=attempt.target.endpoint),
        )
        await stream.begin()
        return Answer(
            endpoint=attempt.target.endpoint,
            progress=attempt.progress,
            close=response.close,
            chunks=stream.chunks(),
            content_type=content_type_of(attempt, response, dialect.stream_type),
        )

    def target(self, endpoint: Endpoint) -> Target:
        """Return where *endpoint* is, made anew where a reload has changed it."""
        target = self.targets.get(endpoint.id)
        if target is None or target.endpoint is not endpoint:
            target = self.targets[endpoint.id] = make_target(endpoint)
        return target


def path_of(attempt: Try) -> str:
    """Return the path below the endpoint's base: the flavour's own where it has one, else the dialect's."""
    flavour, model = attempt.target.flavour, attempt.target.endpoint.upstream_model
    streams, provider = attempt.call.outline.stream, attempt.way.provider
    if isinstance(attempt.way, Straight):
        return flavour.prefix.format(model=model) + provider.route(model, stream=streams)
    path = (flavour.stream_path if streams else flavour.path) or flavour.path
    return path.format(model=model) if path else provider.route(model, stream=streams)


def content_type_of(attempt: Try, response: ClientResponse, usual: str) -> str:
    """Return what the client is told that the answer is: the provider's word where only it knows, else the *usual*."""
    return response.headers.get("Content-Type", usual) if isinstance(attempt.way, Straight) else usual


def answered(endpoint: Endpoint, seconds: float) -> Attempt:
    """Return the attempt that succeeded."""
    return Attempt(endpoint=endpoint.id, outcome=Outcome.ANSWERED, detail="", seconds=seconds, status=OK)


def until(patience: ClientTimeout, left: float) -> ClientTimeout:
    """Return *patience*, cut to the *left* seconds of the call where it is longer."""
    if patience.total is not None and patience.total <= left:
        return patience
    return ClientTimeout(total=max(left, SHORTEST), sock_connect=patience.sock_connect)
