"""A body as it is written; what is translated stands in the golden cases."""

from dataclasses import replace

import pytest

from proxy.canonical.parameters import PARAMETERS
from proxy.canonical.request import CanonicalRequest, Message, Reasoning, ResponseFormat, ResponseFormatKind, Role
from proxy.dialects.base import Aim
from proxy.dialects.cohere_chat import body
from proxy.dialects.cohere_chat.flavours import FLAVOURS

AIM = Aim(model="command-a-reasoning-08-2025", flavour=FLAVOURS["cohere"])
REQUEST = CanonicalRequest(model="m", messages=(Message(role=Role.USER, content="Hello!"),))


def test_parameters_have_canonical_names():
    """What the dialect carries is named as the hub names it."""
    assert body.CARRIED <= PARAMETERS
    assert set(body.NEEDLESS) <= PARAMETERS - body.CARRIED


@pytest.mark.parametrize(
    ("asked", "cap", "bound"),
    [(None, None, None), (500, None, 500), (None, 300, 300), (500, 300, 300), (200, 300, 200)],
)
def test_the_lower_of_two_bounds_holds(asked, cap, bound):
    """The client's and the policies'; without either there is none."""
    request = REQUEST if asked is None else replace(REQUEST, max_output_tokens=asked)

    assert bound == body.encode(request, replace(AIM, output_tokens=cap)).document.get("max_tokens")


def test_the_flavour_has_the_last_word():
    """What it refuses is taken out, and named by its canonical name."""
    flavour = replace(FLAVOURS["cohere"], refuses=frozenset({"k"}))
    encoded = body.encode(replace(REQUEST, top_k=3), replace(AIM, flavour=flavour))

    assert ("k" not in encoded.document, ("top_k",)) == (True, encoded.dropped)


@pytest.mark.parametrize(
    ("wish", "limit", "thinking"),
    [
        (Reasoning(effort="high"), 10_000, {"type": "enabled", "token_budget": 8000}),
        (Reasoning(budget=77), None, {"type": "enabled", "token_budget": 77}),
        (Reasoning(is_enabled=True), None, {"type": "enabled"}),
        (Reasoning(summary="auto"), None, {"type": "enabled"}),
        (Reasoning(effort="none"), None, {"type": "disabled"}),
        (Reasoning(budget=0), None, {"type": "disabled"}),
    ],
)
def test_how_much_to_think_is_a_budget(wish, limit, thinking):
    """An effort is a share of the bound; a model that thinks must be told not to."""
    document = body.encode(replace(REQUEST, reasoning=wish), replace(AIM, output_limit=limit)).document

    assert thinking == document["thinking"]


def test_a_schema_without_a_schema_is_any_json():
    """The name alone says nothing to Cohere."""
    wish = ResponseFormat(kind=ResponseFormatKind.JSON_SCHEMA, name="n")

    assert {"type": "json_object"} == body.encode(replace(REQUEST, response_format=wish), AIM).document[
        "response_format"
    ]


def test_one_penalty_is_enough():
    """Cohere refuses two; a penalty of nothing is none."""
    both = replace(REQUEST, frequency_penalty=0.0, presence_penalty=0.5)
    document = body.encode(both, AIM).document

    assert (0.0, 0.5) == (document["frequency_penalty"], document["presence_penalty"])
