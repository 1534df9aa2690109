"""A report as one PDF that is written at once by WeasyPrint alone, which cuts the fonts, numbers
the tags and makes the outline itself: what the join of its units is held against."""

from __future__ import annotations

import datetime
import io
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import pydyf

from report import press
from report.clock import Clock
from report.editions.inks import INKS
from report.editions.joining import Part, Programs, joined
from report.editions.joining.attachments import picture
from report.editions.joining.noting import Noting
from report.editions.numbered import composed
from report.editions.objects import held
from report.editions.pagelabels import label
from report.editions.prints import PRINTS, TAGGED, VARIANTS
from report.editions.repair import repaired
from report.editions.rules import rules
from report.editions.sidecolumn import Sheet
from report.editions.spelled import spell
from report.editions.tagging import Ends, Painted, tag
from report.editions.typesetter import Typesetter
from report.editions.workshop import page
from report.illustrate import attached, draw
from report.jobs import Job
from report.model import Placement
from report.themes import formatted


@dataclass
class Laid:
    """A report whose units have been laid out, each once, and that can be written both ways."""

    typesetter: Typesetter
    documents: list[Any]
    standard: Any
    date: datetime.date
    attached: Any
    inks: str
    body: int
    programs: Programs

    @cached_property
    def known(self) -> frozenset[str]:
        return frozenset().union(*(
            page.anchors for document in self.documents for page in document.pages))

    @cached_property
    def parts(self) -> list[Part]:
        return list(map(self.part, self.documents))

    def part(self, document: Any) -> Part:
        """A unit as it is painted."""
        with _quiet():
            return self.typesetter.part(document, self.known, self.programs.keep)

    def joined(self, **given: Any) -> bytes:
        return joined(self.parts, self.programs.read, self.standard, self.date,
                      self.attached, self.body, **given)

    def at_once(self) -> bytes:
        """All pages as one document of WeasyPrint's."""
        from weasyprint import Attachment

        moment = datetime.datetime.combine(self.date, datetime.time(), datetime.UTC)
        files = [Attachment(
            file_obj=io.BytesIO(file.data), name=file.name, description=file.description,
            created=moment, modified=moment, relationship="Data") for file in self.attached]
        pages = [_Noted(page, number, noting) for document in self.documents
                 for noting in (Noting(document.pages),)
                 for number, page in enumerate(document.pages)]
        with _quiet():
            return bytes(self.documents[0].copy(pages).write_pdf(
                pdf_variant=VARIANTS[self.standard], pdf_tags=self.standard in TAGGED,
                finisher=self._finish, attachments=files))

    def _finish(self, document: Any, made: pydyf.PDF) -> None:
        if self.standard in TAGGED:
            _tie(made, tag(made, document.pages, document.metadata.lang,
                           self.standard == "a-4f+ua-2"))
            spell(document, made)
        INKS[self.inks].finish(made)
        label(made, self.body)
        repaired(document, made, standard=self.standard)


class _Noted(Painted):
    """A page that gives its fonts the figures that other numbers would need."""

    def __init__(self, page: Any, number: int, noting: Noting) -> None:
        super().__init__(page)
        self.number, self.noting = number, noting

    def paint(self, stream: Any, scale: float = 1) -> None:
        with self.noting.on(self.number, self.page, stream):
            super().paint(stream, scale)


def laid_out(folder: Path, name: str, keep: Path, theme: str = "",
             put: Callable[[str], str] = lambda body: body) -> Laid:
    """Lay the units of a report out for an edition; page numbers in the text are not true, but
    what `put` puts into the XHTML of each."""
    manuscript, report, look = press.understand(folder, theme)
    made = PRINTS[name]
    look = INKS[made.inks].theme(formatted(look, made.format))
    drawn = draw(report, look, made.edition.media, keep / "drawings")
    job = Job(manuscript, report, look, drawn, keep, Clock())
    typesetter = job.typesetter(made)
    sheet = Sheet(frozenset(), frozenset(), typesetter.head, typesetter.foot, typesetter.leading,
                  typesetter.side)
    style = rules(report, sheet, typesetter.full, typesetter.opens_recto, report.counted_from)
    documents: list[Any] = []
    count, body = 1, 1
    for unit in composed(partial(job.compose, name), report.counted_from, Placement()).plainly():
        if unit.id == report.counted_from:
            body = count + 1 - count % 2
        css = style(unit, count, Placement({report.counted_from: body}))
        documents.append(typesetter.lay_out(
            page(replace(unit, body=put(unit.body)), report.meta), css))
        count += len(documents[-1].pages)
    return Laid(typesetter, documents, made.standard, report.meta.date,
                attached(report, drawn) if made.attached else (), made.inks, body,
                Programs(keep / "programs"))


def _tie(made: pydyf.PDF, ends: Ends) -> None:
    """Finish the tags, given all bookmarks and attached files."""
    items = [item for item in made.objects if isinstance(item, pydyf.Dictionary)]
    files = {picture(item["UF"].string): item.reference for item in items
             if item.get("Type") == "/Filespec"}
    for reference, drawn in ends.pictures:
        if drawn in files:
            held(made, reference)["AF"] = pydyf.Array([files[drawn]])
    if ends.marked:
        outlines = [item for item in items if "Title" in item and "Dest" in item]
        for outline, marked in zip(outlines, ends.marked, strict=True):
            there = outline.pop("Dest")
            outline["A"] = pydyf.Dictionary({
                "S": "/GoTo", "D": there, "SD": pydyf.Array([marked, *there[1:]])})


@contextmanager
def _quiet() -> Iterator[None]:
    """WeasyPrint 70 leaves its colour profile's file open."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        yield
