"""The canonical request to a `v2/chat` request body, for one model.

Cohere answers a value out of its bounds with an error (its API reference: `k`, `p`, both penalties, five stop sequences,
and one of the two penalties at most), so values are brought into them and what is left out is named.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from proxy.canonical.foreign import keep_family
from proxy.canonical.parameters import set_in
from proxy.canonical.request import CanonicalRequest, Reasoning, ResponseFormat, ResponseFormatKind
from proxy.canonical.unset import UNSET, Unset
from proxy.dialects.base import Aim, Encoded
from proxy.dialects.cohere_chat import messages, models, tools
from proxy.dialects.efforts import budget_of, thinks
from proxy.dialects.members import merge

FAMILY = ""

PARAMETERS: Mapping[str, str] = {
    "max_tokens": "max_output_tokens",
    "tools": "tools",
    "tool_choice": "tool_choice",
    "response_format": "response_format",
    "thinking": "reasoning",
    "temperature": "temperature",
    "p": "top_p",
    "k": "top_k",
    "frequency_penalty": "frequency_penalty",
    "presence_penalty": "presence_penalty",
    "logprobs": "logprobs",
    "stop_sequences": "stop",
    "seed": "seed",
}
"""Member of a body to the canonical parameter that it says."""

CARRIED = frozenset(PARAMETERS.values())
NEEDLESS: Mapping[str, Any] = {"store": False, "choices": 1, "modalities": ("text",), "top_logprobs": 0}
"""Parameters that Cohere has no member for, and the value that each has there anyway."""

BOUNDS: Mapping[str, tuple[float, float]] = {
    "p": (0.01, 0.99),
    "k": (0, 500),
    "frequency_penalty": (0.0, 1.0),
    "presence_penalty": (0.0, 1.0),
}
MOST_STOPS = 5


def encode(request: CanonicalRequest, aim: Aim) -> Encoded:
    """Return *request* as a body for *aim*."""
    kept, unsealed = keep_family(request, FAMILY)
    body = Body(kept, aim)
    document, refused = aim.flavour.apply(body.write(), PARAMETERS)
    lost = {*unsealed, *unsaid(kept), *body.lost, *refused}
    return Encoded(document=document, dropped=tuple(sorted(lost)))


def unsaid(request: CanonicalRequest) -> Iterator[str]:
    """Yield the parameters of *request* that Cohere has no member for, unless it does anyway what they wish."""
    for name in set_in(request) - CARRIED:
        if name not in NEEDLESS or NEEDLESS[name] != getattr(request, name):
            yield name


class Body:
    """One body on its way; `lost` names what could not be said."""

    def __init__(self, request: CanonicalRequest, aim: Aim) -> None:
        self._request = request
        self._aim = aim
        self._thinks = models.thinks(aim.model)
        self._bound = lowest(request.max_output_tokens, aim.output_tokens)
        self.lost: set[str] = set()

    def write(self) -> dict[str, Any]:
        """Return the body."""
        request = self._request
        turns, unthought = messages.encode_all(request.messages, thinks=self._thinks)
        self.lost.update(unthought)
        known = {
            "model": self._aim.model,
            "messages": turns,
            "stream": request.stream or UNSET,
            "tools": tools.encode_all(request) or UNSET,
            "strict_tools": tools.strictness(request),
            "tool_choice": tools.encode_choice(request.tool_choice) if request.tools else UNSET,
            "response_format": self._shape(request.response_format),
            "max_tokens": UNSET if self._bound is None else self._bound,
            "stop_sequences": self._stop() or UNSET,
            **self._numbers(),
            "thinking": self._thinking(request.reasoning),
        }
        return merge(known, request.extra)

    def _numbers(self) -> dict[str, Any]:
        """Return what says how to choose among tokens, within its bounds; of two penalties the first."""
        request = self._request
        both = bool(request.frequency_penalty) and bool(request.presence_penalty)
        self.lost.update({"presence_penalty"} if both else ())
        return {
            "temperature": request.temperature,
            "p": bounded("p", request.top_p),
            "k": bounded("k", request.top_k),
            "seed": request.seed,
            "frequency_penalty": bounded("frequency_penalty", request.frequency_penalty),
            "presence_penalty": UNSET if both else bounded("presence_penalty", request.presence_penalty),
            "logprobs": request.logprobs,
        }

    def _stop(self) -> list[str]:
        """Return the stop sequences, of which none is empty and no more are than Cohere takes."""
        stop = [sequence for sequence in self._request.stop or () if sequence]
        self.lost.update({"stop"} if len(stop) > MOST_STOPS else ())
        return stop[:MOST_STOPS]

    def _shape(self, wish: ResponseFormat | Unset) -> dict[str, Any] | Unset:
        """Return the wish for a shape; JSON of a schema is JSON with a schema beside."""
        if isinstance(wish, Unset):
            return UNSET
        if wish.kind is ResponseFormatKind.TEXT:
            return merge({"type": "text"}, wish.extra)
        schema = wish.schema if isinstance(wish.schema, Unset) else dict(wish.schema)
        return merge({"type": "json_object", "json_schema": schema}, wish.extra)

    def _thinking(self, wish: Reasoning | Unset) -> dict[str, Any] | Unset:
        """Return the wish to think; models that can do so unless they are told not to."""
        if isinstance(wish, Unset):
            return UNSET
        if not self._thinks:
            self.lost.update({"reasoning"} if thinks(wish) else ())
            return UNSET
        if not thinks(wish):
            return {"type": "disabled"}
        budget = budget_of(wish.effort, self._bound or self._aim.output_limit) if wish.effort else wish.budget
        return merge({"type": "enabled", "token_budget": budget}, {})


def bounded(name: str, number: float | Unset) -> float | Unset:
    """Return *number* within the bounds of the member *name*."""
    if isinstance(number, Unset):
        return UNSET
    least, most = BOUNDS[name]
    return min(max(number, least), most)


def lowest(*bounds: int | Unset | None) -> int | None:
    """Return the lowest of the bounds that there are."""
    return min((bound for bound in bounds if isinstance(bound, int)), default=None)
