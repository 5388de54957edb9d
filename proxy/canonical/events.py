"""A streamed answer, event by event; the same facts as `response`, in the order they happen."""

from collections.abc import Mapping
from dataclasses import field
from typing import Any, TypeAlias

from proxy.canonical.content import AudioPart, Citation, ImagePart, TokenLogprob, UnknownPart
from proxy.canonical.failure import FailureKind
from proxy.canonical.response import FinishReason
from proxy.canonical.seal import Seal
from proxy.canonical.tools import ToolKind
from proxy.canonical.usage import Cost, Usage
from proxy.values import value


@value
class Started:
    """The answer has an id and a model; no content yet. `extra` has what the dialect's frames carry beside."""

    id: str
    model: str
    created: int
    extra: Mapping[str, Any] = field(default_factory=dict)


@value
class TextDelta:
    """More text of choice *index*, and how likely its tokens were where the client asked."""

    text: str
    logprobs: tuple[TokenLogprob, ...] = ()
    index: int = 0


@value
class Cited:
    """What the text so far rests on."""

    citation: Citation
    index: int = 0


@value
class RefusalDelta:
    """More of the model's refusal."""

    text: str
    index: int = 0


@value
class ReasoningDelta:
    """More of the model's visible reasoning."""

    text: str
    is_summary: bool = False
    index: int = 0


@value
class ReasoningSealed:
    """The thought that went before is complete, and this is its seal; without any text before it, a hidden thought."""

    seal: Seal
    index: int = 0


@value
class ToolCallStarted:
    """Tool call number *position* of choice *index* begins; positions count from 0 in the order in which calls begin."""

    position: int
    id: str
    name: str
    kind: ToolKind = ToolKind.FUNCTION
    seal: Seal | None = None
    index: int = 0


@value
class ToolArgumentsDelta:
    """More text of the arguments of tool call number *position*."""

    position: int
    arguments: str
    index: int = 0


@value
class PartAdded:
    """A part that comes whole: an image, a piece of audio, or something that the hub has no word for."""

    part: ImagePart | AudioPart | UnknownPart
    index: int = 0


@value
class Finished:
    """Choice *index* is complete."""

    finish_reason: FinishReason
    native_finish_reason: str | None = None
    stop_sequence: str | None = None
    index: int = 0


@value
class UsageReported:
    """The provider's own count so far; a later one replaces it. `cost` is told to clients that want to know."""

    usage: Usage
    cost: Cost | None = None


@value
class Extra:
    """A frame, or part of one, that this version does not know; replayed to the same dialect only."""

    fields: Mapping[str, Any]
    index: int | None = None


@value
class Failed:
    """The provider reported an error inside the stream; nothing follows."""

    message: str
    kind: FailureKind = FailureKind.SERVER
    code: str | None = None


@value
class Ended:
    """The stream came to its proper end."""


Event: TypeAlias = (
    Started
    | TextDelta
    | Cited
    | RefusalDelta
    | ReasoningDelta
    | ReasoningSealed
    | ToolCallStarted
    | ToolArgumentsDelta
    | PartAdded
    | Finished
    | UsageReported
    | Extra
    | Failed
    | Ended
)
