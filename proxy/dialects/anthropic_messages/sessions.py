"""Who speaks, and in which conversation, as far as a Messages body tells.

`metadata.user_id` is one opaque text. Claude Code puts the conversation into it: until 2.1.77 as
`user_HASH_account_UUID_session_UUID` (the account may be empty), since 2.1.78 as a JSON object in that text with
`device_id`, `account_uuid` and `session_id` (reported by users of both, March and May 2026; Anthropic documents neither).
The person behind it is the account, or else the device. OpenRouter's clients say `session_id` and `user` outright.
"""

import re
from collections.abc import Mapping
from typing import Any

from proxy.canonical.jsontext import MalformedJson, parse

OLDER = re.compile(r"(user_[0-9A-Za-z]+)_account_([0-9A-Za-z-]*)_session_([0-9A-Za-z-]+)")
LONGEST = 4_096
"""A longer text is no user's id, and is not looked into."""


def read(document: Mapping[str, Any]) -> tuple[str, str]:
    """Return the user and the session; empty where the body does not tell."""
    metadata = document.get("metadata")
    told = metadata.get("user_id") if isinstance(metadata, dict) else None
    user, session = split(told) if isinstance(told, str) else ("", "")
    return user or _text(document.get("user")), _text(document.get("session_id")) or session


def split(user_id: str) -> tuple[str, str]:
    """Return the user and the session in *user_id*; for most clients it is all user."""
    if len(user_id) > LONGEST:
        return user_id, ""
    match = OLDER.fullmatch(user_id)
    if match:
        return match[2] or match[1], match[3]
    told = _object(user_id) if user_id.startswith("{") else {}
    session = _text(told.get("session_id"))
    user = _text(told.get("account_uuid")) or _text(told.get("device_id"))
    return (user or user_id, session) if session else (user_id, "")


def _object(text: str) -> dict[str, Any]:
    try:
        value = parse(text)
    except MalformedJson:
        return {}
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
