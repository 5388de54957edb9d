"""Answers that a test has written beforehand, which a simulated provider gives in order before it makes up its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from proxy.canonical.content import Part, TextPart
from proxy.canonical.jsontext import dump
from proxy.canonical.request import CanonicalRequest
from proxy.canonical.tools import ToolCall, ToolKind
from proxy.errors import InvalidRequest
from proxy.simulator import calling

MOST = 1_000
FIELDS = {"text": str, "reasoning": str, "tool_calls": list}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scripted:
    """One answer: what the model thinks, says and calls; of each call its tool's name and its arguments as text."""

    text: str = ""
    reasoning: str = ""
    calls: tuple[tuple[str, str], ...] = ()

    def parts(self, request: CanonicalRequest, rng: Random) -> tuple[Part, ...]:
        """Return the parts of the answer to *request*, without the thought; its calls have ids of their own."""
        customs = {tool.name for tool in request.tools or () if tool.kind is ToolKind.CUSTOM}
        said = (TextPart(text=self.text),) if self.text or not self.calls else ()
        return (*said, *(_call(name, arguments, name in customs, rng) for name, arguments in self.calls))


def _call(name: str, arguments: str, is_custom: bool, rng: Random) -> ToolCall:  # noqa: FBT001 - private, one caller
    kind = ToolKind.CUSTOM if is_custom else ToolKind.FUNCTION
    return ToolCall(id=calling.new_id(rng), name=name, arguments=arguments, kind=kind)


def read_scripts(document: Any) -> tuple[Scripted, ...]:
    """Return the answers that *document* lists; `InvalidRequest` where it cannot be any."""
    if not isinstance(document, list) or len(document) > MOST:
        raise InvalidRequest(f"scripts are a list of at most {MOST} answers")
    return tuple(_scripted(each, f"[{index}]") for index, each in enumerate(document))


def _scripted(value: Any, place: str) -> Scripted:
    if not isinstance(value, Mapping):
        raise InvalidRequest(f"`{place}` must be an object", param=place)
    for name, told in value.items():
        if name not in FIELDS or not isinstance(told, FIELDS[name]):
            known = ", ".join(f"`{each}`" for each in FIELDS)
            raise InvalidRequest(f"`{place}.{name}` is nothing that an answer has; it has {known}", param=name)
    called = value.get("tool_calls", [])
    calls = tuple(_called(call, f"{place}.tool_calls[{index}]") for index, call in enumerate(called))
    return Scripted(text=value.get("text", ""), reasoning=value.get("reasoning", ""), calls=calls)


def _called(value: Any, place: str) -> tuple[str, str]:
    """Return name and arguments of a call; arguments may be a text, so that broken ones can be scripted too."""
    name = value.get("name") if isinstance(value, Mapping) else None
    if not isinstance(name, str) or set(value) - {"name", "arguments"}:
        raise InvalidRequest(f"`{place}` must be an object with `name` and `arguments`", param=place)
    arguments = value.get("arguments", {})
    return name, arguments if isinstance(arguments, str) else dump(arguments).decode()
