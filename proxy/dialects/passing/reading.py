"""What the outlines and answers of all operations read alike: the model, the client's wishes, counts of tokens."""

from collections.abc import Mapping
from typing import Any

from proxy.canonical.jsontext import MalformedJson, parse
from proxy.canonical.outline import Outline
from proxy.dialects.members import check, is_a, wrong
from proxy.dialects.openai_chat import errors
from proxy.dialects.preferences import read_preferences, split_model
from proxy.dialects.splice import read_object
from proxy.errors import MalformedStream

NOTHING: frozenset[str] = frozenset()
TEXT = ("text",)
MARKS = 16
"""What a tokenizer may put around a text, however short: `[CLS]` and `[SEP]`, or a prefix such as `query: `."""


def read_document(body: bytes, kinds: Mapping[str, type]) -> dict[str, Any]:
    """Return the object that *body* says, its members of these *kinds*; `InvalidRequest` where it is not."""
    document = read_object(body)
    check(document, kinds)
    return document


def sketch(name: str, body: bytes, document: Mapping[str, Any]) -> Outline:
    """Return the outline of a *body* of plain text for the operation *name*; the operation changes what is otherwise."""
    told = document.get("model") or next(iter(document.get("models") or ()), None)
    if not isinstance(told, str) or not split_model(told)[0]:
        raise wrong("model", "the name of a model")
    model, suffixes = split_model(told)
    return Outline(
        dialect=name,
        body=body,
        document=document,
        model=model,
        stream=False,
        include_usage=True,
        tools=(),
        modalities=TEXT,
        needs=NOTHING,
        input_tokens=len(body),
        max_output_tokens=None,
        session=text(document, "session_id"),
        user=text(document, "user"),
        preferences=read_preferences(document, suffixes, NOTHING, NOTHING),
    )


def text(document: Mapping[str, Any], key: str) -> str:
    """Return the text *key* of *document*; empty where there is none."""
    value = document.get(key)
    return value if isinstance(value, str) else ""


def weigh(value: Any) -> int:
    """Return how many tokens the text *value* has at most; zero where it is no text."""
    return len(value.encode("utf-8", "surrogatepass")) + MARKS if isinstance(value, str) else 0


def read_answer(body: bytes, member: str) -> dict[str, Any]:
    """Return the answer that *body* says, which must have the list *member*; `MalformedStream` where it is none."""
    answer = read_json(body)
    if not isinstance(answer.get(member), list):
        raise MalformedStream(f"the answer has no list `{member}`")
    return answer


def read_json(body: bytes) -> dict[str, Any]:
    """Return the object that *body* says; a failure told with status 200 is no answer."""
    try:
        answer = parse(body)
    except MalformedJson as error:
        raise MalformedStream(f"the answer is not JSON: {error}") from None
    if not isinstance(answer, dict):
        raise MalformedStream("the answer is not a JSON object")
    if answer.get("error"):
        raise MalformedStream(f"the answer is an error: {errors.from_value(answer['error']).message}")
    return answer


def count(counts: Any, *names: str) -> int | None:
    """Return the first of *names* that *counts* has as a number that is not negative; some providers count in floats."""
    if not isinstance(counts, dict):
        return None
    told: list[Any] = [counts[name] for name in names if is_a(counts.get(name), float)]
    return next((int(number) for number in told if 0 <= number < float("inf")), None)
