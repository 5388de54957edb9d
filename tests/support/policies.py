"""Builders for what policies read and decide over; each argument is what a test is about, the rest is ordinary."""

from datetime import UTC, datetime

from proxy.catalog.endpoint import Endpoint
from proxy.catalog.governance import Governance
from proxy.catalog.index import Catalog, build_catalog
from proxy.catalog.model import Model
from proxy.catalog.price import Price
from proxy.catalog.provider import Provider
from proxy.policy.compile import compile_policies
from proxy.policy.document import Caps, Expression, Fallback, FallbackEntry, Policy, Requirement, Waiver
from proxy.policy.evaluate import PolicySet
from proxy.policy.facts import RequestFacts
from proxy.policy.principal import Grant, Principal

EVERYTHING = Grant(holder="acme", models=("*",), place="teams.yaml:1:1")


def request_facts(**changed) -> RequestFacts:
    """Make the facts of an ordinary request for `openai/gpt`."""
    ordinary = {
        "dialect": "openai_chat",
        "model": "openai/gpt",
        "tags": (),
        "tools": (),
        "modalities": ("text",),
        "stream": False,
        "input_tokens": 100,
        "max_output_tokens": 0,
        "session": "",
        "time": datetime(2026, 11, 23, 12, 30, tzinfo=UTC),
    }
    return RequestFacts(**(ordinary | changed))


def principal(**changed) -> Principal:
    """Make a caller of the team `acme/health` that was granted every model."""
    ordinary = {"key": "k-1", "team": "health", "scope": "acme/health", "grants": (EVERYTHING,)}
    return Principal(**(ordinary | changed))


def endpoint(name: str = "nordlys-gpt", *, model: str = "openai/gpt", **changed) -> Endpoint:
    """Make an endpoint about which everything good is known; fields of `Governance` may be changed as well."""
    known = {
        "headquarters": "SE",
        "processing": frozenset({"SE"}),
        "storage": frozenset({"SE"}),
        "retention_days": 0,
        "training": False,
        "zdr": True,
    }
    facts = known | {key: changed.pop(key) for key in list(changed) if key in Governance.__dataclass_fields__}
    ordinary = {
        "provider": "nordlys",
        "upstream_model": model,
        "dialect": "openai_chat",
        "base_url": "http://127.0.0.1/v1",
        "credential": None,
        "place": "providers.yaml:1:1",
        "price": Price(input=1_250_000, output=10_000_000),
        "context_length": 128_000,
        "max_output_tokens": 8_192,
    }
    return Endpoint(id=name, model=model, governance=Governance(**facts), **(ordinary | changed))


def catalog(*endpoints: Endpoint, aliases: dict[str, str] | None = None) -> Catalog:
    """Make a catalogue of *endpoints* with their models and providers."""
    models = {found.model: Model(id=found.model, title=found.model, place="m.yaml:1:1") for found in endpoints}
    providers = {found.provider: Provider(id=found.provider, title="", place="p.yaml:1:1") for found in endpoints}
    return build_catalog(endpoints, models.values(), providers.values(), aliases or {})


def policy(name: str = "p", *, scope: str = "acme", match: str | None = None, **changed) -> Policy:
    """Make a policy; `require` is one CEL text or several, each at its own line of `policies.yaml`."""
    texts = changed.pop("require", ())
    texts = (texts,) if isinstance(texts, str) else texts
    if isinstance(changed.get("fallback"), dict):
        changed["fallback"] = fallback(changed["fallback"])
    if "variables" in changed:
        changed["variables"] = {name: at(text) for name, text in changed["variables"].items()}
    if "output_tokens" in changed:
        changed["caps"] = Caps(output_tokens=changed.pop("output_tokens"))
    return Policy(
        id=name,
        title=name,
        scope=scope,
        place="policies.yaml:1:1",
        match=None if match is None else at(match),
        require=tuple(
            Requirement(field="where", expression=Expression(text=text, place=f"policies.yaml:{line}:3"))
            for line, text in enumerate(texts, 4)
        ),
        **changed,
    )


def at(text: str) -> Expression:
    """Make an expression that stands somewhere."""
    return Expression(text=text, place="policies.yaml:2:8")


def fallback(rules: dict[str, tuple[str | FallbackEntry, ...]]) -> Fallback:
    """Make a fallback of models' names and of entries."""
    entries = {
        pattern: tuple(FallbackEntry(model=each) if isinstance(each, str) else each for each in models)
        for pattern, models in rules.items()
    }
    return Fallback(rules=entries)


def waiver(name: str = "w", *, of: str = "p", scope: str = "acme", **changed) -> Waiver:
    """Make a waiver of the policy `of`."""
    ordinary = {"reason": "a study", "approver": "ciso@acme.example", "expires": "2027-01-31", "place": "w.yaml:1:1"}
    return Waiver(id=name, policy=of, scope=scope, **(ordinary | changed))


def policy_set(*policies: Policy, over: Catalog | None = None, **options) -> PolicySet:
    """Compile *policies* over a catalogue, by default of one endpoint."""
    return compile_policies(policies, over or catalog(endpoint()), "0123456789ab", **options)


def lane(policies: PolicySet, request: RequestFacts | None = None, caller: Principal | None = None) -> list[str]:
    """Decide, and return the ids of the lane."""
    decision = policies.decide(request or request_facts(), caller or principal())
    return list(decision.lane)
