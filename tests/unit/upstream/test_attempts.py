"""Where an attempt goes."""

from types import SimpleNamespace

import pytest

from proxy.dialects.base import NOWHERE, Aim
from proxy.dialects.crossing import cross
from proxy.dialects.registry import FLAVOURS, PROVIDERS, SPOKEN
from proxy.upstream.attempts import path_of
from tests.support.endpoints import make_endpoint

BODIES = {
    "openai_chat": b'{"model":"m","messages":[{"role":"user","content":"a"}]}',
    "openai_embeddings": b'{"model":"m","input":"a"}',
    "rerank": b'{"model":"m","query":"a","documents":["b"]}',
}


@pytest.mark.parametrize(
    ("flavour", "dialect", "path"),
    [
        ("openai_chat", "openai_chat", "chat/completions"),
        ("openai_chat", "openai_embeddings", "embeddings"),
        ("azure_openai", "openai_chat", "openai/v1/chat/completions"),
        ("azure_openai", "openai_embeddings", "openai/v1/embeddings"),
        ("azure_openai_deployments", "openai_embeddings", "openai/deployments/gpt-oss-120b/embeddings"),
        ("cohere", "rerank", "v2/rerank"),
    ],
)
def test_a_flavour_has_its_own_paths(flavour, dialect, path):
    """For conversations and for everything else."""
    client, how = SPOKEN[dialect], FLAVOURS[flavour]
    outline = client.outline(BODIES[dialect], NOWHERE)
    way = cross(client, outline, NOWHERE, call="fl-1", created=0).to(
        PROVIDERS[how.dialect], Aim(model="x", flavour=how)
    )
    target = SimpleNamespace(flavour=how, endpoint=make_endpoint())

    assert path == path_of(SimpleNamespace(target=target, call=SimpleNamespace(outline=outline), way=way))
