"""Rows of a CSV file as an author asks for them: some of the rows, some of the columns."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from babel.numbers import format_decimal

from figures.desk import words
from figures.desk.data import period
from report.errors import Place, did_you_mean
from report.markup.typography import NO_BREAK, set_text
from report.model import Cell, Table

if TYPE_CHECKING:
    from report.markup.walk import Walk

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_LONGEST = 24  # digits that decimal arithmetic keeps exactly
_YEAR = re.compile(r"(1[5-9]|20|21)\d\d")
_DATE = re.compile(r"\d{4}-\d{2}(-\d{2})?(/\d{4}(-\d{2}(-\d{2})?)?)?")


def where(walk: Walk, table: Table, condition: str, place: Place) -> Table:
    """The rows in which a column holds a value: `year = 2015`, or one of several: `a; b`."""
    column, equals, values = (part.strip() for part in condition.partition("="))
    if not equals:
        walk.fault(place, f"“{condition}” is no condition.", "Write: year = 2015")
        return table
    index = _index(walk, table, column, place)
    if index is None:
        return table
    wanted = {value.strip() for value in values.split(";")}
    there = {row[index] for row in table.rows}
    for value in sorted(wanted - there):
        walk.fault(place, f"No row of {table.file.name} has “{value}” in the column “{column}”.",
                   did_you_mean(value, there - {""}))
    if not wanted & there:
        return table  # so that the figure is not empty too: the fault is said
    kept = [i for i, row in enumerate(table.rows) if row[index] in wanted]
    return replace(table, rows=tuple(table.rows[i] for i in kept),
                   lines=tuple(table.lines[i] for i in kept))


def rows(walk: Walk, table: Table, columns: str, place: Place) -> tuple[tuple[Cell, ...], ...]:
    """A table's header and rows as cells; `columns` says which, “name = Words, …”, in order."""
    wanted = []
    for name, title in titles(columns).items():
        index = _index(walk, table, name, place)
        if index is not None:
            wanted.append((index, title))
    wanted = wanted or list(enumerate(table.columns))
    meta = walk.desk.manuscript.meta
    language, abbreviations = meta.language, meta.abbreviations
    shown = [_column([row[index] for row in table.rows], language) for index, _ in wanted]
    heads = tuple(
        Cell((set_text(title, language, abbreviations),), align, header=True)
        for (_, title), (_, align) in zip(wanted, shown, strict=True)
    )
    body = tuple(
        tuple(
            Cell((set_text(cells[i], language, abbreviations),) if cells[i] else (), align)
            for cells, align in shown
        )
        for i in range(len(table.rows))
    )
    return (heads, *body)


def titles(text: str) -> dict[str, str]:
    """“name = Words, …” by name; the words are the name where none are given."""
    parts = (part.partition("=") for part in text.split(",") if part.strip())
    return {name.strip(): title.strip() or name.strip() for name, _, title in parts}


def _index(walk: Walk, table: Table, column: str, place: Place) -> int | None:
    if column in table.columns:
        return table.columns.index(column)
    walk.fault(place, f"{table.file.name} has no column “{column}”.",
               did_you_mean(column, table.columns))
    return None


def _column(cells: list[str], language: str) -> tuple[list[str], str]:
    """A column's cells as a reader wants them, and how they are aligned."""
    filled = [cell for cell in cells if cell]
    if filled and all(_YEAR.fullmatch(cell) or _DATE.fullmatch(cell) for cell in filled):
        return [_date(cell, language) for cell in cells], "left"
    if filled and all(_NUMBER.fullmatch(cell) for cell in filled):
        return [_number(cell, language) for cell in cells], "right"
    return cells, "left"


def _number(cell: str, language: str) -> str:
    """A number with the language's separators, and as many decimals as its author wrote."""
    if not cell or len(cell) > _LONGEST:
        return cell
    _, _, decimals = cell.partition(".")
    pattern = "#,##0" + ("." + "0" * len(decimals) if decimals else "")
    return format_decimal(Decimal(cell), format=pattern, locale=words.locale(language))


def _date(cell: str, language: str) -> str:
    try:
        return words.date_in_full(period(cell), language).replace(" ", NO_BREAK) if cell else ""
    except ValueError:
        return cell
