"""What the models behind Converse want beyond it, or do not take of it, by their names.

Converse has no word of its own for how much to think or for `top_k`: each vendor reads its own fields of
`additionalModelRequestFields`. Sources, all read November 2026: the User Guide on Claude's extended and adaptive thinking,
its request parameters, prompt caching and structured outputs; the Nova 2 User Guide on core inference and extended
thinking; `outputConfig.effort` in the service model. That Claude 4.7 refuses `temperature`, `top_p` and `top_k` is in
Anthropic's guide to its migration; that DeepSeek refuses its own thoughts is what the `strands` SDK works around.

A model that is reached by an ARN without its name (an application inference profile, a provisioned or imported one) gets
what Converse itself has and nothing of a vendor's.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from proxy.canonical.content import ReasoningPart
from proxy.canonical.request import CanonicalRequest, Reasoning, Role
from proxy.canonical.tools import ToolChoiceMode
from proxy.canonical.unset import UNSET, Unset
from proxy.dialects.efforts import LEAST_BUDGET, budget_of, effort_of, thinks

NAME = re.compile(r"anthropic\.claude-(?:[a-z]+-)?(\d+)(?:-(\d{1,2}))?(?!\d)")
NEWEST = (99, 0)
"""The version of a Claude whose name does not tell it; names without one are previews."""

THINKS, STRICT, ADAPTS, BOUND = (3, 7), (4, 5), (4, 6), (4, 7)
"""Versions of Claude: the first that thinks, the first that takes strict tools and only one of temperature and top_p, the
first that chooses itself how long to think, and the first that takes no budget and no sampling."""

LEAST_TOP_P = 0.95
FORCED = (ToolChoiceMode.REQUIRED, ToolChoiceMode.NAMED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A request without what its model does not take, and what the model is told in words of its own.

    `fields` go into `additionalModelRequestFields`, `effort` into `outputConfig`; `dropped` names what is gone.
    """

    request: CanonicalRequest
    fields: dict[str, Any] = field(default_factory=dict)
    effort: str | Unset = UNSET
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A model that has nothing of its own.

    `caches` and `caches_tools` say where it takes cache points, `has_status` whether it takes the `status` of a tool's
    result, `is_strict` whether it takes strict tools, `keeps_thoughts` whether it takes back thoughts without a signature.
    """

    caches: bool = False
    caches_tools: bool = False
    has_status: bool = False
    is_strict: bool = True
    keeps_thoughts: bool = True

    def say(self, request: CanonicalRequest, bound: int | None) -> Said:
        """Return what of *request*, whose answer has at most *bound* tokens, this model can be told."""
        del bound
        return without(request, ("reasoning", "top_k"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Claude(Model):
    """Anthropic's: `thinking` with a budget, or from 4.6 on by itself with an effort; `top_k`."""

    version: tuple[int, int] = NEWEST

    def say(self, request: CanonicalRequest, bound: int | None) -> Said:
        """See `Model.say`."""
        thinking, effort = self._thinking(request, bound)
        said = without(request, self._refused(request, thinking), fields={"thinking": thinking} if thinking else {})
        top_k = {} if isinstance(said.request.top_k, Unset) else {"top_k": said.request.top_k}
        return replace(said, fields={**said.fields, **top_k}, effort=effort)

    def _thinking(self, request: CanonicalRequest, bound: int | None) -> tuple[dict[str, Any], str | Unset]:
        """Return the field `thinking`, empty where the model shall not or cannot think, and the effort."""
        wish, choice = request.reasoning, request.tool_choice
        if isinstance(wish, Unset) or not thinks(wish) or (choice and choice.mode in FORCED) or self.version < THINKS:
            return {}, UNSET
        if self.version >= ADAPTS and (isinstance(wish.budget, Unset) or self.version >= BOUND):
            return {"type": "adaptive", **self._display(wish)}, self._effort(wish, bound)
        budget = wish.budget or budget_of(wish.effort or "", bound)
        budget = budget if bound is None else min(budget, bound - 1)
        if budget < LEAST_BUDGET or has_unthought_calls(request):
            return {}, UNSET
        return {"type": "enabled", "budget_tokens": budget}, UNSET

    def _display(self, wish: Reasoning) -> dict[str, str]:
        """Return how thoughts are shown; from 4.7 on they are hidden unless they are asked for."""
        if wish.is_hidden is True or wish.summary == "none":
            return {"display": "omitted"}
        return {"display": "summarized"} if self.version >= BOUND else {}

    def _effort(self, wish: Reasoning, bound: int | None) -> str | Unset:
        if isinstance(wish.effort, Unset):
            return UNSET if isinstance(wish.budget, Unset) else effort_of(wish.budget, bound).replace("minimal", "low")
        least = wish.effort.replace("minimal", "low")
        return "high" if least == "xhigh" and self.version < BOUND else least

    def _refused(self, request: CanonicalRequest, thinking: dict[str, Any]) -> Iterable[str]:
        """Yield the parameters that this model does not take together with the others."""
        wish = request.reasoning
        if not thinking and not isinstance(wish, Unset) and thinks(wish):
            yield "reasoning"
        if self.version >= BOUND:
            yield from ("temperature", "top_p", "top_k")
        elif thinking:
            yield from ("temperature", "top_k") if request.temperature != 1 else ("top_k",)
            yield from ("top_p",) if not isinstance(request.top_p, Unset) and request.top_p < LEAST_TOP_P else ()
        elif self.version >= STRICT and not isinstance(request.temperature, Unset):
            yield "top_p"


@dataclass(frozen=True, slots=True, kw_only=True)
class Nova(Model):
    """Amazon's: `inferenceConfig.topK`, and from the second generation on `reasoningConfig`."""

    has_reasoning: bool = False

    def say(self, request: CanonicalRequest, bound: int | None) -> Said:
        """See `Model.say`; the highest effort takes no bound, and a bound is not given up for it."""
        wish = request.reasoning
        fields: dict[str, Any] = (
            {} if isinstance(request.top_k, Unset) else {"inferenceConfig": {"topK": request.top_k}}
        )
        if isinstance(wish, Unset) or not thinks(wish):
            return Said(request=request, fields=fields)
        if not self.has_reasoning:
            return without(request, ("reasoning",), fields=fields)
        effort = word_of(wish, bound, NOVA_EFFORTS)
        effort = "medium" if effort == "high" and bound is not None else effort
        fields["reasoningConfig"] = {"type": "enabled", "maxReasoningEffort": effort}
        return without(request, ("temperature", "top_p") if effort == "high" else (), fields=fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAI(Model):
    """OpenAI's: `reasoning_effort`."""

    def say(self, request: CanonicalRequest, bound: int | None) -> Said:
        """See `Model.say`."""
        wish = request.reasoning
        if isinstance(wish, Unset) or not thinks(wish):
            return without(request, ("top_k",))
        return without(request, ("top_k",), fields={"reasoning_effort": word_of(wish, bound, OPENAI_EFFORTS)})


NOVA_EFFORTS = OPENAI_EFFORTS = {
    "minimal": "low",
    "low": "low",
    "medium": "medium",
    "high": "high",
    "xhigh": "high",
    "max": "high",
}


def word_of(wish: Reasoning, bound: int | None, known: dict[str, str]) -> str:
    """Return the effort that *wish* means, in a vendor's *known* words."""
    effort = effort_of(wish.budget, bound) if wish.budget else wish.effort or "medium"
    return known.get(effort, effort)


def without(request: CanonicalRequest, names: Iterable[str], fields: dict[str, Any] | None = None) -> Said:
    """Return *request* without those parameters of *names* that it sets."""
    gone = tuple(name for name in names if getattr(request, name) is not UNSET)
    taken: dict[str, Any] = dict.fromkeys(gone, UNSET)
    return Said(request=replace(request, **taken) if gone else request, fields=fields or {}, dropped=gone)


def has_unthought_calls(request: CanonicalRequest) -> bool:
    """Say whether the assistant's last turn makes calls that no sealed thought comes before, as with a new model.

    Claude refuses to think on a budget then; by itself it does not mind.
    """
    last = next((each for each in reversed(request.messages) if each.role is Role.ASSISTANT), None)
    if last is None or not last.tool_calls:
        return False
    first = next((part for part in last.parts if not isinstance(part, ReasoningPart) or part.seal), None)
    return not isinstance(first, ReasoningPart)


def claude(name: str) -> Model:
    """Return the Claude that *name* names."""
    found = NAME.search(name)
    version = (int(found[1]), int(found[2] or 0)) if found else NEWEST
    return Claude(
        caches=True,
        caches_tools=True,
        has_status=True,
        is_strict=version >= STRICT,
        keeps_thoughts=False,
        version=version,
    )


def nova(name: str) -> Model:
    """Return the Nova that *name* names."""
    return Nova(caches=True, has_status=True, is_strict=False, has_reasoning="nova-2" in name)


VENDORS: tuple[tuple[str, Callable[[str], Model]], ...] = (
    ("anthropic.claude", claude),
    ("amazon.nova", nova),
    ("openai.", lambda _: OpenAI()),
    ("deepseek.", lambda _: Model(keeps_thoughts=False)),
    ("arn:", lambda _: Model(caches=True, caches_tools=True, has_status=True, keeps_thoughts=False)),
)
"""What stands in a model's name, in the order in which it is looked for."""


def of(name: str) -> Model:
    """Return what the model with this *name*, an id or an ARN, takes."""
    return next((make(name) for mark, make in VENDORS if mark in name), Model())
