"""The gateway's few changes to a body."""

import pytest

from proxy.dialects.base import Aim
from proxy.dialects.openai_chat import outline
from proxy.dialects.openai_chat.flavour import PLAIN, ChatFlavour
from proxy.dialects.openai_chat.patching import patch

TURNS = b'"messages":[{"role":"user","content":"hi"}]'


def aim(**members):
    """Return an aim at an endpoint that calls the model `m`."""
    return Aim(**{"model": "m", "flavour": PLAIN, **members})


def patched(rest, *, model="m", output_tokens=None):
    """Return the body with *rest* after patching."""
    return patch(outline.read(b'{"model":"m",' + TURNS + rest + b"}"), aim(model=model, output_tokens=output_tokens))


@pytest.mark.parametrize(
    ("rest", "cap", "expected"),
    [
        (b"", 10, b',"max_completion_tokens":10'),
        (b',"max_tokens":50', 10, b',"max_tokens":10'),
        (b',"max_completion_tokens":50', 10, b',"max_completion_tokens":10'),
        (b',"max_tokens":50,"max_completion_tokens":50', 10, b',"max_tokens":10,"max_completion_tokens":10'),
        (b',"max_tokens":5', 10, b',"max_tokens":5'),
        (b',"max_tokens":null', 10, b',"max_tokens":10'),
        (b', "max_tokens" : 50 , "x": 1.0', 10, b', "max_tokens" : 10 , "x": 1.0'),
        (b',"max_tokens":50', None, b',"max_tokens":50'),
    ],
)
def test_the_answer_is_capped_in_the_clients_own_field(rest, cap, expected):
    """Only an answer that could be longer than the cap is bounded, in the field the client knows."""
    assert b'{"model":"m",' + TURNS + expected + b"}" == patched(rest, output_tokens=cap)


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        (b',"stream":true', b',"stream":true,"stream_options":{"include_usage":true}'),
        (
            b',"stream":true,"stream_options":{"include_obfuscation":false}',
            b',"stream":true,"stream_options":{"include_obfuscation":false,"include_usage":true}',
        ),
        (
            b',"stream":true,"stream_options":null',
            b',"stream":true,"stream_options":{"include_usage":true}',
        ),
        (
            b',"stream":true,"stream_options":{"include_usage":false}',
            b',"stream":true,"stream_options":{"include_usage":true}',
        ),
        (b',"stream":false', b',"stream":false'),
    ],
)
def test_usage_is_asked_for_in_every_stream(rest, expected):
    """The gateway needs the provider's count whether or not the client wants to see it."""
    assert b'{"model":"m",' + TURNS + expected + b"}" == patched(rest)


def test_the_model_is_replaced_and_nothing_else():
    """The endpoint's own name for the model takes the place of the client's."""
    assert b'{"model":"provider/m",' + TURNS + b"}" == patched(b"", model="provider/m")


def test_a_body_that_needs_no_patch_is_the_same_object():
    """Nothing is copied where nothing changes."""
    body = b'{"model":"m",' + TURNS + b',"stream":true,"stream_options":{"include_usage":true}}'

    assert body is patch(outline.read(body), aim())


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        (b',"provider":{"sort":"price"},"n":1', b',"n":1'),
        (b',"models":["a/b"]', b""),
        (b', "models": null, "n": 1', b', "n": 1'),
        (b',"n":1, "provider":{}, "models":[]', b',"n":1'),
    ],
)
def test_wishes_of_the_lane_stay_here(rest, expected):
    """Providers refuse members that they do not know."""
    assert b'{"model":"m",' + TURNS + expected + b"}" == patched(rest)


def test_a_routing_suffix_is_no_part_of_the_name():
    """Also where the endpoint calls the model as we do."""
    body = b'{"model":"m:floor",' + TURNS + b"}"

    assert b'{"model":"m",' + TURNS + b"}" == patch(outline.read(body), aim())


def test_a_wish_to_be_stored_is_taken_back_where_policies_say_so():
    """What was not asked for is not mentioned: not every provider knows the word."""
    body = b'{"model":"m",' + TURNS + b',"store":true}'
    stored, plain = outline.read(body), outline.read(body.replace(b',"store":true', b""))

    assert b'"store":false' in patch(stored, aim(stores=False))
    assert b"store" not in patch(plain, aim(stores=False))
    assert body == patch(stored, aim())


def test_a_flavour_changes_what_the_rest_has_made():
    """A bound that the gateway sets is called what the provider calls it, and what it refuses is not sent."""
    flavour = ChatFlavour(
        name="x",
        title="X",
        renames={"max_completion_tokens": "max_tokens"},
        refuses=frozenset({"stream_options"}),
        has_developer=False,
    )
    body = b'{"model":"m","messages":[{"role":"developer","content":"hi"}],"stream":true}'

    assert b'{"model":"m","messages":[{"role":"system","content":"hi"}],"stream":true,"max_tokens":9}' == patch(
        outline.read(body), aim(flavour=flavour, output_tokens=9)
    )
