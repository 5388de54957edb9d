"""What an expression may read, and its types: the declarations of `request`, `principal` and `endpoint`.

The names are those of `RequestFacts`, `Principal` and `EndpointView`; a test holds the two sides together.
"""

from collections.abc import Mapping
from enum import Enum

from proxy.policy.celtypes import ListOf, MapOf, Record, Scalar, Type

_WORDS = ListOf(Scalar.STRING)
_COUNTRIES = ListOf(Scalar.COUNTRY)
_TABLE = MapOf(Scalar.STRING)

REQUEST = Record(
    "request",
    {
        "dialect": Scalar.STRING,
        "model": Scalar.STRING,
        "tags": _WORDS,
        "tools": _WORDS,
        "modalities": _WORDS,
        "stream": Scalar.BOOL,
        "input_tokens": Scalar.INT,
        "max_output_tokens": Scalar.INT,
        "session": Scalar.STRING,
        "preferences": _WORDS,
        "metadata": _TABLE,
        "headers": _TABLE,
        "time": Scalar.TIMESTAMP,
    },
)

PRINCIPAL = Record(
    "principal",
    {
        "key": Scalar.STRING,
        "user": Scalar.STRING,
        "team": Scalar.STRING,
        "scope": Scalar.STRING,
        "labels": _TABLE,
        "tags": _WORDS,
    },
)

PRICE = Record(
    "price",
    {
        "input": Scalar.DOUBLE,
        "output": Scalar.DOUBLE,
        "cache_read": Scalar.DOUBLE,
        "cache_write": Scalar.DOUBLE,
    },
)

ENDPOINT = Record(
    "endpoint",
    {
        "id": Scalar.STRING,
        "provider": Scalar.STRING,
        "model": Scalar.STRING,
        "headquarters": Scalar.COUNTRY,
        "processing": _COUNTRIES,
        "storage": _COUNTRIES,
        "retention_days": Scalar.INT,
        "training": Scalar.BOOL,
        "zdr": Scalar.BOOL,
        "certifications": _WORDS,
        "quantization": Scalar.STRING,
        "context_length": Scalar.INT,
        "max_output_tokens": Scalar.INT,
        "features": _WORDS,
        "price": PRICE,
        "contract": Scalar.STRING,
    },
)

CALL: Mapping[str, Type] = {"request": REQUEST, "principal": PRINCIPAL}
CALL_AND_ENDPOINT: Mapping[str, Type] = {**CALL, "endpoint": ENDPOINT}


class Scope(Enum):
    """Where an expression stands in a policy, which decides what it may read."""

    MATCH = "match"
    REQUIRE = "require"

    @property
    def names(self) -> Mapping[str, Type]:
        """The variables and their types, in the order in which an activation carries their values."""
        return CALL if self is Scope.MATCH else CALL_AND_ENDPOINT
