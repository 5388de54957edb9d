"""Cases run by the real engine: a case becomes a call, the policies decide it, the pool orders it, expectations are held.

Nothing here is sent anywhere, and nothing asks what time it is: the day comes in.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from proxy.canonical.outline import Outline
from proxy.config.codes import Code
from proxy.config.problems import Problem
from proxy.config.snapshot import Snapshot
from proxy.dialects.openai_chat.outline import NEEDS
from proxy.dialects.passing import OPERATIONS
from proxy.dialects.preferences import read_preferences
from proxy.dialects.registry import SPOKEN
from proxy.errors import InvalidConfiguration, InvalidRequest
from proxy.gateway.call import Call
from proxy.gateway.caseworld import Worlds
from proxy.gateway.expectations import Failure, check
from proxy.gateway.observed import Observed, observe
from proxy.policy.cases import Case, CaseFile, CaseRequest
from proxy.policy.principal import Principal

NOON = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Arranged:
    """A case ready to be run: its call, and the world that decides it. `id` is the case's name among all."""

    id: str
    file: CaseFile
    case: Case
    call: Call
    world: Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a case; it holds where there are no failures."""

    arranged: Arranged
    observed: Observed
    failures: tuple[Failure, ...]


def arrange(
    snapshot: Snapshot, today: str, is_wanted: Callable[[str, Case], bool] = lambda _id, _case: True
) -> Iterator[Arranged]:
    """Yield the cases of *snapshot*, which was built on *today* (ISO day), that are wanted by their id and themselves."""
    worlds = Worlds(snapshot, today)
    holders = {holder.key: holder for holder in snapshot.principals.values()}
    for file in snapshot.cases:
        for case in file.cases:
            name = f"{file.id}/{case.name}"
            if is_wanted(name, case):
                call = make_call(name, case, holders.get(case.key or ""), case.today or today)
                yield Arranged(id=name, file=file, case=case, call=call, world=worlds.of(file, case))


def run(arranged: Arranged) -> Outcome:
    """Decide the call of a case, and hold its expectations to what comes out."""
    observed = observe(arranged.call, arranged.world, arranged.case.down)
    return Outcome(arranged=arranged, observed=observed, failures=check(arranged.case.expect, observed))


def make_call(name: str, case: Case, holder: Principal | None, day: str) -> Call:
    """Return the call of *case* on *day* (ISO), made by its own principal or by the *holder* of its key."""
    principal = case.principal or holder
    if principal is None:
        raise AssertionError(f"case `{name}` has no caller, and the references stage let it pass")
    request = case.request
    return Call(
        id=name,
        at=request.time or datetime.fromisoformat(day).replace(hour=NOON, tzinfo=UTC),
        received=0.0,
        principal=principal,
        dialect=SPOKEN[request.dialect],
        outline=sound_outline(case),
        tags=tuple(sorted(principal.tags.union(request.tags))),
        headers=request.headers,
    )


def sound_outline(case: Case) -> Outline:
    """Return the outline of a case's request; a wish that cannot be honoured is a problem of its document."""
    try:
        return outline(case.request)
    except InvalidRequest as error:
        file, line, column = case.place.rsplit(":", 2)
        raise InvalidConfiguration(
            [Problem(file=file, line=int(line), column=int(column), message=str(error), code=Code.MEANING)]
        ) from None


def outline(request: CaseRequest) -> Outline:
    """Return the outline that a body with these facts would have; `InvalidRequest` for a wish that nobody can honour."""
    follows = {NEEDS[modality] for modality in request.modalities if modality in NEEDS}
    follows |= {"tools"} if request.tools else set()
    follows = set() if request.dialect in OPERATIONS else follows
    needs = frozenset(follows) if request.needs is None else request.needs
    stated = {"provider": request.provider, "models": None if request.models is None else list(request.models)}
    return Outline(
        dialect=request.dialect,
        body=b"",
        document={},
        model=request.model,
        stream=request.stream,
        include_usage=False,
        tools=request.tools,
        modalities=tuple(sorted(request.modalities)),
        needs=needs,
        preferences=read_preferences(stated, (), needs, frozenset()),
        input_tokens=request.input_tokens,
        max_output_tokens=request.max_output_tokens,
        session=request.session,
        user="",
        metadata=request.metadata,
    )
