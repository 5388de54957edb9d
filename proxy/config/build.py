"""Files to a Snapshot, or every problem of the first stage that has any.

The stages: YAML, schema, references, CEL types, meaning. A stage looks at everything, so that no file hides the problems
of another; a later stage would only report what follows from an earlier one's problems.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from proxy.catalog.index import as_of
from proxy.catalog.secret import Secret
from proxy.config.calendar import last_day
from proxy.config.codes import Code
from proxy.config.documents import Document, read_documents, refuse
from proxy.config.expressions import check_expressions
from proxy.config.kinds.cases import read_cases
from proxy.config.kinds.catalogue import NO_DAY, Surroundings, read_catalog
from proxy.config.kinds.gateway import read_gateway
from proxy.config.kinds.policy import read_policy
from proxy.config.kinds.team import read_principals
from proxy.config.kinds.waiver import read_waiver, split_by_expiry
from proxy.config.problems import Problem
from proxy.config.references import check_references
from proxy.config.schema import read_schemas
from proxy.config.snapshot import Snapshot, Undated
from proxy.config.source import SourceFile
from proxy.config.tree import Step
from proxy.errors import SecretUnavailable
from proxy.policy.compile import compile_policies

SIMULATED = "simulated"
SIMULATED_AUTH = "bearer"
"""How a simulated provider is shown its credential, whatever the real one wants."""


def check_documents(files: Sequence[SourceFile], schemas: Mapping[str, str]) -> tuple[Document, ...]:
    """Return the documents of *files*, through all stages that need nothing but them: YAML, schema, references, CEL.

    `schemas` has the texts of the JSON Schemas by name; `InvalidConfiguration` with problems sorted by place.
    """
    documents = read_documents(files, read_schemas(schemas))
    refuse(check_references(documents))
    refuse(problem for document in _of(documents, "policy") for problem in check_expressions(document))
    return documents


def assemble(
    documents: Sequence[Document],
    revision: str,
    *,
    secret: Callable[[str], Secret],
    today: str,
    simulator_url: str | None = None,
    carried: Mapping[str, frozenset[str]] = MappingProxyType({}),
) -> Snapshot:
    """Return the world that checked *documents* state; `InvalidConfiguration` with problems sorted by place.

    `secret` resolves a reference or raises `SecretUnavailable`. With `simulator_url`, every provider is found below it by
    its id, and no secret is resolved. `carried` has the parameters that each dialect can say.
    """
    gateway = read_gateway(_of(documents, "gateway"))
    providers = _of(documents, "provider")
    surroundings = Surroundings(
        secrets=_secrets(providers, secret if simulator_url is None else _simulated),
        base_urls={} if simulator_url is None else _addresses(providers, simulator_url),
        timeouts=gateway.timeouts,
        today=NO_DAY,
        auth=None if simulator_url is None else SIMULATED_AUTH,
        carried=carried,
    )
    stated = read_catalog(documents, surroundings)
    catalog = as_of(stated, today)
    all_waivers = [read_waiver(document) for document in _of(documents, "waiver")]
    waivers, expired = split_by_expiry(all_waivers, today)
    principals = read_principals(_of(documents, "team"))
    policies = compile_policies(
        [read_policy(document) for document in _of(documents, "policy")],
        catalog,
        revision,
        waivers=waivers,
        engine=gateway.engine,
    )
    policies.prepare(principals.values())
    undated = Undated(catalog=stated, waivers=tuple(all_waivers))
    return Snapshot(
        revision=revision,
        gateway=gateway,
        catalog=catalog,
        policies=policies,
        principals=principals,
        expired_waivers=expired,
        valid_until=last_day(undated, today),
        undated=undated,
        cases=tuple(read_cases(document) for document in _of(documents, "cases")),
    )


def _of(documents: Sequence[Document], kind: str) -> list[Document]:
    return [document for document in documents if document.kind == kind]


def _simulated(reference: str) -> Secret:
    """Return what a simulated provider takes for any credential."""
    return Secret(SIMULATED, reference=reference)


def _addresses(providers: Sequence[Document], simulator_url: str) -> dict[str, str]:
    """Return where the simulator plays each of *providers*."""
    names = [document.value["id"] for document in providers]
    return {name: f"{simulator_url}/{name}" for name in names}


def _secrets(providers: Sequence[Document], secret: Callable[[str], Secret]) -> dict[tuple[str, str], Secret]:
    """Resolve every credential, once for each provider; refuse with all that cannot be read."""
    found: dict[tuple[str, str], Secret] = {}
    problems: list[Problem] = []
    for document in providers:
        provider = document.value["id"]
        for path, reference in _credentials(document):
            try:
                found[provider, reference] = secret(reference)
            except SecretUnavailable as error:
                problems.append(document.problem(path, str(error), code=Code.MEANING))
    refuse(problems)
    return found


def _credentials(document: Document) -> Iterator[tuple[tuple[Step, ...], str]]:
    """Return every credential that a provider *document* states, with its path."""
    if "credential" in document.value:
        yield ("credential",), document.value["credential"]
    for index, endpoint in enumerate(document.value["endpoints"]):
        if "credential" in endpoint:
            yield ("endpoints", index, "credential"), endpoint["credential"]
