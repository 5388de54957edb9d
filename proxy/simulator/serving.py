"""One call to a simulated provider: read it, make up the answer, write it at the provider's pace, faults included."""

import asyncio
from dataclasses import dataclass
from random import Random

from aiohttp import web

from proxy.canonical.events import Event
from proxy.canonical.request import CanonicalRequest
from proxy.canonical.response import CanonicalResponse
from proxy.dialects.base import Dialect, ErrorReply, Where
from proxy.errors import InvalidRequest
from proxy.simulator import answers, caching, sabotage, scripts
from proxy.simulator.behaviour import Behaviour
from proxy.simulator.calls import Call
from proxy.simulator.faults import Fault, FaultKind
from proxy.simulator.provider import Provider

JSON = "application/json"
SEALLESS = frozenset({"openai_chat", "cohere_chat"})
"""Dialects in which a provider shows its thoughts without a seal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A call with everything it needs: how to read it, how to answer it, what goes wrong, and where to note it."""

    request: web.BaseRequest
    dialect: Dialect
    where: Where
    provider: Provider
    fault: Fault | None
    call: Call


async def serve(exchange: Exchange) -> web.StreamResponse:
    """Answer the exchange's request, or do what its fault does instead."""
    call, fault = exchange.call, exchange.fault
    try:
        asked = exchange.dialect.decode_request(call.body or await exchange.request.read(), exchange.where)
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


def refuse(exchange: Exchange, error: InvalidRequest) -> web.Response:
    """Return the provider's refusal of a request that is not its dialect's."""
    exchange.call.status = 400
    reply = ErrorReply(status=400, kind="invalid_request", message=str(error), code=error.code, param=error.param)
    return web.Response(status=400, body=exchange.dialect.encode_error(reply), content_type=JSON)


async def respond(exchange: Exchange, asked: CanonicalRequest) -> web.StreamResponse:
    """Write the answer to what was *asked*, as far as the fault lets it."""
    fault, streams, behaviour = exchange.fault, asked.stream, exchange.provider.behaviour
    answer = think(exchange, asked)
    chunks = written(exchange.dialect, asked, answer)
    response = web.StreamResponse(headers={"Content-Type": exchange.dialect.stream_type if streams else JSON})
    if not streams and fault and fault.kind is FaultKind.CUT:
        response.content_length = len(chunks[0])
    exchange.call.status, exchange.call.usage = response.status, answer.usage
    await response.prepare(exchange.request)
    if fault:
        await sabotage.drip(response, fault, streams=streams)
        chunks = sabotage.spoiled(chunks, fault, exchange.dialect, streams=streams)
    tokens = 0 if streams or answer.usage is None else answer.usage.output_tokens
    await write(response, chunks, behaviour, tokens_before=tokens)
    if fault and fault.kind is FaultKind.CUT:
        await sabotage.cut(exchange.request)
    await response.write_eof()
    return response


def think(exchange: Exchange, asked: CanonicalRequest) -> CanonicalResponse:
    """Return what the provider answers: the next answer of its script, or one that it makes up."""
    provider, dialect = exchange.provider, exchange.dialect
    family = "" if dialect.name in SEALLESS else dialect.family
    if provider.script:
        choice = scripts.play(provider.script.popleft(), asked, family, provider.rng)
        return answers.respond(asked, (choice,), provider.rng)
    is_cached = provider.recall(caching.name_of(asked))
    return answers.answer(asked, seed=provider.behaviour.seed, family=family, is_cached=is_cached)


def written(dialect: Dialect, asked: CanonicalRequest, answer: CanonicalResponse) -> list[bytes]:
    """Return the chunks of *answer*: its events where it streams, else its one body."""
    if not asked.stream:
        return [dialect.encode_response(answer)]
    encoder = dialect.encoder(include_usage=asked.include_usage is True)
    events: list[Event] = list(answers.stream(answer))
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
