"""Anthropic's Messages: what Claude Code and Anthropic's SDKs speak, and several providers imitate.

Written after the types of the `anthropic` Python package 2.13.0 (generated from Anthropic's specification), which are the
API reference in a form that can be checked, and Anthropic's documentation of November 2026. Where imitators differ, the
module that copes says who and how.
"""

from proxy.dialects.anthropic_messages.dialect import ANTHROPIC_MESSAGES
from proxy.dialects.anthropic_messages.flavours import FLAVOURS

__all__ = ["ANTHROPIC_MESSAGES", "FLAVOURS"]
