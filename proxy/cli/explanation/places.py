"""Words that more than one part needs: places, values, prices."""

from collections.abc import Mapping
from typing import Any

from proxy.canonical.jsontext import dump


def below(root: str, text: str) -> str:
    """Return *text* with its paths as they are seen from *root*."""
    return text.replace(f"{root.rstrip('/')}/", "")


def show_value(value: Any) -> str:
    """Return a value as JSON has it, with blanks after commas; `absent` for a key that is not there."""
    match value:
        case None:
            return "absent"
        case list():
            return f"[{', '.join(map(show_value, value))}]"
        case dict():
            return f"{{{', '.join(f'{show_value(key)}: {show_value(each)}' for key, each in value.items())}}}"
    return dump(value).decode()


def attempts_words(number: int) -> str:
    """Return a number of attempts for people."""
    return "1 attempt" if number == 1 else f"{number} attempts"


def price(value: Mapping[str, float] | None) -> str:
    """Return prices for people."""
    return "unknown" if value is None else f"{value['input']:g} / {value['output']:g}"
