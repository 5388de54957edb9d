"""A body as it is written; what is translated stands in the golden cases."""

from dataclasses import replace

import pytest

from proxy.canonical.cache import CacheMark
from proxy.canonical.content import TextPart
from proxy.canonical.parameters import PARAMETERS
from proxy.canonical.request import CanonicalRequest, Message, Role
from proxy.dialects.base import Aim
from proxy.dialects.bedrock_converse import body
from proxy.dialects.bedrock_converse.flavours import FLAVOURS

FLAVOUR = FLAVOURS["bedrock"]
AIM = Aim(model="anthropic.claude-opus-4-6-v1", flavour=FLAVOUR)
REQUEST = CanonicalRequest(model="m", messages=(Message(role=Role.USER, content="Hello!"),))


def test_parameters_have_canonical_names():
    """What the dialect carries is named as the hub names it."""
    assert body.CARRIED <= PARAMETERS
    assert set(body.NEEDLESS) <= PARAMETERS - body.CARRIED


@pytest.mark.parametrize(
    ("asked", "cap", "bound"),
    [(None, None, None), (500, None, 500), (None, 300, 300), (500, 300, 300), (200, 300, 200)],
)
def test_the_lower_of_two_bounds_holds(asked, cap, bound):
    """The client's and the policies'; without either there is none, since Converse wants none."""
    request = REQUEST if asked is None else replace(REQUEST, max_output_tokens=asked)
    document = body.encode(request, replace(AIM, output_tokens=cap)).document

    assert bound == document.get("inferenceConfig", {}).get("maxTokens")


def test_the_flavour_has_the_last_word():
    """What it refuses is taken out, and named by its canonical name."""
    flavour = replace(FLAVOUR, refuses=frozenset({"serviceTier"}), adds={"projectIdentifier": "p"})
    encoded = body.encode(replace(REQUEST, service_tier="flex"), replace(AIM, flavour=flavour))

    assert ("p", ("service_tier",)) == (encoded.document["projectIdentifier"], encoded.dropped)
    assert "serviceTier" not in encoded.document


def test_metadata_is_taken_as_far_as_it_fits():
    """Sixteen entries of letters that Bedrock takes; the loss is named."""
    metadata = {f"k{number}": "v" for number in range(17)}
    encoded = body.encode(replace(REQUEST, metadata=metadata), AIM)

    assert (16, ("metadata",)) == (len(encoded.document["requestMetadata"]), encoded.dropped)
    assert "requestMetadata" not in body.encode(replace(REQUEST, metadata={}), AIM).document


def test_the_models_own_fields_are_joined():
    """The client's stay, and the hub's words go over them, one level deep."""
    extra = {"additionalModelRequestFields": {"inferenceConfig": {"x": 1}, "y": 2}}
    aim = replace(AIM, model="amazon.nova-pro-v1:0")
    document = body.encode(replace(REQUEST, top_k=5, extra=extra), aim).document

    assert {"inferenceConfig": {"x": 1, "topK": 5}, "y": 2} == document["additionalModelRequestFields"]


def test_a_whole_prompt_is_marked_once():
    """Where the last part has a mark of its own, that is the end of the prompt already."""
    marked = Message(role=Role.USER, content=(TextPart(text="a", cache=CacheMark()),))
    request = replace(REQUEST, messages=(marked,), cache=CacheMark())

    assert [{"text": "a"}, {"cachePoint": {"type": "default"}}] == body.encode(request, AIM).document["messages"][0][
        "content"
    ]
    assert [] == body.encode(replace(request, messages=()), AIM).document["messages"]


def test_a_wish_that_bedrock_grants_anyway_is_not_lost():
    """It stores nothing and answers once; a wish for more is named."""
    granted = replace(REQUEST, store=False, choices=1, logprobs=False, modalities=("text",))
    refused = replace(REQUEST, store=True, choices=2, logprobs=True, modalities=("text", "audio"))

    assert () == body.encode(granted, AIM).dropped
    assert ("choices", "logprobs", "modalities", "store") == body.encode(refused, AIM).dropped
