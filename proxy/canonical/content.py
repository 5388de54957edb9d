"""The parts a turn is made of: what is said, shown, thought and called, in the order in which it happened.

Order matters and is kept: a model that thinks between two calls wants its own turn back exactly so.
"""

from collections.abc import Mapping
from dataclasses import field
from typing import Any, TypeAlias

from proxy.canonical.cache import CacheMark
from proxy.canonical.seal import Seal
from proxy.canonical.tools import ToolCall
from proxy.canonical.unset import UNSET, Unset
from proxy.values import value


@value
class Citation:
    """Where a piece of an answer comes from.

    `start` and `end` are offsets in characters into the text that it supports; `quote` is the source's own words.
    """

    url: str | Unset = UNSET
    title: str | Unset = UNSET
    quote: str | Unset = UNSET
    start: int | Unset = UNSET
    end: int | Unset = UNSET
    extra: Mapping[str, Any] = field(default_factory=dict)


@value
class TokenLogprob:
    """A token, the natural logarithm of its probability, and the likeliest tokens in its place.

    `octets` are the token's UTF-8 bytes, which need not be whole characters; `None` where they are not told.
    """

    token: str
    logprob: float
    octets: tuple[int, ...] | None = None
    top: tuple["TokenLogprob", ...] = ()


@value
class TextPart:
    """Plain text, and in an answer what it rests on and how likely it was."""

    text: str
    citations: tuple[Citation, ...] = ()
    logprobs: tuple[TokenLogprob, ...] = ()
    cache: CacheMark | Unset = UNSET
    extra: Mapping[str, Any] = field(default_factory=dict)


@value
class RefusalPart:
    """A model's own words for why it will not answer."""

    text: str
    extra: Mapping[str, Any] = field(default_factory=dict)


@value
class ReasoningPart:
    """What the model thought, as far as it shows it; `is_summary` where the text is a retelling.

    Without a seal it is plain text that no provider vouches for. With a seal and no text, the thought is hidden.
    """

    text: str = ""
    is_summary: bool = False
    seal: Seal | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


@value
class ImagePart:
    """An image, by URL; a `data:` URL carries the bytes themselves. The gateway never fetches it.

    `detail` is OpenAI's word for how closely to look: `low`, `high`, `auto`.
    """

    url: str
    detail: str | Unset = UNSET
    cache: CacheMark | Unset = UNSET
    extra: Mapping[str, Any] = field(default_factory=dict)


@value
class AudioPart:
    """Audio as base64 text; `format` is its container, `wav` or `mp3`."""

    data: str
    format: str
    cache: CacheMark | Unset = UNSET
    extra: Mapping[str, Any] = field(default_factory=dict)


@value
class FilePart:
    """A document, most often a PDF: by URL (a `data:` URL carries the bytes) or by the provider's own id.

    One of `url` and `file_id` is set; `file_id` means something to the provider that gave it only.
    """

    url: str | Unset = UNSET
    file_id: str | Unset = UNSET
    name: str | Unset = UNSET
    cache: CacheMark | Unset = UNSET
    extra: Mapping[str, Any] = field(default_factory=dict)


@value
class UnknownPart:
    """A part of a kind that the hub has no word for; replayed to the same dialect only."""

    kind: str
    extra: Mapping[str, Any] = field(default_factory=dict)


Part: TypeAlias = TextPart | RefusalPart | ReasoningPart | ImagePart | AudioPart | FilePart | ToolCall | UnknownPart
