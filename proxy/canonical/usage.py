"""What a call consumed, in every dimension that is billed; counts, no money."""

from dataclasses import fields

from proxy.values import value


@value
class Usage:
    """Tokens by dimension; the parts are contained in the totals, never beside them.

    `input_tokens` includes `cache_read_tokens`, `cache_write_tokens`, audio and images; `output_tokens` includes
    `reasoning_tokens`, audio and images. `cache_write_1h_tokens` are those of `cache_write_tokens` that are kept for an
    hour. `tool_requests` are no tokens: it counts what the provider's own tools did, searches above all.
    """

    input_tokens: int = 0
    output_tokens: int = 0
    cache_read_tokens: int = 0
    cache_write_tokens: int = 0
    cache_write_1h_tokens: int = 0
    reasoning_tokens: int = 0
    audio_input_tokens: int = 0
    audio_output_tokens: int = 0
    image_input_tokens: int = 0
    image_output_tokens: int = 0
    tool_requests: int = 0

    @property
    def total_tokens(self) -> int:
        """Input and output together."""
        return self.input_tokens + self.output_tokens

    def counts(self) -> dict[str, int]:
        """Return the dimensions that are not zero, by name; the totals always."""
        told = {"input_tokens": self.input_tokens, "output_tokens": self.output_tokens}
        for name in PARTS:
            if count := getattr(self, name):
                told[name] = count
        return told


PARTS = tuple(field.name for field in fields(Usage) if field.name not in {"input_tokens", "output_tokens"})
"""The dimensions beside the totals."""


@value
class Cost:
    """What a usage costs, in micro-USD: all of it, and the shares of input and output."""

    total: int
    input: int
    output: int
