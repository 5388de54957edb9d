"""Who serves the dialect."""

import pytest

from proxy.dialects.flavour import Auth
from proxy.dialects.gemini.flavours import FLAVOURS

VERTEX = FLAVOURS["vertex_gemini"]


def test_each_is_a_flavour_of_this_dialect():
    """Flavours are found by their names, and say how a credential is shown."""
    assert {"gemini"} == {flavour.dialect for flavour in FLAVOURS.values()}
    assert {name: flavour.auth for name, flavour in FLAVOURS.items()} == {
        "gemini": Auth.X_GOOG_API_KEY,
        "vertex_gemini": Auth.GOOGLE,
        "vertex_gemini_express": Auth.X_GOOG_API_KEY,
    }


@pytest.mark.parametrize("name", ["vertex_gemini", "vertex_gemini_express"])
def test_vertex_has_its_models_under_their_publisher(name):
    """The path of both forms names the model."""
    paths = (FLAVOURS[name].path, FLAVOURS[name].stream_path)

    assert (
        "publishers/google/models/m:generateContent",
        "publishers/google/models/m:streamGenerateContent?alt=sse",
    ) == tuple(path.format(model="m") for path in paths)


def test_vertex_is_not_asked_to_store():
    """What it refuses is taken out, and named."""
    document, lost = VERTEX.apply({"contents": [], "store": True}, {"store": "store"})

    assert ({"contents": []}, ("store",)) == (document, lost)


def test_vertex_wants_roles():
    """A turn without a role is the user's; others stay as they are."""
    turns = [{"parts": []}, {"role": "model", "parts": []}]

    assert {"contents": [{"role": "user", "parts": []}, turns[1]]} == VERTEX.changes({"contents": turns})
    assert {"contents": [{"role": "user", "parts": []}]} == VERTEX.changes({"contents": {"role": "", "parts": []}})
    assert {} == VERTEX.changes({"contents": turns[1:]})


def test_what_vertex_refuses_inside_is_taken_out():
    """The rest of such a member stays."""
    document = {"generationConfig": {"topK": 1, "enableEnhancedCivicAnswers": True}, "toolConfig": {}}

    assert {"generationConfig": {"topK": 1}} == VERTEX.changes(document)
