"""The numbers of a sentence that may become facts.

Numbers in figures and in words are found by `report.numerals`, which also knows what is no
count: years, times, names with a number. Shares get their value here, and small counts in words
are taken where they count something. What the gate asks a source for and nobody would chart is
left out: ages, and numbers in dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from report.importing.candidates.model import Number, When
from report.importing.candidates.populations import HEADS
from report.model.prose import Numeral
from report.numerals import naked
from report.numerals.lexicon import lexicon

_ANY = re.compile(r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|"
                  r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty|dozen|hundred|thousand|million|"
                  r"billion|half|third|quarter)", re.IGNORECASE)
_SMALL = "two three four five six seven eight nine ten eleven twelve"
_SIZES = {"one": 1, "a": 1, "an": 1} | {word: at for at, word in enumerate(_SMALL.split(), 2)}
_PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7,
          "eighth": 8, "ninth": 9, "tenth": 10}
_COUNT = "|".join(_SIZES)
_SHARE = re.compile(
    rf"(?<![\w-])(?:(?P<top>{_COUNT})[ -](?P<part>half|third|quarter|fifth|sixth|seventh|eighth|"
    r"ninth|tenth)s?(?= of\b(?! an hour)|,| (?:were|are|had|have|has|was|is)\b|\.)"
    rf"|(?P<some>{_COUNT}|\d+)(?: [a-z]+)? (?:in|out of) (?:every )?(?P<all>{_COUNT}|\d+)"
    r"(?!\s?(?:hours?|days?|weeks?|months?|years?)\b)(?! \d)"
    r"|(?P<half>half)(?= (?:of|the|that|its|their|as)\b(?! an? ))"
    rf"|(?P<many>{_COUNT})[ -](?P<parts>thirds|quarters|fifths|sixths|sevenths|eighths|ninths|"
    r"tenths))", re.IGNORECASE)
_BY = re.compile(r"\bby (?:(?:about|almost|nearly|roughly|more than|over) )?(?P<top>an? |)"
                 r"(?P<part>half|third|quarter|fifth|tenth)\b", re.IGNORECASE)
_SMALL_COUNT = re.compile(
    rf"(?<![\w-])(?P<count>{_SMALL.replace(' ', '|')})(?= (?P<noun>(?:of (?:them|the|its|their|his|"
    r"her|those|these)\b|(?:[\w’'-]+ ){0,2}?(?:people|men|women|children|[a-z]{3,}s)\b)))"
    r"(?! (?:times|o[’']clock|or|and|to|in|at|minutes|hours|days|weeks|months|years|is|was|this|"
    r"centuries|nights|per|decades|generations)\b)",
    re.IGNORECASE)
_ALONE = re.compile(rf"(?<![\w-])(?P<count>{_SMALL.replace(' ', '|')})(?= (?:who|were|are|have|had|"
                    r"has|got|died|survived|came|remain|more|others|today|now)\b)", re.IGNORECASE)
_LENGTH = re.compile(
    rf"(?<![\w-])(?P<count>{_SMALL.replace(' ', '|')})(?=[ -](?:hours|days|weeks|months|years)\b)"
    r"(?! \w+ (?:ago|later|earlier|after|before|old|in|of age|since)\b)", re.IGNORECASE)
_AGE_BEFORE = re.compile(r"(?:\b[A-ZÀ-Þ][\w’'-]+,|\baged?|\bages? of"
                         r"|\b(?:who|he|she|I) (?:is|was|am|turned|turns)(?: now)?) $")
_HEADED = re.compile(rf"\b(?:{'|'.join(HEADS)}) of (?P<count>{_SMALL.replace(' ', '|')})\b"
                     r"(?! \w+s\b)", re.IGNORECASE)
_AGE_BEHIND = re.compile(r"[- ]years?[- ]old\b|\s?years? of age\b")
_LATER = re.compile(r"\s(?:minutes|hours|days|weeks|months|years) (?:ago|later|earlier|before|"
                    r"after)\b")
_IDENTIFIER = re.compile(r"\d{8,}")  # nobody writes a count so without dividing its thousands
_GREATEST = 10**15  # a ledger takes none that is greater
_OF_HERS = re.compile(r"\b(?:mother|father|parent|grandmother|grandfather|widow) of $")
_NAME_BEFORE = re.compile(r"(?<=[a-z,;] )(?:the )?[A-ZÀ-Þ][a-zß-ÿ]+ $|^(?:Letters?|Nos?\.?|Chapter|"
                          r"Page|Item|Table|Figure) $|\b[Ll]etters? $")
_COUNTS = re.compile(r" (?!(?:is|was|has|as|its|his|this)\b)(?:[a-z-]+ )??"
                     r"(?:people|men|women|children|[a-z-]{3,}s)\b")
_NOT_A_NAME = re.compile(r"\b(?:Of|The|Some|About|Only|All|Nearly|Almost|Over|Around|Between|And|"
                         r"Mr|Mrs)\s$")


def numbers(words: str, language: str, dates: Iterable[When]) -> list[Number]:
    """The numbers of a sentence, in their order; those that are parts of a date are left out."""
    if not _ANY.search(words):
        return []
    found = [*_shares(words, language), *_numerals(words, language), *_small(words, language)]
    found.sort(key=lambda number: (number.start, -number.end))
    taken = [(when.start, when.end) for when in dates]
    kept: list[Number] = []
    for number in found:
        if kept and number.start < kept[-1].end:
            continue
        if not any(start < number.end and number.start < end for start, end in taken) and (
                not _is_age(words, number) and not _LATER.match(words[number.end:number.end + 30])):
            kept.append(number)
    return kept


def _numerals(words: str, language: str) -> Iterator[Number]:
    for numeral in naked(words, language):
        is_identifier = _IDENTIFIER.fullmatch(numeral.words)
        if numeral.values and max(numeral.values) < _GREATEST and not is_identifier and (
                not _is_name(words, numeral)):
            values = numeral.values
            if len(values) == 2 and values[0] >= values[1]:
                values = values[:1]
            start = numeral.start
            between = re.search(r"\bbetween $", words[:start], re.IGNORECASE)
            other = re.match(r" and ", words[numeral.end:])
            if between and other:
                yield from _between(words, numeral, language)
                continue
            yield Number(start, numeral.end, numeral.words, values, numeral.is_share)


def _between(words: str, first: Numeral, language: str) -> Iterator[Number]:
    """“between 4 and 5 billion”: the second end says how large the first is."""
    behind = first.end + len(" and ")
    second = next(iter(naked(words[behind:behind + 60], language)), None)
    if second is None or second.start or not second.values:
        yield Number(first.start, first.end, first.words, first.values, first.is_share)
        return
    low, high = first.values[0], second.values[0]
    digits = re.sub(r"\D+$", "", second.words)
    if low < high and low < 1000 <= high and digits != second.words:
        size = next((size for word, size in lexicon(language).magnitudes.items()
                     if second.words[len(digits):].strip() == word), Decimal(1))
        low *= size
    end = behind + second.end
    values = (low, high) if low < high else (high,)
    yield Number(first.start, end, words[first.start:end], values, second.is_share)


def _shares(words: str, language: str) -> Iterator[Number]:
    if not language.startswith("en"):
        return
    for match in _SHARE.finditer(words):
        if match["half"]:
            top, all_ = 1, 2
        elif match["some"]:
            top, all_ = _size(match["some"]), _size(match["all"])
        else:
            top = _size(match["top"] or match["many"])
            all_ = _PARTS[(match["part"] or match["parts"].removesuffix("s")).lower()]
        if 0 < top < all_ <= 1000 and top <= 100:
            yield _share(match.start(), match.end(), match[0], top, all_)
    for match in _BY.finditer(words):
        yield _share(match.start("top"), match.end(), words[match.start("top"):match.end()], 1,
                     _PARTS[match["part"].lower()])


def _share(start: int, end: int, words: str, top: int, all_: int) -> Number:
    value = (Decimal(100) * top / all_).quantize(Decimal("0.1")).normalize()
    return Number(start, end, words, (Decimal(f"{value:f}"),), True)


def _size(word: str) -> int:
    return int(word) if word.isdigit() else _SIZES[word.lower()]


def _small(words: str, language: str) -> Iterator[Number]:
    if not language.startswith("en"):
        return
    for pattern in (_SMALL_COUNT, _ALONE, _LENGTH, _HEADED):
        for match in pattern.finditer(words):
            start, said = match.start("count"), match["count"]
            yield Number(start, start + len(said), said, (Decimal(_size(said)),))


def _is_age(words: str, number: Number) -> bool:
    behind = words[number.end:number.end + 20]
    before = words[max(0, number.start - 30):number.start]
    if _AGE_BEHIND.match(behind) or _OF_HERS.search(before):
        return True
    is_young = len(number.values) == 1 and number.values[0] < 120
    return is_young and bool(_AGE_BEFORE.search(before)) and (
        before.rstrip().endswith(("aged", "age", "of", "turned"))
        or behind[:1] in (",", ".", ")", ""))


def _is_name(words: str, numeral: Numeral) -> bool:
    """Whether a number belongs to the name before it: Letter 52, Gate 4."""
    before = words[max(0, numeral.start - 30):numeral.start]
    if not re.fullmatch(r"\d{1,3}(?: ?(?:to|–|-) ?\d{1,3})?", numeral.words):
        return False
    if _COUNTS.match(words, numeral.end):
        return False  # “In Aleppo 300 people”
    return bool(_NAME_BEFORE.search(before)) and not _NOT_A_NAME.search(before)
