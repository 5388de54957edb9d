"""Endpoints for calls that are no conversation: one provider in Sweden, and one in the USA that draws and embeds."""

MODELS = {
    "embeddings": "openai/vectors",
    "images": "openai/draws",
    "speech": "openai/speaks",
    "transcription": "openai/hears",
    "rerank": "openai/ranks",
}
"""Operation to the model that is called for it."""

HEAD = """
kind: provider
id: {name}
dialect: openai_chat
base_url: SIMULATOR/{name}/v1
credential: env:NORDLYS_API_KEY
defaults:
  headquarters: {country}
  processing: [{country}]
  storage: [{country}]
  retention_days: 0
  training: false
  certifications: [hipaa_baa]
endpoints:"""

ENDPOINT = """
  - id: {name}-{operation}
    model: {model}
    upstream_model: up-{operation}
    operations: [{operation}]
    price: {{input: {price}, output: 0}}"""

MODEL = """
---
kind: model
id: {model}
title: {operation}"""


def provider(name, country, price, operations):
    """Return the document of a provider."""
    rows = (ENDPOINT.format(name=name, operation=each, model=MODELS[each], price=price) for each in operations)
    return HEAD.format(name=name, country=country) + "".join(rows)


WORKS = (
    provider("studio", "SE", 0.02, MODELS)
    + "\n---"
    + provider("offshore", "US", 0.01, ("embeddings", "images"))
    + "".join(MODEL.format(model=model, operation=operation) for operation, model in MODELS.items())
    + "\n"
)
