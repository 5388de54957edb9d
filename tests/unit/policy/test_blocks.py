"""Blocks: what is alike is asked once, and what one value spoils is looked up."""

from proxy.policy.blocks import MOST_ASKS, join, make_block
from proxy.policy.document import Mode
from proxy.policy.partial import key
from tests.support.policies import catalog, endpoint, policy, policy_set

OVER = catalog(endpoint("a", retention_days=0), endpoint("b", retention_days=30), endpoint("c", retention_days=None))


def blocks(*policies):
    """Return the joined blocks of policies."""
    programs = policy_set(*policies, over=OVER).programs
    return list(join(make_block(program, program.match_node) for program in programs))


def test_policies_with_one_condition_are_one_block():
    """Their masks are joined, and each is noted."""
    [found] = blocks(
        policy("p", match="request.stream", require="endpoint.retention_days == 0"),
        policy("q", match="request.stream", require="endpoint.id != 'c'"),
    )

    assert (0b001, (0, 1)) == (found.keep, found.notes)


def test_what_several_ask_is_asked_once():
    """For all the endpoints that any of them asks it for."""
    line = "endpoint.id == '{}' || request.stream"
    [found] = blocks(policy("p", require=line.format("a")), policy("q", require=line.format("b")))

    assert (1, 0b111) == (len(found.asks), found.asks[0][1])


def test_what_one_value_spoils_is_a_row_of_a_table():
    """So that the number of such policies does not count."""
    policies = [policy(f"p{n}", require=f"'u{n}' in request.tags ? endpoint.id == 'a' : true") for n in range(3)]
    [found] = blocks(*policies)

    assert ((), {"request.tags": {"u0": 0b110, "u1": 0b110, "u2": 0b110}}) == (found.asks, found.tables)


def test_what_only_notes_stays_by_itself():
    """Each of them says what it would have removed."""
    assert 2 == len(blocks(policy("p", mode=Mode.AUDIT), policy("q", mode=Mode.WARN)))


def test_a_block_has_a_bounded_size():
    """Every part knows all policies, for the case that something raises."""
    lines = [f"endpoint.id == 'a' || request.input_tokens > {n}" for n in range(MOST_ASKS + 1)]
    first, second = blocks(*(policy(f"p{n}", require=line) for n, line in enumerate(lines)))

    assert (MOST_ASKS, 1, -1) == (len(first.asks), len(second.asks), second.keep)
    assert [key(program.clauses[0].node) for program in first.programs] == [
        key(program.clauses[0].node) for program in second.programs
    ]
