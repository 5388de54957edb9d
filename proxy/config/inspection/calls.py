"""Ordinary calls that a key might make, with which the policies can be asked before there is any."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta

from proxy.config.inspection.subject import Subject
from proxy.policy.facts import RequestFacts
from proxy.policy.mentions import Mention, mentions

HOURS = (3, 10, 15, 21)
DAYS = range(7)
Tables = Mapping[str, Mapping[str, str]]

TABLES = ("metadata", "headers")
TAGS = {("request", "tags"), ("principal", "tags")}


class Calls:
    """Calls with and without what policies look for: streamed or not, with the metadata that they know, at all times."""

    def __init__(self, subject: Subject) -> None:
        trees = [condition.tree for policy in subject.policies for condition in policy.conditions]
        found = [mention for tree in trees for mention in mentions(tree)]
        levels = [level for team in subject.of("team") for level in (team.value, *team.value.get("keys", ()))]
        self.tags = _tags(found) | {tag for level in levels for tag in level.get("tags", ())}
        self.tables: list[Tables] = [{}, *_filled(found)]
        self.moments = _moments(subject.today, is_long="request.time" in subject.snapshot.policies.facts_read)

    def of(self, model: str, tags: Iterable[str]) -> Iterator[RequestFacts]:
        """Yield calls for *model* with *tags*, the most ordinary one first."""
        for moment in self.moments:
            for tables in self.tables:
                for is_streamed in (False, True):
                    yield RequestFacts(
                        dialect="openai_chat",
                        model=model,
                        tags=tuple(sorted(tags)),
                        tools=(),
                        modalities=("text",),
                        stream=is_streamed,
                        input_tokens=1000,
                        max_output_tokens=0,
                        session="",
                        time=moment,
                        metadata=tables.get("metadata", {}),
                        headers=tables.get("headers", {}),
                    )


def _tags(found: Iterable[Mention]) -> set[str]:
    """Return the tags that policies speak of."""
    return {mention.literal.value for mention in found if mention.fact in TAGS}


def _filled(found: Iterable[Mention]) -> Iterator[Tables]:
    """Yield metadata and headers with all keys that policies compare, each with the first value that they name."""
    tables: dict[str, dict[str, str]] = {}
    for mention in found:
        root, table, *keys = (*mention.fact, "")
        if root == "request" and table in TABLES and len(keys) > 1:
            tables.setdefault(table, {}).setdefault(keys[0], mention.literal.value)
    if tables:
        yield tables


def _moments(today: str, *, is_long: bool) -> list[datetime]:
    """Return noon of *today* (ISO day), and where policies look at the clock the hours of a week."""
    midnight = datetime.fromisoformat(today).replace(tzinfo=UTC)
    week = [midnight + timedelta(days=day, hours=hour) for day in DAYS for hour in HOURS]
    return [midnight + timedelta(hours=12), *(week if is_long else ())]
