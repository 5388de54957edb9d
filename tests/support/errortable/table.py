"""The page of the reference: every error in every client dialect."""

from collections.abc import Mapping

from proxy.canonical.failure import FailureKind
from proxy.pool.outcome import FALLS_BACK
from proxy.upstream.failure import outcome_of
from tests.support.errortable.clients import TITLES, Seen
from tests.support.errortable.run import SENT, Table

MEANINGS: Mapping[FailureKind, str] = {
    FailureKind.INVALID: "the request breaks a rule of the provider's",
    FailureKind.CONTEXT_LENGTH: "prompt, or prompt and answer, are longer than the model takes",
    FailureKind.CONTENT_FILTER: "the provider's filter refused the prompt",
    FailureKind.TOO_LARGE: "the body is too large",
    FailureKind.NOT_FOUND: "the provider does not have the model",
    FailureKind.AUTHENTICATION: "the gateway's credential is wrong",
    FailureKind.PERMISSION: "the gateway's credential may not do this",
    FailureKind.BILLING: "the gateway's account is not paid, or its quota used up",
    FailureKind.RATE_LIMIT: "too many requests or tokens",
    FailureKind.OVERLOADED: "the provider has no room for anybody",
    FailureKind.TIMEOUT: "the provider took too long",
    FailureKind.SERVER: "the provider's own fault, or one that it does not explain",
}

HEAD = """\
# Errors

Every error in the words of the client's dialect, and the class of the exception that the official SDK raises for it. This
page is written by the tests (`python -m tests.support.errortable`), which make each error happen and let the SDKs tell;
`tests/integration/test_error_table.py` fails where it is not so.

## What a provider complains of

A provider's error is read by its dialect as one of these, by its type, code, status and, where only they tell, its words.
Where the next endpoint may do better the call falls back, and the client sees an error only if every attempt failed; else
it gets the provider's own message, with the endpoint's name before it. A vague complaint (`invalid_request`) goes by its
status: 401 to 403 are the credential's, 404, unless the provider says what else is missing, the model's, 408 a timeout,
429 a rate limit, and 5xx the provider's fault.

| complaint | meaning | outcome | then |
|---|---|---|---|
"""

RULES = """
- Where all attempts made one complaint, its own status is told (429 for a rate limit, 504 for a timeout); else it is 503,
  with each attempt's outcome under `attempts`.
- `Retry-After` is the shortest that a provider asked for; clients of Gemini find it in `RetryInfo` too.
- Of the gateway's own credential and account a client is told that they failed, and nothing of what the provider said.
  Wherever else a provider repeats the credential, `(credential)` stands in its place.
- Once content has reached the client nothing falls back: the stream ends with the error in the client's dialect.
- A policy's refusal has `decision`, `policy` and `reasons` in the error object of every dialect.
"""

COLUMNS = "| error | status | type | code | exception |\n|---|---|---|---|---|\n"


def render(complaints: Table, own: Table) -> str:
    """Return the page."""
    meanings = "".join(meaning(kind) for kind in FailureKind)
    return HEAD + meanings + RULES + "".join(section(client, complaints[client], own[client]) for client in TITLES)


def meaning(kind: FailureKind) -> str:
    """Return the row that explains *kind*."""
    outcome = outcome_of(kind, SENT[kind])
    then = "next endpoint" if outcome in FALLS_BACK else "client"
    return f"| `{kind}` | {MEANINGS[kind]} | `{outcome}` | {then} |\n"


def section(client: str, complaints: Mapping[str, Seen], own: Mapping[str, Seen]) -> str:
    """Return what clients of one dialect see; where every endpoint complains alike, or the gateway itself does."""
    told = "".join(row(f"`{name}`", seen) for name, seen in complaints.items())
    return f"\n## {TITLES[client]}\n\n{COLUMNS}{told}{''.join(row(name, seen) for name, seen in own.items())}"


def row(name: str, seen: Seen) -> str:
    """Return one error."""
    code = "the provider's" if seen.code == "simulated_fault" else f"`{seen.code}`"
    return f"| {name} | {seen.status} | `{seen.word}` | {code} | `{seen.exception}` |\n"
