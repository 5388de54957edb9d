"""Countries, and the region groups that policies and endpoints may name; every group is a list that can be audited.

Countries are ISO 3166-1 alpha-2 codes (249 of them, ISO 3166 as of 2024). A group is written in lower case, a country in
either case. Members: `eu` per Article 52 TEU with its 27 states, `eea` per the EEA Agreement, `europe` as data
protection uses the word: the EEA, Switzerland and the United Kingdom, which the Commission found adequate.
"""

from collections.abc import Iterable

from proxy.errors import FairlaneError

COUNTRIES = frozenset(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW
    BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI
    FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN
    IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME
    MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF
    PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV
    SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE
    YT ZA ZM ZW
    """.split()
)

EU = frozenset("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split())
EEA = EU | {"IS", "LI", "NO"}

GROUPS = {
    "eu": EU,
    "eea": EEA,
    "europe": EEA | {"CH", "GB"},
    "global": COUNTRIES,
}


class UnknownRegion(FairlaneError):
    """A name that is neither a country nor a group; `known` has what may be meant."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"unknown region `{name}`; write a country by its ISO 3166-1 code (`SE`) or a group: {', '.join(GROUPS)}"
        )
        self.name = name


def expand(names: Iterable[str]) -> frozenset[str]:
    """Return the countries that *names*, countries and groups, stand for; `UnknownRegion` for any other name."""
    found: set[str] = set()
    for name in names:
        members = GROUPS.get(name) or {name.upper()} & COUNTRIES
        if not members:
            raise UnknownRegion(name)
        found |= members
    return frozenset(found)
