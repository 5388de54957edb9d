"""What a plain scalar means: the core schema of YAML 1.2.2, section 10.3.2.

One rule is stricter than the specification. `012` is 10 to YAML 1.1, 12 to YAML 1.2 and a typing error to people, so a
number with a leading zero stays text, and the document's schema refuses it with its place. So does a number longer
than any real one.
"""

import re

LONGEST_NUMBER = 32
"""Characters; no field of ours needs a third of them, and a conversion is then never slow."""

WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}

DECIMAL = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
FLOAT = re.compile(
    r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)


def resolve(text: str) -> str | int | float | bool | None:
    """Return the value of the plain scalar *text*."""
    if text in WORDS:
        return WORDS[text]
    if len(text) > LONGEST_NUMBER:
        return text
    if DECIMAL.fullmatch(text):
        return int(text)
    if BASED.fullmatch(text):
        return int(text, 0)
    if FLOAT.fullmatch(text):
        return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
    return text
