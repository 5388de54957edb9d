"""What can go wrong, whose fault it is, and nothing else; imports nothing.

FairlaneError
├── InvalidRequest            the client's: the body is not what the dialect says (400)
│   ├── RequestTooLarge       the client's: over a stated bound (413)
│   ├── ModelNotFound         the client's: no such model or alias (404)
│   ├── GenerationNotFound    the client's: no call of its team with that id is remembered (404)
│   └── UpstreamRejected      the client's, by the provider's word: `status` is the provider's own (4xx)
├── AuthenticationFailed      the client's: no key, or one we do not know (401)
├── Refused                   the policies' word: an empty lane (403); `decision` says why
├── LimitExceeded             a limit of ours; `retry_after` says when (429)
├── UpstreamFailed            every attempt failed (502, 503 or 504); `attempts` says how
│   └── DeadlineExceeded      the call's own time ran out (504)
├── Unavailable               ours: draining, not ready, or the journal cannot be written (503)
├── MalformedStream           bytes from an upstream that are not the dialect's
├── InvalidConfiguration      the operator's: documents with problems; nothing was changed
├── SecretUnavailable         the operator's: `env:NAME` or `file:PATH` that cannot be read
└── JournalBroken             the chain does not hold; `line` says where

Which status and which shape a client sees is one table, in `gateway/replies.py`.
Texts are fragments in lower case; what a user wrote stands in backticks; the way out follows.
"""

from collections.abc import Mapping, Sequence
from typing import Any


class FairlaneError(Exception):
    """Any failure that this package names."""


class InvalidRequest(FairlaneError):
    """The client's request breaks its dialect; `param` is the field at fault, in the client's words."""

    def __init__(self, message: str, *, param: str | None = None, code: str = "invalid_request") -> None:
        super().__init__(message)
        self.param = param
        self.code = code


class RequestTooLarge(InvalidRequest):
    """The client's request is over a bound that the message states."""


class ModelNotFound(InvalidRequest):
    """The client asked for a model or alias that the catalogue does not have."""

    def __init__(self, model: str, suggestions: Sequence[str] = ()) -> None:
        hint = (
            f"; did you mean `{suggestions[0]}`?" if suggestions else "; `GET /v1/models` lists what this key reaches"
        )
        super().__init__(f"unknown model `{model}`{hint}", param="model", code="model_not_found")
        self.suggestions = tuple(suggestions)


class GenerationNotFound(InvalidRequest):
    """The client asked for a call that is none of its team's, or that nobody remembers."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"no call `{name}` of your team is remembered; each process knows its own last ones, and the journal has all",
            param="id",
            code="generation_not_found",
        )


class UpstreamRejected(InvalidRequest):
    """A provider refused the request itself, so that no other endpoint would do better; the message is its own.

    `failure` is the kind of its complaint (`canonical.failure.FailureKind`).
    """

    def __init__(
        self, message: str, *, endpoint: str, status: int, code: str | None = None, failure: str | None = None
    ) -> None:
        super().__init__(f"endpoint `{endpoint}`: {message}", code=code or "upstream_rejected")
        self.status = status
        self.failure = failure


class AuthenticationFailed(FairlaneError):
    """The client sent no key, or one that no team has."""


class Refused(FairlaneError):
    """No endpoint survived the policies.

    `decision` is its id; `policy` the one policy to read first, if one decided; `reasons` has a mapping for each
    removed endpoint with `endpoint`, `reason`, `policy`, `place` (file:line:col) and `detail`.
    """

    def __init__(
        self, message: str, *, decision: str, policy: str | None, reasons: Sequence[Mapping[str, Any]]
    ) -> None:
        super().__init__(message)
        self.decision = decision
        self.policy = policy
        self.reasons = tuple(reasons)


class LimitExceeded(FairlaneError):
    """A limit of the gateway's own is reached; `retry_after` is in seconds."""

    def __init__(self, message: str, *, retry_after: float) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class UpstreamFailed(FairlaneError):
    """Every attempt of the plan failed before the first content.

    `status` is what the client should see; `attempts` has a mapping for each attempt with `endpoint`, `outcome` and
    `detail`; `retry_after` is in seconds, where an upstream asked for one. `failure` is the kind of complaint that all
    attempts share (`canonical.failure.FailureKind`).
    """

    def __init__(
        self,
        message: str,
        *,
        status: int,
        attempts: Sequence[Mapping[str, Any]] = (),
        retry_after: float | None = None,
        failure: str | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.failure = failure
        self.attempts = tuple(attempts)
        self.retry_after = retry_after


class DeadlineExceeded(UpstreamFailed):
    """The call's one deadline passed before an answer began."""


class Unavailable(FairlaneError):
    """The gateway cannot take this call now: it drains, is not ready, or cannot write its journal."""


class MalformedStream(FairlaneError):
    """Bytes that the dialect's specification does not allow."""


class InvalidConfiguration(FairlaneError):
    """Documents that do not build into a snapshot; `problems` are objects that print as `file:line:col: text`."""

    def __init__(self, problems: Sequence[object]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


class SecretUnavailable(FairlaneError):
    """A secret's reference names a variable or file that cannot be read."""


class JournalBroken(FairlaneError):
    """The journal's chain does not hold at `place`, which is `file:line`."""

    def __init__(self, message: str, *, place: str) -> None:
        super().__init__(f"{place}: {message}")
        self.place = place
