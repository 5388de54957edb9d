"""OpenAI Chat Completions: what nearly every client speaks and nearly every provider imitates.

Written after the types of the `openai` Python package 3.57.0 (generated from OpenAI's specification, October 2026), which
are the API reference in a form that can be checked. Where imitators differ, the module that copes says who and how.
"""

from proxy.dialects.openai_chat.dialect import OPENAI_CHAT

__all__ = ["OPENAI_CHAT"]
