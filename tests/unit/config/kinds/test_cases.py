"""`kind: cases`: a document becomes cases, and what it does not state is not checked."""

from datetime import UTC, datetime

from proxy.config.kinds.cases import read_cases
from proxy.policy.cases import CaseRequest, Effect, Expectation
from tests.support.configuration import read

HEAD = "kind: cases\nid: some\n"
EVERYTHING = """\
  - name: c
    principal: {scope: acme/health, models: [acme/*]}
    request:
      {model: acme/small, dialect: openai_chat, tags: [a], tools: [t], modalities: [image], stream: true, input_tokens: 7,
       max_output_tokens: 8, session: s, metadata: {m: n}, headers: {X-Project: p}, time: '2026-12-24T22:30:00Z',
       needs: [vision]}
    state: {down: [x]}
    today: 2026-12-24
    expect:
      {effect: refuse, in: [a], out: [b], lane: [c], first: d, models: [acme/small], caps: {attempts: 2, deadline: 2m},
       policy: p, removed_by: {e: p}, warns: [w], waivers: [v], obligations: ['store: false']}
"""


def case(text: str, head: str = ""):
    """Return the one case of a document."""
    return read_cases(read(f"{HEAD}{head}cases:\n{text}")[0]).cases[0]


def test_every_field_is_read():
    """As a value of its own type; durations in seconds, header names in lower case, times in UTC."""
    found = case(EVERYTHING)

    assert (
        CaseRequest(
            model="acme/small",
            tags=("a",),
            tools=("t",),
            modalities=("image",),
            stream=True,
            input_tokens=7,
            max_output_tokens=8,
            session="s",
            metadata={"m": "n"},
            headers={"x-project": "p"},
            time=datetime(2026, 12, 24, 22, 30, tzinfo=UTC),
            needs=frozenset({"vision"}),
        )
        == found.request
    )
    assert (
        Expectation(
            effect=Effect.REFUSE,
            inside=("a",),
            outside=("b",),
            lane=("c",),
            first="d",
            models=("acme/small",),
            caps={"attempts": 2, "deadline": 120.0},
            policy="p",
            removed_by={"e": "p"},
            warns=frozenset({"w"}),
            waivers=frozenset({"v"}),
            obligations=frozenset({"store: false"}),
        )
        == found.expect
    )
    assert ({"x"}, "2026-12-24", "a.yaml:4:5", False) == (found.down, found.today, found.place, found.is_gate)


def test_what_is_not_stated_is_not_checked():
    """An expectation has `None` there, and a request what is ordinary."""
    found = case("  - {name: c, key: k, request: {model: m}}\n")

    assert (Expectation(), CaseRequest(model="m"), None) == (found.expect, found.request, found.today)


def test_a_principal_was_granted_what_it_states_or_everything():
    """Blamed on the case, which is where it stands."""
    (grant,) = case(EVERYTHING).principal.grants
    (every,) = case("  - {name: c, principal: {scope: acme}}\n").principal.grants

    assert (("acme/*",), ("*",), "a.yaml:4:5") == (grant.models, every.models, grant.place)


def test_endpoints_of_the_fixtures_have_no_address_and_no_credential():
    """Their facts are kept as they stand: only the day of a case says which have expired."""
    evidence = "evidence: {source: s, verified_at: 2020-01-01, valid_until: 2020-12-31}"
    fixtures = f"fixtures: {{endpoints: [{{id: e, provider: p, model: a/b, training: false, {evidence}}}]}}\n"
    (endpoint,) = read_cases(read(f"{HEAD}{fixtures}cases: [{{name: c}}]\n")[0]).endpoints

    assert (None, False, "http://127.0.0.1:9") == (endpoint.credential, endpoint.governance.training, endpoint.base_url)


def test_a_document_without_fixtures_and_policies_leaves_both_to_the_directory():
    """None is not the empty set."""
    file = read_cases(read(f"{HEAD}cases: [{{name: c}}]\n")[0])

    assert (None, None, "some") == (file.policies, file.endpoints, file.title)
