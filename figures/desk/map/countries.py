"""What countries are called, and which of their borders are disputed."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from difflib import get_close_matches

from babel.core import get_global

from figures.desk.words import locale

# Lands that Natural Earth draws by themselves, and the country that the UN counts them to.
_PARTS: Mapping[str, str] = {
    "N. Cyprus": "CY", "Cyprus U.N. Buffer Zone": "CY", "Somaliland": "SO", "Baikonur": "KZ",
    "USNB Guantanamo Bay": "CU",
}
_WITHOUT_NUMBER: Mapping[str, str] = {"Kosovo": "XK"}
# English names where the usual one is not what Babel says.
_ENGLISH: Mapping[str, str] = {
    "PS": "Palestine", "CD": "DR Congo", "CG": "Congo", "MM": "Myanmar", "HK": "Hong Kong",
    "MO": "Macao", "CV": "Cabo Verde",
}
_ALSO: Mapping[str, str] = {
    "turkey": "TR", "syrian arab republic": "SY", "state of palestine": "PS", "burma": "MM",
    "democratic republic of the congo": "CD", "republic of the congo": "CG", "usa": "US",
    "uk": "GB", "russian federation": "RU", "iran (islamic republic of)": "IR",
    "republic of moldova": "MD", "united republic of tanzania": "TZ", "viet nam": "VN",
    "lao people’s democratic republic": "LA", "bolivia (plurinational state of)": "BO",
    "venezuela (bolivarian republic of)": "VE", "ivory coast": "CI", "swaziland": "SZ",
    "macedonia": "MK", "czech republic": "CZ", "east timor": "TL", "kosovo": "XK", "xkx": "XK",
}
Box = tuple[float, float, float, float]
_ALL: Box = (-180.0, -90.0, 180.0, 90.0)
# Neighbours with a border that is disputed: all of it, or what lies in a box of degrees.
_DISPUTED: Mapping[frozenset[str], Box] = {
    frozenset(pair): box for pair, box in {
        ("IL", "SY"): _ALL,  # the Golan
        ("IL", "PS"): _ALL,
        ("EH", "MA"): _ALL,
        ("IN", "CN"): _ALL,
        ("IN", "PK"): (72.0, 32.4, 81.0, 37.5),  # the line of control in Kashmir
        ("CN", "PK"): _ALL,
        ("IN", "Siachen Glacier"): _ALL, ("PK", "Siachen Glacier"): _ALL,
        ("CN", "Siachen Glacier"): _ALL,
        ("CY", "Cyprus U.N. Buffer Zone"): _ALL, ("N. Cyprus", "Cyprus U.N. Buffer Zone"): _ALL,
        ("CY", "N. Cyprus"): _ALL,
        ("RS", "XK"): _ALL,
        ("SO", "Somaliland"): _ALL,
        ("RU", "UA"): (32.0, 45.5, 36.0, 46.6),  # Crimea
        ("SD", "SS"): (27.0, 9.2, 30.0, 10.6),  # Abyei
        ("EG", "SD"): (31.0, 21.5, 37.5, 23.5),  # Halaib and Bir Tawil
    }.items()
}
# Leased ground: its edge is no border between countries.
_NO_BORDER = {frozenset(("KZ", "Baikonur")), frozenset(("CU", "USNB Guantanamo Bay"))}


def code_of(number: str, name: str) -> tuple[str, str]:
    """The code of a country, and of its part, by what Natural Earth says of it."""
    if number:
        code = str(get_global("territory_aliases")[number][0])
        return code, code
    code = _WITHOUT_NUMBER.get(name, "")
    return (code, code) if code else (_PARTS.get(name, ""), name)


def name_of(code: str, language: str) -> str:
    """What a country is called in a language; nothing if it has no name there."""
    if language.startswith("en") and code in _ENGLISH:
        return _ENGLISH[code]
    return str(locale(language).territories.get(code, "")).replace("&", "and")


def country(written: str, of: str) -> str:
    """The code of a country that an author names by code or English name; `of` says where.

    Raises ValueError, with a sentence for the author, if there is no such country.
    """
    plain = " ".join(written.split())
    aliases = get_global("territory_aliases")
    if len(plain) == 3 and plain.isupper() and plain in aliases and plain != "XKX":
        return str(aliases[plain][0])
    names = _names()
    found = names.get(plain.replace("'", "’").casefold())
    if found:
        return found
    near = get_close_matches(plain.casefold(), names, 1, 0.7)
    raise ValueError(f"{of} names the country “{plain}”, which no map has; " + (
        f"did you mean {name_of(names[near[0]], 'en')}?" if near
        else "write its English name or its code of three letters, such as SYR."))


@functools.cache
def _names() -> Mapping[str, str]:
    codes = {str(code): str(name) for code, name in locale("en").territories.items()
             if len(code) == 2 and code.isalpha()}
    names = {name.casefold(): code for code, name in codes.items()}
    names |= {name.replace("&", "and").casefold(): code for code, name in codes.items()}
    names |= {name.casefold(): code for code, name in _ENGLISH.items()}
    return {**names, **_ALSO, **{code.casefold(): code for code in codes}}


def disputes(written: str) -> Mapping[frozenset[str], Box]:
    """The disputed borders known here and those an author adds: “Syria/Israel; Kenya/Sudan”."""
    added = {}
    for pair in filter(None, (each.strip() for each in written.split(";"))):
        sides = [country(side, "“disputed”") for side in pair.split("/") if side.strip()]
        if len(sides) != 2 or sides[0] == sides[1]:
            raise ValueError(f"“disputed” says “{pair}”; write two neighbours with / between, "
                             "and ; between pairs: Syria/Israel; Kenya/South Sudan.")
        added[frozenset(sides)] = _ALL
    return {**_DISPUTED, **added}


def is_border(parts: frozenset[str]) -> bool:
    """Whether two lands meet at a border rather than at the fence of leased ground."""
    return parts not in _NO_BORDER
