"""The revision: equal content has one, whatever the order; any difference makes another."""

from proxy.config.source import SourceFile, revision_of

FILES = [SourceFile(path="a.yaml", text=b"kind: model\n"), SourceFile(path="b.yaml", text=b"")]


def test_a_revision_is_12_hexadecimal_digits():
    """It is short enough for a header and long enough to tell revisions apart."""
    revision = revision_of(FILES)

    assert (12, True) == (len(revision), set(revision) <= set("0123456789abcdef"))


def test_the_order_of_files_makes_no_revision():
    """Directories are listed in any order."""
    assert revision_of(FILES) == revision_of(reversed(FILES))


def test_content_that_moves_between_files_is_another_revision():
    """Names and bytes are hashed with their lengths, so no boundary can shift unseen."""
    moved = [SourceFile(path="a.yaml", text=b""), SourceFile(path="b.yaml", text=b"kind: model\n")]
    joined = [SourceFile(path="a.yaml", text=b"kind: model\nb.yaml")]

    assert 3 == len({revision_of(FILES), revision_of(moved), revision_of(joined)})
