"""The generation config, `GenerationConfig`, to canonical parameters and back; what else it holds is left in it."""

from collections.abc import Mapping
from typing import Any

from proxy.canonical.request import CanonicalRequest, ResponseFormat, ResponseFormatKind
from proxy.canonical.unset import UNSET, Unset, is_set
from proxy.dialects.gemini import thinking
from proxy.dialects.gemini.parameters import CONFIG
from proxy.dialects.gemini.schemas import to_json_schema
from proxy.dialects.members import check, is_a, join_inner, pull, wrong

KINDS: Mapping[str, type] = {
    "maxOutputTokens": int,
    "temperature": float,
    "topP": float,
    "topK": float,
    "candidateCount": int,
    "stopSequences": list,
    "seed": int,
    "presencePenalty": float,
    "frequencyPenalty": float,
    "responseLogprobs": bool,
    "logprobs": int,
    "responseModalities": list,
    "responseMimeType": str,
    "responseSchema": dict,
    "responseJsonSchema": dict,
    "thinkingConfig": dict,
}
JSON, TEXT = "application/json", "text/plain"
OWN, SCHEMA = "responseSchema", "responseJsonSchema"
SEEDS = range(-(2**31), 2**31)
"""What a 32-bit integer holds."""


def read_bound(config: Mapping[str, Any]) -> int | None:
    """Return the bound of the answer that *config* sets, if any."""
    bound = config.get("maxOutputTokens")
    if bound is None:
        return None
    if not is_a(bound, int) or bound < 1:
        raise wrong(f"{CONFIG}.maxOutputTokens", "a positive integer")
    return int(bound)


def decode(config: dict[str, Any]) -> dict[str, Any]:
    """Take the parameters out of *config*, and return them by their canonical names."""
    check(config, KINDS, f"{CONFIG}.")
    bound = read_bound(config)
    config.pop("maxOutputTokens", None)
    return {
        "max_output_tokens": UNSET if bound is None else bound,
        "temperature": pull(config, "temperature", float),
        "top_p": pull(config, "topP", float),
        "top_k": _whole(config, "topK"),
        "choices": pull(config, "candidateCount", int),
        "stop": _texts(config, "stopSequences"),
        "seed": pull(config, "seed", int),
        "presence_penalty": pull(config, "presencePenalty", float),
        "frequency_penalty": pull(config, "frequencyPenalty", float),
        "logprobs": pull(config, "responseLogprobs", bool),
        "top_logprobs": pull(config, "logprobs", int),
        "modalities": _modalities(config),
        "response_format": _format(config),
        "reasoning": thinking.decode(config),
    }


def _whole(config: dict[str, Any], key: str) -> int | Unset:
    """Take a number out that Google has as a float and all others as an integer."""
    value = config.get(key)
    if value is None or not float(value).is_integer():
        return UNSET
    return int(config.pop(key))


def _texts(config: dict[str, Any], key: str) -> tuple[str, ...] | Unset:
    values = pull(config, key, list)
    if isinstance(values, Unset):
        return UNSET
    if not all(isinstance(value, str) for value in values):
        raise wrong(f"{CONFIG}.{key}", "a list of strings")
    return tuple(values)


def _modalities(config: dict[str, Any]) -> tuple[str, ...] | Unset:
    words = _texts(config, "responseModalities")
    return UNSET if isinstance(words, Unset) else tuple(word.lower() for word in words)


def _format(config: dict[str, Any]) -> ResponseFormat | Unset:
    """Take the wish for a shape out; one that Google alone knows (`text/x.enum`) stays whole."""
    media_type = config.get("responseMimeType") or (JSON if config.get(SCHEMA) or config.get(OWN) else None)
    if media_type not in {JSON, TEXT}:
        return UNSET
    config.pop("responseMimeType", None)
    if media_type == TEXT:
        return ResponseFormat(kind=ResponseFormatKind.TEXT)
    schema, own = pull(config, SCHEMA, dict), pull(config, OWN, dict)
    extra = {} if isinstance(own, Unset) else {OWN: own}
    if isinstance(schema, Unset) and not isinstance(own, Unset):
        schema = to_json_schema(own)
    if isinstance(schema, Unset):
        return ResponseFormat(kind=ResponseFormatKind.JSON_OBJECT)
    return ResponseFormat(kind=ResponseFormatKind.JSON_SCHEMA, schema=schema, extra=extra)


def encode(request: CanonicalRequest, model: str, bound: int | None) -> dict[str, Any] | Unset:
    """Return the generation config of *request* for *model*, whose answer is at most *bound* tokens."""
    shape = request.response_format
    known = {
        "maxOutputTokens": UNSET if bound is None else bound,
        "temperature": request.temperature,
        "topP": request.top_p,
        "topK": request.top_k,
        "candidateCount": request.choices,
        "stopSequences": list(request.stop) if is_set(request.stop) else UNSET,
        "seed": request.seed if can_seed(request) else UNSET,
        "presencePenalty": request.presence_penalty,
        "frequencyPenalty": request.frequency_penalty,
        "responseLogprobs": request.logprobs,
        "logprobs": request.top_logprobs,
        "responseModalities": [word.upper() for word in request.modalities] if is_set(request.modalities) else UNSET,
        **({} if isinstance(shape, Unset) else _written_format(shape)),
        "thinkingConfig": _thinking(request, model, bound),
    }
    return join_inner(known, request.extra, CONFIG) or UNSET


def can_seed(request: CanonicalRequest) -> bool:
    """Say whether the seed is one that Google's 32 bits hold."""
    return isinstance(request.seed, Unset) or request.seed in SEEDS


def _thinking(request: CanonicalRequest, model: str, bound: int | None) -> dict[str, Any] | Unset:
    wish = request.reasoning
    return UNSET if isinstance(wish, Unset) else thinking.encode(wish, model, bound) or UNSET


def _written_format(shape: ResponseFormat) -> dict[str, Any]:
    if shape.kind is ResponseFormatKind.TEXT:
        return {"responseMimeType": TEXT}
    if shape.kind is ResponseFormatKind.JSON_OBJECT:
        return {"responseMimeType": JSON}
    own = shape.extra.get(OWN)
    return {"responseMimeType": JSON, **({SCHEMA: shape.schema} if own is None else {OWN: own})}
