"""What is spoken at which path."""

import pytest

from proxy.errors import InvalidRequest
from proxy.server.surfaces import dialect_of, find_surface, read_betas


@pytest.mark.parametrize(
    ("path", "dialect", "is_noted"),
    [
        ("/v1/chat/completions", "openai_chat", False),
        ("/api/v1/chat/completions", "openai_chat", True),
        ("/v1/responses", "openai_responses", False),
        ("/v1/messages", "anthropic_messages", False),
        ("/api/v1/messages", "anthropic_messages", True),
    ],
)
def test_a_path_names_its_dialect(path, dialect, is_noted):
    """Each dialect has its own path, and OpenRouter's clients find the same below `/api`, with notes."""
    surface, where = find_surface(path, {})

    assert (dialect, is_noted, "") == (surface.dialect.name, surface.is_noted, where.model)


@pytest.mark.parametrize(
    ("path", "model", "streams"),
    [
        ("/v1beta/models/google/gemini-pro:generateContent", "google/gemini-pro", False),
        ("/v1beta/models/fast:streamGenerateContent", "fast", True),
        ("/v1/models/a/b:floor:streamGenerateContent", "a/b:floor", True),
    ],
)
def test_googles_paths_have_the_model_in_them(path, model, streams):
    """Model, routing suffix and stream are read from the path, whatever vendor the model is of."""
    _surface, where = find_surface(path, {"alt": "sse"})

    assert (model, streams) == (where.model, where.stream)


def test_a_gemini_stream_is_a_list_unless_events_are_asked_for():
    """Without `alt=sse`, Google streams one JSON list."""
    found = [find_surface("/v1beta/models/m:streamGenerateContent", query) for query in ({}, {"alt": "sse"})]

    assert ["application/json", "text/event-stream"] == [surface.dialect.stream_type for surface, _ in found]


@pytest.mark.parametrize("path", ["/", "/v1/chat", "/v1beta/models/m", "/v1beta/models/m:countPears", "/api/v1beta/x"])
def test_nothing_is_spoken_elsewhere(path):
    """A path that no table and no form has is nobody's."""
    assert find_surface(path, {}) is None


@pytest.mark.parametrize(
    ("path", "dialect"),
    [
        ("/v1/messages/other", "anthropic_messages"),
        ("/api/v1/messages", "anthropic_messages"),
        ("/v1/responses", "openai_responses"),
        ("/v1beta/models/x", "gemini"),
        ("/v1/models/x:generateContent", "gemini"),
        ("/nowhere", "openai_chat"),
    ],
)
def test_an_error_is_told_in_the_dialect_of_its_path(path, dialect):
    """Also where the path itself is wrong, the client's SDK must be able to read the error."""
    assert dialect == dialect_of(path).name


def test_betas_are_names_and_few():
    """What goes into a header upstream is a bounded list of plain names."""
    assert ("a-1", "b.2") == read_betas({"anthropic-beta": "a-1, b.2,a-1,"})
    for wrong in ("a b", "x\r\ny: z", ",".join(f"b{n}" for n in range(40)), "a" * 200):
        with pytest.raises(InvalidRequest):
            read_betas({"anthropic-beta": wrong})
