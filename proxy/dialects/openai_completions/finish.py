"""Why a completion ended, in the three words of the legacy Completions: a call or anything else is simply a stop."""

from proxy.canonical.response import FinishReason

WORDS = {FinishReason.LENGTH: "length", FinishReason.CONTENT_FILTER: "content_filter"}
STOP = "stop"


def encode(reason: FinishReason | None) -> str | None:
    """Return the word for *reason*; `None` where it is not known."""
    return None if reason is None else WORDS.get(reason, STOP)
