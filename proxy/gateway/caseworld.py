"""The world in which a case is decided: the directory's own, or one of fewer policies, other endpoints or another day."""

from dataclasses import replace

from proxy.catalog.index import Catalog, as_of, build_catalog
from proxy.catalog.model import Model
from proxy.config.snapshot import Snapshot
from proxy.policy.cases import Case, CaseFile
from proxy.policy.compile import compile_policies


class Worlds:
    """The worlds of all cases of one snapshot, which was built on *today* (ISO day); each is made once."""

    def __init__(self, snapshot: Snapshot, today: str) -> None:
        self.snapshot = snapshot
        self.today = today
        self.made: dict[tuple[str, str], Snapshot] = {}

    def of(self, file: CaseFile, case: Case) -> Snapshot:
        """Return the world of *case*, which stands in *file*."""
        day = case.today or self.today
        if file.policies is None and file.endpoints is None and day == self.today:
            return self.snapshot
        key = (file.id, day)
        if key not in self.made:
            self.made[key] = make_world(file, day, self.snapshot)
        return self.made[key]


def make_world(file: CaseFile, day: str, snapshot: Snapshot) -> Snapshot:
    """Return *snapshot* with the policies and endpoints of *file*, as of *day* (ISO)."""
    catalog = as_of(find_catalog(file, snapshot), day)
    stated = (program.policy for program in snapshot.policies.programs)
    policies = compile_policies(
        [policy for policy in stated if file.policies is None or policy.id in file.policies],
        catalog,
        snapshot.revision,
        waivers=[waiver for waiver in snapshot.undated.waivers if not waiver.has_expired(day)],
        engine=snapshot.gateway.engine,
    )
    return replace(snapshot, catalog=catalog, policies=policies)


def find_catalog(file: CaseFile, snapshot: Snapshot) -> Catalog:
    """Return all that exists in the cases of *file*; its endpoints bring their models with them."""
    stated = snapshot.undated.catalog
    if file.endpoints is None:
        return stated
    brought = {each.model: Model(id=each.model, title=each.model, place=each.place) for each in file.endpoints}
    models = {**brought, **stated.models}
    return build_catalog(file.endpoints, models.values(), stated.providers.values(), stated.aliases)
