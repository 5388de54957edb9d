"""Country constants in expressions: facts carry ISO 3166-1 alpha-2 codes in upper case, so nothing else can be equal."""

from proxy.catalog.regions import COUNTRIES, GROUPS


def misspelt(text: str) -> str | None:
    """Return the way out where *text* is no country, `None` where it is one."""
    if text in COUNTRIES:
        return None
    if text.upper() in COUNTRIES:
        return f"countries are written in upper case: `{text.upper()}`"
    if text in GROUPS:
        return "groups stand in `processing` and `storage` of `require`; an expression names countries"
    return "countries are ISO 3166-1 codes in upper case: `SE`"
