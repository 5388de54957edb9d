"""`kind: cases` to `CaseFile`; names have been checked by the references stage, and tables are written out."""

from collections.abc import Iterator, Mapping
from typing import Any

from proxy.catalog.endpoint import Endpoint
from proxy.catalog.provider import Timeouts
from proxy.config.documents import Document
from proxy.config.fields import read_duration, read_moment
from proxy.config.kinds.casetable import WrittenCase, write_cases
from proxy.config.kinds.catalogue import NO_DAY, Surroundings, read_endpoint
from proxy.policy.cases import Case, CaseFile, CaseRequest, Effect, Expectation
from proxy.policy.principal import Grant, Principal

NOWHERE = {"dialect": "openai_chat", "base_url": "http://127.0.0.1:9"}
"""What an endpoint of the fixtures has in place of an address: the discard port, and nothing is ever sent."""

UNDATED = Surroundings(secrets={}, base_urls={}, timeouts=Timeouts(), today=NO_DAY)
"""Facts as they stand: when a case is run, its own day says which of them have expired."""

LISTS = {"in": "inside", "out": "outside", "lane": "lane", "models": "models"}
SETS = ("warns", "waivers", "obligations")
VALUES = ("first", "policy", "removed_by")


def read_cases(document: Document) -> CaseFile:
    """Return the cases that *document* states."""
    value = document.value
    fixtures = value.get("fixtures", {})
    return CaseFile(
        id=value["id"],
        title=value.get("title", value["id"]),
        place=document.place,
        cases=tuple(_case(document, written) for written in write_cases(document)),
        policies=frozenset(value["policies"]) if "policies" in value else None,
        endpoints=tuple(_endpoints(document)) if "endpoints" in fixtures else None,
    )


def _endpoints(document: Document) -> Iterator[Endpoint]:
    """Yield the endpoints of the fixtures, their facts as they stand."""
    for index, stated in enumerate(document.value["fixtures"]["endpoints"]):
        yield read_endpoint(
            stated["provider"],
            {"upstream_model": stated["model"], **NOWHERE, **stated},
            place=document.place_of("fixtures", "endpoints", index),
            timeouts=UNDATED.timeouts,
            surroundings=UNDATED,
        )


def _case(document: Document, written: WrittenCase) -> Case:
    value, place = written.value, document.place_of(*written.path)
    return Case(
        name=written.name,
        place=place,
        key=value.get("key"),
        principal=_principal(value["principal"], place) if "principal" in value else None,
        request=_request(value.get("request", {})),
        expect=_expectation(value.get("expect", {})),
        down=frozenset(value.get("state", {}).get("down", ())),
        today=value.get("today"),
        is_gate=value.get("gate", document.value.get("gate", False)),
    )


def _principal(value: Mapping[str, Any], place: str) -> Principal:
    """Return a caller that has what it states; its grant is blamed on the case."""
    scope = str(value.get("scope", ""))
    grant = Grant(holder="the principal of the case", models=tuple(value.get("models", ("*",))), place=place)
    return Principal(
        key=value.get("key", ""),
        team=scope.rpartition("/")[2],
        scope=scope,
        user=value.get("user", ""),
        labels=dict(value.get("labels", {})),
        tags=frozenset(value.get("tags", ())),
        grants=(grant,),
        place=place,
    )


def _request(value: Mapping[str, Any]) -> CaseRequest:
    plain = ("dialect", "stream", "input_tokens", "max_output_tokens", "session", "metadata")
    stated: dict[str, Any] = {
        **{name: value[name] for name in plain if name in value},
        **{name: tuple(value[name]) for name in ("tags", "tools", "modalities") if name in value},
    }
    return CaseRequest(
        model=value.get("model", ""),
        headers={name.lower(): text for name, text in value.get("headers", {}).items()},
        time=read_moment(value["time"]) if "time" in value else None,
        needs=frozenset(value["needs"]) if "needs" in value else None,
        provider=value.get("provider"),
        models=tuple(value["models"]) if "models" in value else None,
        **stated,
    )


def _expectation(value: Mapping[str, Any]) -> Expectation:
    stated: dict[str, Any] = {
        **{name: tuple(value[field]) for field, name in LISTS.items() if field in value},
        **{name: frozenset(value[name]) for name in SETS if name in value},
        **{name: value[name] for name in VALUES if name in value},
    }
    return Expectation(
        effect=Effect(value["effect"]) if "effect" in value else None,
        caps=_caps(value["caps"]) if "caps" in value else None,
        **stated,
    )


def _caps(value: Mapping[str, Any]) -> dict[str, float]:
    """Return the bounds, the deadline in seconds."""
    return {name: read_duration(bound) if name == "deadline" else bound for name, bound in value.items()}
