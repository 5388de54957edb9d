"""References: every name that is used exists, every name that is taken is taken once, facts do not contradict."""

from proxy.config.references import check_references
from tests.support.configuration import MODEL, POLICY, PROVIDER, TEAM, read

HASH = "bdfd2e388c7d47fbe2a24f9a534c6112bc46d2f121d18c8855c3652226a30f43"


def problems(*documents: str) -> list[str]:
    """Return what is wrong with *documents* together, without the file's name."""
    return sorted(str(problem).removeprefix("a.yaml:") for problem in check_references(read(*documents)))


def test_names_that_exist_are_no_problem():
    """Endpoint, alias, fallback and order may name what other documents state."""
    alias = "kind: alias\nid: fast\nmodel: acme/small\n"
    policy = POLICY + "prefer: {order: [nordlys]}\nfallback: {'*': [acme/small]}\n"

    assert [] == problems(policy, alias, PROVIDER, MODEL)


def test_a_model_that_nobody_states_is_unknown():
    """A typing error would be an endpoint that serves nobody."""
    assert ["7:32: unknown model `acme/small` (every model needs a document of `kind: model`)"] == problems(PROVIDER)


def test_an_alias_cannot_stand_for_a_model_in_a_document():
    """Moving an alias must not move a fallback behind its author's back."""
    alias = "kind: alias\nid: fast/one\nmodel: acme/small\n"

    assert ["12:12: `fast/one` is no model (it is an alias; write the model itself, `acme/small`)"] == problems(
        MODEL, alias, POLICY + "fallback: [fast/one]\n"
    )


def test_a_name_is_taken_once():
    """The second to take it is told where the first stands."""
    expected = "5:5: model `acme/small` stands in a.yaml:2:5 already (remove or rename one of the two)"

    assert [expected] == problems(MODEL, MODEL)


def test_kinds_have_names_of_their_own():
    """A policy and a provider may share an id."""
    assert [] == problems(MODEL, PROVIDER, POLICY.replace("id: p", "id: nordlys"))


def test_a_hash_of_a_key_is_taken_once_and_not_repeated():
    """Two teams with one key would make the caller's team a matter of luck."""
    keys = f"keys:\n  - {{id: one, sha256: {HASH}}}\n"
    other = (TEAM + keys).replace("acme", "acme/web").replace("one", "two")
    found = problems(TEAM + keys, other)

    assert ([True], False) == (["the hash of this key" in line for line in found], HASH in "".join(found))


def test_a_team_below_no_team_is_fine():
    """A level without a document grants nothing and takes nothing."""
    assert [] == problems(TEAM.replace("acme", "acme/health/ward"))


def test_zero_data_retention_rules_out_what_contradicts_it():
    """A catalogue that says both would pass a policy that asks for either."""
    defaults = "defaults: {zdr: true, retention_days: 3, training: true}\n"
    found = problems(MODEL, PROVIDER.replace("endpoints:", defaults + "endpoints:"))

    assert ["9:39", "9:52"] == [line.partition(": ")[0] for line in found]


def test_an_endpoints_own_fact_is_blamed_where_it_stands():
    """The default is right for the others."""
    defaults = "defaults: {zdr: true}\n"
    text = PROVIDER.replace("endpoints:", defaults + "endpoints:").replace("small}", "small, retention_days: 3}")

    assert ["11:83"] == [line.partition(": ")[0] for line in problems(MODEL, text)]
