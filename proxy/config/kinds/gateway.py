"""`kind: gateway` to `GatewaySettings`; what the document leaves out keeps its default."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from proxy.catalog.provider import Timeouts
from proxy.config.documents import Document
from proxy.config.fields import read_duration, read_header, read_size
from proxy.config.settings import GatewaySettings
from proxy.policy.compile import Engine


def read_gateway(documents: Iterable[Document]) -> GatewaySettings:
    """Return the settings of the one gateway document, or the defaults where there is none."""
    value = next((document.value for document in documents), {})
    settings: dict[str, Any] = {
        **value.get("listen", {}),
        **{f"admin_{key}": found for key, found in value.get("admin", {}).items()},
        **{key: read_duration(value[key]) for key in ("deadline", "drain") if key in value},
        **{f"{key}_limit": read_size(found) for key, found in value.get("limits", {}).items()},
        "headers": tuple(sorted({read_header(name) for name in value.get("headers", ())})),
        **{key: Engine(value[key]) for key in ("engine",) if key in value},
        "timeouts": read_timeouts(value, Timeouts()),
    }
    return GatewaySettings(**settings)


def read_timeouts(value: Mapping[str, Any], inherited: Timeouts) -> Timeouts:
    """Return the *inherited* timeouts with those that *value* states itself."""
    own = value.get("timeouts", {})
    return replace(inherited, **{name: read_duration(text) for name, text in own.items()})
