"""A `curl` command line as people copy it from a browser or from documentation, read without a shell and without curl.

Source: the manual of curl 8.17 (`-d`, `--data-raw`, `--data-binary`, `--json`, `-H`, `-X`, `--url`), and what browsers
copy: `$'...'` is ANSI-C quoting of the GNU Bash manual. Files are never read (`@file`), and nothing is sent.
"""

import argparse
import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn
from urllib.parse import urlsplit

from proxy.errors import InvalidRequest

Headers = tuple[tuple[str, str], ...]

BEGINS = re.compile(rb"\s*(\$\s+)?curl(\.exe)?\s")
"""How a command line begins; a request body, being a JSON object, never does. Documentation puts a prompt before it."""

ANSI_C = re.compile(r"(?<=\s)\$'((?:[^'\\]|\\.)*)'", re.DOTALL)
ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|x([0-9a-fA-F]{1,2})|(.))", re.DOTALL)
ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "a": "\a", "e": "\x1b"}

MAY_READ_A_FILE = ("-d", "--data", "--data-ascii", "--data-binary", "--json")
TAKEN_AS_IT_IS = ("--data-raw",)
WITHOUT_MEANING: Mapping[int, tuple[str, ...]] = {
    0: (
        *("-s", "--silent", "-S", "--show-error", "-v", "--verbose", "-i", "--include", "-k", "--insecure"),
        *("-L", "--location", "-N", "--no-buffer", "-f", "--fail", "--fail-with-body", "--compressed"),
        *("-g", "--globoff", "--http1.1", "--http2", "-#", "--progress-bar"),
    ),
    1: (
        *("-o", "--output", "-A", "--user-agent", "-e", "--referer", "-b", "--cookie", "-m", "--max-time"),
        *("--connect-timeout", "-w", "--write-out", "-x", "--proxy", "--retry", "--resolve", "--cacert"),
    ),
}
"""Options that change nothing of what the gateway would see, by how many words they take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What the command would send: the path of its URL, its headers in order, and the body."""

    path: str
    headers: Headers
    body: bytes


class Parser(argparse.ArgumentParser):
    """A parser whose errors are ours; they name no value, since one may be a secret."""

    def error(self, message: str) -> NoReturn:
        """Refuse the command; argparse's own text begins with the option and may go on with its value."""
        raise InvalidRequest(f"curl: {message.partition(':')[0]} cannot be read; see `curl --help`")


def is_curl(text: bytes) -> bool:
    """Say whether *text* is a curl command and no request body."""
    return BEGINS.match(text) is not None


def read_curl(text: bytes) -> Sent:
    """Return what the command line *text* would send; `InvalidRequest` where that cannot be told from it alone."""
    found, rest = make_parser().parse_known_args(split(text.decode("utf-8", "replace"))[1:])
    unknown = [word for word in rest if word.startswith("-")]
    if unknown:
        raise InvalidRequest(f"curl: `{option_of(unknown[0])}` is not understood here; leave it out")
    addresses = [*rest, *found.urls]
    if len(addresses) != 1:
        raise InvalidRequest(f"curl: there are {len(addresses)} URLs, and one is needed")
    return Sent(
        path=urlsplit(addresses[0]).path,
        headers=tuple(split_header(each) for each in found.headers),
        body="".join(found.pieces).encode(),
    )


def make_parser() -> Parser:
    """Return the parser of the options that matter, and of those that do not."""
    parser = Parser(prog="curl", add_help=False, allow_abbrev=False)
    parser.add_argument("-H", "--header", action="append", default=[], dest="headers")
    parser.add_argument("--url", action="append", default=[], dest="urls")
    parser.add_argument("-X", "--request", choices=["POST"])
    parser.add_argument(*MAY_READ_A_FILE, action="append", default=[], dest="pieces", type=refuse_file)
    parser.add_argument(*TAKEN_AS_IT_IS, action="append", dest="pieces")
    parser.add_argument(*WITHOUT_MEANING[0], action="store_true", dest="ignored")
    parser.add_argument(*WITHOUT_MEANING[1], dest="ignored")
    return parser


def split(text: str) -> list[str]:
    """Return the words of a command line, as a shell would find them; variables stay as they are written."""
    joined = ANSI_C.sub(
        lambda quoted: shlex.quote(unescape(quoted[1])), text.replace("\\\r\n", " ").replace("\\\n", " ")
    )
    try:
        words = shlex.split(joined)
    except ValueError as error:
        raise InvalidRequest(f"curl: the command line ends too early: {error}".lower()) from None
    return words[1:] if words[0] == "$" else words


def unescape(text: str) -> str:
    """Return the text between `$'` and `'`."""

    def char(found: re.Match[str]) -> str:
        digits = found[1] or found[2] or found[3]
        return chr(int(digits, 16)) if digits else ESCAPES.get(found[4], found[4])

    return ESCAPE.sub(char, text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def refuse_file(text: str) -> str:
    """Return a piece of the body as it stands; `InvalidRequest` where it names a file."""
    if text.startswith("@"):
        raise InvalidRequest("curl: `@file` is not read; name the file as FILE, or paste its text in its place")
    return text


def option_of(word: str) -> str:
    """Return the option in *word* without a value that may hang on it."""
    return word.partition("=")[0] if word.startswith("--") else word[:2]


def split_header(text: str) -> tuple[str, str]:
    """Return name and value of `Name: value`."""
    name, _, value = text.partition(":")
    return name.strip(), value.strip()
