"""The prompt of a completion, and what no conversational model can do with one, refused."""

from collections.abc import Mapping
from typing import Any

from proxy.dialects.members import is_a, wrong
from proxy.errors import InvalidRequest

WAY_OUT = "or call `POST /v1/chat/completions`"
UNSUPPORTED = "unsupported_parameter"


def read_prompt(document: Mapping[str, Any]) -> str:
    """Return the one prompt of *document*, which may be written as a list of one; `InvalidRequest` for any other."""
    prompt = document.get("prompt")
    if isinstance(prompt, list) and len(prompt) == 1 and isinstance(prompt[0], str):
        return prompt[0]
    if isinstance(prompt, str):
        return prompt
    if not isinstance(prompt, list) or not prompt:
        raise wrong("prompt", "a string")
    if all(isinstance(each, str) for each in prompt):
        raise InvalidRequest(
            f"`prompt` has {len(prompt)} prompts; send one call for each of them", param="prompt", code=UNSUPPORTED
        )
    raise InvalidRequest(
        "`prompt` is in tokens, which mean another text to every model; send the text itself",
        param="prompt",
        code=UNSUPPORTED,
    )


def refuse_continuations(document: Mapping[str, Any]) -> None:
    """Raise `InvalidRequest` for what asks to continue a text rather than to answer it."""
    best, choices = document.get("best_of"), document.get("n")
    if document.get("suffix"):
        raise unsupported("suffix", "no conversational model fills in before a suffix")
    if document.get("echo"):
        raise unsupported("echo", "the prompt is not part of an answer")
    if best is not None and best != (1 if choices is None else choices):
        raise unsupported("best_of", "nobody ranks answers by their probability; ask for `n` and choose")


def unsupported(param: str, why: str) -> InvalidRequest:
    """Return the error for what cannot be had here."""
    return InvalidRequest(f"`{param}` cannot be had: {why}; send without, {WAY_OUT}", param=param, code=UNSUPPORTED)


def read_logprobs(document: Mapping[str, Any]) -> int | None:
    """Return how many of the likeliest tokens are asked for beside the chosen ones; `None` where no logprobs are."""
    wish = document.get("logprobs")
    if wish is None:
        return None
    if not is_a(wish, int) or wish < 0:
        raise wrong("logprobs", "a number of tokens, or nothing")
    return int(wish)
