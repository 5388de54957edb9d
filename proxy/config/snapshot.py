"""The built world of one revision; a call keeps the one it started with."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from proxy.catalog.index import Catalog, build_catalog
from proxy.config.settings import GatewaySettings
from proxy.policy.cases import CaseFile
from proxy.policy.document import Waiver
from proxy.policy.evaluate import PolicySet
from proxy.policy.principal import Principal


@dataclass(frozen=True, slots=True, kw_only=True)
class Undated:
    """What the documents state, whatever day it is: facts whether or not their evidence has expired, and all waivers."""

    catalog: Catalog = field(default_factory=lambda: build_catalog((), (), (), {}))
    waivers: tuple[Waiver, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Everything a call is decided by, built together and swapped by one reference.

    `revision` is the first 12 hex digits of a hash over all files. `principals` maps the SHA-256 digest of a key to its
    holder. `valid_until` is the first ISO day on which a fact or a waiver expires, or `None`: on the day after, the snapshot must
    be built again.
    """

    revision: str
    gateway: GatewaySettings
    catalog: Catalog
    policies: PolicySet
    principals: Mapping[bytes, Principal]
    expired_waivers: tuple[Waiver, ...]
    """Waivers that lift nothing any more; whoever puts a snapshot in force says so loudly."""
    valid_until: str | None
    undated: Undated = field(default_factory=Undated)
    """What `calendar.py` makes the same revision of another day from."""
    cases: tuple[CaseFile, ...] = ()
    """The cases of the directory; no call reads them."""
