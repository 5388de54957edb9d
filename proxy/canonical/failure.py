"""What a provider may complain of, told apart as far as it matters to a client."""

from enum import StrEnum


class FailureKind(StrEnum):
    """Why something failed, whoever says so; each dialect has its own status and words for each (`errors.py` there)."""

    INVALID = "invalid_request"
    CONTEXT_LENGTH = "context_length"
    """The prompt, or prompt and answer together, are longer than the model takes."""
    CONTENT_FILTER = "content_filter"
    """The provider's filter refused the prompt."""
    TOO_LARGE = "too_large"
    NOT_FOUND = "not_found"
    AUTHENTICATION = "authentication"
    PERMISSION = "permission"
    BILLING = "billing"
    RATE_LIMIT = "rate_limit"
    OVERLOADED = "overloaded"
    TIMEOUT = "timeout"
    SERVER = "server"
    """The provider's own fault, or one that it does not explain."""
