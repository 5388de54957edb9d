"""OpenAI's legacy Completions, `POST /v1/completions`: the side that clients see, and no other.

Written after `CompletionCreateParams` and `Completion` of the `openai` Python package 3.57.0. A prompt becomes one turn of
a user's, and the model's words the completion, so that any conversational model answers old clients. What only a model
that continues a text could do (a suffix, an echo, the best of several) is refused, never imitated. Errors, usage and the
form of a stream are those of Chat Completions, and are taken from its package.
"""

from proxy.dialects.openai_completions.dialect import OPENAI_COMPLETIONS

__all__ = ["OPENAI_COMPLETIONS"]
