"""A model's thoughts."""

import pytest

from proxy.canonical.content import ReasoningPart, TextPart
from proxy.canonical.seal import Seal, SealKind
from proxy.canonical.tools import ToolCall
from proxy.dialects.openai_responses import reasoning
from proxy.dialects.openai_responses.ids import IN_REQUEST, Ids

OWN = Seal(family="openai", data="gAAA", kind=SealKind.ENCRYPTED, id="rs_1")
NAMELESS = Seal(family="openai", data="gAAA", kind=SealKind.ENCRYPTED)
FOREIGN = Seal(family="anthropic", data="c2ln")
ANSWER = Ids(answer="resp_1")


def test_one_item_with_several_summaries_comes_back_as_one():
    """The seal stands on the last part; the run up to it is the item."""
    item = {
        "id": "rs_1",
        "summary": [{"type": "summary_text", "text": "a"}, {"type": "summary_text", "text": "b"}],
        "content": [{"type": "reasoning_text", "text": "c"}],
        "encrypted_content": "gAAA",
        "status": "completed",
    }
    parts = reasoning.decode(dict(item), "")

    assert [
        ReasoningPart(text="a", is_summary=True),
        ReasoningPart(text="b", is_summary=True),
        ReasoningPart(text="c", seal=OWN),
    ] == parts
    del item["status"]
    assert {"type": "reasoning", **item} == reasoning.encode(parts, IN_REQUEST, 0)


def test_a_thought_that_is_told_by_nothing_is_still_there():
    """An item without text and seal has its id, which ends it."""
    (part,) = reasoning.decode({"id": "rs_1", "summary": [], "encrypted_content": None}, "")

    assert ReasoningPart(extra={"item": {"id": "rs_1"}}) == part
    assert reasoning.ends(part)
    assert {"type": "reasoning", "id": "rs_1", "summary": []} == reasoning.encode([part], IN_REQUEST, 0)


def test_an_id_that_we_made_says_nothing():
    """It is dropped where it is read and made again where it is written."""
    made = IN_REQUEST.name("reasoning", 3)
    (part,) = reasoning.decode({"id": made, "content": [{"type": "reasoning_text", "text": "c"}]}, made)

    assert ReasoningPart(text="c") == part
    assert made == reasoning.encode([part], IN_REQUEST, 3)["id"]


def test_openai_s_seal_goes_back_under_its_own_name():
    """Another name would be refused: where the name is lost, a request has none, and an answer marks the seal."""
    assert "rs_1" == reasoning.encode([ReasoningPart(seal=OWN)], ANSWER, 0)["id"]
    assert "id" not in reasoning.encode([ReasoningPart(seal=NAMELESS)], IN_REQUEST, 0)
    assert "fairlane.openai.encrypted..gAAA" == reasoning.carry(NAMELESS, "rs_made")
    assert "fairlane.openai.encrypted.rs_1.gAAA" == reasoning.carry(OWN, "rs_made")
    assert "gAAA" == reasoning.carry(OWN, "rs_1")


@pytest.mark.parametrize("seal", [OWN, NAMELESS, FOREIGN])
def test_every_seal_comes_back_from_an_answer(seal):
    """Whoever made it, a client carries it and sends it back."""
    item = reasoning.encode([ReasoningPart(text="Hm.", seal=seal)], ANSWER, 0)
    del item["type"]

    assert [ReasoningPart(text="Hm.", seal=seal)] == reasoning.decode(item, ANSWER.name("reasoning", 0))


def test_a_call_s_seal_travels_before_it():
    """It returns to the call that it is named after, and to no other."""
    item = reasoning.carrier("call.1", FOREIGN, "rs_made")
    carried = reasoning.decode({key: value for key, value in item.items() if key != "type"}, "rs_made")
    call, other = (ToolCall(id=told, name="f", arguments="{}") for told in ("call.1", "call.2"))

    assert [ToolCall(id="call.1", name="f", arguments="{}", seal=FOREIGN)] == reasoning.return_seals([*carried, call])
    assert [*carried, other] == reasoning.return_seals([*carried, other])
    assert [*carried, TextPart(text="")] == reasoning.return_seals([*carried, TextPart(text="")])
