"""OpenAI Responses: what Codex and OpenAI's newer SDKs speak, and many servers imitate.

Written after the types of the `openai` Python package 3.57.0 (generated from OpenAI's specification, November 2026),
which are the API reference in a form that can be checked. Where imitators differ, the module that copes says who and
how.

The gateway keeps nothing between two calls, so this dialect is stateless here: `stateless.py` says what that means.
"""

from proxy.dialects.openai_responses.dialect import OPENAI_RESPONSES
from proxy.dialects.openai_responses.flavours import FLAVOURS

__all__ = ["FLAVOURS", "OPENAI_RESPONSES"]
