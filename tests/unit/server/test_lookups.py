"""Which path is which lookup."""

import pytest

from proxy.server.counting import Counting
from proxy.server.lookups import Lookups
from tests.support.calls import FakeClock

LOOKUPS = Lookups(current=lambda: None, clock=FakeClock(), generations=None)
COUNTING = Counting(current=lambda: None, clock=FakeClock())


@pytest.mark.parametrize(
    ("path", "handler"),
    [
        ("/v1/models/openai/gpt-oss-120b", LOOKUPS.model),
        ("/v1/models/fast:nitro", LOOKUPS.model),
        ("/v1beta/models/google/gemini", LOOKUPS.googles_model),
        ("/api/v1/models/openai/gpt-oss-120b/endpoints", LOOKUPS.endpoints),
        ("/api/v1/models/openai/endpoints", None),
        ("/v1/models/", None),
        ("/v1/models/" + "x" * 201, None),
    ],
)
def test_paths_with_a_model_in_them(path, handler):
    """Each has one handler, for `GET` alone."""
    assert handler == LOOKUPS.find("GET", path)
    assert LOOKUPS.find("POST", path) is None


@pytest.mark.parametrize(
    ("path", "counts"),
    [
        ("/v1beta/models/google/gemini:countTokens", True),
        ("/v1/models/fast:countTokens", True),
        ("/v1beta/models/fast:generateContent", False),
    ],
)
def test_googles_way_to_count(path, counts):
    """The verb stands behind the model."""
    assert counts is (COUNTING.find("POST", path) is not None)
    assert COUNTING.find("GET", path) is None
