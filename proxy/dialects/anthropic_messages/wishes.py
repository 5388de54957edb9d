"""What a Messages body says to the gateway itself, and what it may not say at all.

OpenRouter's members `provider`, `models`, `route`, `fallbacks`, `session_id`, `user`, `trace` and `plugins` are read here
and never go to Anthropic, which refuses members that it does not know. `fallbacks` is Anthropic's word too (a beta), for
letting another model answer inside one request; sent on, it would leave the lane that the policies decided. So the gateway
itself takes it, as OpenRouter does (its OpenAPI, 2026-08-22): up to three models, each by its name alone.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from proxy.canonical.preferences import NO_PREFERENCES, ClientPreferences
from proxy.dialects.preferences import MEMBERS, read_preferences
from proxy.errors import InvalidRequest

FALLBACKS = "fallbacks"
MOST_FALLBACKS = 3
OURS = (*MEMBERS, FALLBACKS, "session_id", "user", "trace", "plugins")
"""What of a body is the gateway's alone and never goes upstream."""

READ = frozenset({*MEMBERS, FALLBACKS})

THREAD = "thread"
GEOGRAPHY = "inference_geo"


def refuse_geography(document: Mapping[str, Any]) -> None:
    """Raise `InvalidRequest` where a client chooses where it is served: it could leave the region that was decided."""
    if document.get(GEOGRAPHY) is not None:
        raise InvalidRequest(
            f"`{GEOGRAPHY}` cannot be honoured: the policies decide where a call is processed; leave it out",
            param=GEOGRAPHY,
        )


def refuse_thread(document: Mapping[str, Any]) -> None:
    """Raise `InvalidRequest` where the provider is to keep the conversation: the next call may go to another.

    Anthropic's SDKs know the code, and go on by sending the whole conversation each time (`anthropic` 2.13.0).
    """
    if document.get(THREAD) is not None:
        raise InvalidRequest(
            "`thread` cannot be honoured: nothing is stored between calls; send the whole conversation, without `thread`",
            param=THREAD,
            code="thread_unsupported_request",
        )


def read(
    document: Mapping[str, Any], suffixes: tuple[str, ...], needs: frozenset[str], parameters: frozenset[str]
) -> ClientPreferences:
    """Return the client's wishes of its lane; most bodies have none."""
    if not suffixes and document.keys().isdisjoint(READ):
        return NO_PREFERENCES
    models = fallback_models(document)
    if not models:
        return read_preferences(document, suffixes, needs, parameters)
    found = read_preferences({**document, "models": models}, suffixes, needs, parameters)
    return replace(found, named=tuple(FALLBACKS if name == "models" else name for name in found.named))


def fallback_models(document: Mapping[str, Any]) -> list[str]:
    """Return the models that `fallbacks` names."""
    wished = document.get(FALLBACKS)
    if wished is None:
        return []
    if not isinstance(wished, list) or len(wished) > MOST_FALLBACKS or not all(map(_is_name_alone, wished)):
        raise _wrong(f"must be a list of at most {MOST_FALLBACKS} objects with a `model` and nothing else")
    if document.get("models") is not None:
        raise _wrong("cannot stand beside `models`; send one of them")
    return [each["model"] for each in wished]


def _is_name_alone(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == {"model"} and isinstance(value["model"], str)


def _wrong(what: str) -> InvalidRequest:
    return InvalidRequest(f"`{FALLBACKS}` {what}", param=FALLBACKS)
