"""Every pair of a client's dialect and a provider's says what its file in `expected/` says."""

import json

import pytest

from tests.golden.translation.cases import expected, narrow
from tests.golden.translation.pairs import PAIRS, Pair

ALL = [(*pair, name) for pair in PAIRS for name in Pair(client=pair[0], provider=pair[1]).names]


@pytest.mark.parametrize(("client", "provider", "name"), ALL, ids=map("-".join, ALL))
def test_a_case_is_as_expected(client, provider, name):
    """The request upstream, the answer and every frame of the stream are the expected ones."""
    found = Pair(client=client, provider=provider).run(name)

    assert expected(client, provider).get(name) == json.loads(narrow(json.dumps(found))), (
        "if the change is meant, `python -m tests.golden.translation` writes it"
    )


@pytest.mark.parametrize(("client", "provider"), PAIRS, ids=map("-".join, PAIRS))
def test_nothing_else_is_expected(client, provider):
    """A file has no case that nobody runs, and enough of them."""
    names = Pair(client=client, provider=provider).names

    assert names == sorted(expected(client, provider))
    assert len(names) >= 25
