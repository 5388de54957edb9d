"""The page of paths, held to the routing table and to the headers in the code."""

import re
from pathlib import Path

import pytest

from proxy.admin.health import metrics_routes, probe_routes
from proxy.dialects.registry import SPOKEN
from proxy.server.authentication import KEY_HEADERS
from proxy.server.counting import Counting
from proxy.server.inference import Inference
from proxy.server.lookups import Lookups
from proxy.server.surfaces import find_surface
from tests.support.calls import FakeClock, make_ports

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "reference" / "api.md").read_text()
ROW = re.compile(r"^\| (GET|POST) \| `([^`]+)` \| (.*?) \|", re.MULTILINE)
ROWS = {(method, path): dialect.strip("`") for method, path, dialect in ROW.findall(PAGE)}
HEADER = re.compile(r'"(x-fairlane-[a-z]+|x-generation-id|server-timing|retry-after)"', re.IGNORECASE)
PARTS = (
    Inference(current=lambda: None, ports=make_ports(), gate=None, new_id=str),
    Lookups(current=lambda: None, clock=FakeClock(), generations=None),
    Counting(current=lambda: None, clock=FakeClock()),
)
FIXED = {key for part in PARTS for key in part.routes()} | {*probe_routes(None, dict), *metrics_routes(None)}


def filled(path):
    """Return *path* with a model in it."""
    return path.replace("{model}", "openai/gpt-oss-120b")


def test_every_fixed_path_is_there():
    """The table and the page have the same paths, each with its method."""
    assert {key for key in ROWS if "{" not in key[1]} == FIXED


@pytest.mark.parametrize("row", sorted(key for key in ROWS if "{" in key[1]), ids=" ".join)
def test_a_path_with_a_model_in_it_is_served(row):
    """By one part, under the method of the page and under no other."""
    method, path = row
    other = {"GET": "POST", "POST": "GET"}[method]

    assert 1 == sum(part.find(method, filled(path)) is not None for part in PARTS)
    assert not any(part.find(other, filled(path)) for part in PARTS)


@pytest.mark.parametrize("path", sorted(path for (_, path), dialect in ROWS.items() if dialect in SPOKEN))
def test_a_path_speaks_the_dialect_of_the_page(path):
    """As policies see it."""
    surface, _where = find_surface(filled(path), {"alt": "sse"})

    assert ROWS["POST", path] == surface.dialect.name


def test_every_dialect_that_clients_speak_has_a_path():
    """But those that are a stream of another, or spoken to providers alone."""
    spoken = {dialect for dialect in ROWS.values() if dialect in SPOKEN}

    assert {*SPOKEN} - {"gemini_array", "bedrock_converse", "cohere_chat"} == spoken


def test_every_header_is_there():
    """What the server reads and writes under a name of its own is on the page, and the page has no other."""
    code = "".join(path.read_text() for path in sorted((ROOT / "proxy" / "server").glob("*.py")))
    used = {name.lower() for name in HEADER.findall(code)}
    told = {name.lower() for name in re.findall(r"`([A-Za-z-]+)`", PAGE)}

    assert used <= told
    assert {name for name in told if name.startswith("x-fairlane-")} <= used
    assert {name.lower() for name in KEY_HEADERS} <= told
