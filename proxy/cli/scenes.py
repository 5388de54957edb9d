"""The calls that `fairlane demo` makes, each a small story, over real HTTP through the running gateway."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientResponse, ClientSession

from proxy.canonical.jsontext import parse
from proxy.cli.explanation import below, show_explanation
from proxy.cli.output import Output
from proxy.simulator.faults import Fault, FaultKind

OUTAGE = Fault(kind=FaultKind.STATUS, status=503)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One call; `outage` names a provider that is down while it is made."""

    title: str
    moral: str
    key: str
    model: str
    prompt: str
    tags: str = ""
    stream: bool = False
    outage: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)

    def body(self) -> dict[str, Any]:
        """Return the request body, as any OpenAI client would send it."""
        asked = {"model": self.model, "messages": [{"role": "user", "content": self.prompt}], **self.extra}
        return asked | ({"stream": True, "stream_options": {"include_usage": True}} if self.stream else {})

    def headers(self) -> dict[str, str]:
        """Return the headers a client would send."""
        return {"Authorization": f"Bearer {self.key}"} | ({"X-Fairlane-Tags": self.tags} if self.tags else {})


SCENES = (
    Scene(
        title="Patient data stays in Europe",
        moral="the team's documents carry the tag `phi`, so only endpoints in the EU or Switzerland that keep nothing are left",
        key="fl-demo-health",
        model="openai/gpt-oss-120b",
        prompt="Summarise in 20 words: the patient reports mild headaches.",
    ),
    Scene(
        title="The same model, as cheap as it gets",
        moral="the web team prefers price; the cheapest host of all says nothing about training, so it stays out",
        key="fl-demo-web",
        model="openai/gpt-oss-120b",
        prompt="Write 15 words about fair lanes.",
    ),
    Scene(
        title="A refusal that says why",
        moral="this model is served in one place only, and patient data may not go there",
        key="fl-demo-health",
        model="meta-llama/llama-3.3-70b-instruct",
        prompt="Summarise: the patient reports mild headaches.",
    ),
    Scene(
        title="An outage that nobody notices",
        moral="Nordlys is down with 503; the next endpoint of the same lane answers, still in Europe",
        key="fl-demo-health",
        model="openai/gpt-oss-120b",
        prompt="Summarise in 12 words: the patient feels better.",
        outage="nordlys",
    ),
    Scene(
        title="A stream",
        moral="an alias, streamed; bytes pass through as they come",
        key="fl-demo-web",
        model="fast",
        prompt="Write 40 words about rivers.",
        stream=True,
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Where scenes are played: a gateway's address, the directory it serves by, and a client."""

    url: str
    directory: str
    session: ClientSession
    output: Output


async def play(scene: Scene, number: int, stage: Stage) -> dict[str, Any]:
    """Explain the call, make it, and print both; return what happened as a row for programs."""
    url, session, output = stage.url, stage.session, stage.output
    async with session.post(f"{url}/v1/explain", json=scene.body(), headers=scene.headers()) as answer:
        explanation = parse(await answer.read())
    if not output.is_json:
        output.say("")
        output.say(f"{number}. {scene.title}", style="bold cyan")
        output.say(f"   {scene.moral}")
        output.say("")
        show_explanation(explanation, output, stage.directory)
        output.say("")
    async with session.post(f"{url}/v1/chat/completions", json=scene.body(), headers=scene.headers()) as answer:
        read = read_stream if answer.content_type == "text/event-stream" else read_whole
        row = await read(answer, output)
    row |= {"scene": scene.title, "status": answer.status, "explanation": explanation}
    row |= {"endpoint": answer.headers.get("x-fairlane-endpoint"), "cost_usd": cost(row, answer, explanation)}
    if not output.is_json:
        tell(row, answer, stage)
    return row


async def read_whole(answer: ClientResponse, output: Output) -> dict[str, Any]:
    """Return text and usage of a whole answer, or the error in it."""
    body = parse(await answer.read())
    if "error" in body:
        return {"error": body["error"], "usage": None}
    text = body["choices"][0]["message"]["content"]
    if not output.is_json:
        output.say(f"   answer: {text}", style="italic")
    return {"text": text, "usage": body["usage"]}


async def read_stream(answer: ClientResponse, output: Output) -> dict[str, Any]:
    """Return text and usage of a streamed answer, printing it as it comes."""
    text, usage = "", None
    if not output.is_json:
        output.out.print("   answer: ", end="")
    async for line in answer.content:
        if not line.startswith(b"data: ") or line.strip() == b"data: [DONE]":
            continue
        chunk = parse(line.removeprefix(b"data: "))
        usage = chunk.get("usage") or usage
        piece = chunk["choices"][0]["delta"].get("content") or "" if chunk["choices"] else ""
        text += piece
        if not output.is_json:
            output.out.print(piece, end="", style="italic", markup=False)
    if not output.is_json:
        output.say("")
    return {"text": text, "usage": usage}


def cost(row: Mapping[str, Any], answer: ClientResponse, explanation: Mapping[str, Any]) -> float | None:
    """Return what the call cost at the answering endpoint's price."""
    name = answer.headers.get("x-fairlane-endpoint")
    prices = [each["price"] for each in explanation["lane"] if each["endpoint"] == name]
    if not prices or prices[0] is None or not row["usage"]:
        return None
    usage, price = row["usage"], prices[0]
    return float(usage["prompt_tokens"] * price["input"] + usage["completion_tokens"] * price["output"]) / 1e6


def tell(row: Mapping[str, Any], answer: ClientResponse, stage: Stage) -> None:
    """Print where the call went and what it cost, or how it was refused."""
    output = stage.output
    if row.get("error"):
        output.say(f"   HTTP {answer.status}: {below(stage.directory, row['error']['message'])}", style="red")
        return
    first = row["explanation"]["lane"][0]["endpoint"]
    note = "" if row["endpoint"] == first else f" (fell back from {first})"
    price = "unknown" if row["cost_usd"] is None else f"${row['cost_usd']:.6f}"
    output.say(f"   endpoint {row['endpoint']}{note}, cost {price}", style="green")
    output.say(f"   Server-Timing: {answer.headers['Server-Timing']}")
