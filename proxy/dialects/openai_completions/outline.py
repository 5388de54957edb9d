"""A body of the legacy Completions from a distance; `input_tokens` is bounded by its bytes (`dialects/weights.py`)."""

from collections.abc import Mapping
from typing import Any

from proxy.canonical.outline import Outline
from proxy.canonical.unset import Unset
from proxy.dialects.members import check, is_a, wrong
from proxy.dialects.openai_completions.prompts import read_logprobs, read_prompt, refuse_continuations
from proxy.dialects.openai_completions.request import KINDS, PARAMETERS, token_bound
from proxy.dialects.preferences import read_preferences, split_model
from proxy.dialects.splice import read_object

NAME = "openai_completions"
MOST_CHOICES = 16
NOTHING: frozenset[str] = frozenset()


def read(body: bytes) -> Outline:
    """Return the outline of a client's *body*; `InvalidRequest` with the `param` at fault."""
    document = read_object(body)
    check(document, KINDS)
    refuse_continuations(document)
    read_prompt(document)
    model, suffixes = split_model(_model(document))
    bound, parameters = token_bound(document), _parameters(document)
    return Outline(
        dialect=NAME,
        body=body,
        document=document,
        model=model,
        stream=document.get("stream") is True,
        include_usage=(document.get("stream_options") or {}).get("include_usage") is True,
        tools=(),
        modalities=("text",),
        needs=NOTHING,
        input_tokens=len(body),
        max_output_tokens=None if isinstance(bound, Unset) else bound,
        session=_text(document, "session_id"),
        user=_text(document, "user"),
        preferences=read_preferences(document, suffixes, NOTHING, parameters),
        parameters=parameters,
        choices=_choices(document),
    )


def _model(document: Mapping[str, Any]) -> str:
    model = document.get("model") or next(iter(document.get("models") or ()), None)
    if not isinstance(model, str) or not split_model(model)[0]:
        raise wrong("model", "the name of a model")
    return model


def _parameters(document: Mapping[str, Any]) -> frozenset[str]:
    """Return the canonical parameters that the body sets; one number says two of them."""
    said = {PARAMETERS[name] for name, value in document.items() if name in PARAMETERS and value is not None}
    return frozenset(said | {"top_logprobs"} if read_logprobs(document) else said)


def _choices(document: Mapping[str, Any]) -> int:
    choices = document.get("n")
    if choices is None:
        return 1
    if not is_a(choices, int) or not 1 <= choices <= MOST_CHOICES:
        raise wrong("n", f"an integer from 1 to {MOST_CHOICES}")
    return int(choices)


def _text(document: Mapping[str, Any], key: str) -> str:
    value = document.get(key)
    return value if isinstance(value, str) else ""
