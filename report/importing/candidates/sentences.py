"""Sentences of an imported text, one after the other, with the lines on which they stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from report.importing.candidates.model import Spoken
from report.importing.model import Block

_TOLD = ("paragraph", "quote", "list", "caption", "note", "box")
_LABEL = (re.compile(r"\(?\d{1,3}[.)](?:\s|$)"),
          re.compile(r"[(\[]?\d{1,4}[.)\]]?\s"))  # of an item, of a note
_CITED = re.compile(r",\s?at \d|\bn\.\s?\d|\bpp?\. ?\d|§|\b[Ii]bid|\bvol\. ?\d|\b\d+ [A-Z]\.[\w.]+ "
                    r"\d|"
                    r"\b\d{1,2}/\d{1,2}/\d{2,4}\b|\.{5}", re.IGNORECASE)
_PROSE = re.compile(r"(?<![\w.])(?!see\b|also\b|and\b|serial\b|note\b|the\b)[a-z]{3,}(?!\w)")
_CALL = re.compile(r"(?:(?<=[.,;:!?\"”’)])|(?<=[a-z]{3}))[⁰¹²³⁴-⁹]+")  # a note's; not m²
_FEWEST = 4  # words of prose for each page or number that is cited
_LONGEST = 2000  # characters; what is longer is no sentence, and is cut


def spoken(blocks: Sequence[Block]) -> Iterator[Spoken]:
    """The sentences of what is told in running words: no headings, tables, code or verse."""
    section = 0
    for paragraph, block in enumerate(blocks):
        section += block.kind == "heading"
        if block.kind in _TOLD:
            parts = tuple((number, _CALL.sub("", part)) for number, part in block.parts)
            yield from _sentences(replace(block, parts=parts), paragraph, section)


def headings(blocks: Sequence[Block]) -> dict[int, str]:
    """The words of each section's heading, by the section's position."""
    named = [block.words for block in blocks if block.kind == "heading"]
    return dict(enumerate(named, 1))


def _sentences(block: Block, paragraph: int, section: int) -> Iterator[Spoken]:
    text, starts, lines = "", [], []
    pieces: list[str] = []
    length = 0
    for number, part in block.parts:
        starts.append(length)
        lines.append(number)
        pieces.append(part.strip() + " ")
        length += len(pieces[-1])
    text = "".join(pieces)
    at = 0
    for sentence in block.sentences:
        begin = text.find(sentence.words, at)
        at = begin + len(sentence.words)
        for offset, words in _cut(sentence.words):
            if label := _LABEL[block.kind == "note"].match(words):
                offset, words = offset + label.end(), words[label.end():]
            first = bisect_right(starts, begin + offset) - 1
            last = bisect_right(starts, begin + offset + len(words))
            parts = tuple((max(0, starts[each] - begin - offset), lines[each])
                          for each in range(first, max(last, first + 1)))
            if not _is_citation(words):
                yield Spoken(words, paragraph, section, parts)


def _is_citation(words: str) -> bool:
    """Whether words only name a source: pages and numbers of it, and hardly a word of prose."""
    cited = len(_CITED.findall(words))
    return bool(cited) and len(set(_PROSE.findall(words))) < _FEWEST * cited


def _cut(words: str) -> Iterator[tuple[int, str]]:
    """A sentence; in pieces, cut at spaces, if it is far too long to be one."""
    if len(words) <= _LONGEST:
        yield 0, words
        return
    for match in re.finditer(rf".{{1,{_LONGEST}}}(?:\s|$)|.{{{_LONGEST}}}", words, re.DOTALL):
        yield match.start(), match[0]
