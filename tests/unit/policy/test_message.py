"""Messages: the owner's words, with placeholders from a closed set."""

import pytest

from proxy.policy.message import PLACEHOLDERS, BadMessage, check_message, write_message
from tests.support.policies import policy, principal, request_facts


def test_a_message_is_filled_from_policy_request_and_principal():
    """What a developer needs to go on."""
    words = "{request.model} is not for {principal.team}; ask {policy.owner}, {{sic}}"
    written = write_message(policy(message=words, owner="ada"), request_facts(), principal())

    assert "openai/gpt is not for health; ask ada, {sic}" == written


def test_every_placeholder_can_be_written():
    """None of them fails for an ordinary call."""
    words = " ".join(f"{{{name}}}" for name in PLACEHOLDERS)
    check_message(words)

    assert write_message(policy(message=words), request_facts(tags=("a", "b")), principal())


def test_without_a_message_there_is_none():
    """The reasons speak for themselves."""
    assert write_message(policy(), request_facts(), principal()) is None


@pytest.mark.parametrize(
    "words", ["{request.body}", "{0}", "{}", "{policy.id!r}", "{policy.id:>9}", "{", "}", "{a[0]}"]
)
def test_anything_else_in_braces_is_refused(words):
    """A template reaches no attribute, no index and no format."""
    with pytest.raises(BadMessage):
        check_message(words)
