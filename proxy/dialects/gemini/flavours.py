"""Who serves this dialect: the Gemini API, and Vertex AI with a service account or, in express mode, with an API key.

What the two refuse of each other follows the converters of google-genai 3.6.1; paths follow the REST references. Vertex AI
wants the role of every turn named, which the Gemini API does not. The Gemini API's `base_url` ends in `/v1beta`, Vertex
AI's in `/v1/projects/PROJECT/locations/LOCATION`, and that of express mode in `/v1`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from proxy.dialects.flavour import Auth, Flavour
from proxy.dialects.gemini.outline import NAME
from proxy.dialects.gemini.parameters import CONFIG
from proxy.dialects.gemini.spelling import listed

PATH = "publishers/google/models/{model}:generateContent"
STREAM_PATH = "publishers/google/models/{model}:streamGenerateContent?alt=sse"

INNER: Mapping[str, str] = MappingProxyType(
    {CONFIG: "enableEnhancedCivicAnswers", "toolConfig": "includeServerSideToolInvocations"}
)
"""What Vertex AI refuses inside of members that it takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VertexFlavour(Flavour):
    """Vertex AI's way, which is told by what stands inside of members."""

    def changes(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """Return what must change in the members of *document*."""
        found = Flavour.changes(self, document)
        for name, refused in INNER.items():
            inner = document.get(name)
            if isinstance(inner, dict) and refused in inner:
                found[name] = {key: told for key, told in inner.items() if key != refused}
        turns = listed(document.get("contents"))
        if isinstance(turns, list) and any(isinstance(turn, dict) and not turn.get("role") for turn in turns):
            found["contents"] = [{"role": "user"} | _told(turn) for turn in turns]
        return found


def _told(turn: Any) -> dict[str, Any]:
    return {key: told for key, told in turn.items() if key != "role" or told} if isinstance(turn, dict) else {}


GEMINI = Flavour(name=NAME, title="Gemini API", dialect=NAME, auth=Auth.X_GOOG_API_KEY)
VERTEX = VertexFlavour(
    name="vertex_gemini",
    title="Gemini on Vertex AI",
    dialect=NAME,
    auth=Auth.GOOGLE,
    refuses=frozenset({"store"}),
    path=PATH,
    stream_path=STREAM_PATH,
)
EXPRESS = VertexFlavour(
    name="vertex_gemini_express",
    title="Gemini on Vertex AI, express mode",
    dialect=NAME,
    auth=Auth.X_GOOG_API_KEY,
    refuses=frozenset({"store"}),
    path=PATH,
    stream_path=STREAM_PATH,
)

FLAVOURS: Mapping[str, Flavour] = MappingProxyType({flavour.name: flavour for flavour in (GEMINI, VERTEX, EXPRESS)})
