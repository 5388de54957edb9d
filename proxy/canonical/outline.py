"""What the gateway must know of a request before it decides; read cheaply, without decoding the conversation."""

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from proxy.canonical.preferences import NO_PREFERENCES, ClientPreferences
from proxy.values import value


@value
class Outline:
    """A request seen from a distance.

    `body` is the client's own bytes and `document` their parsed JSON object, or the texts of a form; the rest is read
    from it. `content_type` is what the body is sent on as.
    `input_tokens` is an estimate from above (see the dialect). `modalities` are what the input holds: `text`, `image`,
    `audio`, `file`. `needs` are the endpoint features the request cannot do without: `tools`, `json_schema`, `vision`,
    `audio`, `files`. `max_output_tokens` is `None` where the client set no bound.
    """

    dialect: str
    body: bytes
    document: Mapping[str, Any]
    model: str
    stream: bool
    include_usage: bool
    """Whether the client asked for usage in its stream; a tap that asks for it itself must then hide it."""
    tools: tuple[str, ...]
    """The names of the tools on offer; one that is the provider's own is named by its type."""
    modalities: tuple[str, ...]
    needs: frozenset[str]
    input_tokens: int
    max_output_tokens: int | None
    session: str
    user: str
    preferences: ClientPreferences = NO_PREFERENCES
    """What the client wishes of its lane; `model` is the name without the suffixes that say so."""
    parameters: frozenset[str] = frozenset()
    """The canonical parameters that the request sets (`parameters.py`)."""
    natives: tuple[str, ...] = ()
    """What only an endpoint of this very dialect can do: a provider's own tools, files by its ids; empty for nearly all."""
    has_foreign_seals: bool = False
    """Whether it carries thoughts of another family, so that its bytes may not pass through as they are."""
    betas: tuple[str, ...] = ()
    content_type: str = "application/json"
    choices: int = 1
    """How many answers the client asked for; each may be as long as `max_output_tokens`."""
    metadata: Mapping[str, str] = field(default_factory=dict)
