"""Headings of a plain text: short, without a final stop, and above something longer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from report.importing.units import Unit

_LONGEST, _MOST = 100, 15  # characters, words
_WORDS = (r"(?:[IVXLCDM]+|\d+|[A-Z]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
          r"first|second|third|fourth|fifth|last|thirteen|fourteen|fifteen|sixteen|seventeen|"
          r"eighteen|nineteen|twenty(?:-\w+)?|thirty(?:-\w+)?)")
_PART = re.compile(rf"(?:the\s+)?(?:part|book|volume|teil|buch|partie|"
                   rf"livre)\s+(?:the\s+)?{_WORDS}\b"
                   r"(?=[\s.:,—–-]|$)", re.IGNORECASE)
_CHAPTER = re.compile(rf"(?:the\s+)?(?:chapter|act|letter|lecture|lesson|canto|kapitel|"
                      rf"chapitre|section)\s+(?:the\s+)?{_WORDS}\b(?=[\s.:,—–-]|$)",
                      re.IGNORECASE)
_NAMED = re.compile(r"(?:preface|foreword|introduction|prologue|epilogue|conclusions?|afterword|"
                    r"acknowledge?ments|dedication|appendix|glossary|bibliography|sources|summary|"
                    r"executive summary|abstract|references|foot ?notes|end ?notes|notes|vorwort|"
                    r"einleitung|schluss|inhalt|avant-propos|introduction|to the reader)[.:]?",
                    re.IGNORECASE)
_APPENDIX = re.compile(r"(?:appendix|annex|anhang|annexe)\s+(?:[A-Z]|[IVX]+|\d+)\b(?=[\s.:,—–-]|$)",
                       re.IGNORECASE)
_DECIMAL = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})[.)]?\s+(?=[^\W\d_])")
_SCHEMES = {
    "I": re.compile(r"[IVXL]{1,6}\.\s+(?=[A-Z])"), "A": re.compile(r"[A-Z]\.\s+(?=[A-Z])"),
    "i": re.compile(r"[ivxl]{1,6}\.\s+(?=[A-Z])"), "a": re.compile(r"[a-z]\.\s+(?=[A-Z])"),
}
_RULED = re.compile(r"([=\-~^*#_])\1{2,}")
_QUOTED_STOP = re.compile(r"[.!]['’\"”]$")
_ENDS = re.compile(r"[.!,;…]$|\.[\"”’')\]]+$|[,;]['’\"”]$|\b(?:and|or|of|the|a|an|to|in|with|by|"
                   r"for|"
                   r"from|at|that|which|und|der|die|das|et|de)$")
_STARTS = re.compile(r"[\"“‘'(\[]*[^\W_]")


@dataclass(frozen=True)
class Shape:
    """What a unit looks like as a heading: its sort, and how sure that is."""

    sort: str  # part, chapter, named, decimal, capitals, title; "" for no heading
    depth: int = 0
    sure: float = 0.0


def shapes(units: Sequence[Unit], width: int) -> list[Shape]:
    """What each unit looks like as a heading, by its words and by what stands around it."""
    found = [shape(unit.text) if len(unit.lines) <= 3 else Shape("") for unit in units]
    signs: list[str] = []  # under headings, in the order of their levels
    for at, (unit, below) in enumerate(pairwise(units)):
        if below.gap == 0 and len(unit.lines) == 1 and len(unit.text) < _LONGEST and (
                _RULED.fullmatch(below.text) and not _RULED.fullmatch(unit.text)
                and len(below.text) * 2 > len(unit.text)):
            sign = below.text[0]
            signs += [] if sign in signs else [sign]
            found[at] = Shape("ruled", signs.index(sign) + 1, 1.0)
    is_gappy = sum(unit.gap > 0 for unit in units) * 2 > len(units)
    seen = Counter(unit.text for unit in units if len(unit.text) < _LONGEST)
    noisy = sum(each.sort in _SCHEMES or each.sort == "decimal" for each in found) > 20
    for at, unit in enumerate(units):
        if found[at].sort in ("", "part", "chapter", "ruled"):
            continue
        if found[at].sort == "title" and at < 4 and found[at + 1 : at + 2] and (
                found[at + 1].sort not in ("", "title")):
            found[at] = Shape("")  # to whom a report is addressed, and the like
            continue
        if found[at].sort in ("title", "capitals") and (
                seen[unit.text] > 2 or (noisy and unit.lines[0].page)
                or not re.search(r"[^\W\d_]{2}", unit.text)):
            found[at] = Shape("")
            continue
        before = units[at - 1] if at else None
        after = units[at + 1] if at + 1 < len(units) else None
        found[at] = _among(found[at], unit, before, after, bool(width) or is_gappy)
    return found


def shape(text: str) -> Shape:
    """What some words look like by themselves."""
    words = text.split()
    if not text or len(text) > _LONGEST + 40 or not _STARTS.match(text):
        return Shape("")
    if _PART.match(text) and len(words) <= 12 and not _runs_on(text):
        return Shape("part", 0, 1.0)
    if _CHAPTER.match(text) and len(words) <= 16 and not _runs_on(text):
        return Shape("chapter", 0, 1.0)
    if _NAMED.fullmatch(text) or (_APPENDIX.match(text) and len(words) <= 12
                                  and not _runs_on(text)):
        return Shape("named", 0, 0.9)
    if len(text) > _LONGEST or len(words) > _MOST:
        return Shape("")
    if match := _DECIMAL.match(text):
        if not _ENDS.search(text) and text[match.end()].isupper() and len(words) <= 12:
            return Shape("decimal", match[1].count(".") + 1, 0.9)
        return Shape("")
    if _ENDS.search(text) and not (text.isupper() and len(words) > 1):
        return Shape("")
    for sort, pattern in _SCHEMES.items():
        if pattern.match(text) and len(words) > 1 and (sort in "IA" or _is_titled(words[1:])):
            return Shape(sort, 0, 0.8)
    if text.isupper() and re.search(r"[^\W\d_]{3}", text):
        return Shape("capitals", 0, 0.9)
    first = re.search(r"[^\W_]", text)
    if first and (first[0].isupper() or first[0].isdigit() or not first[0].islower()):
        return Shape("title", 0, 0.7)
    return Shape("")


def _is_titled(words: Sequence[str]) -> bool:
    """Whether most words have capitals, as in an English title."""
    long = [word for word in words if len(word) > 3]
    return sum(word[0].isupper() for word in long) * 10 >= len(long) * 7


def _runs_on(text: str) -> bool:
    """Whether “Chapter 3 shows how …” is the beginning of a sentence and not a heading."""
    rest = re.sub(r"^\S+\s+\S+", "", text)
    return bool(re.match(r"\s+[a-z]", rest)) and bool(re.search(r"[.,;]$", text))


def _among(
    own: Shape, unit: Unit, before: Unit | None, after: Unit | None, is_gappy: bool
) -> Shape:
    """A heading stands above something: the last unit is none, nor one of several short ones."""
    text = unit.text
    if after is None:
        return Shape("")
    if own.sort == "named":
        return own
    if len(unit.lines) > 1 and unit.gap == 0:
        return Shape("")
    below, above = len(after.text), len(before.text) if before else 0
    if before and above > 60 and re.search(r"[\w,;–—-]$", before.text) and own.sort == "title":
        return Shape("")  # the sentence before it is not at its end
    if after.text[:1].islower() and own.sort not in ("decimal", *_SCHEMES):
        return Shape("")
    is_apart = unit.gap and (after.gap or own.sort in ("capitals", "decimal"))
    if is_gappy and before and not is_apart:
        return Shape("")  # where empty lines part paragraphs, they stand around headings
    if (
        re.search(r"\d{4}$|\b\d{1,2}:\d\d\b", text)
        and len(text.split()) <= 4
        and own.sort == "title"
    ):
        return Shape("")
    if text.endswith(":") and own.sort == "title" and not text.isupper():
        return Shape("")
    if own.sort == "title" and re.match(r"[\"“].*[\"”]$", text) and below < 60:
        return Shape("")
    if below < len(text) * 1.3 and below < 100 and shape(after.text).sort in ("", "title") and (
            own.sort == "title"):
        return Shape("")
    if own.sort == "title" and unit.indent >= 8 and unit.gap < 2:
        return Shape("")
    sure = own.sure + (0.15 if unit.gap >= 2 or (above > 150 and below > 150) else 0)
    return Shape(own.sort, own.depth, min(1.0, sure))


def levels(found: Sequence[Shape]) -> list[int]:
    """The level of each heading, 0 for no heading: parts over chapters over all others."""
    sorts = {each.sort for each in found if each.sort}
    outer = [sort for sort in ("part", "chapter") if sort in sorts]
    ranks = {sort: rank for rank, sort in enumerate(outer, 1)}
    base = len(outer)
    capitals = "capitals" in sorts and "title" in sorts
    order = ("I", "A", "decimal", "a", "i") if "I" in sorts else ("decimal", "A", "a", "i")
    schemes = [sort for sort in order if sort in sorts]
    given, last = [], 0
    for each in found:
        match each.sort:
            case "":
                level = 0
            case "part" | "chapter":
                level = ranks[each.sort]
            case "named":
                level = max(1, base) if outer else 1
            case "ruled":
                level = base + each.depth
            case "decimal":
                level = base + each.depth + (schemes.index("decimal") if schemes else 0)
            case sort if sort in _SCHEMES:
                level = base + 1 + schemes.index(sort)
            case "capitals":
                level = base + 1
            case _:
                level = base + (2 if capitals else 1)
        if level:
            level = min(level, last + 1) if last else level
            last = level
        given.append(level)
    return given


def is_rule(text: str) -> bool:
    """Whether a line is a row of signs, drawn between paragraphs or under a heading."""
    return bool(_RULED.fullmatch(text)) or bool(re.fullmatch(r"(?:[*•·#~-]\s*){3,9}", text))
