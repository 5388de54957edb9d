"""The few changes to a body that is passed on."""

from dataclasses import replace

import pytest

from proxy.dialects.base import Aim
from proxy.dialects.cohere_chat import outline, patching
from proxy.dialects.cohere_chat.flavours import FLAVOURS

AIM = Aim(model="m", flavour=FLAVOURS["cohere"])


def patched(body, **beside):
    """Return *body* after the patch."""
    return patching.patch(outline.read(body), replace(AIM, **beside))


def test_without_a_change_the_bytes_are_the_clients():
    """Usage is always told."""
    body = b'{ "model" : "m", "messages" : [{}] }'

    assert body is patched(body)


@pytest.mark.parametrize(
    ("body", "beside", "after"),
    [
        (b'{"model":"m","messages":[{}]}', {"model": "n"}, b'{"model":"n","messages":[{}]}'),
        (b'{"model":"m","messages":[{}]}', {"output_tokens": 5}, b'{"model":"m","messages":[{}],"max_tokens":5}'),
        (
            b'{"model":"m","messages":[{}],"max_tokens":3}',
            {"output_tokens": 5},
            b'{"model":"m","messages":[{}],"max_tokens":3}',
        ),
        (b'{"model":"m:floor","messages":[{}],"route":"fallback"}', {}, b'{"model":"m","messages":[{}]}'),
        (
            b'{"model":"m","messages":[{}],"seed":3}',
            {"flavour": replace(FLAVOURS["cohere"], refuses=frozenset({"seed"}))},
            b'{"model":"m","messages":[{}]}',
        ),
    ],
)
def test_only_what_must_change_does(body, beside, after):
    """Model, cap, what is the gateway's alone, and what the flavour says."""
    assert after == patched(body, **beside)
