"""Finds the numbers in a text, in figures and in words, with the value that each states."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from report.model.prose import Numeral
from report.numerals.exempt import exempt
from report.numerals.lexicon import Lexicon, lexicon

_MONEY = r"(?:US\$|[A-Z]{3}\s?|[$€£¥])"
_FRACTION = re.compile(r"(?<![\w./])\d{1,3}/\d{1,3}(?![\w./])|[¼-¾⅐-⅞]")
_MEASURES = (r"\s(?:dollars?|euros?|pounds?|francs?|miles?|kilomet\w+|metres?|lit\w+|tons?|tonnes?|"
             r"acres?|hectares?|km|kg)\b")


def naked(words: str, language: str) -> list[Numeral]:
    """The numbers of a text that need a source, in the order in which they stand there."""
    found = numerals(words, language)
    free = exempt(words, language) if found else []
    return [numeral for numeral in found
            if not any(start < numeral.end and numeral.start < end for start, end in free)]


def numerals(words: str, language: str) -> list[Numeral]:
    """Every number of a text but small counts in words, whether it needs a source or not."""
    known = lexicon(language)
    found = [*_in_figures(words, language), *_in_words(words, known, language)]
    found += (Numeral(match.start(), match.end(), match[0], is_share=True)
              for match in _FRACTION.finditer(words))
    found.sort(key=lambda numeral: (numeral.start, -numeral.end))
    kept: list[Numeral] = []
    for numeral in found:
        if not kept or numeral.start >= kept[-1].end:
            kept.append(numeral)
    return kept


# --- in figures -----------------------------------------------------------------------------


@lru_cache
def _figures(language: str) -> re.Pattern[str]:
    known = lexicon(language)
    decimals = rf"(?:{known.point}\d+)?"
    number = rf"\d{{1,3}}(?:{known.group}\d{{3}})+(?!\d){decimals}|\d+{decimals}"
    if known.point == ",":
        number += r"|\d+\.\d{1,2}(?!\d)"
    longest = sorted(known.magnitudes, key=len, reverse=True)
    magnitude = rf"(?:[\s\u00a0\u202f-]?(?:{'|'.join(longest)})(?![\w]))?" if longest else ""
    percent = rf"(?:[\s\u00a0\u202f-]?(?:{'|'.join(known.percent)})(?!\w))?"
    through = "|".join(filter(None, ("–|-|—", known.through)))
    return re.compile(
        rf"(?P<money>{_MONEY})?\s?(?<![\w.,])(?P<low>{number})(?P<lowsize>{magnitude})"
        rf"(?:\s?%)?(?:(?:{through})(?P<high>{number})(?![\d]))?"
        rf"(?P<size>{magnitude})(?P<percent>{percent})")


def _in_figures(words: str, language: str) -> Iterator[Numeral]:
    known = lexicon(language)
    for match in _figures(language).finditer(words):
        size = _size(match["size"] or match["lowsize"], known)
        ends = [match["low"]] + ([match["high"]] if match["high"] else [])
        values = tuple(_value(end, known) * size for end in ends)
        step = min(_step(end, known) for end in ends) * size
        share = bool(match["percent"]) or "%" in match[0]
        start = match.start("money") if match["money"] else match.start("low")
        yield Numeral(start, match.end(), words[start:match.end()], values, step, share)


def _size(words: str, known: Lexicon) -> Decimal:
    return known.magnitudes.get(words.strip(" -\u00a0\u202f"), None) or next(
        (size for word, size in known.magnitudes.items()
         if words and re.fullmatch(word, words.strip(" -\u00a0\u202f"))), Decimal(1))


def _value(digits: str, known: Lexicon) -> Decimal:
    plain = _plain(digits, known)
    return Decimal(plain)


def _plain(digits: str, known: Lexicon) -> str:
    """Digits as data files write them: no separators, a point."""
    if re.fullmatch(r"\d+\.\d{1,2}", digits):
        return digits
    return re.sub(known.point, ".", re.sub(known.group, "", digits))


def _step(digits: str, known: Lexicon) -> Decimal:
    """How finely digits state a number: 0.1 for 2.5, and 1000 for 63,000."""
    whole, _, decimals = _plain(digits, known).partition(".")
    if decimals:
        return Decimal(1).scaleb(-len(decimals))
    return Decimal(10) ** (len(whole) - len(whole.rstrip("0")) if whole.strip("0") else 0)


# --- in words -------------------------------------------------------------------------------


@lru_cache
def _words(language: str) -> tuple[re.Pattern[str], ...]:
    """Patterns for numbers in words; what the first ones find the later ones do not see."""
    known = lexicon(language)
    if not known.small:
        return ()
    simple = _longest_first([*known.small, *known.large, *known.times])
    many = _longest_first(known.times)
    figure = rf"(?:{simple})(?:(?:[ -]| {known.joint} |-{known.joint}-)(?:{simple}))*"
    if known.compounds:
        figure = rf"(?:{simple}|{known.joint})+(?: (?:{many}))?"
    size = rf"(?:(?:{known.one}) )(?:{many})s?(?: (?:{many})s?)*"
    ratio = rf"(?:{simple}|\d+) (?:{known.of_every}) (?:{figure}|\d{{1,3}})"
    return tuple(re.compile(rf"(?<![\w-])(?:{each})(?![\w])", re.IGNORECASE) for each in (
        ratio, known.parts, known.vague, size, figure))


def _longest_first(words: Iterable[str]) -> str:
    """Alternatives of a pattern, so that a long word is not taken for a short one."""
    return "|".join(sorted(words, key=len, reverse=True))


def _in_words(words: str, known: Lexicon, language: str) -> Iterator[Numeral]:
    for place, pattern in enumerate(_words(language)):
        for match in pattern.finditer(words):
            behind = words[match.end():]
            percent = re.match(rf"[ -](?:{'|'.join(known.percent)})(?!\w)", behind)
            value = _worth(match[0].lower(), known) if place > 2 else None
            if place == 4 and value is None:
                continue  # “und” alone
            is_small = value is not None and value <= 12 and not re.search(
                "|".join(known.times), match[0].lower())
            if is_small and not percent and not re.match(_MEASURES, behind, re.IGNORECASE):
                continue
            end = match.end() + (percent.end() if percent else 0)
            yield Numeral(match.start(), end, words[match.start():end],
                          () if value is None else (value,),
                          _coarse(value), place < 2 or bool(percent))


def _worth(words: str, known: Lexicon) -> Decimal | None:
    """The value of a number in words, such as “twenty-five thousand” or “half a million”."""
    share = Decimal(1)
    for part, worth in (("half", "0.5"), ("quarter", "0.25"), ("demi", "0.5"), ("medio", "0.5"),
                        ("halbe", "0.5")):
        if part in words:
            share = Decimal(worth)
    if re.search(r"several|few|couple|mehrere", words):
        return None
    total = part_sum = Decimal(0)
    for word in _simple(known).findall(words):
        if (times := known.times.get(word)) is None:
            part_sum += known.small.get(word, 0) or known.large.get(word, 0)
        elif times < 1000:
            part_sum = (part_sum or Decimal(1)) * times
        else:
            total = (total + (part_sum or Decimal(1))) * times if total < times else (
                total + (part_sum or Decimal(1)) * times)
            part_sum = Decimal(0)
    return (total + part_sum) * share or None


@lru_cache
def _simple(known: Lexicon) -> re.Pattern[str]:
    return re.compile(_longest_first([*known.small, *known.large, *known.times]))


def _coarse(value: Decimal | None) -> Decimal:
    """How finely a number in words is stated, by its last digit that is not nought."""
    if not value or value != value.to_integral_value():
        return Decimal(1)
    digits = str(value.to_integral_value())
    return Decimal(10) ** (len(digits) - len(digits.rstrip("0")))
