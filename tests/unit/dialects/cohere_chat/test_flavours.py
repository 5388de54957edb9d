"""How Cohere is reached."""

from proxy.dialects.cohere_chat import COHERE_CHAT
from proxy.dialects.cohere_chat.flavours import FLAVOURS
from proxy.dialects.flavour import Auth


def test_a_key_is_a_bearer_token():
    """The usual way, and no quirks."""
    flavour = FLAVOURS["cohere"]

    assert (Auth.BEARER, COHERE_CHAT.name, frozenset()) == (flavour.auth, flavour.dialect, flavour.refuses)
