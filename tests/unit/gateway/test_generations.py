"""What may be told of a call that is over."""

from dataclasses import replace

from proxy.canonical.usage import Usage
from proxy.gateway.call import Ending, Progress
from proxy.gateway.generations import generation_of
from tests.support.calls import make_call
from tests.support.endpoints import make_endpoint


def test_a_call_that_was_answered():
    """Who, what, how long, and at what cost; times are between instants of one clock."""
    progress = Progress(
        endpoint=make_endpoint(),
        usage=Usage(input_tokens=3),
        ending=Ending.COMPLETE,
        answered=2.0,
        finish_reason="stop",
    )
    made = generation_of(replace(make_call(stream=True), received=0.5), progress, 7, 5.0)

    assert ("fl-1", "acme/health", "nordlys", "nordlys-gpt-oss") == (made.id, made.team, made.provider, made.endpoint)
    assert (1.5, 3.0, 7, "stop", True) == (
        made.seconds_to_content,
        made.seconds_of_content,
        made.cost,
        made.finish_reason,
        made.streamed,
    )


def test_nothing_is_told_of_a_call_that_nobody_answered():
    """There is no generation without a model."""
    assert generation_of(make_call(), Progress(), None, 1.0) is None


def test_no_word_of_the_call_is_kept():
    """Bodies would fill the memory, and prompts are nobody's to keep."""
    made = generation_of(make_call(), Progress(endpoint=make_endpoint()), None, 1.0)

    assert not {"outline", "body", "document"} & set(made.__slots__)
