"""Which numbers need no source: dates, times, names with numbers, numbers of pages and the like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from report.numerals.lexicon import Lexicon, lexicon

_BARE = r"\d{1,4}(?:\.\d{1,2}|[/-]\d{1,4})*[a-z]?"
_YEAR = r"(?:1[0-9]|20)\d{2}"

# In every language. What needs a source although it looks like one of these is put right by
# `_is_counted`.
_EVERYWHERE = (
    r"(?:https?://|www\.|urn:|doi:)\S+|\b10\.\d{4,9}/\S+|\S+@\S+\.\w+",
    r"\bISB?S?N(?:-1[03])?:? ?[\d -]{7,}[\dX]",
    r"\+\d[\d ()/-]{6,}\d|\b0\d{2,4}(?:[ /-]\d{2,}){1,4}\b|(?:[Tt]el|[Pp]hone)[.:]* ?[\d ()/-]{5,}",
    r"\b\d{4}-\d{2}(?:-\d{2})?(?:T[\d:]+Z?)?\b|\b\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d{2})\b",
    r"\b(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?\b(?: ?[ap]\.?m\b\.?)?",
    r"\bCC BY(?:-[A-Z]{2})* \d\.\d|\bv?\d+\.\d+\.\d+(?:\.\d+)*\b",
    r"(?<![\w-])(?!(?:US|USD|EUR|GBP|CHF|JPY|SYP|CAD|AUD)\d)[A-ZÀ-Þ][\w]*-?\d+[\w-]*",  # T-90
    r"(?<![\w-])[a-z]+[A-Z]\w*-?\d+\w*",  # iPad2
    r"(?<!\w)[A-Z]{2,}[+-]\d{1,2}\b",  # GMT+3
    r"[“\"'‘«][A-ZÀ-Þ]\w+ \d{1,4}[”\"'’»]",  # “Anvil 24”
    r"\b(?:24/7|9/11|\d+[A-JLN-Z][A-Za-z]*)\b",  # 3D; not 20M, 5K
    r"(?:^|(?<=[\s(]))\(\d{1,2}\)|^\d{1,2}[.)](?=\s)",  # a list's numbers
    rf"\b{_YEAR}[–/-](?:{_YEAR}|\d{{2}})\b|\b\d{{2,4}}0s\b|(?<!\w)[’']\d{{2}}s?\b",
    r"\b(?:mid|pre|post|early|late)-\d{4}s?\b|\b\d{1,4} (?:BC|AD|BCE|CE)\b|\bAD \d+",
    r"\b(?:under|over)-\d+s\b",
    rf"(?<![\d.,:/$€£-])\b{_YEAR}\b(?![.,]\d|[-:/]\d|\s?[%°€])",
)


@lru_cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    words = lexicon(language)
    here = [*_EVERYWHERE, *_dates(words, _any_month(language))]
    if words.named:
        named, bare = "|".join(words.named), rf"{_BARE}(?![\d,.]*\d)"
        again = rf"(?:\s?[,–-]\s?|,? (?:{_and(words)}|&) ){bare}"
        uncounted = rf"(?! (?:{'|'.join(words.counted)})\b)"
        plural = r"(?<=[snx.§] )|(?<=§)" if words.compounds else r"(?<=[sx.§] )|(?<=§)"
        here.append(rf"(?i:(?<!\w)(?:{named}) |§+ ?)(?P<many>{plural})?{bare}"
                    rf"(?(many)(?:{again})*|(?:[–-]{bare})?){uncounted}")
        if words.several:
            several = "|".join(words.several)
            here.append(rf"(?i:(?<!\w)(?:{several}) ){bare}(?:{again})+{uncounted}")
    here += [rf"(?i:{each})" for each in (words.ordinal, words.clock) if each]
    if words.small:
        number = "|".join([*words.small, *words.large, *words.times])
        here.append(rf"\b(?i:{words.year}) "
                    rf"(?:\d{{3,4}}|(?:(?:{number}|{words.joint})[ -]?)+)\b")
    return tuple(re.compile(each) for each in here)


def _and(words: Lexicon) -> str:
    return "|".join(part for part in words.between.split("|") if part.isalpha()) or "&"


def _dates(words: Lexicon, months: str) -> Iterator[str]:
    """A day or several before or behind a month; a day with a month's year."""
    days = rf"{words.day}(?:\s?(?:{words.between or '–|-'})\s?{words.day})*"
    of = r"(?:\s?of|\s?de|\s?d[’'])?"
    year = rf"(?:,? (?:de |of )?{_YEAR}\b)?"
    yield rf"(?<![\d.,]){days}{of}[\s-](?:{months})\b\.?{year}"
    counted = "|".join(words.counted) or "$^"
    yield (rf"\b(?:{months})\.? {words.day}(?:\s?(?:–|-|to|and)\s?{words.day})*\b{year}"
           rf"(?![.,]?\d| (?:{counted})\b)")


@lru_cache
def months(language: str) -> dict[int, tuple[str, ...]]:
    """The names of the twelve months, in full and cut short."""
    from babel.dates import get_month_names

    wide, short = (get_month_names(width, locale=language.replace("-", "_"))
                   for width in ("wide", "abbreviated"))
    return {month: (wide[month], short[month]) for month in range(1, 13)}


def _any_month(language: str) -> str:
    names = {name for both in months(language).values() for name in both}
    return "|".join(sorted(map(re.escape, names), key=lambda name: (-len(name), name)))


def exempt(words: str, language: str) -> list[tuple[int, int]]:
    """The stretches of a text in which numbers need no source, as offsets."""
    stretches = []
    for pattern in _patterns(language):
        for match in pattern.finditer(words):
            if not _is_counted(words, match, lexicon(language)):
                stretches.append(match.span())
    return stretches


_TIME = re.compile(r"(?:\b(?:in|since|by|of|from|until|till|before|after|during|for|to|and|late|"
                   r"early|end|mid|en|de|depuis|avant|après|seit|bis|vor|nach|im|Jahr|año|desde|"
                   r"hasta)|[(\-–/,])\s?$", re.IGNORECASE)


def _is_counted(words: str, match: re.Match[str], known: Lexicon) -> bool:
    """Whether four bare digits are followed by what they count and are no year after all."""
    if not re.fullmatch(r"\d{4}", match[0]):
        return False
    behind, before = words[match.end():match.end() + 40], words[: match.start()]
    is_unit, is_noun = _behind(known)
    return bool(is_unit.match(behind)
                or (is_noun.match(behind) and not _TIME.search(before[-12:])))


@lru_cache
def _behind(known: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns for a unit behind a number, and for what it counts."""
    units = "|".join((*known.magnitudes, *known.percent))
    return (re.compile(rf"\s?(?:{units})(?!\w)"),
            re.compile(rf"\s(?:{'|'.join(known.counted) or '$^'})\b"))
