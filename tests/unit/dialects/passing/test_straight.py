"""The way of a call that is no conversation."""

from proxy.canonical.usage import Usage
from proxy.dialects.base import NOWHERE, Aim, Where
from proxy.dialects.crossing import Bypass, cross
from proxy.dialects.openai_chat import OPENAI_CHAT
from proxy.dialects.passing import OPERATIONS
from tests.support.dialects import PLAIN

AIM = Aim(model="up", flavour=PLAIN)
FORM = b'--b\r\nContent-Disposition: form-data; name="model"\r\n\r\nm\r\n--b--'


def way(name, body, where=NOWHERE):
    """Return the way of a body to an endpoint that speaks another dialect."""
    operation = OPERATIONS[name]
    crossing = cross(operation, operation.outline(body, where), where)
    assert isinstance(crossing, Bypass)
    return crossing.to(OPENAI_CHAT, AIM, None)


def test_it_is_straight():
    """Whatever the endpoint's dialect is, the client's bytes go there, and the answer's come back."""
    found = way("openai_embeddings", b'{"model":"m","input":"a"}')
    answer = b'{"data":[],"usage":{"prompt_tokens":2}}'

    assert (b'{"model":"up","input":"a"}', {}, ()) == (found.body, found.headers, found.dropped)
    assert (answer, Usage(input_tokens=2)) == (found.whole(answer).body, found.whole(answer).usage)
    assert not found.may_stream
    assert not found.streams("application/json")


def test_a_form_names_its_boundary():
    """The content type goes along, written by us."""
    found = way("openai_transcription", FORM, Where(content_type='multipart/form-data; boundary="b"'))

    assert {"Content-Type": "multipart/form-data; boundary=b"} == found.headers


def test_audio_flows():
    """Speech is relayed as it comes."""
    found = way("openai_speech", b'{"model":"m","input":"a"}')

    assert found.may_stream
    assert found.streams("audio/mpeg")
    assert b"x" == found.relay().feed(b"x")
