"""Watches a JSON text arrive in pieces, to know when it is whole.

Dialects whose blocks may not overlap must know when the arguments of one tool call are complete before they begin the
next; OpenAI's dialect never says so.
"""

import re

TOKEN = re.compile(r'\\.|["\\{}\[\]]', re.DOTALL)
"""An escape with what it escapes is one token; a piece may end between the two."""


class JsonWatch:
    """One object or list on its way; a text that begins with anything else never counts as whole."""

    def __init__(self) -> None:
        self._depth = 0
        self._in_string = False
        self._is_escaped = False
        self.is_whole = False

    def feed(self, text: str) -> None:
        """Take the next piece; what follows a whole text is not looked at."""
        if self.is_whole or not text:
            return
        start, self._is_escaped = int(self._is_escaped), False
        for mark in TOKEN.findall(text, start):
            if self._in_string:
                self._in_string = mark != '"'
                self._is_escaped = mark == "\\"
            elif mark == '"':
                self._in_string = True
            elif mark in "{[":
                self._depth += 1
            elif mark in "}]":
                self._depth -= 1
                self.is_whole = self._depth <= 0
                if self.is_whole:
                    break
