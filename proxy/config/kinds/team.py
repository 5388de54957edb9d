"""`kind: team` to principals: each key with what it was granted, by the team and by every team above it.

INVARIANT: a key's grants are its own, its team's and those of all documents above that in the tree of scopes, so no team
can hand on more than it has. Tags and labels come down the same way; the nearest label wins.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from proxy.config.documents import Document
from proxy.config.fields import end_of_day
from proxy.policy.principal import Grant, Principal


def read_principals(documents: Iterable[Document]) -> dict[bytes, Principal]:
    """Return the holder of each key, by the digest of the key."""
    teams = {document.value["scope"]: document for document in documents}
    return {
        bytes.fromhex(key["sha256"]): _principal(document, index, key, lineage(document.value["scope"], teams))
        for document in teams.values()
        for index, key in enumerate(document.value.get("keys", ()))
    }


def lineage(scope: str, teams: Mapping[str, Document]) -> list[Document]:
    """Return the team documents of *scope* and above it, the highest first; a level without a document is left out."""
    steps = scope.split("/")
    above = ("/".join(steps[:depth]) for depth in range(1, len(steps) + 1))
    return [teams[path] for path in above if path in teams]


def _principal(document: Document, index: int, key: Mapping[str, Any], teams: list[Document]) -> Principal:
    levels = [*(team.value for team in teams), key]
    scope: str = document.value["scope"]
    return Principal(
        key=key["id"],
        team=scope.rpartition("/")[2],
        scope=scope,
        user=key.get("user", ""),
        labels={name: text for level in levels for name, text in level.get("labels", {}).items()},
        tags=frozenset(tag for level in levels for tag in level.get("tags", ())),
        grants=(*_own_grant(document, index, key), *(_team_grant(team) for team in reversed(teams))),
        expires_at=end_of_day(key["expires"]) if "expires" in key else None,
        place=document.place_of("keys", index),
    )


def _own_grant(document: Document, index: int, key: Mapping[str, Any]) -> list[Grant]:
    """Return the key's own grant, if it has one: without it, it reaches what its team does."""
    if "models" not in key:
        return []
    place = document.place_of("keys", index, "models")
    return [Grant(holder=f"key {key['id']}", models=tuple(key["models"]), place=place)]


def _team_grant(team: Document) -> Grant:
    scope, models = team.value["scope"], team.value["models"]
    return Grant(holder=f"team {scope}", models=tuple(models), place=team.place_of("models"))
