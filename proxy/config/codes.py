"""The codes of problems: the one place that says which there are, what each means and how grave it is.

A code is a promise: it keeps its meaning as long as it exists, and is never given to another problem. Its page is
`docs/reference/problems/<code>.md`; tests hold the pages to this table and their examples to the program.
"""

from enum import StrEnum
from typing import Self


class Severity(StrEnum):
    """What a problem means for the directory it stands in."""

    ERROR = "error"
    """It cannot be built; a gateway that runs keeps what it has."""
    WARNING = "warning"
    """It can, and does something else than its author is likely to mean."""


class Code(StrEnum):
    """A code, with its `heading` (a few words), its `meaning` (one sentence) and its `severity`."""

    heading: str
    meaning: str
    severity: Severity

    def __new__(cls, value: str, heading: str, meaning: str, severity: Severity = Severity.ERROR) -> Self:
        """Return the member; its value is the code alone."""
        code = str.__new__(cls, value)
        code._value_ = value
        code.heading, code.meaning, code.severity = heading, meaning, severity
        return code

    @property
    def page(self) -> str:
        """Where the repository explains it."""
        return f"docs/reference/problems/{self.value}.md"

    FILES = "FL001", "unreadable files", "A file or directory cannot be read, or there is too much of it."
    YAML = "FL002", "not sound YAML", "The text is not YAML 1.2, or uses a part of it that configuration does not need."
    SCHEMA = "FL003", "wrong shape", "A document is not in the shape of its kind: a key, a type or a value is wrong."
    REFERENCE = "FL004", "unknown or doubled name", "A name that a document uses does not exist, or is taken twice."
    CEL = "FL005", "wrong expression", "A CEL expression is not well formed, or its types do not fit."
    MEANING = (
        "FL006",
        "cannot be meant",
        "Facts contradict each other, a secret cannot be read, or a message has a placeholder that nobody fills.",
    )

    GATE = "FL007", "gate closed", "A case that guards the directory does not come out as it says it must."

    UNREACHABLE = (
        "FL101",
        "about nothing",
        "A policy, or a part of it, is about a scope, a name or a call that cannot be.",
        Severity.WARNING,
    )
    EMPTY_LANE = (
        "FL102",
        "empty lane",
        "A key's calls, or those with some tag, are refused whichever model they ask for.",
        Severity.WARNING,
    )
    DEAD_FALLBACK = (
        "FL103",
        "fallback that leads nowhere",
        "No endpoint of a fallback's model can be in the lane.",
        Severity.WARNING,
    )
    NO_PRICE = "FL104", "price unknown", "A policy asks for the price of an endpoint that has none.", Severity.WARNING
    UNKNOWN_FACT = (
        "FL105",
        "fact unknown",
        "An endpoint is out because a fact that a policy asks for is not stated.",
        Severity.WARNING,
    )
    EVIDENCE_EXPIRED = (
        "FL106",
        "evidence expired",
        "The facts of endpoints count as unknown, since their evidence is too old.",
        Severity.WARNING,
    )
    EVIDENCE_EXPIRES = (
        "FL107",
        "evidence about to expire",
        "In 30 days or fewer, the facts of endpoints will count as unknown.",
        Severity.WARNING,
    )
    CAN_FAIL = (
        "FL108",
        "expression that can fail",
        "An expression has no value for some calls, and an error means no.",
        Severity.WARNING,
    )
    TAG_GAIN = (
        "FL109",
        "client can gain by a tag",
        "A client that declares one more tag is asked for less.",
        Severity.WARNING,
    )
    WIDER_GRANT = (
        "FL110",
        "grant wider than its parent's",
        "A team or key is granted what a team above it is not; it has no effect.",
        Severity.WARNING,
    )
    AMBIGUOUS = (
        "FL111",
        "ambiguous precedence",
        "Two policies of one scope state the same favour, and only their ids decide.",
        Severity.WARNING,
    )
    WAIVER_EXPIRED = "FL112", "waiver expired", "A waiver is past its last day and lifts nothing.", Severity.WARNING
    WAIVER_EXPIRES = (
        "FL113",
        "waiver about to expire",
        "A waiver lifts its policy for 30 days or fewer.",
        Severity.WARNING,
    )
    EMPTY_PATTERN = (
        "FL114",
        "pattern of nothing",
        "A name or pattern fits no provider or model of the catalogue.",
        Severity.WARNING,
    )
    NOT_ENFORCED = (
        "FL115",
        "cap not enforced",
        "A cap is decided and told, and nothing counts against it in this version.",
        Severity.WARNING,
    )
