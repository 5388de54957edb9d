"""The dialects by name."""

from proxy.dialects.registry import DIALECTS


def test_every_dialect_is_found_by_its_own_name():
    """Documents name a dialect by the word it uses for itself."""
    assert {"openai_chat"} <= set(DIALECTS)
    assert [*DIALECTS] == [dialect.name for dialect in DIALECTS.values()]
