"""Error bodies and error frames: the gateway's own in Bedrock's shape, and whatever Bedrock sends, read.

A body is `{"message"}`, and the exception's name stands in the header `x-amzn-ErrorType`, which a reader of bodies does
not see; some services of AWS repeat it as `__type` or `code`, and botocore 1.44.8 takes `code` where there is no header,
so both are written here and read. Names and their statuses: the errors of `Converse` and `ConverseStreamOutput` in the
service model, and "Common errors" of the API reference. What is one status and several faults is told apart by the words
that Bedrock, and the model behind it, use.
"""

from collections.abc import Mapping
from typing import Any

from proxy.canonical.failure import FailureKind
from proxy.canonical.jsontext import MalformedJson, dump, parse
from proxy.dialects.base import ErrorReply, ProviderError

LONGEST_MESSAGE = 500
SILENT = "an error without a message"

NAMES = {
    "validationexception": FailureKind.INVALID,
    "throttlingexception": FailureKind.RATE_LIMIT,
    "servicequotaexceededexception": FailureKind.RATE_LIMIT,
    "modelnotreadyexception": FailureKind.OVERLOADED,
    "serviceunavailableexception": FailureKind.OVERLOADED,
    "internalserverexception": FailureKind.SERVER,
    "internalfailure": FailureKind.SERVER,
    "modelerrorexception": FailureKind.SERVER,
    "modelstreamerrorexception": FailureKind.SERVER,
    "modeltimeoutexception": FailureKind.TIMEOUT,
    "accessdeniedexception": FailureKind.PERMISSION,
    "unrecognizedclientexception": FailureKind.AUTHENTICATION,
    "invalidsignatureexception": FailureKind.AUTHENTICATION,
    "incompletesignatureexception": FailureKind.AUTHENTICATION,
    "incompletesignature": FailureKind.AUTHENTICATION,
    "missingauthenticationtokenexception": FailureKind.AUTHENTICATION,
    "missingauthenticationtoken": FailureKind.AUTHENTICATION,
    "expiredtokenexception": FailureKind.AUTHENTICATION,
    "expiredtoken": FailureKind.AUTHENTICATION,
    "optinrequired": FailureKind.BILLING,
    "resourcenotfoundexception": FailureKind.NOT_FOUND,
}
"""Name of an exception in lower case, since frames and bodies begin it differently, to what it means."""

STATUSES = {
    400: FailureKind.INVALID,
    401: FailureKind.AUTHENTICATION,
    402: FailureKind.BILLING,
    403: FailureKind.PERMISSION,
    404: FailureKind.NOT_FOUND,
    408: FailureKind.TIMEOUT,
    413: FailureKind.TOO_LARGE,
    424: FailureKind.SERVER,
    429: FailureKind.RATE_LIMIT,
    503: FailureKind.OVERLOADED,
    504: FailureKind.TIMEOUT,
}

WORDS: Mapping[FailureKind, tuple[tuple[str, FailureKind], ...]] = {
    FailureKind.INVALID: (
        ("input is too long", FailureKind.CONTEXT_LENGTH),
        ("prompt is too long", FailureKind.CONTEXT_LENGTH),
        ("exceed context limit", FailureKind.CONTEXT_LENGTH),
        ("maximum context length", FailureKind.CONTEXT_LENGTH),
        ("too many input tokens", FailureKind.CONTEXT_LENGTH),
        ("input tokens exceed", FailureKind.CONTEXT_LENGTH),
        ("content filter", FailureKind.CONTENT_FILTER),
        ("content filtering policy", FailureKind.CONTENT_FILTER),
        ("model identifier is invalid", FailureKind.NOT_FOUND),
        ("request body is too large", FailureKind.TOO_LARGE),
    ),
    FailureKind.PERMISSION: (
        ("payment_instrument", FailureKind.BILLING),
        ("security token", FailureKind.AUTHENTICATION),
        ("signature", FailureKind.AUTHENTICATION),
        ("api key", FailureKind.AUTHENTICATION),
        ("authentication", FailureKind.AUTHENTICATION),
    ),
}
"""What a complaint of one kind is after all, where its text has these words; the first that it has decides."""

WRITTEN = {
    FailureKind.INVALID: "ValidationException",
    FailureKind.CONTEXT_LENGTH: "ValidationException",
    FailureKind.CONTENT_FILTER: "ValidationException",
    FailureKind.TOO_LARGE: "ValidationException",
    FailureKind.NOT_FOUND: "ResourceNotFoundException",
    FailureKind.AUTHENTICATION: "AccessDeniedException",
    FailureKind.PERMISSION: "AccessDeniedException",
    FailureKind.BILLING: "AccessDeniedException",
    FailureKind.RATE_LIMIT: "ThrottlingException",
    FailureKind.OVERLOADED: "ServiceUnavailableException",
    FailureKind.TIMEOUT: "ModelTimeoutException",
    FailureKind.SERVER: "InternalServerException",
}
"""The modelled exceptions, which botocore raises as classes of their own."""

IN_STREAM = {
    "ValidationException": "validationException",
    "ThrottlingException": "throttlingException",
    "ServiceUnavailableException": "serviceUnavailableException",
    "InternalServerException": "internalServerException",
    "ResourceNotFoundException": "validationException",
    "AccessDeniedException": "validationException",
    "ModelTimeoutException": "modelStreamErrorException",
}
"""The same as `ConverseStreamOutput` names them, or the nearest that it has."""

FIRST_CLIENT_ERROR, FIRST_SERVER_ERROR = 400, 500


def encode(reply: ErrorReply) -> bytes:
    """Return *reply* as an error body."""
    word = WRITTEN[kind_of(reply)]
    return dump({"message": reply.message, "__type": word, "code": word, **beside(reply)})


def stream_members(reply: ErrorReply) -> tuple[str, dict[str, Any]]:
    """Return the name and the members of the exception that ends a stream with *reply*."""
    return IN_STREAM[WRITTEN[kind_of(reply)]], {"message": reply.message, **beside(reply)}


def beside(reply: ErrorReply) -> dict[str, Any]:
    """Return the fields of a refusal, where there are any."""
    words = {"decision": reply.decision, "policy": reply.policy}
    lists = {"reasons": list(reply.reasons), "attempts": list(reply.attempts)}
    return {name: value for name, value in words.items() if value is not None} | {
        name: value for name, value in lists.items() if value
    }


def kind_of(reply: ErrorReply) -> FailureKind:
    """Return what *reply* complains of: the provider's complaint where there is one, else what its status says."""
    return reply.failure or of_status(reply.status)


def of_status(status: int) -> FailureKind:
    """Return what an answer with *status* complains of."""
    is_clients = FIRST_CLIENT_ERROR <= status < FIRST_SERVER_ERROR
    return STATUSES.get(status, FailureKind.INVALID if is_clients else FailureKind.SERVER)


def read(body: bytes, status: int) -> ProviderError:
    """Return what an error *body* says, whatever it is."""
    members = parsed(body)
    name = next((members[key] for key in ("__type", "code", "Code") if is_text(members.get(key))), "")
    return told(message_of(members) or plain(body), bare(name) or None, of_status(status))


def from_exception(name: str, payload: bytes) -> ProviderError:
    """Return what an exception frame says."""
    members = parsed(payload)
    original = members.get("originalMessage")
    message = message_of(members) or (original if isinstance(original, str) else "") or plain(payload)
    return told(message, name or None)


def told(message: str, name: str | None, otherwise: FailureKind = FailureKind.SERVER) -> ProviderError:
    """Return the complaint of the exception *name*; *otherwise* is its kind where the name says nothing."""
    kind = NAMES.get((name or "").lower(), otherwise)
    heard = message.lower()
    kind = next((other for words, other in WORDS.get(kind, ()) if words in heard), kind)
    return ProviderError(message=shortened(message) or SILENT, code=name, kind=kind)


def parsed(body: bytes) -> dict[str, Any]:
    """Return the object that *body* says; empty where it says none."""
    try:
        members = parse(body)
    except MalformedJson:
        return {}
    return members if isinstance(members, dict) else {}


def message_of(members: Mapping[str, Any]) -> str:
    """Return the message, which services write in two ways."""
    return next((members[key] for key in ("message", "Message") if is_text(members.get(key))), "")


def is_text(value: Any) -> bool:
    """Say whether *value* is a text that says something."""
    return isinstance(value, str) and bool(value)


def bare(name: str) -> str:
    """Return an exception's name without its namespace before `#` and its address after `:`."""
    return name.partition(":")[0].rpartition("#")[2][:LONGEST_MESSAGE]


def plain(body: bytes) -> str:
    """Return a body that is no error object as a text."""
    return " ".join(body[: 2 * LONGEST_MESSAGE].decode(errors="replace").split())


def shortened(text: str) -> str:
    """Return *text*, cut where it is too long."""
    return text if len(text) <= LONGEST_MESSAGE else text[: LONGEST_MESSAGE - 1] + "…"
