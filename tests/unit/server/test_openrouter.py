"""OpenRouter's shapes."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from proxy.canonical.usage import Usage
from proxy.catalog.model import Model
from proxy.catalog.price import Price
from proxy.gateway.call import Ending
from proxy.gateway.generations import Generation
from proxy.gateway.models import SIMPLEST, Reached
from proxy.server.openrouter import (
    KINDS,
    OUTPUTS,
    endpoints_row,
    generation_row,
    key_row,
    model_list,
    model_row,
    pricing,
    supported,
    written,
)
from tests.support.calls import ADA, NOW
from tests.support.endpoints import make_endpoint

MODEL = Model(id="openai/gpt-oss-120b", title="GPT-OSS", place="m:1:1")
SEEING = replace(
    make_endpoint("a", features=frozenset({"tools", "vision"}), context_length=9),
    parameters=frozenset({"tools", "tool_choice", "temperature", "max_output_tokens", "reasoning", "store"}),
    max_output_tokens=7,
)
PLAIN = replace(make_endpoint("b", price=None), quantization="fp8")
MADE = Generation(
    id="fl-1", team="acme", at=NOW, dialect="openai_chat", operation="chat", model="openai/gpt-oss-120b", provider="nordlys",
    endpoint="a", user="", session="", streamed=True, ending=Ending.COMPLETE, usage=Usage(input_tokens=3, output_tokens=2),
    cost=1_500, finish_reason="stop", seconds_to_content=0.25, seconds_of_content=1.5,
)  # fmt: skip


def reached(*endpoints, name="openai/gpt-oss-120b"):
    """Return a model that is reached at *endpoints* under *name*."""
    return Reached(name=name, model=MODEL, endpoints=endpoints)


@pytest.mark.parametrize(
    ("amount", "text"),
    [(1_250_000, "0.00000125"), (1, "0.000000000001"), (0, "0"), (10**12, "1"), (30_000_000, "0.00003")],
)
def test_prices_are_texts_without_an_exponent(amount, text):
    """USD per token, exactly."""
    assert text == written(amount)


def test_prices_that_are_not_known_are_left_out():
    """No price is no price, and none is invented for a cache."""
    assert {} == pricing(None)
    assert {"prompt": "0.000001", "completion": "0.000002"} == pricing(Price(input=1_000_000, output=2_000_000))
    assert "input_cache_read" in pricing(Price(input=1, output=1, cache_read=1))


def test_a_model():
    """The best that its endpoints have; the price is the lowest."""
    row = model_row(reached(SEEING, PLAIN))

    assert (9, "GPT-OSS", "text+image->text") == (row["context_length"], row["name"], row["architecture"]["modality"])
    assert {"context_length": 9, "max_completion_tokens": 7, "is_moderated": False} == row["top_provider"]
    assert {"prompt": "0.000001", "completion": "0.000002"} == row["pricing"]
    assert "alias_target" not in row


def test_an_alias_says_what_it_stands_for():
    """Its slug is the model's."""
    row = model_row(reached(SEEING, name="fast"))

    assert ("fast", "openai/gpt-oss-120b") == (row["id"], row["alias_target"]["slug"])


def test_parameters_under_openrouters_names():
    """Those that the dialect can say and the endpoint has the feature for; none for what is no conversation."""
    assert {"tools", "tool_choice", "temperature", "max_tokens", "max_completion_tokens"} == set(supported(SEEING))
    assert [] == list(supported(replace(SEEING, operations=frozenset({"embeddings"}))))


@pytest.mark.parametrize(
    ("operation", "modality"),
    [("embeddings", "text->embeddings"), ("speech", "text->speech"), ("transcription", "audio->transcription")],
)
def test_what_is_no_conversation_has_its_own_output(operation, modality):
    """Vision is of no use to it."""
    endpoint = replace(SEEING, operations=frozenset({operation}))

    assert modality == model_row(reached(endpoint))["architecture"]["modality"]


def test_every_operation_has_its_words():
    """Nothing that an endpoint can be for is without a shape."""
    assert set(SIMPLEST) == set(KINDS) == set(OUTPUTS)


def test_endpoints():
    """By the names that `provider.order` takes; what is not measured is null."""
    row = endpoints_row(reached(SEEING, PLAIN))["data"]
    first, second = row["endpoints"]

    assert ("openai/gpt-oss-120b", "nordlys", "a") == (row["id"], first["provider_name"], first["tag"])
    assert (0, None, {}, "fp8", "unknown") == (
        first["status"],
        first["uptime_last_30m"],
        second["pricing"],
        second["quantization"],
        first["quantization"],
    )


def test_a_generation():
    """Milliseconds, US dollars and the provider's own counts."""
    row = generation_row(MADE)["data"]

    assert ("fl-1", "nordlys", "completions", 0.0015, 0.0015) == tuple(
        row[name] for name in ("id", "provider_name", "api_type", "total_cost", "usage")
    )
    assert (3, 2, 3, 0, 250.0, 1500.0, "stop") == tuple(
        row[name]
        for name in (
            "tokens_prompt",
            "tokens_completion",
            "native_tokens_prompt",
            "native_tokens_cached",
            "latency",
            "generation_time",
            "finish_reason",
        )
    )
    assert (None, False, NOW) == (row["app_id"], row["cancelled"], datetime.fromisoformat(row["created_at"]))


def test_a_generation_without_usage():
    """What was not counted is null, never zero."""
    row = generation_row(replace(MADE, usage=None, cost=None, ending=Ending.CANCELLED))["data"]

    assert (None, None, None, True) == tuple(
        row[name] for name in ("tokens_prompt", "usage", "total_cost", "cancelled")
    )


def test_a_key():
    """Its name, not itself; there is no budget yet."""
    row = key_row(replace(ADA, expires_at=0.0))["data"]

    assert ("health-demo", None, 0) == (row["label"], row["limit"], row["usage"])
    assert datetime(1970, 1, 1, tzinfo=UTC) == datetime.fromisoformat(row["expires_at"])
    assert key_row(ADA)["data"]["expires_at"] is None


def test_a_list_is_one_page():
    """With its count, and no next."""
    assert (1, {"next": None}) == tuple(model_list((reached(SEEING),))[name] for name in ("total_count", "links"))
