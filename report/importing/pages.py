"""Pages of a scan: running heads, page numbers and notes at the foot are told from the text.

A page ends at a form feed, or at a number that stands alone and goes on counting from the last.
What stands at the top or the foot of many pages in nearly the same letters is a running head:
nearly, since a scan misreads it each time in another way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from report.importing.model import Left, Line

_FOLIO = re.compile(r"(?:page\s+)?[-–—\[(~|]*\s*(\d{1,4}|[ivxlc]{1,7})\s*[-–—\])~|]*\.?"
                    r"(?:\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE)
_NUMBERED_HEAD = re.compile(r"(?:(\d{1,4})\s{2,}\D|.*\D\s{2,}(\d{1,4})$)")
_FEWEST = 3  # pages, before anything is taken for a running head
_APART = 6  # lines with words between two page numbers, at least
_SAMPLE = 60
_ALIKE = 0.5
_NOTE = re.compile(r"(\d{1,4}|[¹²³⁰⁴-⁹]+|[*†‡§]+)[.)]?(?=\s|$|[A-Z\"“])")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@dataclass(frozen=True)
class Paged:
    """The text of a scan without its furniture, and the notes at the foot of each page."""

    lines: tuple[Line, ...]
    left: tuple[Left, ...] = ()
    notes: tuple[tuple[Line, ...], ...] = ()


def pages(lines: Sequence[Line]) -> Paged:
    """Take running heads, page numbers and foot notes out of a scan; others stay as they are."""
    folios = _folios(lines)
    numbered = _numbered(lines, folios)
    if len({line.page for line in numbered}) <= _FEWEST - 1:
        return Paged(tuple(lines))
    heads = _heads(numbered, folios)
    left = [Left(line.number, line.text, "Page numbers" if line.number in folios else
                 "Running heads") for line in numbered
            if line.number in folios or line.number in heads]
    rest = [line for line in numbered if line.number not in folios and line.number not in heads]
    notes = _notes(rest)
    noted = {line.number for zone in notes for line in zone}
    return Paged(tuple(line for line in rest if line.number not in noted), tuple(left), notes)


def _folios(lines: Sequence[Line]) -> set[int]:
    """The lines that are page numbers: alone, and counting on from one to the next."""
    alone = []
    words = 0
    for line in lines:
        words += bool(line.text)
        if line.text and (match := _FOLIO.fullmatch(line.text)):
            alone.append((line, _value(match[1]), words))
    if any(line.page for line in lines):
        edges = _edges(lines)
        return {line.number for line, value, _ in alone if value and line.number in edges}
    found: set[int] = set()
    for at, (line, value, where) in enumerate(alone):
        for other, after, there in alone[at + 1 : at + 9]:
            if value and 1 <= after - value <= 3 and there - where >= _APART * (after - value):
                found |= {line.number, other.number}
                break
    return found if len(found) >= _FEWEST else set()


def _edges(lines: Sequence[Line]) -> set[int]:
    """The first two and the last two lines with words of every page that form feeds make."""
    found: set[int] = set()
    by_page: dict[int, list[int]] = {}
    for line in lines:
        if line.text:
            by_page.setdefault(line.page, []).append(line.number)
    for numbers in by_page.values():
        found |= {*numbers[:2], *numbers[-2:]}
    return found


def _value(digits: str) -> int:
    if digits.isdigit():
        return int(digits)
    value, last = 0, 0
    for letter in reversed(digits.lower()):
        this = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}[letter]
        value += this if this >= last else -this
        last = max(last, this)
    return value


def _numbered(lines: Sequence[Line], folios: set[int]) -> list[Line]:
    """Lines with the page that they stand on; without form feeds each folio ends one."""
    if any(line.page for line in lines) or not folios:
        return list(lines)
    page, found = 1, []
    for line in lines:
        found.append(replace(line, page=page))
        page += line.number in folios
    return found


def _heads(lines: Sequence[Line], folios: set[int]) -> set[int]:
    """Lines at the top or the foot of a page that look alike on many pages."""
    by_page: dict[int, list[Line]] = {}
    for line in lines:
        if line.text and line.number not in folios:
            by_page.setdefault(line.page, []).append(line)
    found: set[int] = set()
    edges = ([here[:1] for here in by_page.values()], [here[1:2] for here in by_page.values()],
             [here[2:3] for here in by_page.values()], [here[-1:] for here in by_page.values()])
    for place, edge in enumerate(edges):
        there = [line for lines_ in edge for line in lines_ if len(line.text) <= 120]
        prints = [_print(line.text) for line in there]
        step = max(1, len(there) // _SAMPLE)
        sample = prints[::step]
        needed = max(_FEWEST, round(len(sample) * 0.15))
        for line, own in zip(there, prints, strict=True):
            like = sum(_alike(own, other) for other in sample)
            if place in (1, 2) and line.number not in found and not any(
                    other.number in found for other in by_page[line.page][:place]):
                continue  # the second line is one only under a first
            if line.page == 1 and own not in prints[1:]:
                continue  # the title of a report, which its running heads repeat
            if own and like >= needed:
                found.add(line.number)
    return found


def _print(text: str) -> frozenset[str]:
    """The groups of three letters of a line: what is left alike when a few are misread."""
    letters = re.sub(r"[\W\d_]", "", text.lower())
    return frozenset(letters[i : i + 3] for i in range(len(letters) - 2))


def _alike(one: frozenset[str], two: frozenset[str]) -> bool:
    return bool(one and two) and 2 * len(one & two) >= _ALIKE * (len(one) + len(two))


def _notes(lines: Sequence[Line]) -> tuple[tuple[Line, ...], ...]:
    """The notes at the foot of each page: from a line whose number goes on counting."""
    by_page: dict[int, list[Line]] = {}
    for line in lines:
        if line.text:
            by_page.setdefault(line.page, []).append(line)
    zones, last = [], 0
    for here in by_page.values():
        start = _zone(here, last)
        if start is None:
            continue
        zones.append(tuple(here[start:]))
        numbers = sorted(n for line in here[start:] if (n := note_number(line.text)) is not None)
        last = numbers[len(numbers) // 2]
    return tuple(zones) if len(zones) >= 2 else ()


def _zone(here: Sequence[Line], last: int) -> int | None:
    """Where the notes of a page begin, if it has any: numbers misread by a scan are forgiven.

    Numbered paragraphs are no notes: these stand closer together, or are called above.
    """
    for at in range(max(1, len(here) // 6), len(here)):
        own = note_number(here[at].text)
        if own is None:
            continue
        is_dotted = _is_dotted(here[at].text)
        counted = [number for line in here[at:] if (number := note_number(line.text)) is not None
                   and _is_dotted(line.text) == is_dotted]
        if not is_dotted and len(counted) >= 3 and len(counted) * 2 >= len(here) - at and (
                _are_words(here[at:])):
            return at  # close together: notes, however their numbers were misread
        if not _follows(own, last, counted) or sum(
                _follows(number, last, counted) for number in counted) * 2 < len(counted):
            continue
        lines = len(here) - at
        if len(counted) * 3 >= lines or (len(counted) * 9 >= lines and _are_called(
                counted, " ".join(line.text for line in here[:at]))):
            return at
    return None


def _are_words(lines: Sequence[Line]) -> bool:
    """Whether words stand behind most of the numbers that lines begin with: no table."""
    return sum(bool(re.match(r"\d{1,4}\s+[^\W\d_]", line.text)) for line in lines) * 3 > len(lines)


def _is_dotted(text: str) -> bool:
    return bool(re.match(r"\d+[.)]", text))


def _are_called(numbers: Sequence[int], above: str) -> bool:
    """Whether most of some numbers stand raised or close behind words in the text above."""
    calls = set(re.findall(r"(?<=[a-z.,;:!?\"”’)\]])\d{1,4}(?!\d)", above.translate(_RAISED)))
    return sum(str(number) in calls for number in numbers) * 2 > len(numbers)


def _follows(number: int, last: int, numbers: Sequence[int]) -> bool:
    """Whether a note's number may come on the page after one in whose middle `last` stood."""
    if 1 in numbers:  # counting begins again, with each page or with a new part
        return number <= 1 + len(numbers)
    return last - 10 < number <= last + 60 if last else number <= 10


def note_number(text: str) -> int | None:
    """The number with which a line begins as a note does; None if it begins otherwise."""
    match = _NOTE.match(text)
    if not match or match[1][0] in "*†‡§":
        return None
    return int(match[1].translate(_RAISED))
