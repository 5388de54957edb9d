"""How many tokens a body may be at most, before anybody has counted: what all outlines share.

A token of a byte-level tokenizer is at least one byte of text, and the JSON around a turn is longer than any chat
template's own marks; so the bytes of a body bound the tokens of its text. What is not text is counted apart.
"""

IMAGE_TOKENS = 48_169
"""An image, whatever its size: the most a documented model counts (gpt-4o-mini: 2,833 and 8 tiles of 5,667)."""

AUDIO_CHARACTERS_PER_TOKEN = 32
"""Audio: a token for 32 base64 characters, which no model exceeds at 8 kbit/s or more (Gemini counts 32 a second)."""

OPAQUE_TOKENS = 100_000
"""A file, audio by its id, or a part of an unknown kind, beside its bytes: the one figure without a proof."""

TOOLS_TOKENS = 1_024
"""The instructions that providers put before tools (Anthropic documents up to 530)."""


def weigh_image(characters: int) -> int:
    """Return what an image counts for beside the *characters* that it takes in the body, which may be less than nothing."""
    return IMAGE_TOKENS - characters


def weigh_audio(characters: int) -> int:
    """Return the same for audio in base64."""
    return characters // AUDIO_CHARACTERS_PER_TOKEN + 1 - characters if characters else OPAQUE_TOKENS
