"""`kind: gateway`: what is left out keeps its default."""

from proxy.catalog.provider import Timeouts
from proxy.config.kinds.gateway import read_gateway, read_timeouts
from proxy.config.settings import GatewaySettings
from tests.support.configuration import read

TEXT = """\
kind: gateway
listen: {host: 0.0.0.0, port: 9000}
admin: {port: 0}
deadline: 2m
drain: 500ms
headers: [X-Project, x-app]
limits: {body: 1MB, answer: 2MiB}
timeouts: {connect: 2s}
"""


def test_no_document_is_all_defaults():
    """A gateway document is never needed."""
    assert GatewaySettings() == read_gateway([])


def test_an_empty_document_is_all_defaults():
    """Writing the kind changes nothing."""
    assert GatewaySettings() == read_gateway(read("kind: gateway\n"))


def test_every_field_is_read():
    """Durations are in seconds, sizes in bytes, headers in lower case."""
    expected = GatewaySettings(
        host="0.0.0.0",
        port=9000,
        admin_port=0,
        deadline=120.0,
        drain=0.5,
        headers=("x-app", "x-project"),
        body_limit=1_000_000,
        answer_limit=2_097_152,
        timeouts=Timeouts(connect=2.0),
    )

    assert expected == read_gateway(read(TEXT))


def test_timeouts_are_inherited_one_by_one():
    """Stating one does not reset the others."""
    assert Timeouts(connect=1.0, idle=9.0) == read_timeouts({"timeouts": {"idle": "9s"}}, Timeouts(connect=1.0))
