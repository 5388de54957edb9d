"""A body; `tests/golden/gemini/test_requests.py` has what bodies mean."""

import pytest

from proxy.canonical.content import ReasoningPart, TextPart
from proxy.canonical.request import CanonicalRequest, Message, Reasoning, Role
from proxy.canonical.seal import Seal
from proxy.canonical.tools import ToolCall
from proxy.dialects.base import Aim, Where
from proxy.dialects.gemini import request
from proxy.dialects.gemini.flavours import FLAVOURS

HELLO = Message(role=Role.USER, content="Hello!")


def encode(model="gemini-3-pro", flavour="gemini", messages=(HELLO,), *, stores=True, cap=None, **fields):
    """Return a request with these fields as a body."""
    aim = Aim(model=model, flavour=FLAVOURS[flavour], output_tokens=cap, stores=stores)
    return request.encode(CanonicalRequest(model="m", messages=messages, **fields), aim)


@pytest.mark.parametrize(
    ("fields", "dropped"),
    [
        ({"verbosity": "low", "logit_bias": {"1": 1.0}, "user": "u"}, ("logit_bias", "user", "verbosity")),
        ({"parallel_tool_calls": False}, ("parallel_tool_calls",)),
        ({"parallel_tool_calls": True}, ()),
        ({"seed": 2**40}, ("seed",)),
        ({"metadata": {"Team A": "x"}}, ("metadata",)),
        ({"metadata": {"team": ""}}, ()),
        ({"service_tier": "scale"}, ("service_tier",)),
        ({"service_tier": "auto"}, ()),
        ({"reasoning": Reasoning(effort="none")}, ("reasoning",)),
        ({"store": True, "flavour": "vertex_gemini"}, ("store",)),
    ],
)
def test_what_cannot_be_said_is_named(fields, dropped):
    """Nothing is dropped without a word."""
    assert dropped == encode(**fields).dropped


def test_seals_of_other_families_stay_behind():
    """Thoughts that Google cannot read go, calls stay, and the loss is named."""
    seal = Seal(family="anthropic", data="x")
    turn = Message(
        role=Role.ASSISTANT,
        content=(
            ReasoningPart(text="Hm.", seal=seal),
            TextPart(text="Hi"),
            ToolCall(id="a", name="f", arguments="{}", seal=seal),
        ),
    )
    encoded = encode(messages=(HELLO, turn))
    text, call = encoded.document["contents"][1]["parts"]

    assert ({"text": "Hi"}, ("reasoning",)) == (text, encoded.dropped)
    assert "skip_thought_signature_validator" == call["thoughtSignature"]


@pytest.mark.parametrize(("bound", "cap", "written"), [(9, 5, 5), (3, 5, 3), (9, None, 9)])
def test_the_lower_bound_is_written(bound, cap, written):
    """What the client wanted and what the policies allow."""
    assert written == encode(max_output_tokens=bound, cap=cap).document["generationConfig"]["maxOutputTokens"]
    assert "generationConfig" not in encode().document


def test_a_wish_to_be_stored_is_taken_back():
    """Only where the lane must not store."""
    assert [True, False] == [encode(store=True, stores=stores).document["store"] for stores in (True, False)]


def test_no_tools_are_no_member():
    """An empty list says nothing."""
    assert "tools" not in encode(tools=()).document


@pytest.mark.parametrize("told", ["models/a", "publishers/google/models/a", "a", "a:nitro"])
def test_the_models_collection_is_no_part_of_its_name(told):
    """Nor are routing suffixes."""
    assert "a" == request.decode(b'{"contents":[{"parts":[]}]}', Where(model=told)).model
