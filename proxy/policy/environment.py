"""What an expression may read, and its types: the declarations of `request`, `principal` and `endpoint`.

The names are those of `RequestFacts`, `Principal` and `EndpointView`; a test holds the two sides together. What each fact
means stands here once, in `docs`, for the reference and for whoever has to explain it.
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
    docs={
        "dialect": "The wire format that the client speaks: `openai_chat`, `openai_responses`, `anthropic_messages` or `gemini`.",
        "model": "The id of the model that the client asked for, `vendor/name`; an alias is resolved before.",
        "tags": "What classifies the call: the tags of team and key, and those that the client declares itself.",
        "tools": "The names of the tools that the request offers to the model.",
        "modalities": "What the input holds: `text`, `image`, `audio`, `file`.",
        "stream": "Whether the client asked for a stream.",
        "input_tokens": "The tokens of the input, estimated from above.",
        "max_output_tokens": "The tokens that the client lets an answer have; 0 where it set no bound.",
        "session": "The client's own name for the conversation; empty where it gives none.",
        "preferences": "The wishes that the client states of its own lane, as it names them: `models`, `provider.sort`.",
        "metadata": "The request's own `metadata`, name to text; written by the client.",
        "headers": "The request headers that the `gateway` document declares as readable, by name in lower case.",
        "time": "When the call came in, in UTC.",
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
    docs={
        "key": "The id of the API key, as the `team` document has it.",
        "user": "Whom the key was given to; empty where the `team` document does not say.",
        "team": "The last step of the team's scope: `health` of `acme/health`.",
        "scope": "The team's path, from the organisation down: `acme/health`.",
        "labels": "The labels of the team, of the teams above it and of the key; the nearest wins.",
        "tags": "The trusted tags alone: those of team and key, without what the client declares.",
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
    docs={
        "input": "US dollars per million tokens that are read.",
        "output": "US dollars per million tokens that are written.",
        "cache_read": "US dollars per million input tokens that the prompt cache had; unknown where not priced apart.",
        "cache_write": "US dollars per million input tokens put into the prompt cache; unknown where not priced apart.",
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
    docs={
        "id": "The endpoint's name in decisions and reports.",
        "provider": "The id of the provider that serves it.",
        "model": "The id of the model it serves, `vendor/name`.",
        "headquarters": "The country whose law reaches the provider, as its ISO 3166-1 code in upper case.",
        "processing": "Every country where a call may be processed; region groups are expanded.",
        "storage": "Every country where anything of a call may be stored; region groups are expanded.",
        "retention_days": "For how many days the provider keeps prompts or answers; 0 is not at all.",
        "training": "Whether the provider may train models on what is sent.",
        "zdr": "Whether the provider has agreed to keep nothing and to train on nothing.",
        "certifications": "What the provider holds, like `iso27001`; one that is not listed is not held.",
        "quantization": "The number format of the weights, like `bf16`.",
        "context_length": "How many tokens prompt and answer may have together.",
        "max_output_tokens": "How many tokens an answer may have.",
        "features": "What the endpoint can do, like `tools`; one that is not listed it cannot.",
        "price": "List prices, in US dollars per million tokens.",
        "contract": "Your own reference to the agreement with the provider.",
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
