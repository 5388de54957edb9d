"""Images from words, `POST /v1/images/generations`, whole or as a stream of ever better pictures.

After `ImageGenerateParams`, `ImagesResponse` and `ImageGenStreamEvent` of `openai` 3.57.0. Imitators take pictures to
start from beside the prompt; `input_references` is OpenRouter's. The tokens of `svg_usage` are of another model than the
one that was called, and are not counted.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from proxy.canonical.outline import Outline
from proxy.canonical.usage import Usage
from proxy.dialects.base import NOWHERE, Reading, Relay, Where
from proxy.dialects.members import wrong
from proxy.dialects.passing.events import EventTap, Kinds
from proxy.dialects.passing.operation import Operation
from proxy.dialects.passing.reading import count, read_answer, read_document, sketch, weigh
from proxy.dialects.weights import IMAGE_TOKENS

NAME = "openai_images"
MOST_IMAGES = 16
PICTURES = ("image", "images", "image_url", "input_references")
"""Members with pictures to start from."""


class Images(Operation):
    """The operation `images`."""

    name = wire = NAME
    operation = "images"
    path = "images/generations"

    def outline(self, body: bytes, where: Where = NOWHERE) -> Outline:  # noqa: ARG002 - a body says everything itself
        """Read a client's *body*."""
        document = read_document(body, {"n": int, "stream": bool, "user": str})
        prompt = document.get("prompt")
        if not isinstance(prompt, str) or not prompt:
            raise wrong("prompt", "a string")
        shown = pictures(document)
        return replace(
            sketch(NAME, body, document),
            stream=document.get("stream") is True,
            modalities=("image", "text") if shown else ("text",),
            input_tokens=weigh(prompt) + shown * IMAGE_TOKENS,
            choices=wanted(document),
        )

    def read(self, body: bytes) -> Reading:
        """Read a provider's whole answer."""
        return Reading(usage=usage_of(read_answer(body, "data").get("usage")), finish_reason=None)

    def tap(self, outline: Outline) -> Relay:
        """Return the relay of one stream, which is whole once every image is."""
        return EventTap(KINDS, expected=outline.choices)


def pictures(document: Mapping[str, Any]) -> int:
    """Return how many pictures the client shows."""
    shown = (document[name] for name in PICTURES if document.get(name))
    return sum(len(each) if isinstance(each, list) else 1 for each in shown)


def wanted(document: Mapping[str, Any]) -> int:
    """Return how many images the client wants."""
    wish = document.get("n")
    wish = 1 if wish is None else int(wish)
    if not 1 <= wish <= MOST_IMAGES:
        raise wrong("n", f"an integer from 1 to {MOST_IMAGES}")
    return wish


def usage_of(counts: Any) -> Usage | None:
    """Return what a provider counted; without details, all output is picture."""
    told, made = count(counts, "input_tokens", "prompt_tokens"), count(counts, "output_tokens", "completion_tokens")
    if told is None and made is None:
        return None
    shown = count(counts.get("input_tokens_details"), "image_tokens")
    drawn = count(counts.get("output_tokens_details"), "image_tokens")
    return Usage(
        input_tokens=told or 0,
        output_tokens=made or 0,
        image_input_tokens=min(shown or 0, told or 0),
        image_output_tokens=(made or 0) if drawn is None else min(drawn, made or 0),
    )


KINDS = Kinds(content=frozenset({"image_generation.partial_image"}), ends="image_generation.completed", usage=usage_of)
