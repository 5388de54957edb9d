"""A dialect of one line, to test what is between dialects: an event or a body is JSON of what it says."""

from dataclasses import dataclass, field

from proxy.canonical.events import Ended, Failed, Finished, TextDelta, UsageReported
from proxy.canonical.jsontext import dump, parse
from proxy.canonical.outline import Outline
from proxy.canonical.request import CanonicalRequest, Message, Role
from proxy.canonical.response import CanonicalResponse, Choice, FinishReason
from proxy.canonical.usage import Usage
from proxy.dialects.base import NOWHERE, Encoded, Reading
from proxy.dialects.flavour import Flavour
from proxy.errors import MalformedStream

PLAIN = Flavour(name="plain", title="Plain", dialect="lines")


@dataclass
class Lines:
    """A stream of lines: `text WORD`, `usage N`, `fail WORD`, `stop`, `end`."""

    held: bytes = b""
    is_over: bool = False

    def feed(self, data):
        """Return an event for each whole line."""
        *lines, self.held = (self.held + data).split(b"\n")
        return [self.read(*line.decode().partition(" ")[::2]) for line in lines]

    def read(self, kind, rest):
        """Return the event of one line."""
        self.is_over = self.is_over or kind in {"end", "fail"}
        match kind:
            case "text":
                return TextDelta(text=rest)
            case "usage":
                return UsageReported(usage=Usage(output_tokens=int(rest)))
            case "fail":
                return Failed(message=rest)
            case "stop":
                return Finished(finish_reason=FinishReason.STOP)
            case "end":
                return Ended()
        raise MalformedStream(f"no line begins with `{kind}`")

    def close(self):
        """Nothing follows; a stream without an end is cut."""
        if not self.is_over:
            raise MalformedStream("cut")
        return []


@dataclass
class Names:
    """Writes the name of each event, and what it says where that is text."""

    def encode(self, event):
        """Return the line of *event*."""
        return f"{type(event).__name__} {getattr(event, 'text', '')}".strip().encode() + b"\n"


@dataclass
class LineDialect:
    """A dialect whose bodies are a prompt; `decoded` counts how often a request was decoded."""

    name: str = "lines"
    family: str = ""
    stream_type: str = "text/plain"
    parameters: dict = field(default_factory=lambda: {"heat": "temperature"})
    decoded: list = field(default_factory=list)

    @property
    def wire(self):
        """Its bytes pass through to itself."""
        return self.name

    def outline(self, body, where=NOWHERE):
        """Return an outline that says little."""
        return make_outline(body)

    def decode_request(self, body, where=NOWHERE):
        """Take the whole body for the prompt."""
        self.decoded.append(body)
        return CanonicalRequest(model="m", messages=(Message(role=Role.USER, content=body.decode()),), extra={"x": 1})

    def encode_request(self, request, aim):
        """Write model, prompt and what is left over."""
        document = {"model": aim.model, "prompt": request.messages[0].text, **request.extra}
        return Encoded(document=document, dropped=("seed",))

    def patch(self, outline, aim):
        """Put the model before the body."""
        return aim.model.encode() + b":" + outline.body

    def read(self, body):
        """Read how long the answer is."""
        return Reading(usage=Usage(output_tokens=len(body)), finish_reason="stop")

    def decode_response(self, body):
        """Take the whole body for the answer."""
        choice = Choice(message_extra={"y": 2}, finish_reason=FinishReason.STOP)
        return CanonicalResponse(
            id="1", model="m", created=0, choices=(choice,), usage=Usage(output_tokens=7), extra={"z": 3}
        )

    def encode_response(self, response):
        """Write all that is said beside the answer."""
        cost = response.cost.total if response.cost else None
        extra = {**response.extra, **response.choices[0].message_extra}
        return dump({"id": response.id, "cost": cost, **extra})

    def decoder(self):
        """Return what reads lines."""
        return Lines()

    def encoder(self, *, include_usage):
        """Return what writes names."""
        return Names()

    def tap(self, outline):
        """Return a mark that says that bytes pass."""
        return ("tap", outline)


def make_outline(body=b"hello", **facts):
    """Return an outline of *body* with *facts*."""
    known = {
        "dialect": "lines",
        "document": {"model": "m"},
        "model": "m",
        "stream": False,
        "include_usage": False,
        "tools": (),
        "modalities": ("text",),
        "needs": frozenset(),
        "input_tokens": 1,
        "max_output_tokens": None,
        "session": "",
        "user": "",
    }
    return Outline(body=body, **{**known, **facts})


def said(body):
    """Return the JSON of *body*."""
    return parse(body)
