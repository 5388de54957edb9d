"""The parts a message's content is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPart:
    """Plain text."""

    text: str
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalPart:
    """A model's own words for why it will not answer."""

    text: str
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImagePart:
    """An image, by URL; a `data:` URL carries the bytes themselves. The gateway never fetches it."""

    url: str
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioPart:
    """Audio as base64 text; `format` is its container, `wav` or `mp3`."""

    data: str
    format: str
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePart:
    """A file, kept as the dialect wrote it."""

    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownPart:
    """A part of a kind this version does not know; replayed to the same dialect only."""

    kind: str
    extra: Mapping[str, Any] = field(default_factory=dict)


Part: TypeAlias = TextPart | RefusalPart | ImagePart | AudioPart | FilePart | UnknownPart
