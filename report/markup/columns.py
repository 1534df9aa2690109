"""Rows of a CSV file as an author asks for them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from figures.desk.cells import UnfitError, Written
from report.errors import Place, did_you_mean
from report.model import Table

if TYPE_CHECKING:
    from report.markup.walk import Walk


_NEXT = re.compile(r",\s*(?=[^,;=]+\s=\s)")  # a comma before another condition


def where(walk: Walk, table: Table, conditions: str, place: Place) -> Table:
    """The rows in which columns hold values: `year = 2015`, one of several: `year = 2014; 2015`,
    and more columns behind commas: `year = 2015, country = Iraq`."""
    for condition in _NEXT.split(conditions):
        table = _where(walk, table, condition.strip(), place)
    return table


def _where(walk: Walk, table: Table, condition: str, place: Place) -> Table:
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


def titles(text: str) -> dict[str, str]:
    """“name = Words, …” by name; the words are the name where none are given."""
    parts = (part.partition("=") for part in text.split(",") if part.strip())
    return {name.strip(): title.strip() or name.strip() for name, _, title in parts}


def _index(walk: Walk, table: Table, column: str, place: Place) -> int | None:
    try:
        return written(table).index(column)
    except UnfitError as unfit:
        for wrong in unfit.wrongs:
            walk.fault(place, wrong.says, did_you_mean(column, table.columns))
        return None


def written(table: Table) -> Written:
    """A table as kinds that are words are given it."""
    return Written(table.file.name, table.columns, table.rows, table.tags)
