"""Memory of a gateway that is reloaded again and again: an old world goes when nobody uses it."""

import gc

from proxy.policy.program import PolicyProgram
from proxy.runtime.memory import calm_collector
from tests.support.policies import catalog, endpoint, policy, policy_set, principal, request_facts

POLICIES = [
    policy("plain", require="endpoint.zdr"),
    policy("looked-up", match="'phi' in request.tags", require="endpoint.retention_days == 0"),
    policy("asked", match="request.input_tokens > 5", require="endpoint.context_length > request.input_tokens"),
    policy("named", variables={"v": "request.stream"}, match="variables.v", fallback={"*": ("openai/gpt",)}),
]


def programs() -> int:
    """Count the compiled policies that are alive."""
    return sum(1 for each in gc.get_objects() if type(each) is PolicyProgram)


def test_a_compiled_world_has_no_cycles():
    """It is freed by its count alone, since what `calm_collector` froze is never looked for."""
    gc.collect()
    before = programs()
    gc.disable()
    try:
        built = policy_set(*POLICIES, over=catalog(endpoint("a"), endpoint("b", zdr=False)))
        built.prepare([principal()])
        built.decide(request_facts(tags=("phi",)), principal())
        alive = programs()
        del built
        left = programs()
    finally:
        gc.enable()

    assert (before + len(POLICIES), before) == (alive, left)


def test_building_throws_nothing_away_in_cycles():
    """What is frozen with a new world would stay for as long as the process."""
    policy_set(*POLICIES)
    gc.collect()
    gc.disable()
    try:
        built = policy_set(*POLICIES)
        thrown = gc.collect()
    finally:
        gc.enable()

    assert (4, 0) == (len(built.programs), thrown)


def test_thresholds_are_as_before_afterwards():
    """A reload does not change how the process collects."""
    before = gc.get_threshold()
    with calm_collector():
        assert before != gc.get_threshold()

    assert before == gc.get_threshold()
    gc.unfreeze()
