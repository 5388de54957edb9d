"""Exit codes: the answer, for scripts. Documented in `docs/reference/cli.md`."""

from enum import IntEnum


class Exit(IntEnum):
    """What a command's end means."""

    YES = 0
    """Done, or the answer is yes."""
    COULD_NOT_RUN = 1
    """Something is missing: a file, a port, a permission."""
    NO = 2
    """The answer is no: refused, a test failed, the journal does not hold."""
    INVALID = 3
    """The input is invalid: documents with problems, a body that is no request."""
    UNKNOWN = 4
    """The question could not be decided."""
