"""Which dialect a request to a simulated provider speaks, told by its path below the provider's own.

Each dialect's path is looked for at the end, so that a base URL may have any path of its own (`openai/v1`, `v1beta`,
`publishers/google`). Sources: Azure OpenAI's v1 API and its older `openai/deployments/{name}/...`; Gemini's and Vertex
AI's `models/{model}:generateContent`; Vertex AI's `:rawPredict` for Claude; Bedrock's `model/{id}/converse`; Cohere's
`v2/chat`; all as documented in October 2026. A dialect that is not in the registry is not served. Calls that are no
conversation have their operations' own paths.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote

from proxy.dialects.base import Dialect, Where
from proxy.dialects.passing import OPERATIONS, Operation
from proxy.dialects.registry import DIALECTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A path of the dialect *dialect*; `stream` where the path itself asks for one, or for none."""

    dialect: str
    path: re.Pattern[str]
    stream: bool | None = None


def route(dialect: str, path: str, *, stream: bool | None = None) -> Route:
    """Return the route of a path, which may stand below others; a group `model` in it names the model."""
    return Route(dialect=dialect, path=re.compile(rf"(?:.+/)?{path}"), stream=stream)


NAMED = r"(?P<model>[^/]+)"
ROUTES = (
    route("openai_chat", "chat/completions"),
    route("openai_responses", "responses"),
    route("anthropic_messages", "v1/messages"),
    route("anthropic_messages", rf"models/{NAMED}:rawPredict", stream=False),
    route("anthropic_messages", rf"models/{NAMED}:streamRawPredict", stream=True),
    route("gemini", rf"models/{NAMED}:generateContent", stream=False),
    route("gemini", rf"models/{NAMED}:streamGenerateContent", stream=True),
    route("bedrock_converse", rf"model/{NAMED}/converse", stream=False),
    route("bedrock_converse", rf"model/{NAMED}/converse-stream", stream=True),
    route("cohere_chat", "v2/chat"),
    *(route(operation.name, operation.path) for operation in OPERATIONS.values()),
)


def find_route(path: str) -> tuple[Dialect | Operation, Where] | None:
    """Return the dialect of *path*, as it stands in the URL, and what the path says; `None` where nobody speaks there."""
    for each in ROUTES:
        match = each.path.fullmatch(path)
        dialect = DIALECTS.get(each.dialect) or OPERATIONS.get(each.dialect)
        if match and dialect is not None:
            model = unquote(match.groupdict().get("model") or "")
            return dialect, Where(model=model, stream=each.stream)
    return None
