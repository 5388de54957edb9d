"""Which dialect is spoken at a path below a simulated provider, and what the path says.

A provider's own prefix before the dialect's path (`v1`, `openai/deployments/x`, `projects/p/locations/l`) does not matter:
only how the path ends is looked at, as far as a dialect's own path goes.
"""

import re
from collections.abc import Mapping
from urllib.parse import unquote

from proxy.dialects.base import Dialect, Where
from proxy.dialects.registry import DIALECTS

PATHS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("openai_chat", re.compile(r"(?:.*/)?chat/completions")),
    ("openai_responses", re.compile(r"(?:.*/)?responses")),
    ("anthropic_messages", re.compile(r"(?:.*/)?messages")),
    ("anthropic_messages", re.compile(r"(?:.*/)?models/(?P<model>[^/:]+):(?P<verb>rawPredict|streamRawPredict)")),
    ("gemini", re.compile(r"(?:.*/)?models/(?P<model>[^:]+):(?P<verb>generateContent|streamGenerateContent)")),
    ("bedrock_converse", re.compile(r"(?:.*/)?model/(?P<model>[^/]+)/(?P<verb>converse|converse-stream)")),
    ("cohere_chat", re.compile(r"(?:.*/)?v2/chat")),
)


def find(path: str) -> tuple[Dialect, Where] | None:
    """Return what is spoken at *path*, which is raw, and what it says; `None` where nothing is."""
    for name, pattern in PATHS:
        match = pattern.fullmatch(path)
        if match is not None and name in DIALECTS:
            return DIALECTS[name], where(match.groupdict())
    return None


def where(told: Mapping[str, str]) -> Where:
    """Return what the groups of a path say."""
    if "verb" not in told:
        return Where()
    return Where(model=unquote(told["model"]), stream="stream" in told["verb"].lower())
