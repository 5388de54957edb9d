"""The configuration of the table: a provider for each flavour, each with one model of its own, at the simulator."""

import hashlib
import json
from pathlib import Path

import yaml

from proxy.dialects.flavour import Auth
from proxy.dialects.registry import FLAVOURS
from tests.support.matrix.offers import FEATURES, NOT_OFFERED

KEY = "fl-matrix"
SECRET = {
    "MATRIX_KEY": "sk-matrix",
    "MATRIX_AWS": json.dumps({"access_key_id": "AKIDMATRIX", "secret_access_key": "s"}),
}
"""Environment of the gateway."""

MODEL = "sim/{}"


def provider(name: str, simulator: str) -> dict:
    """Return the document of the provider that speaks flavour *name*."""
    signs = FLAVOURS[name].auth is Auth.SIGV4
    return {
        "kind": "provider",
        "id": name,
        "dialect": name,
        "base_url": f"{simulator}/{name}",
        "credential": "env:MATRIX_AWS" if signs else "env:MATRIX_KEY",
        **({"auth": "bearer"} if FLAVOURS[name].auth is Auth.GOOGLE else {}),
        "endpoints": [
            {
                "id": name,
                "model": MODEL.format(name),
                "upstream_model": "sim-model",
                "features": sorted(FEATURES - NOT_OFFERED.get(name, frozenset())),
                "max_output_tokens": 16_000,
                "price": {"input": 1.0, "output": 2.0},
            }
        ],
    }


def write_config(folder: Path, simulator: str) -> Path:
    """Write the documents to *folder*, and return it."""
    documents = [
        {
            "kind": "team",
            "scope": "matrix",
            "models": ["*"],
            "keys": [{"id": "matrix", "sha256": hashlib.sha256(KEY.encode()).hexdigest()}],
        },
        *({"kind": "model", "id": MODEL.format(name)} for name in FLAVOURS),
        *(provider(name, simulator) for name in FLAVOURS),
    ]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "all.yaml").write_text(yaml.safe_dump_all(documents, sort_keys=False))
    return folder
