"""Blocks on their way out."""

from proxy.dialects.anthropic_messages.line import Block, Call, Line, Text, write_event


def names(data):
    """Return the names of the events in *data*, with the number of the block."""
    events = [event for event in data.decode().split("\n\n") if event]
    return [
        (event.split("\n")[0].removeprefix("event: content_block_"), event.split('"index":')[1][0]) for event in events
    ]


def test_only_the_first_block_is_open():
    """What comes for a block behind an unfinished call waits, and follows as soon as the call is whole."""
    line = Line()
    call, text = Call({"type": "tool_use"}), Text()
    line.append(call)
    call.write('{"a":')

    assert [("start", "0"), ("delta", "0")] == names(line.flush())

    line.append(text)
    text.add({"text": "a"})

    assert b"" == line.flush()

    call.write("1}")

    assert [("delta", "0"), ("stop", "0"), ("start", "1"), ("delta", "1")] == names(line.flush())


def test_everything_goes_at_the_end():
    """A call that never became whole ends with the stream."""
    line = Line()
    line.append(Call({"type": "tool_use"}))
    line.append(Block({"type": "x"}, ends_with={"type": "last"}))

    assert [("start", "0"), ("stop", "0"), ("start", "1"), ("delta", "1"), ("stop", "1")] == names(
        line.flush(is_last=True)
    )


def test_text_that_is_only_space_takes_no_number():
    """The blocks that are sent follow each other without a gap."""
    line = Line()
    for said in (" ", "a"):
        line.append(Text()).add({"type": "text_delta", "text": said})

    assert [("start", "0"), ("delta", "0"), ("stop", "0")] == names(line.flush(is_last=True))


def test_a_line_knows_what_has_ended():
    """What comes too late for a block is not put into another."""
    line = Line()
    first = line.append(Text())
    second = line.append(Text())
    line.flush()

    assert (False, True, second) == (line.has(first), line.has(second), line.tail)


def test_an_event_names_itself_twice():
    """SDKs look at the name, and at the type in the data."""
    assert b'event: ping\ndata: {"type":"ping"}\n\n' == write_event("ping")
