"""The few changes to a body that passes."""

import json

import pytest

from proxy.canonical.jsontext import dump
from proxy.dialects.base import Aim, Where
from proxy.dialects.gemini import outline, patching
from proxy.dialects.gemini.flavours import FLAVOURS

TURN = {"role": "user", "parts": [{"text": "a"}]}


def patch(body, flavour="gemini", **caps):
    """Return *body*, patched."""
    read = outline.read(body, Where(model="m"))
    return patching.patch(read, Aim(model="up", flavour=FLAVOURS[flavour], **caps))


def test_a_body_without_change_is_the_same_object():
    """Nothing is copied where nothing changes."""
    read = outline.read(dump({"contents": [TURN]}), Where(model="m"))

    assert read.body is patching.patch(read, Aim(model="up", flavour=FLAVOURS["gemini"]))


@pytest.mark.parametrize(
    ("config", "cap", "patched"),
    [
        (None, 5, {"maxOutputTokens": 5}),
        ({"topK": 1}, 5, {"topK": 1, "maxOutputTokens": 5}),
        ({"maxOutputTokens": 9}, 5, {"maxOutputTokens": 5}),
        ({"maxOutputTokens": 3}, 5, {"maxOutputTokens": 3}),
        ({"maxOutputTokens": 3}, None, {"maxOutputTokens": 3}),
    ],
)
def test_an_answer_is_capped(config, cap, patched):
    """The lower bound holds; other members of the config stay."""
    members = {} if config is None else {"generationConfig": config}

    assert patched == json.loads(patch(dump({"contents": [TURN], **members}), output_tokens=cap))["generationConfig"]


def test_what_is_the_gateways_stays_here():
    """Google refuses members that it does not know, and the model in the path is the endpoint's own."""
    members = {"provider": {}, "models": ["a"], "session_id": "s", "route": "x", "model": "models/y"}

    assert {"contents": [TURN]} == json.loads(patch(dump({"contents": [TURN], **members})))


def test_a_wish_to_be_stored_is_taken_back():
    """Only where the lane must not store."""
    body = dump({"contents": [TURN], "store": True})

    assert [True, False] == [json.loads(patch(body, stores=stores))["store"] for stores in (True, False)]


def test_a_flavour_has_its_way():
    """Changes of both kinds are made in one pass, and formatting stays."""
    body = b'{ "contents": [ {"parts": []} ],\n "store": true,\n "labels": {} }'

    assert b'{ "contents": [{"role":"user","parts":[]}],\n "labels": {} }' == patch(body, "vertex_gemini")
