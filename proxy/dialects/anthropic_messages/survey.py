"""What a conversation holds, seen in one pass over its blocks: kinds of input, weight, and what only Anthropic can read.

Blocks that an answer brought (server tools and their results) are text to the policies, and another dialect can do without
them. A block of an unknown kind that a client put in is a modality of its own, so that no policy overlooks it, and only an
endpoint of Messages can take it. So is a compaction, which stands for all that was said before it.
"""

from collections.abc import Mapping
from typing import Any

from proxy.dialects.members import wrong
from proxy.dialects.weights import OPAQUE_TOKENS, weigh_image

Document = Mapping[str, Any]

PLAIN = frozenset(
    {"text", "thinking", "redacted_thinking", "tool_use", "server_tool_use", "mcp_tool_use", "tool_reference"}
)
"""Kinds that are text and weigh what their bytes do."""

RESULT = "tool_result"
SERVER_RESULT = "_tool_result"
"""How the kinds of results end that a server tool, or MCP, brought."""

MODALITIES = {"image": "image", "document": "file"}
TEXTUAL = frozenset({"search_result"})
"""Kinds that a client puts in and that are text, although no other dialect has them."""

READABLE = {"image": ("base64", "url"), "document": ("base64", "url", "text")}
"""Kinds of sources that other dialects can be given."""

WEIGHED_BY_BYTES = ("text", "content")
"""Kinds of sources of documents that weigh what their bytes do."""

FILE = "file_id"


class Survey:
    """Reads the conversation of one body; `InvalidRequest` where it has none."""

    def __init__(self) -> None:
        self.modalities: set[str] = {"text"}
        self.natives: dict[str, None] = {}
        self.weight = 0

    def read(self, document: Document) -> None:
        """Look at every block of *document*."""
        turns = document.get("messages")
        if not isinstance(turns, list) or not turns:
            raise wrong("messages", "a list of at least one message")
        if document.get("system") is not None:
            self._content(document["system"], "system")
        for index, turn in enumerate(turns):
            if not isinstance(turn, dict):
                raise wrong(f"messages[{index}]", "an object")
            self._content(turn.get("content"), f"messages[{index}].content", is_answer=turn.get("role") == "assistant")

    def _content(self, content: Any, place: str, *, is_answer: bool = False) -> None:
        if isinstance(content, str):
            return
        if not isinstance(content, list):
            raise wrong(place, "a string or a list of blocks")
        for index, block in enumerate(content):
            kind = block.get("type") if isinstance(block, dict) else None
            if not isinstance(kind, str):
                raise wrong(f"{place}[{index}]", "an object with a `type`")
            if kind not in PLAIN:
                self._block(kind, block, f"{place}[{index}]", is_answer=is_answer)

    def _block(self, kind: str, block: Document, place: str, *, is_answer: bool) -> None:
        if kind == RESULT:
            if block.get("content") is not None:
                self._content(block["content"], f"{place}.content")
        elif kind in MODALITIES:
            self._source(kind, block)
        elif not kind.endswith(SERVER_RESULT) and not (is_answer and kind != "compaction"):
            self._unknown(kind)

    def _unknown(self, kind: str) -> None:
        self.natives[kind] = None
        if kind not in TEXTUAL:
            self.modalities.add(kind)
            self.weight += OPAQUE_TOKENS

    def _source(self, kind: str, block: Document) -> None:
        source = block.get("source")
        told = source if isinstance(source, dict) else {}
        self.modalities.add(MODALITIES[kind])
        if told.get("type") not in READABLE[kind]:
            self.natives[FILE if told.get("type") == "file" else kind] = None
        data = told.get("data")
        if kind == "image":
            self.weight += weigh_image(len(data) if isinstance(data, str) else 0)
        elif told.get("type") not in WEIGHED_BY_BYTES:
            self.weight += OPAQUE_TOKENS
