"""One case of one pair, on the way that the gateway takes: `dialects/crossing.py`, with the provider's main flavour."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from proxy.canonical.jsontext import dump, parse
from proxy.dialects.base import Aim, Where
from proxy.dialects.bedrock_converse import frame as bedrock
from proxy.dialects.crossing import Crossing, Passage, Translated
from proxy.dialects.registry import CARRIED, CLIENTS, FLAVOURS, PROVIDERS, demanded
from proxy.dialects.sse import encode
from proxy.errors import FairlaneError, MalformedStream
from tests.golden.translation import cases

CLIENT_NAMES = ("openai_chat", "openai_responses", "anthropic_messages", "gemini")
AIMS = {
    "openai_chat": ("openai", "gpt-5.1"),
    "openai_responses": ("openai_responses", "gpt-5.1"),
    "anthropic_messages": ("anthropic", "claude-sonnet-4-5"),
    "gemini": ("gemini", "gemini-3-pro-preview"),
    "bedrock_converse": ("bedrock", "us.anthropic.claude-sonnet-4-5-20250929-v1:0"),
}
"""Each provider's dialect with the flavour and the model that a request is for."""

PAIRS = [(client, provider) for client in CLIENT_NAMES for provider in AIMS]
LIMIT = 64_000
USUAL = "text"
"""The request before an answer for which there is none of its own."""

PIECE = 11
"""How many bytes of a stream arrive at once; no event, and no letter, may depend on it."""

CALL, CALLED = "call-1", 1_764_000_000
"""What the call is known by, for answers that say nothing of themselves."""

UNCHANGED = "as it came"
FRAME_END = re.compile(r"(?<=\n\n)")

STREAMING: Mapping[str, Mapping[str, Any]] = {
    "openai_chat": {"stream": True, "stream_options": {"include_usage": True}},
    "openai_responses": {"stream": True},
    "anthropic_messages": {"stream": True},
    "gemini": {},
}
"""What a body has beside where it asks for a stream."""


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A client's dialect and a provider's."""

    client: str
    provider: str

    @property
    def names(self) -> list[str]:
        """The names of all cases that either of them has."""
        return sorted({*cases.read("clients", self.client), *cases.read("providers", self.provider)})

    def run(self, name: str) -> dict[str, Any]:
        """Return what becomes of the case: of its request, of its answer and of its stream, where it has them."""
        answers = cases.read("providers", self.provider).get(name, {})
        found: dict[str, Any] = {}
        if name in cases.read("clients", self.client):
            found["request"] = self.request(name)
        if "answer" in answers:
            found["answer"] = self.answer(name, answers["answer"])
        if "stream" in answers:
            found["stream"] = self.stream(name, frames(self.provider, answers["stream"]))
        return found

    def way(self, name: str, *, stream: bool = False) -> Passage | Translated:
        """Return the way of a case's request."""
        crossing = self.crossing(name, stream=stream)
        flavour, model = AIMS[self.provider]
        return crossing.to(PROVIDERS[self.provider], Aim(model=model, flavour=FLAVOURS[flavour], output_limit=LIMIT))

    def crossing(self, name: str, *, stream: bool = False) -> Crossing:
        """Return a case's request, at its start."""
        client, known = CLIENTS[self.client], cases.read("clients", self.client)
        body = dump({**known.get(name, known[USUAL]), **(STREAMING[self.client] if stream else {})})
        where = Where(model="gemini-3-pro-preview", stream=stream) if self.client == "gemini" else Where()
        return Crossing(client, client.outline(body, where), where, call=CALL, created=CALLED)

    def request(self, name: str) -> dict[str, Any]:
        """Return the request upstream, what was dropped of it, and what makes the endpoint unfit for it."""
        try:
            lacks = demanded(self.crossing(name).outline, self.client) - CARRIED[AIMS[self.provider][0]]
            way = self.way(name)
        except FairlaneError as error:
            return {"refused": str(error)}
        told = {"document": parse(way.body), "dropped": list(way.dropped)}
        return {**told, "lacks": sorted(lacks)} if lacks else told

    def answer(self, name: str, body: Any) -> dict[str, Any]:
        """Return the answer as the client gets it, and the usage that is settled."""
        sent = dump(body)
        whole = self.way(name).whole(sent)
        document = UNCHANGED if whole.body == sent else parse(whole.body)
        return {"document": document, "usage": whole.usage and whole.usage.counts()}

    def stream(self, name: str, sent: bytes) -> dict[str, Any]:
        """Return the frames that the client gets, and what was learnt of the stream."""
        relay = self.way(name, stream=True).relay()
        got = b""
        failure = None
        try:
            for at in range(0, len(sent), PIECE if len(sent) < LIMIT else LIMIT):
                got += relay.feed(sent[at : at + (PIECE if len(sent) < LIMIT else LIMIT)])
        except MalformedStream as error:
            failure = f"malformed: {error}"
        got += relay.close()
        if relay.failure is not None:
            failure = f"{relay.failure.kind}: {relay.failure.message}"
        told = {
            "frames": [UNCHANGED] if got == sent else [text for text in FRAME_END.split(got.decode()) if text],
            "usage": relay.usage and relay.usage.counts(),
            "is_complete": relay.is_complete,
        }
        return {**told, "failure": failure} if failure else told


def frames(provider: str, events: list[Any]) -> bytes:
    """Return a stream of *events* as a provider of the dialect sends it."""
    return b"".join(WRITERS.get(provider, named)(event) for event in events)


def plain(event: Any) -> bytes:
    """Return an event without a name; a bare text stands as it is."""
    return encode(event.encode() if isinstance(event, str) else json.dumps(event, ensure_ascii=False).encode())


def named(event: Any) -> bytes:
    """Return an event under the name of its type."""
    return encode(dump(event), event=event["type"])


def binary(event: Any) -> bytes:
    """Return a frame of Amazon's: an event or an exception, and its members."""
    name, members = event
    return bedrock.write_exception(name, members) if name.endswith("Exception") else bedrock.write(name, members)


WRITERS = {"openai_chat": plain, "gemini": plain, "bedrock_converse": binary}
"""How the events of a dialect are written where they are not under the names of their types."""
