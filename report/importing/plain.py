"""Blocks of a plain text: what each of its lines is taken for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from report.importing import boilerplate, openings
from report.importing.capitals import lowered
from report.importing.galleries import Gallery, is_credited
from report.importing.headings import is_rule
from report.importing.items import rows
from report.importing.model import Block, Doubt, Head, Imported, Left, Line
from report.importing.pages import pages
from report.importing.survey import PICTURE, Survey
from report.importing.units import divisions
from report.importing.wording import at_start, paragraph, set_words

_LONG = 6000  # characters; a longer line is divided at its sentences


def read(lines: Sequence[Line]) -> Imported:
    """A plain text as blocks, with what was left over and what was uncertain."""
    trimmed = boilerplate.trim(lines)
    paged = pages(trimmed.lines)
    body, listed = boilerplate.contents(paged.lines)
    survey = Survey(divisions(body), paged.notes)
    walk = _Walk(survey)
    left = [*trimmed.left, *paged.left, *listed, *walk.left]
    doubts = [Doubt(block.lines[0], block.doubt) for block in walk.blocks if block.doubt]
    if listed:
        doubts.append(Doubt(listed[0].line, "this was taken for a table of contents, down to line "
                            f"{listed[-1].line}"))
    head = _head(survey, trimmed.said)
    return Imported(head, tuple(walk.blocks), tuple(left), tuple(doubts),
                    source=tuple((line.number, line.text) for line in lines if line.text))


class _Walk:
    """One way through the units of a text, of which blocks are made."""

    def __init__(self, survey: Survey) -> None:
        self.blocks: list[Block] = []
        self.left: list[Left] = []
        self.survey, self.units, self.noted = survey, survey.units, survey.noted
        at = 0
        while at < len(self.units):
            at = self._step(at)
        for notes in self.noted.notes.values():  # whose calls stood in what is no text
            self.left += [Left(number, text, "Notes that are called nowhere")
                          for note in notes for number, text in note.parts]

    def _step(self, at: int) -> int:
        """Make a block of the unit at a position, and of those that go with it."""
        unit, survey = self.units[at], self.survey
        if unit.number in survey.set:
            return self._add(survey.set[unit.number], at)
        for kind, places in survey.opening.items():
            if at in places:
                return self._leave(at, f"Taken into report.toml: {kind}")
        if at in self.noted.taken:
            return at + 1 if self.noted.texts[at] else self._leave(at, "The heading of notes")
        if at in survey.galleries:
            return self._gallery(survey.galleries[at])
        if survey.levels[at]:
            return self._heading(at)
        if is_rule(unit.text):
            return self._rule(at)
        if match := PICTURE.fullmatch(unit.text):
            return self._picture(at, match)
        if items := survey.items(at):
            return self._list(at, items)
        if run := survey.short_lines(at):
            return self._verse(at, run)
        if is_credited(unit.text):
            return self._add(Block("caption", unit.parts, self._words(at), sure=0.7,
                                   doubt="this was taken for the caption of a picture"), at)
        return self._paragraph(at)

    def _leave(self, at: int, why: str) -> int:
        self.left += [Left(number, text, why) for number, text in self.units[at].parts]
        return at + 1

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
        return set_words(lowered(self.noted.texts[at], self.survey.spoken))

    # --- headings, pictures, rules ------------------------------------------------------------

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
        own, end = self.survey.shapes[at], at + 1
        parts, words = self.units[at].parts, self._title(at)
        if own.sort in ("part", "chapter") and end < len(self.units) and (
                len(self.units[at].text.split()) <= 3 and self.survey.is_title_of(end)):
            parts, words = (*parts, *self.units[end].parts), f"{words} {self._title(end)}"
            if not re.search(r"[.:—–-]$", self.units[at].text):
                words = f"{self._title(at)}: {self._title(end)}"
            end += 1
        if end < len(self.units) and re.fullmatch(r"([=\-~^*])\1{2,}", self.units[end].text):
            parts, end = (*parts, *self.units[end].parts), end + 1
        doubt = "this was taken for a heading" if own.sure < 0.75 else ""
        return self._add(Block("heading", parts, words, level=self.survey.levels[at], doubt=doubt,
                               sure=own.sure), at, end)

    def _rule(self, at: int) -> int:
        unit = self.units[at]
        if unit.gap == 0 and at - 1 in self.survey.opening.get("title", ()):
            return self._leave(at, "Lines drawn under the title")
        return self._add(Block("rule", unit.parts, "---"), at)

    def _picture(self, at: int, mark: re.Match[str]) -> int:
        """The mark of a picture that is not there; the words in it are its caption."""
        unit = self.units[at]
        if not mark[1].strip():
            return self._leave(at, "Marks of pictures")
        word = re.sub(r"\W", "", unit.text[: mark.start(1)])
        self.left.append(Left(unit.number, word, "Marks of pictures"))
        parts = (unit.number, mark[1]), *((line.number, "") for line in unit.lines[1:])
        return self._add(Block("caption", parts, set_words(mark[1])), at)

    # --- lists, verse, quotations, paragraphs -------------------------------------------------

    def _list(self, at: int, items: Sequence[int]) -> int:
        units_ = [self.units[here] for here in items]
        text = rows(units_, [self.noted.texts[here] for here in items])
        parts = tuple(part for unit in units_ for part in unit.parts)
        return self._add(Block("list", parts, text), at, items[-1] + 1)

    def _verse(self, at: int, run: Sequence[int]) -> int:
        rows = [at_start(self._words(here)) for here in run]
        parts = tuple(part for here in run for part in self.units[here].parts)
        mark = "> " if self.units[at].indent >= self.survey.base + 2 else ""
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
        inset = self.survey.base + 2
        is_set_in = self.survey.width and all(line.indent >= inset for line in unit.lines)
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


def _head(survey: Survey, said: dict[str, str]) -> Head:
    """Title, names, date and language, from the opening and from what a library says."""
    taken = {kind: [survey.units[at].text for at in places]
             for kind, places in survey.opening.items()}
    authors = tuple(name for text in taken.get("byline", ())
                    for name in openings.byline(text, near_date=True) or (text,))
    dates = [date for text in taken.get("dateline", ()) if (date := openings.date_in(text))]
    title = said.get("title", "") or lowered(
        " ".join(taken.get("title", ())), survey.spoken)
    released = openings.date_in(said.get("release date", ""))
    return Head(title, next(iter(taken.get("subtitle", ())), "") or said.get("subtitle", ""),
                tuple(dict.fromkeys(authors or filter(None, [said.get("author", "")]))),
                dates[0] if dates else released, survey.language)
