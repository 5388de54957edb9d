"""The client's side of legacy completions, which no provider dialect has: a prompt in, a text out.

Written by hand here, since the gateway itself only reads such requests and only writes such answers.
"""

from proxy.canonical.content import TextPart, TokenLogprob
from proxy.canonical.events import Ended, Finished, TextDelta, UsageReported
from proxy.canonical.jsontext import parse
from proxy.canonical.parameters import set_in
from proxy.canonical.request import Role
from proxy.canonical.response import CanonicalResponse, Choice, FinishReason
from proxy.canonical.unset import UNSET
from proxy.canonical.usage import Usage
from proxy.dialects import sse
from proxy.dialects.base import Encoded

WORDS = {
    "max_output_tokens": "max_tokens", "temperature": "temperature", "top_p": "top_p", "stop": "stop", "seed": "seed",
    "choices": "n", "frequency_penalty": "frequency_penalty", "presence_penalty": "presence_penalty", "user": "user",
    "top_logprobs": "logprobs",
}  # fmt: skip
"""Parameter to its member; a number of logprobs asks for them."""

FEATURES = {"response_format": "json_schema"}
"""What a parameter is called among the features of the catalogue."""

REASONS = {reason.value: reason for reason in FinishReason}


class Legacy:
    """What the table needs of a dialect's client side."""

    name = "openai_completions"
    flavour = "openai"

    def encode_request(self, request, _aim):
        """Write a prompt, and name what it has no words for."""
        document = {"model": request.model, "prompt": request.messages[-1].text}
        for name, word in WORDS.items():
            sent = getattr(request, name)
            if sent is not UNSET:
                document[word] = list(sent) if isinstance(sent, tuple) else sent
        if request.stream:
            document |= {"stream": True, "stream_options": {"include_usage": True}}
        lost = {FEATURES.get(name, name) for name in set_in(request) - {*WORDS, "logprobs"}}
        is_more = len(request.messages) > 1 or request.messages[0].role is not Role.USER
        parts = {type(part) for message in request.messages for part in message.parts}
        return Encoded(document=document, dropped=(*lost, *(["messages"] if is_more or parts != {TextPart} else [])))

    def decode_response(self, body):
        """Read an answer."""
        answer = parse(body)
        return CanonicalResponse(
            id=answer["id"],
            model=answer["model"],
            created=answer["created"],
            choices=tuple(map(choice_of, answer["choices"])),
            usage=usage_of(answer),
        )

    def decoder(self):
        """Return what reads a stream."""
        return Stream()


class Stream:
    """One stream of `text_completion` objects."""

    def __init__(self):
        self.parser = sse.Parser()

    def feed(self, data):
        """Return the events of all frames in *data*."""
        return [event for block in self.parser.feed(data) for event in events_of(block.data)]

    def close(self):
        """Nothing is held back."""
        return []


def events_of(data):
    """Yield the events of one frame."""
    if data == b"[DONE]":
        yield Ended()
        return
    frame = parse(data)
    for each in frame["choices"]:
        yield TextDelta(text=each["text"], index=each["index"])
        if each["finish_reason"]:
            yield Finished(finish_reason=REASONS[each["finish_reason"]], index=each["index"])
    if frame.get("usage"):
        yield UsageReported(usage=usage_of(frame))


def choice_of(value):
    """Return one answer."""
    told = value.get("logprobs") or {}
    pairs = zip(told.get("tokens", ()), told.get("token_logprobs", ()), strict=True)
    likely = tuple(TokenLogprob(token=token, logprob=logprob) for token, logprob in pairs)
    part = TextPart(text=value["text"], logprobs=likely)
    return Choice(index=value["index"], parts=(part,), finish_reason=REASONS[value["finish_reason"]])


def usage_of(answer):
    """Return what was counted."""
    counted = answer["usage"]
    return Usage(input_tokens=counted["prompt_tokens"], output_tokens=counted["completion_tokens"])
