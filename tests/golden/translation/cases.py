"""What is sent and what is expected, read from and written to JSON files.

A text of many equal letters is written as `<100000 x>` in every file.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
LEAST = 1_000
SHORT = re.compile(r"<(\d+) x>")
LONG = re.compile(f"x{{{LEAST},}}")


def widen(text: str) -> str:
    """Return *text* with its long texts written out."""
    return SHORT.sub(lambda found: "x" * int(found[1]), text)


def narrow(text: str) -> str:
    """Return *text* with its long texts made short."""
    return LONG.sub(lambda found: f"<{len(found[0])} x>", text)


@cache
def read(side: str, dialect: str) -> Mapping[str, Any]:
    """Return the cases of a *dialect* as a client's or a provider's, by name."""
    return json.loads(widen((HERE / side / f"{dialect}.json").read_text()))


def page(client: str, provider: str) -> Path:
    """Return where it stands what is expected of a pair."""
    return HERE / "expected" / client / f"{provider}.json"


@cache
def expected(client: str, provider: str) -> Mapping[str, Any]:
    """Return what is expected of a pair, case by case."""
    return json.loads(page(client, provider).read_text())


def written(found: Mapping[str, Any]) -> str:
    """Return the text of a file that expects what was *found*."""
    return narrow(json.dumps(found, indent=1, ensure_ascii=False)) + "\n"
