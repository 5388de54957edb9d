"""A canonical answer as a whole completion; what a model thinks, shows or calls has no place in one."""

from typing import Any

from proxy.canonical.content import RefusalPart, TextPart
from proxy.canonical.jsontext import dump
from proxy.canonical.response import CanonicalResponse, Choice
from proxy.canonical.unset import UNSET
from proxy.dialects import costs
from proxy.dialects.members import merge
from proxy.dialects.openai_chat import usage
from proxy.dialects.openai_completions import finish, logprobs

OBJECT = "text_completion"


def encode(response: CanonicalResponse) -> bytes:
    """Return *response* as a body."""
    known = {
        "id": response.id,
        "object": OBJECT,
        "created": response.created,
        "model": response.model,
        "choices": [encode_choice(choice) for choice in response.choices],
        "usage": usage.encode(response.usage) | costs.write(response.cost) if response.usage else UNSET,
    }
    return dump(merge(known, response.extra))


def encode_choice(choice: Choice) -> dict[str, Any]:
    """Return *choice*, its words and its refusals together as one text."""
    tokens = [token for part in choice.parts if isinstance(part, TextPart) for token in part.logprobs]
    return {
        "text": "".join(part.text for part in choice.parts if isinstance(part, TextPart | RefusalPart)),
        "index": choice.index,
        "logprobs": logprobs.encode(tokens) if tokens else None,
        "finish_reason": finish.encode(choice.finish_reason),
    }
