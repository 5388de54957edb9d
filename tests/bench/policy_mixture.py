"""A mixture of policies as organisations have them, and endpoints and calls for them to be about."""

from random import Random

from proxy.catalog.endpoint import Endpoint
from proxy.catalog.price import Price
from proxy.policy.document import Mode, Policy
from proxy.policy.facts import RequestFacts
from proxy.policy.principal import Principal
from tests.support.policies import endpoint, policy, principal, request_facts

PROVIDERS = ["azure-openai", "azure-eu", "aws-bedrock", "openai", "anthropic", "mistralai"]
MODELS = ["openai/gpt", "openai/mini", "anthropic/claude-sonnet", "mistralai/large"]
PLACES = [frozenset({"SE"}), frozenset({"DE", "FR"}), frozenset({"US"}), None]
SCOPES = ["", "acme", "acme", "acme", "acme/health", "acme/health", "acme/health/ward", "acme/risk"]
"""Where policies stand: most cover everybody, some a team, some an application of it, some a team that does not call."""


def make_policies(count: int, salt: str = "") -> list[Policy]:
    """Return *count* policies of eight kinds; *salt* makes their texts different from those of another salt."""
    return [_make_policy(number, f"{salt}{number}") for number in range(count)]


def _make_policy(number: int, name: str) -> Policy:
    match, require = _texts(number, name)
    mode = Mode.AUDIT if number % 16 == 11 else Mode.ENFORCE
    return policy(f"p{name}", scope=SCOPES[number // 8 % len(SCOPES)], match=match, require=require, mode=mode)


def _texts(number: int, name: str) -> tuple[str | None, list[str]]:
    """Return `match` and `require` of the kind that the turn brings."""
    kinds = [
        (f'principal.team == "t{name}"', ['endpoint.processing.all(c, c in ["SE", "DE", "FR"])']),
        (
            f'request.tags.exists(t, t in ["c{name}", "d{name}"])',
            ["endpoint.retention_days == 0", "!endpoint.training"],
        ),
        (
            f'"app" in principal.labels && principal.labels["app"] == "app{name}"',
            [f"endpoint.price.input <= {1 + number % 4}.0", 'endpoint.provider.startsWith("azure")'],
        ),
        (None, ['!(request.model.matches("^openai/mini.*") && endpoint.training)']),
        (
            f'"x-project" in request.headers && request.headers["x-project"] == "p{name}"',
            ['endpoint.zdr && "soc2" in endpoint.certifications'],
        ),
        (f'request.model == "{MODELS[number % 4]}" && request.tools.exists(t, t == "tool{name}")', ["endpoint.zdr"]),
        (None, [f'"u{name}" in request.tags ? endpoint.zdr : true', "endpoint.price.output < 1000.0"]),
        (
            '"phi" in request.tags',
            ["endpoint.processing.size() > 0", "endpoint.context_length >= request.input_tokens"],
        ),
    ]
    return kinds[number % len(kinds)]


def make_endpoints(count: int, rng: Random) -> list[Endpoint]:
    """Return *count* endpoints that differ in all that the policies read."""
    return [
        endpoint(
            f"e{number}",
            model=MODELS[number % len(MODELS)],
            provider=rng.choice(PROVIDERS),
            processing=rng.choice(PLACES),
            retention_days=rng.choice([0, 0, 30, None]),
            training=rng.random() < 0.1,
            zdr=rng.random() < 0.5,
            price=Price(input=rng.choice([150_000, 1_000_000, 2_500_000, 15_000_000]), output=10_000_000),
            context_length=rng.choice([32_000, 128_000]),
        )
        for number in range(count)
    ]


def make_calls(count: int, rng: Random) -> list[tuple[RequestFacts, Principal]]:
    """Return *count* calls of one application; a fifth is about patients, and each is found by a few policies."""
    return [_make_call(rng) for _ in range(count)]


def _make_call(rng: Random) -> tuple[RequestFacts, Principal]:
    number = rng.randrange(40)
    request = request_facts(
        model=rng.choice(MODELS),
        tags=("phi", f"c{number}") if rng.random() < 0.2 else (f"u{number}",),
        tools=(f"tool{number}", "search"),
        headers={"x-project": f"p{number}"} if rng.random() < 0.5 else {},
        input_tokens=rng.randrange(60_000),
    )
    labels = {"app": f"app{number}"}
    return request, principal(scope="acme/health/ward", team=f"t{number // 8 * 8}", labels=labels)
