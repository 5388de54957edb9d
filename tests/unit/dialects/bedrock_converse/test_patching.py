"""The few changes to a body that is passed on."""

from dataclasses import replace

import pytest

from proxy.dialects.base import Aim, Where
from proxy.dialects.bedrock_converse import outline, patching
from proxy.dialects.bedrock_converse.flavours import FLAVOURS

AIM = Aim(model="other", flavour=FLAVOURS["bedrock"])


def patched(body, **beside):
    """Return *body* after the patch."""
    return patching.patch(outline.read(body, Where(model="m")), replace(AIM, **beside))


def test_without_a_change_the_bytes_are_the_clients():
    """The model is in the path, and usage is always told."""
    body = b'{ "messages" : [] }'

    assert body is patched(body)


@pytest.mark.parametrize(
    ("body", "cap", "after"),
    [
        (b'{"messages":[]}', 5, b'{"messages":[],"inferenceConfig":{"maxTokens":5}}'),
        (b'{"inferenceConfig":{"maxTokens":9,"topP":1}}', 5, b'{"inferenceConfig":{"maxTokens":5,"topP":1}}'),
        (b'{"inferenceConfig":{"maxTokens":3}}', 5, b'{"inferenceConfig":{"maxTokens":3}}'),
        (b'{"inferenceConfig":null}', 5, b'{"inferenceConfig":{"maxTokens":5}}'),
    ],
)
def test_a_cap_bounds_the_answer(body, cap, after):
    """The lower of two holds."""
    assert after == patched(body, output_tokens=cap)


def test_wishes_of_the_lane_stay_here():
    """And the flavour has its changes."""
    flavour = replace(FLAVOURS["bedrock"], refuses=frozenset({"serviceTier"}))
    body = b'{"messages":[],"provider":{"only":["a"]},"serviceTier":{"type":"flex"}}'

    assert b'{"messages":[]}' == patched(body, flavour=flavour)
