"""Legacy Completions under values and bytes of every kind."""

import json
from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st
from openai.types import Completion

from proxy.canonical.content import TextPart, TokenLogprob
from proxy.canonical.events import Ended, Finished, Started, TextDelta
from proxy.canonical.parameters import set_in
from proxy.canonical.response import CanonicalResponse, Choice, FinishReason
from proxy.canonical.usage import Usage
from proxy.dialects.openai_completions import OPENAI_COMPLETIONS
from proxy.errors import InvalidRequest

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
TOKENS = st.lists(st.builds(TokenLogprob, token=TEXT, logprob=st.floats(-9, 0)), max_size=4).map(tuple)
CHOICES = st.lists(
    st.builds(
        Choice, parts=TOKENS.map(lambda told: (TextPart(text="".join(each.token for each in told), logprobs=told),)),
        finish_reason=st.sampled_from(FinishReason),
    ),
    min_size=1, max_size=3,
).map(tuple)  # fmt: skip
BODIES = st.fixed_dictionaries(
    {"model": st.just("acme/m"), "prompt": st.one_of(TEXT, st.lists(TEXT, max_size=2), st.lists(st.integers(), max_size=2))},
    optional={
        "max_tokens": st.one_of(st.none(), st.integers(-1, 99)), "n": st.one_of(st.none(), st.integers(0, 20)),
        "logprobs": st.one_of(st.none(), st.integers(-1, 6)), "stop": st.one_of(st.none(), TEXT, st.lists(TEXT)),
        "temperature": st.one_of(st.none(), st.floats(0, 2)), "echo": st.booleans(), "suffix": st.one_of(st.none(), TEXT),
        "best_of": st.one_of(st.none(), st.integers(0, 3)), "stream": st.booleans(), "user": TEXT, "seed": st.integers(),
        "logit_bias": st.dictionaries(TEXT, st.integers(-100, 100)), "top_k": st.integers(0, 9), "x": TEXT,
    },
)  # fmt: skip


@given(BODIES)
def test_what_the_outline_takes_is_decoded(document):
    """Both read the same body alike: what one refuses the other does not make a call of, and parameters agree."""
    body = json.dumps(document).encode()
    with suppress(InvalidRequest):
        outline = OPENAI_COMPLETIONS.outline(body)
        request = OPENAI_COMPLETIONS.decode_request(body)
        assert outline.parameters == set_in(request)
        assert (outline.stream, outline.model) == (request.stream, request.model)


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(body):
    """Nothing else happens."""
    with suppress(InvalidRequest):
        OPENAI_COMPLETIONS.outline(body)
    with suppress(InvalidRequest):
        OPENAI_COMPLETIONS.decode_request(body)


@given(CHOICES)
def test_answers_are_the_sdks(choices):
    """Every answer is what the SDK's type says, its lists of one length."""
    answer = CanonicalResponse(id="x", model="m", created=1, choices=choices, usage=Usage(output_tokens=1))
    read = Completion.model_validate_json(OPENAI_COMPLETIONS.encode_response(answer), strict=True)

    assert [choice.text for choice in choices] == [choice.text for choice in read.choices]
    for told in filter(None, (choice.logprobs for choice in read.choices)):
        assert len(told.tokens) == len(told.token_logprobs) == len(told.text_offset)


@given(TOKENS)
def test_streams_add_up(tokens):
    """Chunks joined are the text, and each token stands where its offset says."""
    encoder = OPENAI_COMPLETIONS.encoder(include_usage=False)
    events = [
        Started(id="x", model="m", created=1),
        *(TextDelta(text=each.token, logprobs=(each,)) for each in tokens),
        Finished(finish_reason=FinishReason.STOP),
    ]
    said = [bytes_ for event in events if (bytes_ := encoder.encode(event))]
    chunks = [Completion.construct(**json.loads(each.removeprefix(b"data: "))).choices[0] for each in said]
    text = "".join(chunk.text for chunk in chunks)

    assert "".join(each.token for each in tokens) == text
    for told in filter(None, (chunk.logprobs for chunk in chunks)):
        assert text[told.text_offset[0] :].startswith(told.tokens[0])
    assert b"data: [DONE]\n\n" == encoder.encode(Ended())
