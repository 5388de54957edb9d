"""A Converse request body, `ConverseRequest`, to the canonical request.

The model and the wish for a stream stand in the path. What Converse alone knows (guardrails, prompt variables,
performance, fields of a model that `thinking.py` does not name) stays in `extra`.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from proxy.canonical.jsontext import MalformedJson, parse
from proxy.canonical.request import CanonicalRequest, ResponseFormat, ResponseFormatKind
from proxy.canonical.unset import UNSET, Unset
from proxy.dialects.base import Where
from proxy.dialects.bedrock_converse import messages, thinking, tools
from proxy.dialects.members import check, is_a, keep_inner, pull, pull_inner, wrong
from proxy.dialects.preferences import MEMBERS, split_model
from proxy.dialects.splice import read_object

KINDS: dict[str, type] = {
    "messages": list,
    "system": list,
    "inferenceConfig": dict,
    "toolConfig": dict,
    "outputConfig": dict,
    "additionalModelRequestFields": dict,
    "requestMetadata": dict,
    "serviceTier": dict,
}
INFERENCE: dict[str, type] = {"temperature": float, "topP": float, "stopSequences": list, "maxTokens": int}

FIELDS = "additionalModelRequestFields"
PATHS, STOP_SEQUENCE = "additionalModelResponseFieldPaths", "/stop_sequence"
"""What a model is asked to tell beside, so that a client learns which sequence ended its answer."""


def model_of(where: Where) -> str:
    """Return the model's name, which a body of Converse does not have; `InvalidRequest` where the path has none."""
    if not where.model:
        raise wrong("modelId", "the name of a model, in the path")
    return unquote(where.model)


def decode(body: bytes, where: Where) -> CanonicalRequest:
    """Return what *body* asks for; `InvalidRequest` where it is not Converse."""
    members = read_object(body)
    model = split_model(model_of(where))[0]
    check(members, KINDS)
    for member in MEMBERS:
        members.pop(member, None)
    system, turns = pull(members, "system", list), pull(members, "messages", list)
    known = {**_inference(members), **_tools(members), **_model_fields(members)}
    return CanonicalRequest(
        model=model,
        messages=(*messages.decode_system(system or []), *messages.decode_all(turns or [])),
        stream=where.stream is True,
        response_format=_response_format(members),
        service_tier=_tier(members),
        metadata=_metadata(members),
        **known,
        extra=members,
    )


def _inference(members: dict[str, Any]) -> dict[str, Any]:
    """Take the inference parameters out of *members*, and the wish to be told of stop sequences that goes with them."""
    config = pull_inner(members, "inferenceConfig")
    check(config, INFERENCE, "inferenceConfig.")
    bound = token_bound(config)
    config.pop("maxTokens", None)
    stop = pull(config, "stopSequences", list)
    if stop and not all(isinstance(sequence, str) for sequence in stop):
        raise wrong("inferenceConfig.stopSequences", "a list of strings")
    if stop and members.get(PATHS) == [STOP_SEQUENCE]:
        del members[PATHS]
    known = {"temperature": pull(config, "temperature", float), "top_p": pull(config, "topP", float)}
    keep_inner(members, "inferenceConfig", config)
    return {**known, "max_output_tokens": bound, "stop": UNSET if isinstance(stop, Unset) else tuple(stop)}


def token_bound(config: Mapping[str, Any]) -> int | Unset:
    """Return the bound of the answer in an `inferenceConfig`."""
    bound = config.get("maxTokens")
    if bound is None:
        return UNSET
    if not is_a(bound, int) or bound < 1:
        raise wrong("inferenceConfig.maxTokens", "a positive integer")
    return int(bound)


def _tools(members: dict[str, Any]) -> dict[str, Any]:
    config = pull_inner(members, "toolConfig")
    offered, choice = tools.decode(config)
    keep_inner(members, "toolConfig", config)
    return {"tools": offered, "tool_choice": choice}


def _model_fields(members: dict[str, Any]) -> dict[str, Any]:
    """Take out of the model's own fields how much it shall think, and `top_k`, whichever vendor's they are."""
    fields, output = pull_inner(members, FIELDS), pull_inner(members, "outputConfig")
    inner = pull_inner(fields, "inferenceConfig")
    top_k = pull(fields, "top_k", int)
    top_k = pull(inner, "topK", int) if isinstance(top_k, Unset) else top_k
    wish = thinking.decode(fields, output)
    keep_inner(fields, "inferenceConfig", inner)
    keep_inner(members, FIELDS, fields)
    keep_inner(members, "outputConfig", output)
    return {"top_k": top_k, "reasoning": wish}


def _response_format(members: dict[str, Any]) -> ResponseFormat | Unset:
    """Take the wish for JSON of a schema out; one that is not as it should be stays."""
    match members.get("outputConfig"):
        case {
            "textFormat": {"type": "json_schema", "structure": {"jsonSchema": dict(definition), **other}, **more}
        } if not other and not more:
            wish = _definition(dict(definition))
        case _:
            return UNSET
    if not isinstance(wish, Unset):
        output = pull_inner(members, "outputConfig")
        del output["textFormat"]
        keep_inner(members, "outputConfig", output)
    return wish


def _definition(members: dict[str, Any]) -> ResponseFormat | Unset:
    """Return the wish that a `JsonSchemaDefinition` is, whose schema is a text, where it says no more than the hub."""
    schema = _schema(members.pop("schema", None))
    name, description = pull(members, "name", str), pull(members, "description", str)
    if schema is None or members:
        return UNSET
    return ResponseFormat(kind=ResponseFormatKind.JSON_SCHEMA, schema=schema, name=name, description=description)


def _schema(text: Any) -> dict[str, Any] | None:
    """Return the schema that *text* is."""
    try:
        schema = parse(text) if isinstance(text, str) else None
    except MalformedJson:
        return None
    return schema if isinstance(schema, dict) else None


def _tier(members: dict[str, Any]) -> str | Unset:
    tier = members.get("serviceTier")
    if not isinstance(tier, dict) or tier.keys() != {"type"} or not isinstance(tier["type"], str):
        return UNSET
    del members["serviceTier"]
    return str(tier["type"])


def _metadata(members: dict[str, Any]) -> dict[str, str] | Unset:
    metadata = members.get("requestMetadata")
    if not isinstance(metadata, dict) or not all(isinstance(value, str) for value in metadata.values()):
        return UNSET
    return dict(members.pop("requestMetadata"))
