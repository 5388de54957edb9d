"""Bodies of the Gemini dialect, and what they mean, for its golden cases."""

from proxy.canonical.content import TextPart
from proxy.canonical.request import CanonicalRequest, Message, Role
from proxy.canonical.seal import Seal
from proxy.canonical.tools import ToolCall, ToolDefinition

MODEL = "gemini-3-pro-preview"
SEAL = Seal(family="google", data="CsYBAdHtim8=")
HELLO = {"role": "user", "parts": [{"text": "Hello!"}]}
HELLO_MEANT = Message(role=Role.USER, content=(TextPart(text="Hello!"),))
PIXEL, SOUND, PAGE = "iVBORw0KGgo=", "UklGRg==", "JVBERi0="
WEATHER_SCHEMA = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
WEATHER = {"name": "get_weather", "description": "Weather of a city", "parametersJsonSchema": WEATHER_SCHEMA}
WEATHER_MEANT = ToolDefinition(name="get_weather", description="Weather of a city", parameters=WEATHER_SCHEMA)
OWN_SCHEMA = {"type": "OBJECT", "properties": {"city": {"type": "STRING", "nullable": True}}, "required": ["city"]}
OWN_SCHEMA_MEANT = {"type": "object", "properties": {"city": {"type": ["string", "null"]}}, "required": ["city"]}


def calling(*calls):
    """Return a model's turn with these calls, each an id, a city and a signature, or less."""
    return {"role": "model", "parts": [call(*each) for each in calls]}


def call(given, city, signature=None):
    """Return a call of the weather as a part."""
    inner = {**({"id": given} if given else {}), "name": "get_weather", "args": {"city": city}}
    return {"functionCall": inner, **({"thoughtSignature": signature} if signature else {})}


def call_meant(given, city, seal=None):
    """Return what `call` means."""
    return ToolCall(id=given, name="get_weather", arguments=f'{{"city":"{city}"}}', seal=seal)


def result(given, response, **beside):
    """Return a result of the weather as a part."""
    inner = {**({"id": given} if given else {}), "name": "get_weather", "response": response, **beside}
    return {"functionResponse": inner}


def asked(**members):
    """Return a body with one turn and these members."""
    return {"contents": [HELLO], **members}


def configured(**config):
    """Return a body with this generation config."""
    return asked(generationConfig=config)


def shown(*parts):
    """Return a body whose user shows *parts*."""
    return {"contents": [{"role": "user", "parts": list(parts)}]}


def shown_meant(*parts):
    """Return what `shown` means."""
    return {"messages": (Message(role=Role.USER, content=parts),)}


def inline(media_type, data):
    """Return media as a part."""
    return {"inlineData": {"mimeType": media_type, "data": data}}


def remote(uri, media_type):
    """Return a part that names a file."""
    return {"fileData": {"fileUri": uri, "mimeType": media_type}}


def thinking(**config):
    """Return a body with this thinking config."""
    return configured(thinkingConfig=config)


def meaning(fields):
    """Return the canonical request with these fields."""
    return CanonicalRequest(**{"model": MODEL, "messages": (HELLO_MEANT,), "include_usage": True, **fields})
