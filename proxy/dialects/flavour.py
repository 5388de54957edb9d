"""How one provider's use of a dialect differs from the dialect itself: as data, and rarely as a small subclass.

A flavour knows the top-level members of a body in its dialect, so that it serves bytes that pass through and bodies that
were translated alike. It knows no policy, no endpoint and no socket; where its address and credential go is data for
`upstream/auth.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from proxy.canonical.unset import UNSET


class Auth(Enum):
    """How a credential is shown to a provider."""

    BEARER = "bearer"
    """`Authorization: Bearer SECRET`."""
    API_KEY = "api-key"
    X_API_KEY = "x-api-key"
    X_GOOG_API_KEY = "x-goog-api-key"
    """The last three: the secret in the header of that name."""
    SIGV4 = "sigv4"
    """Each request is signed (AWS Signature Version 4); the secret is a JSON object with the key pair."""
    GOOGLE = "google"
    """A token signed with a service account's key; the secret is that account's JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flavour:
    """One provider's way with the wire format `dialect`.

    `refuses` has the members that the provider answers with an error: they are taken out and told to the client as
    dropped. `omits` has those that it is told elsewhere, as in the path. `renames` has what it calls otherwise. `adds`
    has members that it must be sent. `path` and `stream_path` replace the dialect's own route where they are set, and
    `prefix` stands before the routes of operations other than conversations; `{model}` in them is the upstream's name of
    the model. `query` and `headers` go with every request.
    """

    name: str
    title: str
    dialect: str
    auth: Auth = Auth.BEARER
    refuses: frozenset[str] = frozenset()
    omits: frozenset[str] = frozenset()
    renames: Mapping[str, str] = field(default_factory=dict)
    adds: Mapping[str, Any] = field(default_factory=dict)
    path: str = ""
    stream_path: str = ""
    prefix: str = ""
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def changes(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """Return what must change in the members of *document*; `UNSET` takes a member out.

        A member that moves under another name is taken out under its own. A subclass that must look deeper returns the
        whole member anew.
        """
        found: dict[str, Any] = {name: UNSET for name in self.refuses | self.omits if name in document}
        for old, new in self.renames.items():
            if old in document:
                found |= {old: UNSET, new: document[old]}
        return found | {name: value for name, value in self.adds.items() if name not in document}

    def dropped(self, document: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the members of *document* that the provider does not take, sorted."""
        if self.refuses.isdisjoint(document):
            return ()
        return tuple(sorted(name for name in self.refuses if document.get(name) is not None))

    def apply(
        self, document: Mapping[str, Any], parameters: Mapping[str, str]
    ) -> tuple[dict[str, Any], tuple[str, ...]]:
        """Return *document* as the provider wants it, and the canonical names of what it does not take.

        *parameters* is the dialect's map from members to canonical names.
        """
        lost = tuple(parameters.get(name, name) for name in self.dropped(document))
        changed = {**document, **self.changes(document)}
        return {name: value for name, value in changed.items() if value is not UNSET}, lost
