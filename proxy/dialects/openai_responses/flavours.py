"""Hosts of the dialect, and how each differs from it.

OpenAI and Azure look up a thought that has no encrypted content by its id, and refuse the request since nothing is
stored ("Item with id 'rs_...' not found"); of a thought that has it they refuse the plain text ("array too long"). Both
come from clients that count on a store, and from translation. So `OpenAIHost` takes them out, and where a thought goes
so do the ids by which what followed from it is known ("... was provided without its required 'reasoning' item"). They
also refuse a bound of the answer below 16 tokens, which clients of other dialects send to see whether a model is there.
None of this is in the reference: it is as users report it (vercel/ai 7543, microsoft/agent-framework-go 784,
NousResearch/hermes-agent 102282, earendil-works/pi 6265).

Azure: a resource's `base_url` ends in `/openai/v1` (v1 API; no `api-version`), the key goes in `api-key` (Microsoft's
how-to of 2026, read November 2026). OpenRouter refuses `store: true` and `previous_response_id`, vLLM `prompt`, and
none of them gets that far here; Ollama (0.13.3 and later), LM Studio (0.3.29 and later) and vLLM document no member
that they answer with an error. They want a thought's plain text back, so nothing is taken out.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from proxy.dialects.flavour import Auth, Flavour
from proxy.dialects.openai_responses.ids import IN_REQUEST, word
from proxy.dialects.openai_responses.items import CALLS, MESSAGE, THOUGHT

NAME = "openai_responses"


LEAST_OUTPUT = 16
"""The least bound of an answer, in tokens."""


class OpenAIHost(Flavour):
    """A host that runs OpenAI's own server: it takes no thoughts but those it encrypted."""

    __slots__ = ()

    def changes(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """Return what must change in *document*, its `input` among it."""
        changes = Flavour.changes(self, document)
        given = document.get("input")
        if not isinstance(given, list) or not any(_is_thought(item) for item in given):
            return changes
        kept = _without_bare(given)
        return changes if kept == given else {**changes, "input": kept}


def _without_bare(given: list[Any]) -> list[Any]:
    """Return the items *given* without thoughts that nobody sealed, and without the text of those that are sealed."""
    kept = [_without(item, "content") for item in given if not _is_thought(item) or item.get("encrypted_content")]
    return kept if len(kept) == len(given) else [_renamed(item, index) for index, item in enumerate(kept)]


def _is_thought(item: Any) -> bool:
    return isinstance(item, dict) and item.get("type") == THOUGHT


def _renamed(item: Any, index: int) -> Any:
    """Return *item*, at place *index*, without the id by which a provider knows it; a message must have some id."""
    kind = word(item) if isinstance(item, dict) and "id" in item else ""
    if kind == MESSAGE:
        return {**item, "id": IN_REQUEST.name(MESSAGE, index)}
    return {key: value for key, value in item.items() if key != "id"} if kind in CALLS else item


def _without(item: Any, key: str) -> Any:
    """Return *item* without *key*, if it is a thought."""
    if not _is_thought(item) or not item.get(key):
        return item
    return {name: value for name, value in item.items() if name != key}


FLAVOURS: Mapping[str, Flavour] = MappingProxyType(
    {
        flavour.name: flavour
        for flavour in (
            OpenAIHost(name=NAME, title="OpenAI Responses", dialect=NAME),
            OpenAIHost(name="azure_responses", title="Azure OpenAI Responses", dialect=NAME, auth=Auth.API_KEY),
            Flavour(name="openai_responses_compatible", title="Responses as others serve it", dialect=NAME),
        )
    }
)
"""Flavour by its name."""
