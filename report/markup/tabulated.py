"""Kinds of figures that are words: what they make of data, as pieces that editions set."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from types import ModuleType
from typing import TYPE_CHECKING

from figures import kind, kinds
from figures.desk import cells
from figures.desk.cells import Cells, Stated, UnfitError, Wrong
from figures.desk.vocabulary import term
from report.errors import Place, did_you_mean
from report.markup import columns
from report.markup.given import Directive
from report.markup.typography import set_text
from report.model import Cell, Figure, Flow, Grid, KeyFigure, Manuscript, Table, TableNote
from report.rows import rows_of
from report.terms import terms

if TYPE_CHECKING:
    from report.markup.walk import Walk

_LONG = re.compile(r"[^\s&;]{31,}")  # words that a narrow column may have to break
_COMMON = ("name", "data", "facts", "where")  # what a band of key figures may say besides


def code(manuscript: Manuscript, name: str) -> ModuleType | None:
    """The module of a kind that is words; None for one that draws, or that cannot be read."""
    if name not in kinds(manuscript.kinds):
        return None
    try:
        module = kind(name, manuscript.kinds)
    except Exception:  # an author's code may fail in any way, which is said when it is drawn
        return None
    return module if hasattr(module, "tabulate") else None


def made(
    walk: Walk, given: Directive, code: ModuleType, table: Table | None
) -> Cells | tuple[Stated, ...] | None:
    """What a kind makes of a table; None if that is a fault."""
    if table is None:
        return None
    language = walk.desk.manuscript.meta.language
    try:
        if not code.COLUMNS:
            result: Cells | tuple[Stated, ...] = code.tabulate(
                columns.written(table), given.options, language)
            return result
        before = len(walk.desk.faults)
        figure = _as_figure(given, code, table)
        rows = rows_of(figure, code, walk.desk.faults)
        if len(walk.desk.faults) > before:
            return None
        result = code.tabulate(rows, figure.options, language)
    except UnfitError as unfit:
        for wrong in unfit.wrongs:
            walk.fault(_place(wrong, given, table), wrong.says, wrong.mend or (
                did_you_mean(wrong.word, wrong.known) if wrong.known else ""))
    except ValueError as error:
        walk.fault(given.place, str(error))
    else:
        return result
    return None


def _as_figure(given: Directive, code: ModuleType, table: Table) -> Figure:
    """A directive as the reading of typed rows wants it."""
    known = {*code.OPTIONS, *(column.name for column in code.COLUMNS)}
    own = {name: words for name, words in given.options.items() if name not in _COMMON
           and (given.name == "figure" or name in known)}
    return Figure(
        "", 0, given.argument or given.name, (), (), (), (), (), "", "", own,
        {option: given.at(option) for option in given.options}, given.place, data=table)


def _place(wrong: Wrong, given: Directive, table: Table) -> Place:
    if wrong.row is not None:
        column = 0 if wrong.column is None else wrong.column + 1
        return Place(table.file, table.lines[wrong.row], column)
    return given.at(wrong.option)


# --- a table --------------------------------------------------------------------------------


def filled(walk: Walk, grid: Grid, made: Cells | tuple[Stated, ...]) -> Grid:
    """A table with the rows, notes and remarks that were made for it."""
    assert isinstance(made, Cells)
    notes = tuple(
        TableNote(walk.desk.coin(f"note {grid.id} {letter}", grid.place),
                  walk.desk.coin(f"call note {grid.id} {letter}", grid.place),
                  letter, _flow(walk, words))
        for letter, words in made.notes)
    calls = {note.letter: note for note in notes}
    called: set[str] = set()
    rows = [tuple(_cell(walk, cell, calls, called) for cell in cells)
            for cells in (made.heads, *(line.cells for line in made.lines))]
    return replace(
        grid, rows=tuple(rows), heads=1, notes=notes,
        remarks=tuple(_flow(walk, words) for words in made.remarks),
        parts={row: line.part for row, line in enumerate(made.lines, 1) if line.part},
        bodies=tuple(row for row, line in enumerate(made.lines, 1) if line.begins))


def _cell(
    walk: Walk, cell: cells.Cell, notes: Mapping[str, TableNote], called: set[str]
) -> Cell:
    meta = walk.desk.manuscript.meta
    words = set_text(cell.text, meta.language, meta.abbreviations)
    if "<" not in words:
        words = _LONG.sub(r'<span class="long-word">\g<0></span>', words)
    if cell.missing:
        said = escape(term("no figure", meta.language))
        words = f'<span class="missing" role="img" aria-label="{said}">{words}</span>'
    if cell.before:
        before = set_text(cell.before, meta.language, meta.abbreviations)
        words = f'<span class="qualifier">{before}</span> {words}'
    if cell.note:
        words += _call(notes[cell.note], cell.note not in called, meta.language)
        called.add(cell.note)
    return Cell((words,) if words else (), cell.align, bool(cell.scope), cell.scope or "col",
                cell.across, cell.pad)


def _call(note: TableNote, first: bool, language: str) -> str:
    """The letter that calls a note; the note leads back to the first."""
    name = f' id="{note.call}"' if first else ""
    label = f"{terms(language)['note']} {note.letter}"
    return (f'<a class="table-call"{name} href="#{note.id}" role="doc-noteref" '
            f'aria-label="{escape(label)}">{note.letter}</a>')


# --- a band of key figures ------------------------------------------------------------------


def band(
    walk: Walk, made: Cells | tuple[Stated, ...] | None
) -> tuple[KeyFigure, ...]:
    """Key figures, each number with what follows it in smaller letters."""
    stated: Sequence[Stated] = made if isinstance(made, tuple) else ()
    return tuple(
        KeyFigure(_number(walk, each), _flow(walk, each.words), _flow(walk, each.before),
                  _flow(walk, each.source))
        for each in stated)


def _number(walk: Walk, stated: Stated) -> Flow:
    if not stated.magnitude:
        return _flow(walk, stated.number)
    (magnitude,) = _flow(walk, stated.magnitude)
    return (f'{stated.number}\N{NO-BREAK SPACE}<span class="key-magnitude">{magnitude}</span>',)


def _flow(walk: Walk, words: str) -> Flow:
    meta = walk.desk.manuscript.meta
    return (set_text(words, meta.language, meta.abbreviations),) if words else ()
