"""Calls that are no conversation: embeddings, images, speech, transcription, rerank.

They pass through under policy, with the model's name changed and nothing translated. Each is a small dialect of its own;
an endpoint offers it by `operations` in its provider document, and its flavour says how the credential is shown. What
they share with Chat Completions, OpenAI's shape of an error and of an event stream, is taken from that package.
"""

from collections.abc import Mapping
from types import MappingProxyType

from proxy.dialects.passing.embeddings import Embeddings
from proxy.dialects.passing.images import Images
from proxy.dialects.passing.operation import Operation
from proxy.dialects.passing.rerank import Rerank
from proxy.dialects.passing.speech import Speech
from proxy.dialects.passing.transcription import Transcription

OPERATIONS: Mapping[str, Operation] = MappingProxyType(
    {each.name: each for each in (Embeddings(), Images(), Speech(), Transcription(), Rerank())}
)
"""Every operation by the name of its dialect."""

__all__ = ["OPERATIONS", "Operation"]
