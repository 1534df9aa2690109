"""The workshop: what a process needs to set the units of an edition, and to draw them."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from report import __version__
from report.editions.joining import Part, Programs
from report.editions.pagelist import Break, breaks
from report.editions.rules import Rules
from report.editions.settle import Order, Setter, Settled
from report.editions.sidecolumn import Sheet
from report.editions.typesetter import Typesetter
from report.errors import LayoutError
from report.flows import ids
from report.kept import digest
from report.model import Meta, Placement, Unit
from report.stack import roomy
from report.versions import version

Look = Callable[[Any], object]  # at a document, for what an edition has to know of its pages


@dataclass(frozen=True)
class Printed:
    """The pages of a unit as they go into the PDF, where they begin in its text, and what was
    seen on them."""

    part: Part
    breaks: tuple[Break, ...]
    seen: object = None


class LackingError(LayoutError):
    """No font has some `letters`, and a box would be printed for each."""

    def __init__(self, letters: str) -> None:
        super().__init__(letters)
        self.letters = letters

    def __str__(self) -> str:
        return f"No font here has these letters, which a picture shows: {self.letters}"


@dataclass(frozen=True)
class Workshop:
    """Sets and draws the units of an edition; can be sent to another process.

    `known` are all ids of the report, `texts` those of the sections whose pages an e-book lists;
    `programs` keeps font files. A `look`, which says by its `repr` what it looks for, is taken at
    the pages that are drawn.
    """

    typesetter: Typesetter
    meta: Meta
    rules: Rules
    sheet: Sheet
    known: frozenset[str]
    texts: frozenset[str]
    programs: Programs
    look: Look | None = None

    def __getstate__(self) -> dict[str, Any]:
        """What goes to another process: nothing that has been set in this one."""
        return {name: value for name, value in self.__dict__.items() if name != "setter"}

    @functools.cached_property
    def setter(self) -> Setter:
        return Setter(
            self.rules,
            lambda unit, rules: self.typesetter.begin(page(unit, self.meta), rules),
            self.sheet, self.rules.counted_from, self.rules.opens)

    @roomy
    def settle(self, order: Order) -> tuple[Settled, Printed | None]:
        """A unit with its numbers, and drawn at once if it is in its place: it is laid out now,
        and may not be later."""
        settled = self.setter.settle(order)
        if not order.is_placed:
            return settled, None
        try:
            return settled, self.draw(replace(order, known=settled.found))
        except LayoutError:  # which drawing says again, if these numbers are the last
            return settled, None

    @roomy
    def draw(self, order: Order) -> Printed:
        """Raises LayoutError for what would be wrong on the pages."""
        document = self.setter.finished(order).document
        assert order.known is not None
        part = self.typesetter.part(document, self.known, self.programs.keep)
        if part.lacking:
            raise LackingError(part.lacking)
        return Printed(
            part,
            breaks([document], self.texts, order.body, order.known.moves, order.page),
            self.look(document) if self.look else None)

    def succeed(self, last: Workshop) -> None:
        """Take over from the workshop of an earlier build what still holds."""
        if self.typesetter.style == last.typesetter.style:
            self.typesetter.take_over(last.typesetter)
            self.setter.take_over(last.setter)

    def digest(self, plain: Unit) -> str:
        """A name for all that is found of a unit in its plain state."""
        inside = ids(plain.body)
        tables = {name: words for name, words in self.rules.tables.items() if name in inside}
        sheet = self.sheet
        return digest(
            self.typesetter.digest(plain), page(replace(plain, body=""), self.meta),
            self.rules(plain, 1, Placement()), tables,
            sorted(inside & sheet.beside), sorted(inside & sheet.walls), sheet.head, sheet.foot,
            sheet.leading, sheet.side)


def page(unit: Unit, meta: Meta) -> str:
    """A unit as an XHTML document."""
    made = [("author", author) for author in meta.authors]
    made += [("description", meta.description), ("keywords", ", ".join(meta.keywords)),
             ("generator", f"Octavo {__version__}, WeasyPrint {version('weasyprint')}"),
             ("dcterms.created", meta.date.isoformat()),
             ("dcterms.modified", meta.date.isoformat())]
    head = "".join(f'<meta name="{name}" content="{escape(content)}"/>'
                   for name, content in made if content)
    return (f'<!DOCTYPE html><html lang="{meta.language}"><head><meta charset="utf-8"/>'
            f"<title>{escape(meta.title)}</title>{head}</head><body>{unit.body}</body></html>")
