"""The response object around an answer."""

from proxy.dialects.openai_responses import frame


def test_only_what_is_not_as_usual_is_kept():
    """A response repeats its request; what says nothing new, what says the answer and nulls are left out."""
    response = {**frame.USUAL, "id": "r", "output": [], "store": True, "temperature": 1.0, "service_tier": None}

    assert {"temperature": 1.0} == frame.beside(response)


def test_a_response_says_that_nothing_is_stored():
    """Whatever the provider says, we keep nothing."""
    built = frame.build(frame.head("r", "m", 3), {"temperature": 1.0}, status="completed")

    assert ("r", "response", 3, "m", False, 1.0, "completed") == tuple(
        built[key] for key in ("id", "object", "created_at", "model", "store", "temperature", "status")
    )
    assert ([], None, None) == (built["output"], built["error"], built["usage"])
