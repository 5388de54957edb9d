"""The canonical request to a Converse request body, `ConverseRequest`, for one model.

The service answers a member that it does not know, and a value out of its bounds, with a `ValidationException`; so what
cannot be said there is left out and named.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from proxy.canonical.foreign import keep_family
from proxy.canonical.jsontext import dump
from proxy.canonical.parameters import set_in
from proxy.canonical.request import CanonicalRequest, ResponseFormat, ResponseFormatKind
from proxy.canonical.unset import UNSET, Unset
from proxy.dialects.base import Aim, Encoded
from proxy.dialects.bedrock_converse import cachepoints, messages, models, thoughts, tools
from proxy.dialects.bedrock_converse.models import Model, Said
from proxy.dialects.bedrock_converse.request import FIELDS, PATHS, STOP_SEQUENCE
from proxy.dialects.members import join_inner, merge

PARAMETERS: Mapping[str, str] = {
    "inferenceConfig.maxTokens": "max_output_tokens",
    "inferenceConfig.temperature": "temperature",
    "inferenceConfig.topP": "top_p",
    "inferenceConfig.stopSequences": "stop",
    "toolConfig": "tools",
    "toolConfig.toolChoice": "tool_choice",
    "outputConfig.textFormat": "response_format",
    "additionalModelRequestFields.thinking": "reasoning",
    "additionalModelRequestFields.top_k": "top_k",
    "messages.content.cachePoint": "cache",
    "serviceTier": "service_tier",
    "requestMetadata": "metadata",
}
"""Member of a body to the canonical parameter that it says."""

CARRIED = frozenset(PARAMETERS.values())
NEEDLESS: Mapping[str, Any] = {"store": False, "choices": 1, "logprobs": False, "modalities": ("text",)}
"""Parameters that Converse has no member for, and the value that each has there anyway."""

HIGHEST_TEMPERATURE = 1
TIERS = frozenset({"priority", "default", "flex", "reserved"})
USUAL_TIERS = {"auto": UNSET, "standard_only": "default"}
"""Words of other dialects: for what Bedrock does unasked, and for its default."""

MOST_METADATA = 16
METADATA_KEY = re.compile(r"[a-zA-Z0-9\s:_@$#=/+,.-]{1,256}")
METADATA_VALUE = re.compile(r"[a-zA-Z0-9\s:_@$#=/+,.-]{0,256}")


def encode(request: CanonicalRequest, aim: Aim) -> Encoded:
    """Return *request* as a body for *aim*."""
    kept, unsealed = keep_family(request, thoughts.FAMILY)
    model = models.of(aim.model)
    bound = lowest(kept.max_output_tokens, aim.output_tokens)
    said = model.say(kept, aim.output_limit if bound is None else bound)
    body = Body(said, model, bound)
    document, refused = aim.flavour.apply(body.write(), PARAMETERS)
    lost = {*unsealed, *said.dropped, *unsaid(kept), *body.lost, *refused}
    return Encoded(document=document, dropped=tuple(sorted(lost)))


def lowest(*bounds: int | Unset | None) -> int | None:
    """Return the lowest of the bounds that there are."""
    return min((bound for bound in bounds if isinstance(bound, int)), default=None)


def unsaid(request: CanonicalRequest) -> Iterator[str]:
    """Yield the parameters of *request* that Converse has no member for, unless it does anyway what they wish."""
    for name in set_in(request) - CARRIED:
        if name not in NEEDLESS or NEEDLESS[name] != getattr(request, name):
            yield name


class Body:
    """One body on its way; `lost` names what could not be said."""

    def __init__(self, said: Said, model: Model, bound: int | None) -> None:
        self._said = said
        self._request = said.request
        self._model = model
        self._bound = bound
        self.lost: set[str] = set()

    def write(self) -> dict[str, Any]:
        """Return the body."""
        request = self._request
        system, turns, unsealed = messages.encode(request.messages, self._model)
        config, unsaid = tools.encode(request, self._model)
        self.lost.update(unsealed, unsaid)
        known = {
            "messages": self._marked(turns),
            "system": system or UNSET,
            "inferenceConfig": self._inference() or UNSET,
            "toolConfig": config,
            "outputConfig": self._output() or UNSET,
            FIELDS: self._fields() or UNSET,
            PATHS: [STOP_SEQUENCE] if self._stop() and PATHS not in request.extra else UNSET,
            "serviceTier": self._tier(),
            "requestMetadata": self._metadata() or UNSET,
        }
        return merge(known, request.extra)

    def _marked(self, turns: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return *turns* with the mark for the whole prompt behind the last; marks that the model has no use for are lost."""
        mark = self._request.cache
        if not self._model.caches or not self._model.caches_tools:
            self.lost.update({"cache"} if has_marks(self._request, tools_alone=self._model.caches) else ())
        if turns and self._model.caches and not cachepoints.read(turns[-1]["content"][-1]):
            turns[-1]["content"] += cachepoints.write(mark)
        return turns

    def _inference(self) -> dict[str, Any]:
        temperature = self._request.temperature
        known = {
            "maxTokens": UNSET if self._bound is None else self._bound,
            "temperature": UNSET if isinstance(temperature, Unset) else min(temperature, HIGHEST_TEMPERATURE),
            "topP": self._request.top_p,
            "stopSequences": self._stop() or UNSET,
        }
        return join_inner(known, self._request.extra, "inferenceConfig")

    def _stop(self) -> list[str]:
        """Return the stop sequences, of which none may be empty."""
        return [sequence for sequence in self._request.stop or () if sequence]

    def _output(self) -> dict[str, Any]:
        known = {"textFormat": self._shape(self._request.response_format), "effort": self._said.effort}
        return join_inner(known, self._request.extra, "outputConfig")

    def _shape(self, wish: ResponseFormat | Unset) -> dict[str, Any] | Unset:
        """Return the wish for JSON of a schema; Converse has no wish for any JSON."""
        if isinstance(wish, Unset) or wish.kind is ResponseFormatKind.TEXT:
            return UNSET
        if isinstance(wish.schema, Unset):
            self.lost.add("response_format")
            return UNSET
        schema = dump(dict(wish.schema)).decode()
        definition = merge({"schema": schema, "name": wish.name, "description": wish.description}, {})
        return {"type": "json_schema", "structure": {"jsonSchema": definition}}

    def _fields(self) -> dict[str, Any]:
        """Return the model's own fields: the client's own, and over them what the hub's words mean."""
        own = self._request.extra.get(FIELDS)
        fields = dict(own) if isinstance(own, dict) else {}
        for name, value in self._said.fields.items():
            beside = fields.get(name)
            fields[name] = {**beside, **value} if isinstance(beside, dict) and isinstance(value, dict) else value
        return fields

    def _tier(self) -> dict[str, str] | Unset:
        tier = self._request.service_tier
        word = tier if isinstance(tier, Unset) or tier in TIERS else USUAL_TIERS.get(tier)
        if word is None:
            self.lost.add("service_tier")
        return {"type": word} if isinstance(word, str) else UNSET

    def _metadata(self) -> dict[str, str]:
        """Return as much of the metadata as Bedrock takes."""
        metadata = self._request.metadata or {}
        fits = ((key, value) for key, value in metadata.items() if is_metadata(key, value))
        taken = dict(entry for entry, _ in zip(fits, range(MOST_METADATA), strict=False))
        if len(taken) < len(metadata):
            self.lost.add("metadata")
        return taken


def is_metadata(key: str, value: str) -> bool:
    """Say whether Bedrock takes this entry of the metadata."""
    return bool(METADATA_KEY.fullmatch(key) and METADATA_VALUE.fullmatch(value))


def has_marks(request: CanonicalRequest, *, tools_alone: bool) -> bool:
    """Say whether *request* has a cache mark, on its tools or anywhere."""
    if any(tool.cache for tool in request.tools or ()):
        return True
    if tools_alone:
        return False
    holders = (holder for message in request.messages for holder in (message, *message.parts))
    return bool(request.cache) or any(getattr(holder, "cache", UNSET) for holder in holders)
