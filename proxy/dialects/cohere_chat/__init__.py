"""Cohere's Chat API, version 2: `v2/chat`.

Written after the types of the `cohere` Python package 7.3.1 (generated from Cohere's API definition), which are the API
reference in a form that can be checked, and after Cohere's guides and its page of errors (docs.cohere.com, read November
2026). Its models sign and encrypt nothing, so the family is nobody's.
"""

from proxy.dialects.cohere_chat.dialect import COHERE_CHAT

__all__ = ["COHERE_CHAT"]
