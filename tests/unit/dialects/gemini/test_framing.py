"""How pieces are put in a row."""

from proxy.dialects.gemini.framing import Events, Items


def test_events_end_without_a_word():
    """Google sends no `[DONE]`."""
    assert (b"data: {}\n\n", b"") == (Events().frame(b"{}"), Events().end())


def test_items_are_a_list():
    """The first opens it, the end closes it, and without any it is empty."""
    items = Items()

    assert b"[1,\r\n2]" == items.frame(b"1") + items.frame(b"2") + items.end()
    assert b"[]" == Items().end()
