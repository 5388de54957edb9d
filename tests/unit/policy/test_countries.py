"""Country constants: a code in upper case, or a hint."""

import pytest

from proxy.policy.countries import misspelt


def test_a_code_in_upper_case_is_a_country():
    """ISO 3166-1 alpha-2 is what facts carry."""
    assert misspelt("SE") is None


@pytest.mark.parametrize(
    ("text", "hint"),
    [("cn", "upper case: `CN`"), ("eu", "groups stand in `processing`"), ("Sweden", "ISO 3166-1 codes")],
)
def test_anything_else_is_told_how_to_be_one(text, hint):
    """A constant that can never be equal to a fact would make a policy say nothing."""
    assert hint in misspelt(text)
