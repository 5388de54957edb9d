"""Hosts of the dialect."""

import pytest

from proxy.dialects.flavour import Auth
from proxy.dialects.openai_responses.flavours import FLAVOURS
from proxy.dialects.openai_responses.ids import IN_REQUEST

OPENAI, AZURE, OTHERS = (
    FLAVOURS[name] for name in ("openai_responses", "azure_responses", "openai_responses_compatible")
)
BARE = {"type": "reasoning", "id": "rs_1", "summary": []}
SEALED = {"type": "reasoning", "id": "rs_2", "summary": [], "encrypted_content": "gAAA"}
SAID = {"type": "message", "role": "assistant", "id": "msg_1", "status": "completed", "content": []}
CALLED = {"type": "function_call", "id": "fc_1", "call_id": "1", "name": "f", "arguments": "{}"}
ASKED = {"role": "user", "content": "hi"}


def test_every_host_has_its_key_in_its_place():
    """Azure's goes in a header of its own; the path is everybody's."""
    assert (Auth.BEARER, Auth.API_KEY, Auth.BEARER) == (OPENAI.auth, AZURE.auth, OTHERS.auth)
    assert {"openai_responses"} == {flavour.dialect for flavour in FLAVOURS.values()}
    assert {("", "")} == {(flavour.path, flavour.stream_path) for flavour in FLAVOURS.values()}


@pytest.mark.parametrize("flavour", [OPENAI, AZURE])
def test_a_thought_that_nobody_sealed_is_taken_out(flavour):
    """It would be looked up by its id; what followed from it is known by other ids then."""
    changes = flavour.changes({"input": [ASKED, BARE, SAID, CALLED, ASKED]})
    called = {key: value for key, value in CALLED.items() if key != "id"}

    assert {"input": [ASKED, {**SAID, "id": IN_REQUEST.name("message", 1)}, called, ASKED]} == changes


def test_the_text_of_a_sealed_thought_is_taken_out():
    """Its encrypted content says it; the ids of what followed stay."""
    shown = {**SEALED, "content": [{"type": "reasoning_text", "text": "Hm."}]}

    assert {"input": [SEALED, SAID]} == OPENAI.changes({"input": [shown, SAID]})


@pytest.mark.parametrize("given", ["hi", None, [ASKED, SEALED, SAID, CALLED], [7, "x"]])
def test_nothing_else_is_touched(given):
    """What needs no change has none."""
    assert {} == OPENAI.changes({"input": given, "model": "m"})


def test_others_want_thoughts_back_in_plain_text():
    """Servers without encryption read them."""
    assert {} == OTHERS.changes({"input": [BARE]})
