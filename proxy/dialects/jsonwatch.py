"""Watches a JSON text arrive in pieces, to know when it is whole.

Dialects whose blocks may not overlap must know when the arguments of one tool call are complete before they begin the
next; OpenAI's dialect never says so.
"""

import re

TOKEN = re.compile(r'["\\]|[{}\[\]]')


class JsonWatch:
    """One object or list on its way; a text that begins with anything else never counts as whole."""

    def __init__(self) -> None:
        self._depth = 0
        self._in_string = False
        self._escaped_at = -1
        self._seen = 0
        self.is_whole = False

    def feed(self, text: str) -> None:
        """Take the next piece; what follows a whole text is not looked at."""
        for match in TOKEN.finditer(text):
            if self.is_whole:
                break
            self._token(match.group(), self._seen + match.start())
        self._seen += len(text)

    def _token(self, mark: str, at: int) -> None:
        if self._in_string:
            if mark == "\\" and self._escaped_at != at:
                self._escaped_at = at + 1
            elif mark == '"' and self._escaped_at != at:
                self._in_string = False
        elif mark == '"':
            self._in_string = True
        elif mark in "{[":
            self._depth += 1
        elif mark in "}]":
            self._depth -= 1
            self.is_whole = self._depth <= 0
