"""The revision counts every byte and no order."""

from hypothesis import given
from hypothesis import strategies as st

from proxy.config.source import SourceFile, revision_of

FILES = st.dictionaries(st.text(max_size=5), st.binary(max_size=20), max_size=4).map(
    lambda files: [SourceFile(path=path, text=text) for path, text in files.items()]
)


@given(FILES, st.randoms(use_true_random=False))
def test_order_does_not_count(files, random):
    """A set of files has one revision."""
    shuffled = random.sample(files, len(files))

    assert revision_of(files) == revision_of(shuffled)


@given(FILES, FILES)
def test_content_does(one, other):
    """Two sets of files have one revision exactly if they are equal."""
    same = {file.path: file.text for file in one} == {file.path: file.text for file in other}

    assert same == (revision_of(one) == revision_of(other))
