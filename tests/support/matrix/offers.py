"""What a provider does not offer on any model, though the wire format that it speaks has words for it.

Read in the providers' documentation in November 2026, as each flavour's own docstring says; `docs/reference/dialects.md`
shows these cells as not offered, and the gateway refuses them as it would with a catalogue that knows it.
"""

FEATURES = frozenset({"tools", "json_schema", "vision", "audio", "files", "reasoning", "prompt_cache", "logprobs"})
"""Every feature of the catalogue."""

ANTHROPICS = (
    "anthropic_messages", "anthropic", "vertex_anthropic", "foundry_anthropic", "bedrock_anthropic", "anthropic_compatible",
)  # fmt: skip

NOT_OFFERED: dict[str, frozenset[str]] = {
    **dict.fromkeys(ANTHROPICS, frozenset({"audio"})),
    "openai_responses": frozenset({"audio"}),
    "azure_responses": frozenset({"audio"}),
    "cohere": frozenset({"audio", "files"}),
    "perplexity": frozenset({"tools"}),
}
"""Flavour to the catalogue's features that none of the provider's models has."""
