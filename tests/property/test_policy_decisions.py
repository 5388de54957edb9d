"""The laws of policies, over policies, endpoints and calls that nobody thought of."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from proxy.policy.compile import ENGINES
from proxy.policy.document import Caps, Mode, Obligation, Preference, Sort
from proxy.policy.principal import Grant
from proxy.policy.selftest import with_engine
from tests.support.policies import catalog, endpoint, lane, policy, policy_set, principal, request_facts

MODELS = ["openai/gpt", "openai/mini", "mistralai/small"]
MATCHES = [
    None,
    "request.stream",
    '"phi" in request.tags',
    'request.metadata.team == "risk"',
    'principal.labels["tier"] != "gold"',
    "10 / request.input_tokens > 1",
    "request.tags.exists(t, t.startsWith('p')) || request.tags[0] == 'x'",
]
REQUIREMENTS = [
    "endpoint.retention_days <= 7",
    "!endpoint.training",
    '!("US" in endpoint.processing)',
    "endpoint.price.output <= 5",
    "endpoint.context_length >= request.input_tokens",
    'request.metadata.region in endpoint.processing || endpoint.headquarters == "SE"',
    '"eu" in request.tags ? endpoint.zdr : true',
    "!(100 / request.input_tokens == endpoint.retention_days)",
    'endpoint.model != "openai/mini"',
    "request.stream",
]
PATTERNS = ["*", "openai/*", "*/small", "openai/gpt"]

countries = st.none() | st.frozensets(st.sampled_from(["SE", "US", "DE"]), max_size=2)
endpoints = st.lists(
    st.builds(
        endpoint,
        st.sampled_from([f"e{number}" for number in range(6)]),
        model=st.sampled_from(MODELS),
        retention_days=st.none() | st.integers(0, 30),
        training=st.none() | st.booleans(),
        zdr=st.none() | st.booleans(),
        processing=countries,
        context_length=st.none() | st.integers(0, 100),
    ),
    max_size=6,
    unique_by=lambda found: found.id,
)
grants = st.lists(
    st.builds(
        Grant, holder=st.just("g"), models=st.lists(st.sampled_from(PATTERNS), max_size=2).map(tuple), place=st.just("")
    ),
    max_size=2,
).map(tuple)
callers = st.builds(
    principal,
    scope=st.sampled_from(["acme", "acme/health", "acme/health/app", "acmex", ""]),
    labels=st.dictionaries(st.just("tier"), st.sampled_from(["gold", "tin"])),
    grants=grants | st.just((Grant(holder="g", models=("*",), place=""),)),
)
requests = st.builds(
    request_facts,
    model=st.sampled_from([*MODELS, "no/such"]),
    stream=st.booleans(),
    tags=st.lists(st.sampled_from(["phi", "eu", "x"]), max_size=2).map(tuple),
    input_tokens=st.integers(0, 100),
    metadata=st.dictionaries(st.sampled_from(["team", "region"]), st.sampled_from(["risk", "SE"])),
)
policies = st.lists(
    st.builds(
        policy,
        st.sampled_from([f"p{number}" for number in range(8)]),
        scope=st.sampled_from(["acme", "acme/health", "acme/health/app", ""]),
        match=st.sampled_from(MATCHES),
        require=st.lists(st.sampled_from(REQUIREMENTS), max_size=2),
        mode=st.sampled_from([Mode.ENFORCE, Mode.ENFORCE, Mode.WARN, Mode.AUDIT]),
        obligations=st.frozensets(st.sampled_from(Obligation)),
        caps=st.builds(Caps, output_tokens=st.none() | st.integers(1, 9)),
        preference=st.none() | st.just(Preference(sort=Sort.ID)),
        fallback=st.none() | st.dictionaries(st.sampled_from(PATTERNS), st.permutations(MODELS).map(tuple), max_size=2),
    ),
    max_size=5,
    unique_by=lambda found: found.id,
)


def decide(documents, over, request, caller):
    """Decide with *documents* over the endpoints *over*."""
    return policy_set(*documents, over=catalog(*over)).decide(request, caller)


@settings(deadline=None)
@given(policies, endpoints, requests, callers, st.randoms(use_true_random=False))
def test_order_never_matters(documents, over, request, caller, rng):
    """The same documents in any order decide and explain the same; the same input has the same lane."""
    shuffled, moved = rng.sample(documents, len(documents)), rng.sample(over, len(over))
    one, other = policy_set(*documents, over=catalog(*over)), policy_set(*shuffled, over=catalog(*moved))

    assert one.decide(request, caller) == other.decide(request, caller)
    assert one.explain(request, caller) == other.explain(request, caller)


@settings(deadline=None)
@given(policies, endpoints, requests, callers)
def test_the_same_snapshot_and_facts_give_the_same_decision(documents, over, request, caller):
    """Asked again, without the memo, or built anew by any engine: the lane is the same, bit for bit."""
    built = policy_set(*documents, over=catalog(*over))
    first = built.decide(request, caller)

    assert first == built.decide(request, caller) == built.decide_anew(request, caller)
    for engine in ENGINES:
        assert first == with_engine(built, engine).decide(request, caller)


@settings(deadline=None)
@given(policies, endpoints, requests, callers)
def test_what_does_not_enforce_changes_nothing(documents, over, request, caller):
    """A warning or an audit leaves the lane, the caps and the obligations as they would be without it."""
    with_all = decide(documents, over, request, caller)
    without = decide([kept for kept in documents if kept.mode is Mode.ENFORCE], over, request, caller)

    assert (without.choices, without.caps, without.obligations) == (
        with_all.choices,
        with_all.caps,
        with_all.obligations,
    )


@settings(deadline=None)
@given(policies, endpoints, requests, callers)
def test_adding_a_policy_never_adds_an_endpoint(documents, over, request, caller):
    """Whatever a lane has, fewer policies would allow as well; fallbacks aside, which choose among what is allowed."""
    full = decide(documents, over, request, caller)
    for left_out in documents:
        fewer = [replace(kept, fallback=None) for kept in documents if kept is not left_out]
        everything = [policy("every-model", scope="", fallback={"*": tuple(MODELS)}), *fewer]
        wider = decide(everything, over, request, caller)

        assert set(full.lane) <= set(wider.lane)


@settings(deadline=None)
@given(policies, endpoints, requests, callers)
def test_an_error_removes(documents, over, request, caller):
    """A requirement that cannot be evaluated leaves nothing, and so does one that is negated."""
    error = "1 / 0 == 1"
    for text in (error, f"!({error})", f"{error} && endpoint.zdr", "request.metadata.none == 'x'"):
        broken = policy("broken", scope="", require=text)

        assert decide([*documents, broken], over, request, caller).is_refused


@settings(deadline=None)
@given(policies, endpoints, requests, callers)
def test_fallback_never_leaves_the_filter(documents, over, request, caller):
    """An endpoint in the lane by fallback was granted, and has been through every policy."""
    full = decide(documents, over, request, caller)
    strict = [replace(kept, fallback=None) for kept in documents]
    for choice in full.choices:
        reach = policy("reach", scope="", fallback={"*": (choice.model,)})
        alone = decide([*strict, reach], over, request, caller)

        assert choice in alone.choices


@settings(deadline=None)
@given(policies, endpoints, requests, callers)
def test_every_endpoint_is_in_the_lane_or_explained(documents, over, request, caller):
    """A decision is total: of the models it is about, each endpoint is kept, or removed for a cause, and never both."""
    built = policy_set(*documents, over=catalog(*over))
    kept = lane(built, request, caller)
    removed = [removal.endpoint for removal in built.explain(request, caller)]

    assert len(kept + removed) == len({*kept, *removed})
    assert {found.id for found in over if found.model == request.model} <= {*kept, *removed}


@settings(deadline=None)
@given(policies, endpoints, callers, st.sampled_from([None, 0, "text", ()]))
def test_deciding_never_raises(documents, over, caller, wrong):
    """Facts of the wrong kind, which a mistake elsewhere may bring, lead to a decision."""
    request = request_facts(tags=wrong, metadata=wrong, input_tokens=wrong, stream=wrong)

    assert decide(documents, over, request, caller).revision
