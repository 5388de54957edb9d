"""botocore as the judge of what is written for Bedrock: its service model, its validator and its parsers; no sockets."""

import functools
from typing import Any

import botocore.session
from botocore.eventstream import EventStreamBuffer
from botocore.model import ServiceModel
from botocore.parsers import EventStreamJSONParser, RestJSONParser
from botocore.validate import ParamValidator


@functools.cache
def service_model() -> ServiceModel:
    """Return the service model of `bedrock-runtime`."""
    return botocore.session.Session().get_service_model("bedrock-runtime")


def problems_of(document: dict[str, Any], model: str, operation: str = "Converse") -> str:
    """Return what botocore finds wrong with a request body for *model*; empty where it would send it."""
    shape = service_model().operation_model(operation).input_shape
    return str(ParamValidator().validate({"modelId": model, **document}, shape).generate_report())


def answer_of(body: bytes, status: int = 200, operation: str = "Converse") -> dict[str, Any]:
    """Return what botocore's clients get for an answer's *body*, be it an error."""
    shape = service_model().operation_model(operation).output_shape
    response = {"body": body, "headers": {}, "status_code": status}
    return dict(RestJSONParser().parse(response, shape))


def events_of(stream: bytes) -> list[dict[str, Any]]:
    """Return the events that botocore's clients get from a *stream*."""
    shape = service_model().operation_model("ConverseStream").output_shape.members["stream"]
    buffer = EventStreamBuffer()
    buffer.add_data(stream)
    parser = EventStreamJSONParser()
    return [parser.parse(message.to_response_dict(), shape) for message in buffer]
