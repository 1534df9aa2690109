"""Blocks of a plain text: what each of its lines is taken for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import mode

from report.importing import boilerplate, openings
from report.importing.capitals import lowered, spoken
from report.importing.codes import codes
from report.importing.columns import tables
from report.importing.footnotes import Noted, footnotes
from report.importing.galleries import Gallery, galleries, is_credited
from report.importing.headings import Shape, is_rule, levels, shape, shapes
from report.importing.items import item_of, rows
from report.importing.language import guess
from report.importing.model import Block, Doubt, Head, Imported, Left, Line
from report.importing.pages import pages
from report.importing.units import APART, divisions, units, verse, width_of
from report.importing.wording import at_start, paragraph, set_words

_PICTURE = re.compile(r"\[(?:Illustration|Image|Picture|Figure|Photo|Photograph|"
                      r"Map)\b[:.]?\s*(.*?)\]?",
                      re.IGNORECASE | re.DOTALL)
_LONGEST_RUN = 200  # units of one list or one poem; what is longer is divided
_LONG = 6000  # characters; a longer line is divided at its sentences


def read(lines: Sequence[Line]) -> Imported:
    """A plain text as blocks, with what was left over and what was uncertain."""
    trimmed = boilerplate.trim(lines)
    paged = pages(trimmed.lines)
    body, listed = boilerplate.contents(paged.lines)
    reading = _Reading(divisions(body), paged.notes)
    left = [*trimmed.left, *paged.left, *listed, *reading.left]
    doubts = [Doubt(block.lines[0], block.doubt) for block in reading.blocks if block.doubt]
    if listed:
        doubts.append(Doubt(listed[0].line, "this was taken for a table of contents, down to line "
                            f"{listed[-1].line}"))
    head = _head(reading, trimmed.said)
    return Imported(head, tuple(reading.blocks), tuple(left), tuple(doubts),
                    source=tuple((line.number, line.text) for line in lines if line.text))


class _Reading:
    """One way through the lines of a text."""

    def __init__(self, lines: Sequence[Line], zones: Sequence[Sequence[Line]]) -> None:
        self.blocks: list[Block] = []
        self.left: list[Left] = []
        self.width = width_of(lines)
        self.set: dict[int, Block] = {}  # tables and code, by the number of their first line
        self.units = list(units(self._apart(lines), self.width))
        self.language = guess(" ".join(unit.text for unit in self.units[:400]))
        self.spoken = spoken(unit.text for unit in self.units) if (
            self.language.startswith("en")) else frozenset()
        self.gappy = sum(unit.gap > 0 for unit in self.units) * 2 > len(self.units)
        self.opening = openings.opening(self.units)
        if len(self.units) == 1:
            self.opening = {}
        taken = {at for places in self.opening.values() for at in places}
        self.noted: Noted = footnotes(self.units, zones, taken)
        self.shapes = self._shapes()
        taken = {at for places in self.opening.values() for at in places} | self.noted.taken
        found = galleries(self.units, [bool(each.sort) for each in self.shapes],
                          [at not in taken and bool(shape(unit.text).sort)
                           for at, unit in enumerate(self.units)])
        self.galleries = {gallery.title: gallery for gallery in found}
        for gallery in found:
            for at in range(gallery.title, gallery.end):
                self.shapes[at] = Shape("")
        self.levels = levels(self.shapes)
        indents = [line.indent for unit in self.units for line in unit.lines[1:] or unit.lines]
        self.base = mode(indents) if indents else 0
        self._walk()

    # --- what stands apart from the beginning ---------------------------------------------

    def _apart(self, lines: Sequence[Line]) -> list[Line]:
        """Lines without tables and code, for which a mark stands in their place."""
        found = {**tables(lines), **codes(lines)}
        kept, at = [], 0
        while at < len(lines):
            if at in found:
                end, block = found[at]
                self.set[lines[at].number] = block
                kept += [Line(0, ""), replace(lines[at], text=APART, indent=0), Line(0, "")]
                at = end
            else:
                kept.append(lines[at])
                at += 1
        return kept

    def _shapes(self) -> list[Shape]:
        found = shapes(self.units, self.width)
        taken = {at for places in self.opening.values() for at in places}
        taken |= self.noted.taken
        for at, unit in enumerate(self.units):
            is_other = unit.number in self.set or item_of(unit.text, 0) or (
                _PICTURE.fullmatch(unit.text))
            if at in taken or (is_other and found[at].sort != "decimal"):
                found[at] = Shape("")
        return found

    # --- the walk ---------------------------------------------------------------------------

    def _walk(self) -> None:
        at = 0
        while at < len(self.units):
            at = self._step(at)
        for notes in self.noted.notes.values():  # whose calls stood in what is no text
            self.left += [Left(number, text, "Notes that are called nowhere")
                          for note in notes for number, text in note.parts]

    def _step(self, at: int) -> int:
        """Make a block of the unit at a position, and of those that go with it."""
        unit = self.units[at]
        if unit.number in self.set:
            return self._add(self.set[unit.number], at)
        for kind, places in self.opening.items():
            if at in places:
                self.left += [Left(number, text, f"Taken into report.toml: {kind}")
                              for number, text in unit.parts]
                return at + 1
        if at in self.noted.taken:
            if not self.noted.texts[at]:
                self.left += [
                    Left(number, text, "The heading of notes") for number, text in unit.parts
                ]
            return at + 1
        if at in self.galleries:
            return self._gallery(self.galleries[at])
        if self.levels[at]:
            return self._heading(at)
        if is_rule(unit.text) and unit.gap == 0 and at - 1 in self.opening.get("title", ()):
            self.left += [Left(number, text, "Lines drawn under the title")
                          for number, text in unit.parts]
            return at + 1
        if is_rule(unit.text):
            return self._add(Block("rule", unit.parts, "---"), at)
        if match := _PICTURE.fullmatch(unit.text):
            if match[1].strip():
                word = re.sub(r"\W", "", unit.text[: match.start(1)])
                self.left.append(Left(unit.number, word, "Marks of pictures"))
                return self._add(Block("caption", (
                    (unit.number, match[1]), *((line.number, "") for line in unit.lines[1:])),
                    set_words(match[1])), at)
            self.left += [Left(number, text, "Marks of pictures") for number, text in unit.parts]
            return at + 1
        if items := self._items(at):
            return self._list(at, items)
        if run := self._short(at):
            return self._verse(at, run)
        if is_credited(unit.text):
            return self._add(
                Block(
                    "caption",
                    unit.parts,
                    self._words(at),
                    doubt="this was taken for the caption of a picture",
                    sure=0.7,
                ),
                at,
            )
        return self._paragraph(at)

    def _add(self, block: Block, at: int, end: int = 0) -> int:
        end = end or at + 1
        self.blocks.append(block)
        for here in range(at, end):
            self.blocks += self.noted.notes.pop(here, ())
        return end

    def _words(self, at: int) -> str:
        return set_words(self.noted.texts[at])

    def _title(self, at: int) -> str:
        """The words of a heading, without its capitals if the text is English."""
        return set_words(lowered(self.noted.texts[at], self.spoken))

    def _gallery(self, gallery: Gallery) -> int:
        title = self.units[gallery.title]
        last = self.units[gallery.end - 1].number
        self._add(Block("gallery", title.parts, self._words(gallery.title), sure=gallery.sure,
                        doubt=f"captions of a gallery, taken to end with line {last} "
                        f"({round(gallery.sure * 100)} % sure)"), gallery.title)
        for at in range(gallery.title + 1, gallery.end):
            if at in self.noted.taken:
                continue
            self._add(Block("caption", self.units[at].parts, self._words(at)), at)
        return gallery.end

    def _heading(self, at: int) -> int:
        """A heading; the number of a chapter and its title may stand on lines of their own."""
        own, end = self.shapes[at], at + 1
        parts, words = self.units[at].parts, self._title(at)
        if own.sort in ("part", "chapter") and end < len(self.units) and (
                len(self.units[at].text.split()) <= 3 and self._is_title_of(end)):
            parts, words = (*parts, *self.units[end].parts), f"{words} {self._title(end)}"
            if not re.search(r"[.:—–-]$", self.units[at].text):
                words = f"{self._title(at)}: {self._title(end)}"
            end += 1
        if end < len(self.units) and re.fullmatch(r"([=\-~^*])\1{2,}", self.units[end].text):
            parts, end = (*parts, *self.units[end].parts), end + 1
        doubt = "this was taken for a heading" if own.sure < 0.75 else ""
        return self._add(Block("heading", parts, words, level=self.levels[at], doubt=doubt,
                               sure=own.sure), at, end)

    def _is_title_of(self, at: int) -> bool:
        """Whether a unit is the title of the chapter whose number stands above it."""
        unit = self.units[at]
        if unit.number in self.set or at in self.noted.taken or (
                at in self.galleries or self.shapes[at].sort in ("part", "chapter")):
            return False
        text = unit.text
        return len(text) < 90 and len(unit.lines) <= 3 and at + 1 < len(self.units) and (
            bool(self.shapes[at].sort) or text.isupper() or not re.search(r"[.,;:!]$", text)
            or (re.fullmatch(r"[^.]+\.", text) is not None and len(text) < 50
                and len(self.units[at + 1].text) > 3 * len(text)))

    # --- lists, verse, quotations, paragraphs -------------------------------------------------

    def _items(self, at: int) -> list[int]:
        """Units from a position that are the items of one list."""
        first = item_of(self.units[at].text, 0)
        if not first:
            return []
        items, count = [at], first[1]
        for here in range(at + 1, min(len(self.units), at + _LONGEST_RUN)):
            unit = self.units[here]
            marker = item_of(unit.text, count)
            if not marker or here in self.noted.taken or self.levels[here] or (
                    marker[0] != first[0] and unit.indent <= self.units[at].indent):
                break
            if marker[0] == "1" and first[0] == "1" and marker[1] != count + 1:
                break
            count = marker[1] if marker[0] == "1" else count
            items.append(here)
        if first[0] in "1a" and sum(len(self.units[here].text) for here in items) > 200 * len(
            items
        ):
            return []  # paragraphs that are numbered, as reports have them
        sure = (first[0] == "-" and self.units[at].text[0] in "•‣▪◦") or len(items) > 1
        return items if sure and (first[0] != "–" or len(items) > 2) else []

    def _list(self, at: int, items: Sequence[int]) -> int:
        units_ = [self.units[here] for here in items]
        text = rows(units_, [self.noted.texts[here] for here in items])
        parts = tuple(part for unit in units_ for part in unit.parts)
        return self._add(Block("list", parts, text), at, items[-1] + 1)

    def _short(self, at: int) -> list[int]:
        """Units from a position that are short lines standing together: verse, an address."""
        if len(self.units[at].text) >= (self.width or 70) * 0.85:
            return []
        run = [at]
        for here in range(at + 1, min(len(self.units), at + _LONGEST_RUN)):
            unit = self.units[here]
            if unit.gap or unit.number in self.set or self.levels[here] or (
                    here in self.galleries or here in self.noted.taken):
                break
            run.append(here)
        may = self.width or (self.gappy and not self.units[at].lines[0].page)
        if not may or not verse([self.units[i] for i in run], self.width):
            return []
        return run

    def _verse(self, at: int, run: Sequence[int]) -> int:
        rows = [at_start(self._words(here)) for here in run]
        parts = tuple(part for here in run for part in self.units[here].parts)
        mark = "> " if self.units[at].indent >= self.base + 2 else ""
        text = "\\\n".join(rows)
        if mark and rows[-1].startswith(("--", "\\--", "—")):
            text = "\\\n".join(rows[:-1]) + "\n" + rows[-1].lstrip("\\")
        text = "\n".join(mark + row for row in text.split("\n"))
        return self._add(Block("verse", parts, text), at, run[-1] + 1)

    def _paragraph(self, at: int) -> int:
        unit, text = self.units[at], self.noted.texts[at]
        if unit.text.startswith("> ") or unit.text == ">":
            return self._quoted(at)
        if len(text) > _LONG:
            return self._long(at)
        is_set_in = self.width and all(line.indent >= self.base + 2 for line in unit.lines)
        if is_set_in and (len(unit.lines) > 1 or unit.gap) and len(unit.text) > 30:
            return self._add(Block("quote", unit.parts, "> " + paragraph(text)), at)
        return self._add(Block("paragraph", unit.parts, paragraph(text)), at)

    def _quoted(self, at: int) -> int:
        """Lines behind `>`, as mail marks what it quotes."""
        unit = self.units[at]
        text = " ".join(re.sub(r"^(?:>\s?)+", "", line.text) for line in unit.lines)
        if not re.search(r"\w", text):
            return self._add(Block("paragraph", unit.parts, paragraph(unit.text)), at)
        return self._add(Block("quote", unit.parts, "> " + paragraph(text)), at)

    def _long(self, at: int) -> int:
        """A line of many pages as paragraphs that end with sentences."""
        number = self.units[at].number
        whole = Block("paragraph", ((number, self.noted.texts[at]),), "")
        run: list[str] = []
        pieces: list[str] = []
        for sentence in (piece for each in whole.sentences for piece in _cut(each.words)):
            if run and sum(map(len, run)) + len(sentence) > 900:
                pieces.append(" ".join(run))
                run = []
            run.append(sentence)
        pieces.append(" ".join(run))
        doubt = (f"this line of {len(whole.words):,} characters was divided into "
                 f"{len(pieces)} paragraphs")
        for piece in pieces:
            self.blocks.append(Block("paragraph", ((number, piece),), paragraph(piece), doubt=doubt,
                                     sure=0.5))
            doubt = ""
        self.blocks += self.noted.notes.pop(at, ())
        return at + 1


def _cut(text: str) -> Iterator[str]:
    """A sentence of more than 3,000 characters in pieces that end with words."""
    begin = 0
    while len(text) - begin > 3000:
        end = text.rfind(" ", begin, begin + 3000)
        end = end if end > begin else begin + 3000
        yield text[begin:end]
        begin = end + (text[end : end + 1] == " ")
    if begin < len(text):
        yield text[begin:]


def _head(reading: _Reading, said: dict[str, str]) -> Head:
    """Title, names, date and language, from the opening and from what a library says."""
    taken = {kind: [reading.units[at].text for at in places]
             for kind, places in reading.opening.items()}
    authors = tuple(name for text in taken.get("byline", ())
                    for name in openings.byline(text, near_date=True) or (text,))
    dates = [date for text in taken.get("dateline", ()) if (date := openings.date_in(text))]
    title = said.get("title", "") or lowered(
        " ".join(taken.get("title", ())), reading.spoken)
    released = openings.date_in(said.get("release date", ""))
    return Head(title, next(iter(taken.get("subtitle", ())), "") or said.get("subtitle", ""),
                tuple(dict.fromkeys(authors or filter(None, [said.get("author", "")]))),
                dates[0] if dates else released, reading.language)
