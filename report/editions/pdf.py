"""Every edition of the PDF, typeset by WeasyPrint; `prints.py` tells how they differ."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from report.clock import Clock
from report.crew import worthwhile
from report.editions.joining import Programs, joined
from report.editions.numbered import Compose, composed
from report.editions.pagelist import record
from report.editions.processes import processes
from report.editions.rules import rules
from report.editions.setters import Apart, Here, Keeping, Working
from report.editions.settle import ROOM
from report.editions.sidecolumn import Sheet
from report.editions.typeset import Guess, Typesetting
from report.editions.typesetter import Typesetter
from report.editions.workshop import LackingError, Look, Workshop
from report.flows import ids
from report.kept import digest, kept
from report.kept import write as keep
from report.model import (
    Aside,
    Figure,
    Grid,
    KeyFigures,
    Pages,
    Placement,
    Quote,
    Report,
    Unit,
    is_beside,
)
from report.store import Store
from report.versions import version


@dataclass(frozen=True)
class Made:
    """A PDF, the number of its pages, and what was seen on those of each unit, with the page,
    counted from 0, on which the unit begins."""

    data: bytes
    pages: int
    seen: Sequence[tuple[int, object]] = ()


def write(
    report: Report, compose: Compose, typesetter: Typesetter, memory: Path, clock: Clock,
    elsewhere: Placement = Placement(), look: Look | None = None,  # noqa: B008 - frozen
    warn: Callable[[str], None] = lambda words: None,
) -> Made:
    """Typeset a report.

    `compose` gives the pages for a placement; `memory` keeps where things fell for the next
    build, and where the pages begin for the e-book; `elsewhere` is the placement of things in
    another PDF. `look` is what is looked for on the pages. A letter that no font has is printed
    as its number, as in [U+1E2FF], since archives take no empty boxes; `warn` hears of it.
    """
    lacking: set[str] = set()
    while True:
        try:
            return _written(report, partial(_spelt_out, compose, lacking), typesetter, memory,
                            clock, elsewhere, look)
        except LackingError as error:
            if lacking.issuperset(error.letters):
                raise
            lacking |= set(error.letters)
            for letter in sorted(error.letters):
                warn(f"No font here has the letter {_number(letter)} "
                     f"{unicodedata.name(letter, '')}: its number is printed instead.")


def _spelt_out(
    compose: Compose, letters: Collection[str], placement: Placement, only: Collection[str] | None
) -> Pages:
    """Composed pages in which letters are written as their numbers."""
    numbers = str.maketrans({letter: f"[{_number(letter)}]" for letter in letters})
    pages = compose(placement, only)
    return replace(pages, units=tuple(
        replace(unit, body=unit.body.translate(numbers)) for unit in pages.units)
    ) if letters else pages


def _number(letter: str) -> str:
    return f"U+{ord(letter):04X}"


def _written(
    report: Report, compose: Compose, typesetter: Typesetter, memory: Path, clock: Clock,
    elsewhere: Placement, look: Look | None,
) -> Made:
    counted_from = report.counted_from if typesetter.whole else ""
    with clock.stage("compose"):
        units = composed(compose, counted_from, elsewhere, typesetter.letters,
                         typesetter.opens_recto)
        plain = units.plainly()
        foreseen = units.foreseen()
    place = memory.parent.parent
    shop = workshop(report, typesetter, plain, counted_from,
                    Programs(place / "programs"), look)
    number = worthwhile(sum(foreseen.values()))
    setters = Keeping(shop, Store(place / "units"), _setters(shop, number, clock))
    with clock.stage("layout"):
        typesetting = Typesetting(
            plain, units.by, setters, foreseen, counted_from, shop.rules.opens, clock.passed,
            is_long=look is None and sum(foreseen.values()) > number * ROOM)
        orders, settled = typesetting.pages(remembered(memory))
    with clock.stage("paint"):
        printed = setters.draw(orders)
    with clock.stage("write"):
        data = joined(
            [each.part for each in printed], shop.programs.read, typesetter.standard,
            report.meta.date, typesetter.attached, orders[0].body,
            lambda key, make: kept(
                place / "fonts" / f"{digest(key, version('uharfbuzz'))}.cut", make))
    keep(memory, json.dumps({
        "folios": {name: order.page - 1 + page for order in orders
                   for name, page in settled[order.unit.id].points.items()},
        "pages": typesetting.contents(orders, settled),
        **record(data, [each for unit in printed for each in unit.breaks])}).encode())
    return Made(data, sum(found.pages for found in settled.values()),
                [(order.page - 1, unit.seen) for order, unit in zip(orders, printed, strict=True)])


def workshop(
    report: Report, typesetter: Typesetter, plain: Sequence[Unit], counted_from: str,
    programs: Programs, look: Look | None = None,
) -> Workshop:
    """What sets and draws the units of an edition, of which `plain` are all."""
    sheet = Sheet(_beside(report), _walls(report), typesetter.head, typesetter.foot,
                  typesetter.leading, typesetter.side)
    if not typesetter.side:  # there is no side column: all stands in the text
        sheet = replace(sheet, beside=frozenset(), walls=frozenset())
    return Workshop(
        typesetter, report.meta,
        rules(report, sheet, typesetter.full, typesetter.opens_recto, counted_from),
        sheet, frozenset().union(*(ids(unit.body) for unit in plain)),
        frozenset(section.id for section in report.sections), programs, look)


def _setters(workshop: Workshop, number: int, clock: Clock) -> Working:
    """So many processes; none but this one for a short report."""
    if number == 1:
        return Here(workshop, clock.told)
    return Apart(workshop, processes(number), clock.told)


def remembered(memory: Path) -> Guess:
    """Where things fell in the last build; nothing if that is not known."""
    try:
        known = json.loads(memory.read_text(encoding="utf-8"))
        return Guess(known["folios"], known["pages"])
    except (OSError, ValueError, KeyError, TypeError):
        return Guess()


def _beside(report: Report) -> frozenset[str]:
    return frozenset(
        piece.id for piece in report.pieces()
        if isinstance(piece, Aside | Quote | Figure) and is_beside(piece))


def _walls(report: Report) -> frozenset[str]:
    """Figures, tables and key figures that reach from the text into the side column."""
    return frozenset(
        piece.id for piece in report.pieces()
        if isinstance(piece, KeyFigures)
        or (isinstance(piece, Figure | Grid) and piece.width == "full"))
