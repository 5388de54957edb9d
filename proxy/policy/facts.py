"""What a policy can read of a request; field names are the names in CEL, and `environment.py` declares their types."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from proxy.canonical.preferences import NO_PREFERENCES, ClientPreferences
from proxy.values import value


@value
class RequestFacts:
    """`request.*` in CEL.

    `tags` is the union of what team and key carry and what the client declares: a client may add a tag and must not
    gain by it. `headers` has only those that the gateway document declares, in lower case. `time` is when the call
    came in, in UTC.
    """

    dialect: str
    model: str
    tags: tuple[str, ...]
    tools: tuple[str, ...]
    modalities: tuple[str, ...]
    stream: bool
    input_tokens: int
    max_output_tokens: int
    """0 where the client set no bound."""
    session: str
    preferences: tuple[str, ...] = ()
    """The wishes the client stated of its own lane, by the names it used: `models`, `provider.order`."""
    wishes: ClientPreferences = NO_PREFERENCES
    """Those wishes; no policy reads them, for they are asked beside the policies."""
    metadata: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    time: datetime
