"""`kind: team`: a key has the grants of its whole line, so nobody hands on more than they have."""

from proxy.config.kinds.team import read_principals
from proxy.policy.principal import Grant
from tests.support.configuration import read

ORGANISATION = "kind: team\nscope: acme\nmodels: ['*']\ntags: [internal]\nlabels: {cost_center: '1', region: north}\n"
WARD = f"""\
kind: team
scope: acme/health/ward
models: [acme/*]
tags: [phi]
labels: {{cost_center: '2'}}
keys:
  - {{id: full, sha256: {"a" * 64}, user: ada, models: [acme/small], tags: [batch], labels: {{project: x}}, expires: 1970-01-01}}
  - {{id: plain, sha256: {"b" * 64}}}
"""


def principals(*documents: str):
    """Return the principals of *documents* by key id."""
    return {principal.key: principal for principal in read_principals(read(*documents)).values()}


def test_keys_are_found_by_digest():
    """The gateway hashes what a client sends and looks it up as bytes."""
    assert {bytes.fromhex("aa" * 32), bytes.fromhex("bb" * 32)} == set(read_principals(read(WARD)))


def test_a_key_has_its_own_grant_and_those_of_all_teams_above():
    """Every one of them must allow a model; a level without a document is none."""
    expected = (
        Grant(holder="key full", models=("acme/small",), place="a.yaml:13:109"),
        Grant(holder="team acme/health/ward", models=("acme/*",), place="a.yaml:9:9"),
        Grant(holder="team acme", models=("*",), place="a.yaml:3:9"),
    )

    assert expected == principals(ORGANISATION, WARD)["full"].grants


def test_a_key_without_models_reaches_what_its_team_does():
    """An absent list is no grant of its own; an empty one would grant nothing."""
    assert ["team acme/health/ward"] == [grant.holder for grant in principals(WARD)["plain"].grants]


def test_a_parent_granted_nothing_gives_nothing():
    """An empty list is a grant of nothing, for everyone below."""
    empty = ORGANISATION.replace("['*']", "[]")

    assert () == principals(empty, WARD)["plain"].grants[-1].models


def test_tags_come_down_and_unite():
    """A ward of a team that handles patient data handles patient data."""
    found = principals(ORGANISATION, WARD)

    assert [{"internal", "phi", "batch"}, {"internal", "phi"}] == [set(found["full"].tags), set(found["plain"].tags)]


def test_the_nearest_label_wins():
    """A team below may be another cost centre."""
    found = principals(ORGANISATION, WARD)["full"]

    assert {"cost_center": "2", "region": "north", "project": "x"} == found.labels


def test_a_principal_says_who_and_where():
    """The team is the last step of its scope."""
    found = principals(WARD)["full"]

    assert ("ward", "acme/health/ward", "ada", "a.yaml:7:5", 86_400.0) == (
        found.team,
        found.scope,
        found.user,
        found.place,
        found.expires_at,
    )


def test_the_order_of_documents_never_matters():
    """A child may stand before its parent."""
    assert [grant.holder for grant in principals(ORGANISATION, WARD)["plain"].grants] == [
        grant.holder for grant in principals(WARD, ORGANISATION)["plain"].grants
    ]
