"""Google's `generateContent` and `streamGenerateContent`, as the Gemini API and Vertex AI speak them.

Follows the REST references of both (v1beta and v1beta1, read November 2026) and the types of google-genai 3.6.1. Nothing
here knows the OpenAI-compatible endpoints, the Live API or the Interactions API of the same providers.
"""

from proxy.dialects.gemini.dialect import GEMINI, GEMINI_ARRAY

__all__ = ["GEMINI", "GEMINI_ARRAY"]
