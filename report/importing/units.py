"""Units: lines that belong together, each a paragraph, a heading, an item or a row of a table.

A text is *wrapped* when its lines were broken by hand at some width. Whether a line goes on in
the next is asked of each pair: would the first word of the next have found room on it?
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from report.importing.model import Line

APART = "\ue002"  # stands for lines that are set already: a table, code
_KEPT = "\u2010"  # a hyphen at the end of a line that belongs to the word
_WIDEST = 110  # characters; nobody breaks lines by hand further out
_STOP = re.compile(r"[.!?…:;][\"”’')\]*_]*$")
_RULED = re.compile(r"([=\-~^*#_+])\1{2,}")
_ITEM = re.compile(r"([-*•‣◦▪·–—]|\(?\d{1,3}[.)]|\(?[a-z][.)]|\([ivx]+\))\s+\S")


@dataclass(frozen=True)
class Unit:
    """Lines that were one before they were broken; `gap` is how many empty lines stand above."""

    lines: tuple[Line, ...]
    gap: int

    @cached_property
    def text(self) -> str:
        """Its words on one line, words that were divided at its ends joined again."""
        return joined([line.text for line in self.lines])

    @property
    def number(self) -> int:
        return self.lines[0].number

    @property
    def indent(self) -> int:
        return min(line.indent for line in self.lines)

    @property
    def parts(self) -> tuple[tuple[int, str], ...]:
        return tuple((line.number, line.text) for line in self.lines)


def joined(texts: Sequence[str]) -> str:
    """Lines as one; `inter-` and `national` are one word, `Anglo-` and `French` keep the dash."""
    words: list[str] = []
    for text in texts:
        before = words[-1] if words else ""
        if before.endswith(_KEPT):
            words[-1] = before[:-1] + "-"
        elif re.search(r"[^\W\d_]-$", before) and re.match(r"[^\W\d_]", text):
            words[-1] = before if text[0].isupper() else before[:-1]
        elif before and text:
            words.append(" ")
        words.append(text)
    return "".join(words).replace(_KEPT, "-")


def divisions(lines: Sequence[Line]) -> list[Line]:
    """Mark the hyphens at ends of lines that belong to the word, by how the text writes it."""
    known = {word.lower() for line in lines for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*",
                                                                  line.text)}
    marked = []
    for line, after in zip(lines, [*lines[1:], Line(0, "")], strict=True):
        one = re.search(r"([^\W\d_]+)-$", line.text[-60:]) if line.text.endswith("-") else None
        two = re.match(r"[^\W\d_]+", after.text)
        if one and two and (f"{one[1]}-{two[0]}".lower() in known
                            and f"{one[1]}{two[0]}".lower() not in known):
            line = replace(line, text=line.text[:-1] + _KEPT)
        marked.append(line)
    return marked


def width_of(lines: Sequence[Line]) -> int:
    """The width at which a text was wrapped, in characters; 0 if it was not."""
    pairs = [len(one.text) + one.indent for one, two in pairwise(lines)
             if one.text and two.text]
    lengths = sorted(pairs)
    if len(lengths) < 4:
        return 0
    width = lengths[int(len(lengths) * 0.95)]
    if width > _WIDEST or width < 30:
        return 0
    near = sum(length > width * 0.8 for length in lengths)
    return lengths[-1] if lengths[-1] <= _WIDEST and near * 3 > len(lengths) else (
        width if near * 3 > len(lengths) else 0)


def units(lines: Sequence[Line], width: int) -> Iterator[Unit]:
    """The units of a text wrapped at `width`, or of one that is not (0)."""
    run: list[Line] = []
    gap = above = 0
    for line in lines:
        if not line.text:
            gap += 1
            continue
        if run and (
            APART in (line.text, run[-1].text)
            or not (
                _turns(run[-1], line, width)
                if line.page != run[-1].page
                else _goes_on(run[-1], line, width)
                if not gap
                else line.page > 0 and _breaks_off(run[-1], line)
            )
        ):
            yield Unit(tuple(run), above)
            run = []
        if not run:
            above = gap
        run.append(line)
        gap = 0
    if run:
        yield Unit(tuple(run), above)


def _goes_on(line: Line, after: Line, width: int) -> bool:
    """Whether a line was broken where the next begins."""
    if _RULED.fullmatch(line.text) or _RULED.fullmatch(after.text):
        return False
    if not width:  # one paragraph a line, but a scan may have broken one
        return not _STOP.search(line.text) and not _ITEM.match(after.text) and (
            (len(line.text) > 60 and line.page > 0)
            or (len(line.text) > 30 and after.text[:1].islower()))
    if _ITEM.match(after.text) and (_STOP.search(line.text) or _ITEM.match(line.text)):
        return False
    if after.indent >= line.indent + 2 and _STOP.search(line.text):
        return _ITEM.match(line.text) is not None  # an item's second line; else a new paragraph
    first = len(after.text.split(" ", 1)[0])
    room = width - line.indent - len(line.text)
    return room <= first or (room < width * 0.35 and after.text[:1].islower()) or bool(
        re.search(r"\w-$", line.text) and after.text[:1].islower())


def _turns(line: Line, after: Line, width: int) -> bool:
    """Whether a paragraph goes on over the end of a page."""
    if _STOP.search(line.text) or _ITEM.match(after.text) or after.text.isupper():
        return False
    return bool(after.text[:1].islower() or line.text.endswith(("-", _KEPT))
                or len(line.text) > max(40, width * 0.8))


def _breaks_off(line: Line, after: Line) -> bool:
    """Whether a scan has put an empty line into a sentence."""
    return (after.text[:1].islower() and not _STOP.search(line.text) and len(line.text) > 40
            and not _ITEM.match(after.text))


def verse(run: Sequence[Unit], width: int) -> bool:
    """Whether short lines that stand together are verse, an address, or the like."""
    texts = [unit.text for unit in run]
    capitals = sum(text[:1].isupper() or text[:1] in "\"'“‘" for text in texts)
    return (len(run) >= 2 and all(len(unit.lines) == 1 for unit in run)
            and max(map(len, texts)) < (width or 70) * 0.85 and capitals * 10 >= len(texts) * 7)
