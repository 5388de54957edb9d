"""The configuration for real clients: a provider for each dialect with one model that can do everything, and a closed one.

A client names the model of the provider that it wants, so each client is tried on providers of its own and of other
dialects. The closed provider is there to be refused by a policy.
"""

import hashlib
from pathlib import Path
from typing import Any

import yaml

KEY = "fl-clients"
POLICY = "nobody-calls-the-closed"
CLOSED = "sim/closed"
EMBEDDINGS = "sim/embeddings"
PROVIDERS = ("openai_chat", "openai_responses", "anthropic_messages", "gemini", "bedrock_api_key")
"""A provider's id is the dialect, or the flavour of one, that it speaks."""

SECRETS = {"CLIENTS_API_KEY": "sk-clients"}
FEATURES = ("tools", "json_schema", "vision", "reasoning", "prompt_cache")
OUTPUT_TOKENS = 64_000
"""Below what agents ask for, so that their wish is capped."""


def model_of(provider: str) -> str:
    """Return the model that *provider* alone has."""
    return f"sim/{provider}"


def provider(name: str, dialect: str, simulator: str, **more: Any) -> dict[str, Any]:
    """Return the document of one provider at the *simulator*, whose endpoint has *more* members."""
    endpoint = {
        "id": name,
        "model": model_of(name),
        "upstream_model": "sim-model",
        "features": list(FEATURES),
        "context_length": 1_000_000,
        "max_output_tokens": OUTPUT_TOKENS,
        "price": {"input": 1.0, "output": 2.0},
        **more,
    }
    return {
        "kind": "provider",
        "id": name,
        "dialect": dialect,
        "base_url": f"{simulator}/{name}",
        "credential": "env:CLIENTS_API_KEY",
        "endpoints": [endpoint],
    }


def documents(simulator: str) -> list[dict[str, Any]]:
    """Return all documents."""
    speakers = {**{name: name for name in PROVIDERS}, "closed": "openai_chat"}
    names = (*speakers, "embeddings")
    key = {"id": "clients", "sha256": hashlib.sha256(KEY.encode()).hexdigest()}
    return [
        {"kind": "team", "scope": "acme", "title": "Everybody", "models": ["*"], "keys": [key]},
        {
            "kind": "policy",
            "id": POLICY,
            "title": "Nobody calls the closed provider",
            "owner": "privacy@acme.example",
            "scope": "acme",
            "require": {"providers": {"deny": ["closed"]}},
        },
        *({"kind": "model", "id": model_of(name)} for name in names),
        *(provider(name, dialect, simulator) for name, dialect in speakers.items()),
        provider("embeddings", "openai_chat", simulator, operations=["embeddings"]),
    ]


def write_config(simulator: str, folder: Path) -> Path:
    """Write the documents to *folder*, and return it."""
    folder.mkdir(parents=True)
    (folder / "all.yaml").write_text(yaml.safe_dump_all(documents(simulator), sort_keys=False))
    return folder
