"""Facts: what policies may read of a call."""

import pytest

from proxy.errors import ModelNotFound
from proxy.gateway.facts import gather
from tests.support.calls import make_call, make_snapshot
from tests.support.endpoints import make_endpoint

SNAPSHOT = make_snapshot(make_endpoint("a"))


def test_facts_are_those_of_the_call():
    """Declared and trusted tags together, the time at which it came."""
    call = make_call(tags=("draft",))
    facts = gather(call, SNAPSHOT)

    assert (("draft", "phi"), call.at, 0) == (facts.tags, facts.time, facts.max_output_tokens)


def test_a_model_that_is_none_of_ours_is_told():
    """Before any policy is asked."""
    with pytest.raises(ModelNotFound):
        gather(make_call(model="no/such"), SNAPSHOT)
