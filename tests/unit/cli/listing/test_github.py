"""Problems as workflow commands."""

from hypothesis import given, settings
from hypothesis import strategies as st

from proxy.cli.listing.github import write_command
from tests.support.listing import problem


def test_a_problem_stands_beside_its_line_in_a_pull_request():
    """File, line, column and code are properties; hint and message are the text."""
    command = write_command(problem(hint="mend it"))

    assert "::error file=a.yaml,line=2,col=3,title=FL004::unknown name `x` (mend it)" == command


def test_what_would_end_a_property_is_escaped():
    """A file's name may have a comma or a colon in it."""
    assert "file=a%2Cb%3Ac%25.yaml,line" in write_command(problem(file="a,b:c%.yaml"))


def test_a_message_keeps_its_colons_and_commas():
    """Only what would end the line is escaped there."""
    assert write_command(problem("a: b, c\r\n50%")).endswith("::a: b, c%0D%0A50%25")


@settings(deadline=None)
@given(st.text(), st.text())
def test_no_text_begins_a_command_of_its_own(message, file):
    """Whoever writes a policy must not write commands for the machine that checks it."""
    command = write_command(problem(message, file=file))

    assert not set("\r\n") & set(command)
    assert 2 == command.split(",title=")[0].count(":")
