"""Regions: groups expand to audited country lists, and nothing else is a region."""

import pytest

from proxy.catalog.regions import COUNTRIES, EU, UnknownRegion, expand


def test_the_union_has_its_27_members():
    """The European Union is a closed list of 27 states."""
    assert 27 == len(EU)


def test_groups_and_countries_mix_in_either_case():
    """A policy may name groups and countries side by side."""
    assert EU | {"CH"} == expand(["eu", "ch"]) == expand(["eu", "CH"])


def test_every_member_of_a_group_is_a_country():
    """A group never names what is no ISO code."""
    assert expand(["eu", "eea", "europe"]) <= COUNTRIES == expand(["global"])


def test_an_unknown_region_names_what_is_known():
    """A misspelt region is refused with the way out, never taken for an empty set."""
    with pytest.raises(UnknownRegion, match=r"unknown region `eruope`.*eu, eea, europe, global"):
        expand(["eu", "eruope"])
