"""Amazon Bedrock's Converse and ConverseStream: one wire format for the models of many vendors.

Written after the service model `bedrock-runtime` 2023-09-30 of `botocore` 1.44.8, which is the API reference in a form
that can be checked, and after the Bedrock User Guide (read November 2026). Where a model behind Converse wants more than
Converse, or less, `models.py` says so.

The family is `anthropic`: a signature of Claude's is Anthropic's own, and good on every platform that serves Claude
(Anthropic's guide to extended thinking). Converse does not name the model in an answer, so what another vendor's model
encrypts there (OpenAI's do) travels under the same family.
"""

from proxy.dialects.bedrock_converse.dialect import BEDROCK_CONVERSE

__all__ = ["BEDROCK_CONVERSE"]
