"""Draw: every figure of a report, for every medium that an edition needs, drawn once.

Its words and its data as a reader sees them are made here too, from the same rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

from figures import kind, kinds
from figures.desk.data import Row
from figures.desk.look import Look
from report import extract, formulas, fresh
from report.drawing import Order, line_in
from report.errors import Faults, Place
from report.flows import plain
from report.fonts import ARABIC
from report.framed import framed
from report.kept import digest
from report.model import Attached, Drawn, Figure, Medium, Report, Shown, Theme
from report.packed import unpacked
from report.rows import file_name, listed, rows_of, shown
from report.store import Store
from report.studio import Commission, Studio
from report.svg import cleaned
from report.terms import terms

_ARABIC = re.compile(r"[\u0600-\u06FF]|\b(ar|fa|ur)(-\w+)?$")
_MARGIN = 4  # millimetres round a figure that goes elsewhere
_LETTERS = 3.6  # millimetres of an em of text, as most themes set it
_NARROWED = 1.5  # how much too wide a formula may be: it is then drawn smaller
_NO_DATA = Shown((), (), (), b"")
_WORDS = 45.0  # millimetres that a page keeps for a figure's title, deck, source and note


def media(theme: Theme) -> dict[str, Medium]:
    """The media of the editions; widths in millimetres.

    On paper they are the theme's own; a web page's are those of its column on a desk and on a
    phone, an e-book's those of a phone and of a tablet.
    """
    measures = theme.measures
    paper = {name: measures[name] for name in ("column", "full", "margin")}
    paper["margin"] = paper["margin"] or paper["column"]  # a theme without a side column
    return {medium.name: medium for medium in (
        Medium("print", {**paper, "page": measures["width"]}, measures["height"], True,
               tallest=measures["height"] - measures["top"] - measures["bottom"]
               - measures.get("words", _WORDS)),
        Medium("wide", {"column": 145, "full": 205, "margin": 90, "page": 320}, 150, True, 1.1),
        Medium("narrow", {"column": 88, "full": 88, "margin": 88, "page": 120}, 130, True, 1.15),
        Medium("phone", {"column": 96, "full": 96, "margin": 96, "page": 160}, 256, False, 1.15,
               254),
        Medium("tablet", {"column": 130, "full": 160, "margin": 96, "page": 160}, 256, False, 1.1,
               254),
    )}


@dataclass(frozen=True)
class _Plan:
    """A figure ready to be drawn: its kind's code, and its rows."""

    figure: Figure
    kind: ModuleType
    rows: Sequence[Row]


def check_data(report: Report, faults: Faults) -> None:
    """Find what would keep a figure from being drawn: kind, options, columns, cells."""
    list(_plans(report, faults))


def orders(
    report: Report, theme: Theme, medium: Medium, keep: Path, faults: Faults
) -> list[Order]:
    """What has to be drawn for a medium, a figure each, in the order of the text."""
    return [_order(plan, report, theme, medium, keep) for plan in _plans(report, faults)]


def draw(report: Report, theme: Theme, names: Iterable[str], keep: Path) -> dict[str, Drawn]:
    """Draw a report's figures for the media of some names, keeping the drawings in `keep`.

    Returns the drawings, words and data of each figure by its id. Raises SourceError, naming the
    figure, when a kind refuses its data.
    """
    with Studio() as studio:
        drawn = begun(report, theme, names, keep, studio)
        studio.finish()
    return drawn


def begun(
    report: Report, theme: Theme, names: Iterable[str], keep: Path, studio: Studio
) -> dict[str, Drawn]:
    """As `draw`, but drawings that a `studio` makes may be still to come."""
    names, faults, store = {*names}, Faults(), Store(keep)
    ways = {name: medium for name, medium in media(theme).items() if name in names}
    wanted = [_wanted(plan, report, theme, ways, keep) for plan in _plans(report, faults)]
    drawn = {each.name: found for each in wanted
             if (data := store.get(each.made_from)) and (found := unpacked(data, Drawn))}
    coming = studio.draw({each.name: Commission(each.orders, each.plan.figure.place)
                          for each in wanted if each.name not in drawn and ways}, keep)
    for each in wanted:
        if each.name not in drawn:
            said = _described(each, report, theme, studio, faults)
            drawn[each.name] = (framed(said, each.name, coming[each.name], theme, store)
                                if ways else said)
    if "print" in names:
        drawn |= _formulas(report, theme, keep, faults)
    if faults:
        studio.finish()  # which may raise what is refused
    faults.stop()
    return {name: drawn[name] for name in [*(each.name for each in wanted), *drawn]}


@dataclass(frozen=True)
class _Wanted:
    """A figure with an order for each medium; `made_from` names all that its pictures, words and
    data hang on."""

    plan: _Plan
    orders: Mapping[str, Order]
    made_from: str

    @property
    def name(self) -> str:
        return self.plan.figure.id


def _wanted(
    plan: _Plan, report: Report, theme: Theme, ways: Mapping[str, Medium], keep: Path
) -> _Wanted:
    figure, data = plan.figure, plan.figure.data
    assert data is not None
    orders = {name: _order(plan, report, theme, medium, keep) for name, medium in ways.items()}
    said = replace(figure, number=0, place=Place(Path()), places={}, data=None)
    return _Wanted(plan, orders, digest(
        "drawn", fresh.code(), repr(said), data.columns, data.rows, data.tags,
        report.meta.language, theme.colours, theme.sizes, theme.measures, theme.faces,
        {medium: order.name for medium, order in orders.items()}))


def _formulas(report: Report, theme: Theme, keep: Path, faults: Faults) -> dict[str, Drawn]:
    """The parts of all formulas, drawn for print; a fault for one that is wider than its column
    and cannot be broken."""
    made: dict[str, Drawn] = {}
    widest = theme.measures["column"] / _LETTERS * _NARROWED
    for formula in report.formulas():
        try:
            parts = formulas.drawn(formula.mathml, theme.colours["ink"], keep)
        except ValueError as error:
            faults.found(formula.place, str(error))
            continue
        if any(part.width > widest for part in parts):
            faults.found(formula.place, "This formula is too wide for a page, and has no sign at "
                         "which it could be broken.", "Break it with \\\\ inside \\begin{aligned}.")
        made |= {formulas.name(formula, number): Drawn({"print": part}, formula.latex, "", _NO_DATA)
                 for number, part in enumerate(parts)}
    return made


def _plans(report: Report, faults: Faults) -> Iterator[_Plan]:
    """Every figure that is drawn from data."""
    named = [*([report.cover] if report.cover else []), *report.figures()]
    for figure in named:
        if figure.data and figure.kind in kinds(report.kinds):
            code = _code_of(figure, report, faults)
            if code:
                yield _Plan(figure, code, rows_of(figure, code, faults))


def _code_of(figure: Figure, report: Report, faults: Faults) -> ModuleType | None:
    """A kind's module; a fault and nothing if a report's own kind has none that works."""
    try:
        module = kind(figure.kind, report.kinds)
    except Exception as error:  # an author's code may fail in any way
        file = report.kinds[figure.kind]
        faults.found(Place(file, line_in(file, error)),
                     f"This kind of figure cannot be read: {error}.")
        return None
    wanted = [name for name in ("COLUMNS", "OPTIONS", "draw", "alt", "describe")
              if not hasattr(module, name)]
    if wanted:
        faults.found(Place(Path(str(module.__file__)), 1),
                     f"This kind of figure has no {' and no '.join(wanted)}.",
                     "What a kind needs is told in figures/__init__.py.")
    return None if wanted else module


def _order(plan: _Plan, report: Report, theme: Theme, medium: Medium, keep: Path) -> Order:
    figure = plan.figure
    look = _look(figure, report, theme, medium)
    options = dict(figure.options)
    is_page = figure.width == "page"
    if is_page:
        options.setdefault("height", str(medium.height))
    is_png = is_page and medium.inch
    if _ARABIC.search(f"{plan.rows} {options} {report.meta.language}"):
        # WeasyPrint draws Arabic in SVG letter by letter, so it is drawn as outlines.
        look = replace(look, others=(ARABIC,))
    return Order(figure.kind, report.kinds, plan.rows, options, look, keep,
                 "png" if is_png else "svg", medium.text_as_text and not look.others,
                 medium.inch if is_png else 72)


def _look(figure: Figure, report: Report, theme: Theme, medium: Medium) -> Look:
    return Look(medium.widths[figure.width], theme.sizes["label"] * medium.enlarged,
                theme.faces["sans"], theme.colours, report.meta.language,
                0 if figure.width == "page" else medium.tallest, hatched=theme.hatched)


def exported(
    report: Report, theme: Theme, keep: Path, only: str = ""
) -> dict[str, dict[str, bytes]]:
    """Each figure, or the one named, as a file for use elsewhere: bytes by id and format.

    SVG with its words as outlines, since a face may be missing where it goes; PDF with the face
    in it; PNG on the colour of the paper, 300 pixels to the inch.
    """
    faults = Faults()
    plans = [plan for plan in _plans(report, faults) if only in ("", plan.figure.id)]
    faults.stop()
    medium = media(theme)["print"]
    wanted = {}
    for plan in plans:
        order = _order(plan, report, theme, medium, keep)
        order = replace(order, margin=_MARGIN)
        ground = theme.colours[getattr(plan.kind, "GROUND", "paper")]
        wanted[plan.figure.id] = Commission({
            "svg": replace(order, text_as_text=False),
            "pdf": replace(order, format="pdf"),
            "png": replace(order, format="png", inch=300, ground=ground)}, plan.figure.place)
    with Studio() as studio:
        drawn = studio.draw(wanted, keep)
        studio.finish()
    return {name: {suffix: made.data if suffix != "svg" else cleaned(made.data, name).encode()
                   for suffix, made in drawings.items()} for name, drawings in drawn.items()}


def attached(report: Report, drawn: Mapping[str, Drawn]) -> tuple[Attached, ...]:
    """The data of every figure as a file that goes with an edition."""
    words = terms(report.meta.language)
    named = [*([report.cover] if report.cover else []), *report.figures()]
    files = (
        Attached(file_name(figure), drawn[figure.id].data.csv,
                 f"{words['figure']} {figure.number}: {plain(figure.title)}" if figure.number
                 else words["cover"])
        for figure in named if figure.id in drawn)
    return tuple(sorted((*files, *extract.files(report)), key=lambda file: file.name))


# --- what an edition gets -------------------------------------------------------------------


def _described(
    wanted: _Wanted, report: Report, theme: Theme, studio: Studio, faults: Faults
) -> Drawn:
    """A figure's words and its data, without its pictures."""
    plan, language = wanted.plan, report.meta.language
    figure, data = plan.figure, shown(plan.figure, plan.kind, plan.rows, language)
    look = _look(figure, report, theme, media(theme)["print"])
    alt, description = figure.alt, figure.description
    if language.startswith("en"):  # other languages have no rules for sentences yet
        try:
            alt = alt or _told(plan, "alt", report, look, faults)
            description = description or _told(plan, "describe", report, look, faults)
        except Exception:
            studio.finish()  # what a kind refuses to draw, it need not describe
            raise
    return Drawn({}, alt or plain(figure.title), description or listed(data), data,
                 wanted.made_from)


def _told(plan: _Plan, how: str, report: Report, look: Look, faults: Faults) -> str:
    """What a kind says of its data; a fault and nothing if a report's own kind fails to."""
    try:
        return str(getattr(plan.kind, how)(plan.rows, plan.figure.options, look))
    except Exception as error:
        if plan.figure.kind not in report.kinds:
            raise
        file = report.kinds[plan.figure.kind]
        faults.found(Place(file, line_in(file, error)), f"This kind of figure fails: {error}.")
        return ""
