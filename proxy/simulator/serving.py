"""One call to a simulated provider: read it, make up the answer, write it at the provider's pace, faults included."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from random import Random
from typing import Any

from aiohttp import web

from proxy.canonical.events import Event
from proxy.canonical.jsontext import MalformedJson, parse
from proxy.canonical.request import CanonicalRequest
from proxy.canonical.response import CanonicalResponse
from proxy.dialects.base import Dialect, ErrorReply, Where
from proxy.dialects.passing import Operation
from proxy.errors import InvalidRequest
from proxy.simulator import answers, operations, sabotage, streaming
from proxy.simulator.behaviour import Behaviour
from proxy.simulator.calls import Call
from proxy.simulator.faults import Fault, FaultKind
from proxy.simulator.operations import Made
from proxy.simulator.provider import Provider

JSON = "application/json"
LONGEST_RECORD = 1024 * 1024
"""How long a body may be to be recorded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A call with everything it needs: how to read it, who answers it, what goes wrong, and where to note it."""

    request: web.BaseRequest
    dialect: Dialect | Operation
    where: Where
    provider: Provider
    fault: Fault | None
    call: Call
    is_recorded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request as far as it matters here, and what makes its answer."""

    model: str
    stream: bool
    make: Callable[[], Made]


async def serve(exchange: Exchange) -> web.StreamResponse:
    """Answer the exchange's request, or do what its fault does instead."""
    call, fault = exchange.call, exchange.fault
    body = await exchange.request.read()
    call.request = record(body) if exchange.is_recorded else None
    try:
        asked = read(exchange, body)
    except InvalidRequest as error:
        return refuse(exchange, error)
    call.model, call.stream, call.fault = asked.model, asked.stream, fault.kind if fault else None
    if fault:
        await sabotage.silence(exchange.request, fault)
        spoiled = sabotage.refusal(fault, exchange.dialect)
        if spoiled is not None:
            call.status = spoiled.status
            return spoiled
    return await respond(exchange, asked)


def read(exchange: Exchange, body: bytes) -> Asked:
    """Return what *body* asks for; `InvalidRequest` where it is not the dialect's."""
    provider, dialect, where = exchange.provider, exchange.dialect, exchange.where
    if isinstance(dialect, Operation):
        where = replace(where, content_type=exchange.request.headers.get("Content-Type", ""))
        outline = dialect.outline(body, where)
        make = partial(operations.make, outline, provider.behaviour.seed)
        return Asked(model=outline.model, stream=outline.stream, make=make)
    asked = dialect.decode_request(body, where)
    return Asked(model=asked.model, stream=asked.stream, make=partial(converse, provider, dialect, asked))


def record(body: bytes) -> Any:
    """Return *body* as JSON; `None` for one that is none, or longer than anybody looks at."""
    try:
        return parse(body) if len(body) <= LONGEST_RECORD else None
    except MalformedJson:
        return None


def refuse(exchange: Exchange, error: InvalidRequest) -> web.Response:
    """Return the provider's refusal of a request that is not its dialect's."""
    exchange.call.status = 400
    reply = ErrorReply(status=400, kind="invalid_request", message=str(error), code=error.code, param=error.param)
    return web.Response(status=400, body=exchange.dialect.encode_error(reply), content_type=JSON)


async def respond(exchange: Exchange, asked: Asked) -> web.StreamResponse:
    """Write the answer to what was *asked*, as far as the fault lets it."""
    fault, made = exchange.fault, asked.make()
    chunks, streams = made.chunks, made.streams
    response = web.StreamResponse(headers={"Content-Type": made.content_type})
    if not streams and fault and fault.kind is FaultKind.CUT:
        response.content_length = len(chunks[0])
    exchange.call.status, exchange.call.usage = response.status, made.usage
    await response.prepare(exchange.request)
    if fault:
        await sabotage.drip(response, fault)
        chunks = sabotage.spoiled(chunks, fault, exchange.dialect, streams=streams)
    tokens = 0 if streams or made.usage is None else made.usage.output_tokens
    await write(response, chunks, exchange.provider.behaviour, tokens_before=tokens)
    if fault and fault.kind is FaultKind.CUT:
        await sabotage.cut(exchange.request)
    await response.write_eof()
    return response


def converse(provider: Provider, dialect: Dialect, asked: CanonicalRequest) -> Made:
    """Return what *provider* says in a conversation, as its *dialect* writes it."""
    answer = made_up(provider, dialect, asked)
    return Made(
        chunks=written(provider, dialect, asked, answer),
        usage=answer.usage,
        content_type=dialect.stream_type if asked.stream else JSON,
        streams=asked.stream,
    )


def made_up(provider: Provider, dialect: Dialect, asked: CanonicalRequest) -> CanonicalResponse:
    """Return the provider's answer, scripted or its own, with what its prompt cache made of the prompt."""
    answer = answers.answer(asked, seed=provider.behaviour.seed, family=dialect.family, script=provider.next_script())
    return replace(answer, usage=provider.cache.count(asked, answer.usage)) if answer.usage else answer


def written(provider: Provider, dialect: Dialect, asked: CanonicalRequest, answer: CanonicalResponse) -> list[bytes]:
    """Return the chunks of *answer*: its events where it streams, else its one body."""
    if not asked.stream:
        return [dialect.encode_response(answer)]
    counts = asked.include_usage is True or provider.behaviour.always_counts
    encoder = dialect.encoder(include_usage=counts)
    events: list[Event] = list(streaming.stream(answer))
    return [chunk for chunk in map(encoder.encode, events) if chunk]


async def write(response: web.StreamResponse, chunks: list[bytes], behaviour: Behaviour, *, tokens_before: int) -> None:
    """Write *chunks* at the provider's pace, a token each, after *tokens_before*; a late one lets the next be early."""
    loop, rng = asyncio.get_running_loop(), Random(behaviour.seed)
    due = loop.time() + behaviour.first_pause(rng) + tokens_before * behaviour.next_pause(rng)
    for chunk in chunks:
        late = due - loop.time()
        if late > 0:
            await asyncio.sleep(late)
        await response.write(chunk)
        due += behaviour.next_pause(rng)
