"""How Bedrock is reached."""

from proxy.dialects.bedrock_converse import BEDROCK_CONVERSE
from proxy.dialects.bedrock_converse.flavours import FLAVOURS
from proxy.dialects.flavour import Auth


def test_two_ways_to_show_a_credential():
    """Keys of AWS sign each request; a Bedrock API key is a bearer token."""
    assert {"bedrock": Auth.SIGV4, "bedrock_api_key": Auth.BEARER} == {
        name: flavour.auth for name, flavour in FLAVOURS.items()
    }
    assert {BEDROCK_CONVERSE.name} == {flavour.dialect for flavour in FLAVOURS.values()}
