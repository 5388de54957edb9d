"""A client's wishes of its own lane, as OpenRouter's request fields say them; shared by the dialects that carry them.

Source: OpenRouter's OpenAPI (`ProviderPreferences`) and its guides to provider selection, model fallbacks and model
variants, all of 2026-08-22. A wish that we do not know, or cannot honour, is refused and never ignored: it may have been
meant as a narrowing. Names of providers and endpoints are compared in lower case.
"""

import difflib
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from proxy.canonical.preferences import NO_PREFERENCES, ClientPreferences
from proxy.errors import InvalidRequest

MEMBERS = ("provider", "models", "route", "session_id", "usage")
"""What of a body is the gateway's alone and never goes upstream."""

SORTS = ("price", "throughput", "latency")
SUFFIXES = {"nitro": "throughput", "floor": "price"}
"""Routing suffix of a model's name to its sort; any other suffix is part of the name."""

WIDER = {"fp4": ("fp4", "mxfp4", "nvfp4"), "fp8": ("fp8", "mxfp8")}
QUANTIZATIONS = (
    "int4", "int8", "fp4", "mxfp4", "nvfp4", "fp6", "fp8", "mxfp8", "fp16", "bf16", "fp32", "unknown",
)  # fmt: skip

MOST_NAMES = 64
MOST_MODELS = 16
LONGEST_NAME = 200

Wish = dict[str, Any]


def split_model(name: str) -> tuple[str, tuple[str, ...]]:
    """Return a model's name without its routing suffixes, and those, in their order: `a/b:free:floor` is `a/b:free`."""
    if ":" not in name:
        return name, ()
    base, *suffixes = name.split(":")
    routing = tuple(suffix for suffix in suffixes if suffix in SUFFIXES)
    kept = [suffix for suffix in suffixes if suffix not in SUFFIXES]
    return ":".join([base, *kept]), routing


def read_preferences(
    document: Mapping[str, Any],
    suffixes: tuple[str, ...],
    needs: frozenset[str],
    parameters: frozenset[str],
) -> ClientPreferences:
    """Return the wishes of a body, whose model had these routing *suffixes*; `InvalidRequest` with the `param` at fault.

    *needs* are the features that the request cannot do without and *parameters* those that it sets, for
    `require_parameters`.
    """
    if not suffixes and document.keys().isdisjoint(MEMBERS):
        return NO_PREFERENCES
    found: Wish = {}
    named = []
    for member in document:
        if member == "models" and document["models"] is not None:
            wanted = names(document["models"], "models", MOST_MODELS)
            found["models"] = tuple(dict.fromkeys(split_model(each)[0] for each in wanted))
            named.append("models")
        elif member == "provider" and document["provider"] is not None:
            named += read_provider(document["provider"], found, needs, parameters)
    for suffix in suffixes:
        found["sort"] = SUFFIXES[suffix]
        named.append(f"model:{suffix}")
    return ClientPreferences(named=tuple(named), **found) if named else NO_PREFERENCES


def read_provider(provider: Any, found: Wish, needs: frozenset[str], parameters: frozenset[str]) -> list[str]:
    """Read `provider{...}` into *found*, and return the names of what it states."""
    if not isinstance(provider, dict):
        raise wrong("provider", "an object")
    stated = {key: value for key, value in provider.items() if value is not None}
    for key, value in stated.items():
        reader = READERS.get(key)
        if reader is None:
            raise unknown("provider", key, READERS)
        found |= reader(value, f"provider.{key}")
    if found.pop("require_parameters", False):
        found |= {"requires": needs, "carries": parameters}
    return [f"provider.{key}" for key in stated]


def wrong(param: str, wanted: str) -> InvalidRequest:
    """Return the error for a value of another kind."""
    return InvalidRequest(f"`{param}` must be {wanted}", param=param)


def unknown(parent: str, key: str, known: Iterable[str]) -> InvalidRequest:
    """Return the error for a wish that we do not know; a client's name for it may be of any length."""
    key = key if len(key) <= LONGEST_NAME else f"{key[:LONGEST_NAME]}..."
    close = difflib.get_close_matches(key, known, 1)
    hint = f"did you mean `{close[0]}`?" if close else f"known are {', '.join(f'`{each}`' for each in known)}"
    return InvalidRequest(f"`{parent}.{key}` is no wish that this gateway can honour: {hint}", param=f"{parent}.{key}")


def names(value: Any, param: str, most: int = MOST_NAMES) -> tuple[str, ...]:
    """Return a list of names, each once, in lower case."""
    is_list = isinstance(value, list) and all(isinstance(each, str) and 0 < len(each) <= LONGEST_NAME for each in value)
    if not is_list or len(value) > most:
        raise wrong(param, f"a list of at most {most} names of at most {LONGEST_NAME} characters")
    return tuple(dict.fromkeys(each.lower() for each in value))


def flag(value: Any, param: str) -> bool:
    """Return a boolean."""
    if not isinstance(value, bool):
        raise wrong(param, "a boolean")
    return value


def number(value: Any, param: str) -> float:
    """Return a number that is not negative; OpenRouter's own schema writes prices as texts."""
    try:
        amount = -1.0 if isinstance(value, bool) or not isinstance(value, int | float | str) else float(value)
    except ValueError:
        amount = -1.0
    if not 0 <= amount < float("inf"):
        raise wrong(param, "a number that is not negative")
    return amount


def word(value: Any, param: str, known: Iterable[str]) -> str:
    """Return one of the *known* words."""
    if not isinstance(value, str) or value not in known:
        raise wrong(param, f"one of {', '.join(f'`{each}`' for each in known)}")
    return value


def read_sort(value: Any, param: str) -> Wish:
    """Read `sort`: a word, or `{by, partition}`."""
    if not isinstance(value, dict):
        return {"sort": word(value, param, SORTS)}
    for key in value:
        if key not in {"by", "partition"}:
            raise unknown(param, key, ("by", "partition"))
    partition = word(value.get("partition") or "model", f"{param}.partition", ("model", "none"))
    sort = {} if value.get("by") is None else {"sort": word(value["by"], f"{param}.by", SORTS)}
    return {**sort, "across_models": partition == "none"}


def read_quantizations(value: Any, param: str) -> Wish:
    """Read number formats; a family has its members in it."""
    wanted = names(value, param)
    for each in wanted:
        word(each, param, QUANTIZATIONS)
    return {"quantizations": tuple(dict.fromkeys(one for each in wanted for one in WIDER.get(each, (each,))))}


def read_max_price(value: Any, param: str) -> Wish:
    """Read price bounds, in USD per million tokens."""
    fields = {"prompt": "max_price_input", "completion": "max_price_output"}
    if not isinstance(value, dict):
        raise wrong(param, "an object with `prompt` and `completion`")
    stated = {key: amount for key, amount in value.items() if amount is not None}
    for key in stated:
        if key not in fields:
            raise unknown(param, key, fields)
    return {fields[key]: number(amount, f"{param}.{key}") for key, amount in stated.items()}


def read_measured(field: str) -> Callable[[Any, str], Wish]:
    """Return what reads a soft wish: a number, or one for the median alone, which is what is measured."""

    def read(value: Any, param: str) -> Wish:
        if not isinstance(value, dict):
            return {field: number(value, param)}
        for key in value:
            if key != "p50":
                raise unknown(param, key, ("p50",))
        return {field: number(value.get("p50"), f"{param}.p50")}

    return read


def refuse_if_wished(value: Any, param: str) -> Wish:
    """Refuse a narrowing that we have no facts for, unless it is not wished for."""
    if flag(value, param):
        raise InvalidRequest(f"`{param}` cannot be honoured: the catalogue does not say who allows it", param=param)
    return {}


READERS: Mapping[str, Callable[[Any, str], Wish]] = {
    "order": lambda value, param: {"order": names(value, param)},
    "only": lambda value, param: {"only": names(value, param)},
    "ignore": lambda value, param: {"ignore": names(value, param)},
    "allow_fallbacks": lambda value, param: {"allow_fallbacks": flag(value, param)},
    "require_parameters": lambda value, param: {"require_parameters": flag(value, param)},
    "data_collection": lambda value, param: {"denies_collection": word(value, param, ("allow", "deny")) == "deny"},
    "zdr": lambda value, param: {"zdr": flag(value, param)},
    "quantizations": read_quantizations,
    "sort": read_sort,
    "max_price": read_max_price,
    "preferred_min_throughput": read_measured("min_throughput"),
    "preferred_max_latency": read_measured("max_latency"),
    "enforce_distillable_text": refuse_if_wished,
}
"""Field of `provider` to what reads it."""
