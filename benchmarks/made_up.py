"""A made-up report of about as many pages as asked for, always the same for the same seed.

    python -m benchmarks.made_up FOLDER PAGES

It has what reports have: chapters with sections, notes, references, side notes, boxes, lists,
tables, charts, contents. It comes out within a fifteenth of the pages asked for, from 10 to 1,000.
Its words say nothing, but they are English words in English sentences, so that lines break,
hyphenate and fill pages as those of a real report do.
"""

from __future__ import annotations

import math
import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.words import Writer

_PAGES_A_CHAPTER = 14
_SECTIONS = (1, 2, 3, 4, 5)
_FEW_SECTIONS = (1, 4)  # a figure and a table, in a report of a few pages
_FEW_PAGES = 25
_DRAWINGS = 10  # distinct data; each figure is still one of its own

SETTINGS = """\
title = "The made-up report"
subtitle = "A report of about {pages} pages in which no figure is true"
series = "Measurements"
authors = ["Octavo's benchmarks"]
date = 2016-03-07
language = "en-GB"
publisher = "Octavo"
identifier = "urn:uuid:2f0e8a52-6d0b-4c52-9d8e-0f5d3c1f7a{seed:02d}"
licence = "CC0 1.0"
description = "A report made by a program, to measure and to test with."

[matter]
front = ["summary.md"]
body = [{chapters}]
back = ["sources.md"]

[abbreviations]
UNHCR = "United Nations High Commissioner for Refugees"
OCHA = "Office for the Coordination of Humanitarian Affairs"
IOM = "International Organization for Migration"
"""


@dataclass
class _Counts:
    """How much of each thing is still to be written, and for how many paragraphs."""

    paragraphs: int
    notes: int
    references: int

    def due(self, chance: random.Random, name: str) -> bool:
        """Whether the next paragraph gets one, so that all are used up at the end."""
        left: int = getattr(self, name)
        if left and chance.random() < left / max(self.paragraphs, 1):
            setattr(self, name, left - 1)
            return True
        return False


def write(folder: Path, pages: int, notes: int, references: int, seed: int = 1) -> Path:
    """Write a report's folder with about `pages` pages, `notes` notes, `references` references.

    Returns the folder. A paragraph holds one note and two references at most; a report of a few
    pages may have no room for all.
    """
    chance = random.Random(seed)
    chapters = max(1, round(pages / _PAGES_A_CHAPTER))
    sections = _SECTIONS if pages >= _FEW_PAGES else _FEW_SECTIONS
    names = [f"{number:02d}-{_chapter(number)}.md" for number in range(1, chapters + 1)]
    (folder / "text").mkdir(parents=True)
    (folder / "data").mkdir()
    for number in range(_DRAWINGS):
        _put(folder / "data" / f"counts-{number}.csv", _counts_data(chance))
    _put(folder / "data" / "long.csv", _long_data(chance))
    listed = ", ".join(f'"{name}"' for name in names)
    _put(folder / "report.toml", SETTINGS.format(pages=pages, chapters=listed, seed=seed))
    targets = [target for number in range(1, chapters + 1) for target in _targets(number, sections)]
    each = _paragraphs(pages, chapters)
    counts = _Counts(each * len(sections) * chapters, notes, references)
    writer = Writer(chance)
    for number, name in enumerate(names, 1):
        text = "\n\n".join(_blocks(
            number, sections, each, writer, chance, counts, targets))
        _put(folder / "text" / name, text)
    _put(folder / "text" / "summary.md", _summary(writer))
    _put(folder / "text" / "sources.md", _sources(writer))
    return folder


def _paragraphs(pages: int, chapters: int) -> int:
    """Paragraphs a section; about five fill a page, what else a chapter holds fills some."""
    text = pages - 6 - chapters * 5.0
    return max(2, math.ceil(text * 5.6 / (chapters * len(_SECTIONS)) - 0.1))


def reword(folder: Path, turn: int) -> None:
    """Put another sentence in the place of one, in the middle of a chapter in the middle.

    Each `turn` has a sentence of its own.
    """
    chapters = sorted(file for file in (folder / "text").glob("*.md") if file.name[0].isdigit())
    file = chapters[len(chapters) // 2]
    blocks = file.read_text(encoding="utf-8").split("\n\n")
    plain = [i for i, block in enumerate(blocks) if _PLAIN.match(block)]
    middle = plain[len(plain) // 2]
    _, _, rest = blocks[middle].partition(". ")
    blocks[middle] = f"{Writer(random.Random(turn)).sentence()} {rest}"
    _put(file, "\n\n".join(blocks))


_PLAIN = re.compile(r"[A-Z][^.{\[\n]{20,}\. ")  # a paragraph whose first sentence holds no mark


def _put(file: Path, text: str) -> None:
    file.write_text(text.strip() + "\n", encoding="utf-8")


# --- what can be referred to ----------------------------------------------------------------


def _chapter(number: int) -> str:
    return f"part-{number}"


def _figure(number: int, section: int) -> str:
    return f"drawn-{number}-{section}"


def _targets(number: int, sections: tuple[int, ...]) -> Iterator[str]:
    yield _chapter(number)
    for section in sections:
        yield f"section-{number}-{section}"
        if section in _WITH_FIGURE:
            yield _figure(number, section)
        if section == _WITH_TABLE:
            yield f"listed-{number}"


_WITH_FIGURE = (1, 2, 3, 5)
_WITH_TABLE = 4


# --- chapters -------------------------------------------------------------------------------


def _blocks(
    number: int, sections: tuple[int, ...], each: int, writer: Writer, chance: random.Random,
    counts: _Counts, targets: list[str],
) -> Iterator[str]:
    """The blocks of one chapter; notes stand at its end."""
    notes: list[str] = []
    yield f"# {writer.title()}"
    for section in sections:
        if section > 1:
            yield f"(section-{number}-{section})=\n## {writer.title()}"
        else:
            yield f"{{.lead}}\n{writer.paragraph(2)}"
            yield f"(section-{number}-1)=\n## {writer.title()}"
        beside = _beside(number, section, writer, chance)
        placed = chance.randrange(each)
        for i in range(each):
            if i == placed:
                yield beside
            yield _paragraph(number, writer, chance, counts, targets, notes)
            if i == each // 2:
                yield from _inserted(number, section, writer, chance)
    yield from notes


def _paragraph(
    number: int, writer: Writer, chance: random.Random, counts: _Counts, targets: list[str],
    notes: list[str],
) -> str:
    """A paragraph with the note and the references that are due, each at a sentence's end."""
    sentences = [writer.sentence() for _ in range(chance.randint(2, 7))]
    for _ in range(2):
        if counts.due(chance, "references"):
            i = chance.randrange(len(sentences))
            role = f" (see {{numref}}`{chance.choice(targets)}`)."
            sentences[i] = sentences[i].removesuffix(".") + role
    if counts.due(chance, "notes"):
        name = f"n{len(notes) + 1}"
        i = chance.randrange(len(sentences))
        sentences[i] += f"[^{name}]"
        notes.append(f"[^{name}]: {writer.marked(number, len(notes) + 1)} "
                     f"{writer.paragraph(chance.randint(1, 3))}")
    counts.paragraphs -= 1
    return " ".join(sentences)


def _beside(number: int, section: int, writer: Writer, chance: random.Random) -> str:
    if section % 3 == 0:
        return f":::{{pull-quote}}\n{writer.short()}\n:::"
    return f":::{{aside}}\n**{writer.name()}.** {writer.short()} {writer.short()}\n:::"


def _inserted(
    number: int, section: int, writer: Writer, chance: random.Random
) -> Iterator[str]:
    """What stands amid a section: a figure, a table, a list or a box."""
    if section in _WITH_FIGURE:
        width = "full" if section == 5 else "column"
        yield (f":::{{figure}} counts\n:name: {_figure(number, section)}\n"
               f":data: counts-{(number * 4 + section) % _DRAWINGS}.csv\n"
               f":title: {writer.title()}, {number} and {section}\n"
               f":deck: People counted in {writer.place()}, by {writer.noun()}\n"
               f":source: {writer.name()}\n:width: {width}\n:::")
    if section == 2:
        yield "\n".join(f"- {writer.short()}" for _ in range(4))
    if section == 3:
        yield f":::{{admonition}} {writer.title()}\n{writer.paragraph(3)}\n\n" \
              f"{writer.paragraph(2)}\n:::"
    if section == _WITH_TABLE:
        yield _table(number, writer, chance)


def _table(number: int, writer: Writer, chance: random.Random) -> str:
    head = f":::{{table}} {writer.title()}, counted in {number}\n:name: listed-{number}\n"
    if number % 6 == 5:
        return f"{head}:data: long.csv\n:columns: place = Place, people = People, " \
               "said_by = Stated by\n:width: full\n:::"
    rows = "\n".join(
        f"| {writer.place()} | {chance.randint(2, 900) * 100} | {writer.noun()} |"
        for _ in range(7))
    return f"{head}:width: {'full' if number % 2 else 'column'}\n\n" \
           f"| Place | People | What |\n|---|---:|---|\n{rows}\n:::"


# --- front and back matter, data ------------------------------------------------------------


def _summary(writer: Writer) -> str:
    return f"# Summary\n\n{{.lead}}\n{writer.paragraph(3)}\n\n:::{{key-figures}}\n" \
           f"75,775\n: {writer.short()}\n\n4.5 million\n: {writer.short()}\n\n" \
           f"1 in 6\n: {writer.short()}\n:::\n\n{writer.paragraph(5)}\n\n{writer.paragraph(4)}"


def _sources(writer: Writer) -> str:
    return "# Sources\n\n" + "\n\n".join(writer.paragraph(2) for _ in range(8))


def _counts_data(chance: random.Random) -> str:
    writer = Writer(chance)
    labels = sorted({writer.place() for _ in range(chance.randint(3, 8))} | {"Elsewhere"})
    return "label,value\n" + "\n".join(f"{label},{chance.randint(3, 3000) * 100}"
                                       for label in labels)


def _long_data(chance: random.Random) -> str:
    writer = Writer(chance)
    return "place,people,said_by\n" + "\n".join(
        f"{writer.place()},{chance.randint(20, 90000)},{writer.name()}" for _ in range(70))


if __name__ == "__main__":
    asked = int(sys.argv[2])
    print(write(Path(sys.argv[1]), asked, asked * 2 // 3, asked))
