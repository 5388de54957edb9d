"""Who speaks, and where."""

import json

import pytest

from proxy.dialects.anthropic_messages import sessions

SESSION = "0b3c5c1e-8f5e-4d53-9b0f-0c7f3f1e7a11"
ACCOUNT = "9d2c0000-0000-4000-8000-000000000000"


def in_json(**members):
    """Return a user's id as Claude Code writes it since 2.1.78."""
    return json.dumps({"device_id": "dev", "account_uuid": "", "session_id": SESSION, **members})


@pytest.mark.parametrize(
    ("user_id", "told"),
    [
        (f"user_ab12_account_{ACCOUNT}_session_{SESSION}", (ACCOUNT, SESSION)),
        (f"user_ab12_account__session_{SESSION}", ("user_ab12", SESSION)),
        (in_json(account_uuid=ACCOUNT), (ACCOUNT, SESSION)),
        (in_json(), ("dev", SESSION)),
        (in_json(device_id=1), (in_json(device_id=1), SESSION)),
        (in_json(session_id=None), (in_json(session_id=None), "")),
        ("u-1", ("u-1", "")),
        ("{not json", ("{not json", "")),
        ("", ("", "")),
        ("{" * 5000, ("{" * 5000, "")),
    ],
)
def test_a_users_id_may_hold_a_session(user_id, told):
    """Claude Code writes both into one text; without a session it is all user, and stays what it is."""
    assert told == sessions.split(user_id)


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ({}, ("", "")),
        ({"metadata": None, "user": 1, "session_id": 2}, ("", "")),
        ({"user": "u", "session_id": "s"}, ("u", "s")),
        ({"metadata": {"user_id": "a"}, "user": "b"}, ("a", "")),
        ({"metadata": {"user_id": in_json()}, "session_id": "s"}, ("dev", "s")),
    ],
)
def test_what_is_said_outright(document, told):
    """OpenRouter's members say it plainly; a session said so goes before one found in the user."""
    assert told == sessions.read(document)
