"""Custom tools under texts of every kind."""

from hypothesis import given
from hypothesis import strategies as st

from proxy.canonical.content import TextPart
from proxy.canonical.jsontext import dump
from proxy.canonical.request import CanonicalRequest, Message, Role
from proxy.canonical.response import CanonicalResponse, Choice
from proxy.canonical.tools import ToolCall, ToolKind
from proxy.dialects.customtools import CustomCalls, as_functions, input_of
from proxy.dialects.jsoninput import InputReader

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
WILD = st.text(st.sampled_from('{}[]":,\\u0dinput 8cf\n'), max_size=40)


def read(text, size):
    """Return what is read of *text* in pieces of *size*."""
    reader = InputReader("input")
    return "".join([*(reader.feed(text[at : at + size]) for at in range(0, len(text), size)), reader.close()])


@given(TEXT, st.integers(1, 50), st.booleans())
def test_any_text_survives_any_pieces(text, size, is_ascii):
    """However it is escaped and cut, the text is the text."""
    written = dump({"input": text}).decode()
    if is_ascii:
        written = "".join(each if each.isascii() else escaped(each) for each in written)

    assert text == read(written, size) == input_of(written)


def escaped(character):
    """Return *character* as JSON escapes it."""
    units = character.encode("utf-16-be")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


@given(WILD, st.integers(1, 50))
def test_any_arguments_give_the_same_in_any_pieces(text, size):
    """Whatever a model writes, nothing breaks, and what comes out does not depend on where it is cut."""
    assert read(text, size) == read(text, len(text) or 1)
    read(text, size).encode()


@given(TEXT)
def test_a_call_there_and_back_is_the_call(text):
    """What goes up as a function comes down as what it was."""
    call = ToolCall(id="1", name="g", arguments=text, kind=ToolKind.CUSTOM)
    request = CanonicalRequest(model="m", messages=(Message(role=Role.ASSISTANT, content=(TextPart(text=""), call)),))
    parts = as_functions(request).messages[0].parts
    answer = CanonicalResponse(id="r", model="m", created=0, choices=(Choice(parts=parts),))

    assert (TextPart(text=""), call) == CustomCalls({"g"}).response(answer).choices[0].parts
