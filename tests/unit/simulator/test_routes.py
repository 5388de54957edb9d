"""Which dialect a path speaks."""

import pytest

from proxy.dialects.base import Where
from proxy.dialects.passing import OPERATIONS
from proxy.dialects.registry import DIALECTS
from proxy.simulator.routes import ROUTES, find_route

PATHS = [
    ("chat/completions", "openai_chat", Where()),
    ("openai/v1/chat/completions", "openai_chat", Where()),
    ("openai/deployments/gpt-x/chat/completions", "openai_chat", Where()),
    ("responses", "openai_responses", Where()),
    ("v1/messages", "anthropic_messages", Where()),
    ("publishers/anthropic/models/claude:rawPredict", "anthropic_messages", Where(model="claude", stream=False)),
    ("v1beta/models/gemini-x:generateContent", "gemini", Where(model="gemini-x", stream=False)),
    ("v1beta/models/gemini-x:streamGenerateContent", "gemini", Where(model="gemini-x", stream=True)),
    ("model/eu.x%3A0/converse", "bedrock_converse", Where(model="eu.x:0", stream=False)),
    ("model/x/converse-stream", "bedrock_converse", Where(model="x", stream=True)),
    ("v2/chat", "cohere_chat", Where()),
    ("v1/embeddings", "openai_embeddings", Where()),
    ("openai/v1/audio/transcriptions", "openai_transcription", Where()),
    ("v2/rerank", "rerank", Where()),
]


@pytest.mark.parametrize(("path", "dialect", "where"), PATHS, ids=[path for path, _, _ in PATHS])
def test_a_path_is_a_dialects(path, dialect, where):
    """Wherever a base URL puts it; a dialect that is not there is not served."""
    played = {**DIALECTS, **OPERATIONS}
    expected = (played[dialect], where) if dialect in played else None

    assert expected == find_route(path)
    assert any(route.dialect == dialect and route.path.fullmatch(path) for route in ROUTES)


@pytest.mark.parametrize("path", ["", "embed", "chat/completions/x", "xchat/completions", "models/:generateContent"])
def test_any_other_path_is_nobodys(path):
    """What no provider has is not answered by one."""
    assert find_route(path) is None
