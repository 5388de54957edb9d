"""`data:` URLs with base64 (RFC 2397), the hub's one way to carry bytes, taken apart and put together."""

import re

FORM = re.compile(r"data:([\w.+-]+/[\w.+-]+)?(?:;[\w.+-]+=[^;,]*)*;base64,", re.ASCII | re.IGNORECASE)
UNSAID = "application/octet-stream"


def split(url: str) -> tuple[str, str] | None:
    """Return media type and base64 text of *url*, or `None` where it is no such URL."""
    match = FORM.match(url)
    return ((match[1] or UNSAID).lower(), url[match.end() :]) if match else None


def join(media_type: str, data: str) -> str:
    """Return the URL that carries *data*, which is base64 text."""
    return f"data:{media_type};base64,{data}"
