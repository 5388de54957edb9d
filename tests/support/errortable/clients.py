"""The official SDKs, each calling once with no retries, and what each tells of the error that it raises."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import anthropic
import openai
from google import genai

PROMPT = "Write 5 words about rivers."


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call of a client: to where, by whom, and for what."""

    url: str
    model: str
    key: str
    tags: str = ""
    prompt: str = PROMPT

    @property
    def headers(self) -> dict[str, str]:
        """The headers of the gateway's own."""
        return {"X-Fairlane-Tags": self.tags} if self.tags else {}


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What a client sees of an error; `error` is the dialect's error object."""

    status: int
    word: str
    code: str
    exception: str
    retry_after: str | None
    error: Mapping[str, Any]
    text: str


def openai_chat(call: Call) -> Seen:
    """Call as clients of Chat Completions do."""
    client = openai.OpenAI(base_url=f"{call.url}/v1", api_key=call.key, max_retries=0, default_headers=call.headers)
    messages: Any = [{"role": "user", "content": call.prompt}]
    return openais(client, lambda: client.chat.completions.create(model=call.model, messages=messages))


def openai_responses(call: Call) -> Seen:
    """Call as clients of Responses do."""
    client = openai.OpenAI(base_url=f"{call.url}/v1", api_key=call.key, max_retries=0, default_headers=call.headers)
    return openais(client, lambda: client.responses.create(model=call.model, input=call.prompt))


def openais(client: openai.OpenAI, ask: Callable[[], Any]) -> Seen:
    """Return the error with which OpenAI's SDK ends."""
    try:
        with client:
            answer = ask()
    except openai.APIStatusError as error:
        told: Any = error.body
        return seen(error.response, type(error), told, word="type", code=str(told["code"]))
    raise AssertionError(f"no error but {answer}")


def anthropic_messages(call: Call) -> Seen:
    """Call as clients of Messages do."""
    client = anthropic.Anthropic(base_url=call.url, api_key=call.key, max_retries=0, default_headers=call.headers)
    try:
        with client:
            answer = client.messages.create(
                model=call.model, max_tokens=64, messages=[{"role": "user", "content": call.prompt}]
            )
    except anthropic.APIStatusError as error:
        body: Any = error.body
        return seen(error.response, type(error), body["error"], word="type", code=body["error"].get("code", ""))
    raise AssertionError(f"no error but {answer}")


def gemini(call: Call) -> Seen:
    """Call as clients of the Gemini API do."""
    client = genai.Client(
        api_key=call.key, vertexai=False, http_options={"base_url": call.url, "headers": call.headers}
    )
    try:
        answer = client.models.generate_content(model=call.model, contents=call.prompt)
    except genai.errors.APIError as error:
        told = error.details["error"]
        reason = next(detail["reason"] for detail in told["details"] if "reason" in detail)
        return seen(error.response, type(error), told, word="status", code=reason)
    finally:
        client.close()
    raise AssertionError(f"no error but {answer}")


def seen(response: Any, exception: type, error: Mapping[str, Any], *, word: str, code: str) -> Seen:
    """Return what an SDK's *exception* tells."""
    return Seen(
        status=response.status_code,
        word=error[word],
        code=code,
        exception=exception.__name__,
        retry_after=response.headers.get("Retry-After"),
        error=error,
        text=response.text,
    )


CLIENTS: Mapping[str, Callable[[Call], Seen]] = {
    "openai_chat": openai_chat,
    "openai_responses": openai_responses,
    "anthropic_messages": anthropic_messages,
    "gemini": gemini,
}
TITLES = {
    "openai_chat": "OpenAI Chat Completions (`openai`)",
    "openai_responses": "OpenAI Responses (`openai`)",
    "anthropic_messages": "Anthropic Messages (`anthropic`)",
    "gemini": "Gemini (`google-genai`)",
}
