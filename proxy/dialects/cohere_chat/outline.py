"""A `v2/chat` body from a distance: what policies, pool and ledger must know, and nothing of what is said.

Only what the gateway relies on is checked; the rest is the provider's to judge. `input_tokens` is an estimate from above;
`weights.py` says how it is made.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from proxy.canonical.outline import Outline
from proxy.canonical.unset import Unset
from proxy.dialects import weights
from proxy.dialects.cohere_chat.body import PARAMETERS
from proxy.dialects.cohere_chat.request import KINDS, token_bound
from proxy.dialects.members import check, wrong
from proxy.dialects.preferences import read_preferences, split_model
from proxy.dialects.seals import MARKED
from proxy.dialects.splice import read_object

NAME = "cohere_chat"
MODALITIES = {"text": "text", "thinking": "text", "document": "text", "image_url": "image"}
NEEDS = {"image": "vision"}
NATIVE_MEMBERS = ("documents",)
"""Members that ask for what no other dialect can be asked for."""

Part = Mapping[str, Any]
TEXT: Part = {"type": "text"}
"""What a content that is a plain string counts as."""


def read(body: bytes) -> Outline:
    """Return the outline of a client's *body*; `InvalidRequest` with the `param` at fault."""
    document = read_object(body)
    check(document, KINDS)
    name = document.get("model")
    if not isinstance(name, str) or not split_model(name)[0]:
        raise wrong("model", "the name of a model")
    model, suffixes = split_model(name)
    parts = list(_parts(document))
    tools, natives = _tools(document)
    modalities = tuple(sorted({_modality(part) for part in parts})) or ("text",)
    needs = _needs(document, modalities, has_tools=bool(tools))
    bound = token_bound(document)
    parameters = frozenset(name for key, name in PARAMETERS.items() if document.get(key) is not None)
    return Outline(
        dialect=NAME,
        body=body,
        document=document,
        model=model,
        stream=document.get("stream") is True,
        include_usage=True,
        tools=tools,
        modalities=modalities,
        needs=needs,
        input_tokens=len(body) + sum(map(_weight, parts)) + (weights.TOOLS_TOKENS if tools else 0),
        max_output_tokens=None if isinstance(bound, Unset) else bound,
        session="",
        user="",
        preferences=read_preferences(document, suffixes, needs, parameters),
        parameters=parameters,
        natives=(*natives, *(member for member in NATIVE_MEMBERS if document.get(member))),
        has_foreign_seals=MARKED in body,
    )


def _parts(document: Mapping[str, Any]) -> Iterator[Part]:
    """Yield every block of every turn; a plain text counts as one."""
    messages = document.get("messages")
    if not isinstance(messages, list) or not messages:
        raise wrong("messages", "a list of at least one message")
    for index, message in enumerate(messages):
        if not isinstance(message, dict):
            raise wrong(f"messages[{index}]", "an object")
        content = message.get("content")
        if isinstance(content, list):
            yield from (_part(part, f"messages[{index}].content[{at}]") for at, part in enumerate(content))
        elif content is None or isinstance(content, str):
            yield TEXT
        else:
            raise wrong(f"messages[{index}].content", "a string or a list of content blocks")


def _part(part: Any, place: str) -> Part:
    if not isinstance(part, dict):
        raise wrong(place, "an object")
    if not isinstance(part.get("type"), str):
        raise wrong(f"{place}.type", "a string")
    return part


def _modality(part: Part) -> str:
    kind: str = part["type"]
    return MODALITIES.get(kind, kind)


def _tools(document: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the tools on offer, and of those that the provider runs, which go by their type."""
    names, natives = [], []
    for index, tool in enumerate(document.get("tools") or []):
        kind = tool.get("type") if isinstance(tool, dict) else None
        function = tool.get("function") if isinstance(tool, dict) else None
        name = function.get("name") if kind == "function" and isinstance(function, dict) else kind
        if not isinstance(name, str) or (kind == "function" and not isinstance(function, dict)):
            raise wrong(f"tools[{index}]", "a function with a name")
        names.append(name)
        natives += [] if kind == "function" else [name]
    return tuple(names), tuple(natives)


def _needs(document: Mapping[str, Any], modalities: Iterable[str], *, has_tools: bool) -> frozenset[str]:
    wish = document.get("response_format") or {}
    needs = {NEEDS[modality] for modality in modalities if modality in NEEDS}
    needs |= {"tools"} if has_tools else set()
    return frozenset(needs | ({"json_schema"} if wish.get("json_schema") else set()))


def _weight(part: Part) -> int:
    """Return what *part* counts for beside its bytes, which may be less than nothing."""
    match _modality(part):
        case "text":
            return 0
        case "image":
            image = part.get("image_url")
            url = image.get("url") if isinstance(image, dict) else None
            return weights.weigh_image(len(url) if isinstance(url, str) else 0)
        case _:
            return weights.OPAQUE_TOKENS
