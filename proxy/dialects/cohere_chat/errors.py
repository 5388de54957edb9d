"""Error bodies: the gateway's own in Cohere's shape, and whatever Cohere sends, read.

A body is `{"message"}`, and the status tells the class of the error, as the SDK raises it (`cohere` 7.3.1, `errors`): 498
is a token that Cohere denies, in a prompt or an answer. What one status has several of is told apart by the words on
Cohere's page of errors.
"""

from collections.abc import Mapping
from typing import Any

from proxy.canonical.failure import FailureKind
from proxy.canonical.jsontext import MalformedJson, dump, parse
from proxy.dialects.base import ErrorReply, ProviderError

LONGEST_MESSAGE = 500
SILENT = "an error without a message"

STATUSES = {
    400: FailureKind.INVALID,
    401: FailureKind.AUTHENTICATION,
    402: FailureKind.BILLING,
    403: FailureKind.PERMISSION,
    404: FailureKind.NOT_FOUND,
    408: FailureKind.TIMEOUT,
    413: FailureKind.TOO_LARGE,
    422: FailureKind.INVALID,
    429: FailureKind.RATE_LIMIT,
    498: FailureKind.CONTENT_FILTER,
    501: FailureKind.INVALID,
    503: FailureKind.OVERLOADED,
    504: FailureKind.TIMEOUT,
}
FIRST_CLIENT_ERROR, FIRST_SERVER_ERROR = 400, 500

WORDS = (
    ("total number of tokens in the prompt", FailureKind.CONTEXT_LENGTH),
    ("size limit exceeded", FailureKind.CONTEXT_LENGTH),
    ("too many tokens: total number of tokens", FailureKind.CONTEXT_LENGTH),
    ("context length", FailureKind.CONTEXT_LENGTH),
    ("blocked", FailureKind.CONTENT_FILTER),
)
"""What an invalid request is after all, where the message has these words."""


def encode(reply: ErrorReply) -> bytes:
    """Return *reply* as an error body."""
    return dump({"message": reply.message, **beside(reply)})


def beside(reply: ErrorReply) -> dict[str, Any]:
    """Return the fields of a refusal, where there are any."""
    words = {"decision": reply.decision, "policy": reply.policy}
    lists = {"reasons": list(reply.reasons), "attempts": list(reply.attempts)}
    return {name: value for name, value in words.items() if value is not None} | {
        name: value for name, value in lists.items() if value
    }


def read(body: bytes, status: int) -> ProviderError:
    """Return what an error *body* says, whatever it is."""
    try:
        value = parse(body)
    except MalformedJson:
        value = None
    return told(message_of(value) or plain(body), kind_of(status))


def told(message: str, kind: FailureKind, code: str | None = None) -> ProviderError:
    """Return the complaint that *message* is."""
    if kind is FailureKind.INVALID:
        heard = message.lower()
        kind = next((other for words, other in WORDS if words in heard), kind)
    return ProviderError(message=shortened(message) or SILENT, code=code, kind=kind)


def kind_of(status: int) -> FailureKind:
    """Return what an answer with *status* complains of."""
    is_clients = FIRST_CLIENT_ERROR <= status < FIRST_SERVER_ERROR
    return STATUSES.get(status, FailureKind.INVALID if is_clients else FailureKind.SERVER)


def message_of(value: Any) -> str:
    """Return the message in an error object; some of Cohere's hosts have it one level down."""
    if isinstance(value, Mapping):
        for key in ("message", "error", "detail"):
            found = value.get(key)
            if isinstance(found, str) and found:
                return found
            if isinstance(found, Mapping) and message_of(found):
                return message_of(found)
    return ""


def plain(body: bytes) -> str:
    """Return a body that is no error object as a text."""
    return " ".join(body[: 2 * LONGEST_MESSAGE].decode(errors="replace").split())


def shortened(text: str) -> str:
    """Return *text*, cut where it is too long."""
    return text if len(text) <= LONGEST_MESSAGE else text[: LONGEST_MESSAGE - 1] + "…"
