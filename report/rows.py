"""Rows: a figure's data as its kind wants it, as a reader wants it, and as a file.

All three are made here from the same cells, so that a chart, its words and its table agree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import ModuleType

from figures.desk.data import Column, Period, Row, Value
from figures.desk.vocabulary import qualified, term
from figures.desk.words import bound, date_in_full, quantity
from report.errors import Faults, Place, did_you_mean
from report.model import Figure, Shown, Table
from report.tables import as_csv

# What every figure may say, whatever its kind.
COMMON = ("name", "title", "deck", "source", "note", "credit", "licence", "alt", "description",
          "width", "place", "data", "facts", "where", "headings")


def rows_of(figure: Figure, kind: ModuleType, faults: Faults) -> list[Row]:
    """A figure's data as its kind wants it; what does not fit is a fault, and None."""
    table = figure.data
    assert table is not None
    columns = {column.name: column for column in kind.COLUMNS}
    for option in figure.options.keys() - columns.keys() - kind.OPTIONS.keys():
        faults.found(figure.places.get(option, figure.place),
                     f"{figure.kind} has no option “{option}”.",
                     did_you_mean(option, {*columns, *kind.OPTIONS, *COMMON}))
    chosen = _chosen(figure, columns, table, faults)
    rows: list[Row] = []
    for cells, line in zip(table.rows, table.lines, strict=True):
        row: dict[str, Value] = dict.fromkeys(columns)
        for name, index in chosen.items():
            try:
                row[name] = columns[name].read(cells[index])
            except ValueError as error:
                faults.found(Place(table.file, line, index + 1),
                             f"In the column “{table.columns[index]}”, {error}")
        rows.append(row)
    if not rows:
        faults.found(figure.place, f"There is no row to draw in {table.file.name}.")
    for header in figure.headings.keys() - set(table.columns):
        faults.found(figure.places.get("headings", figure.place),
                     f"{table.file.name} has no column “{header}”.",
                     did_you_mean(header, table.columns))
    return rows


def _chosen(
    figure: Figure, columns: Mapping[str, Column], table: Table, faults: Faults
) -> dict[str, int]:
    """Which column of the file holds what: by its name or its HXL hashtag, as the author says."""
    chosen = {}
    for name, column in columns.items():
        header = figure.options.get(name, name)
        if header in table.apart and name not in figure.options:
            continue
        if header in table.columns:
            chosen[name] = table.columns.index(header)
        elif header in filter(None, table.tags):
            chosen[name] = table.tags.index(header)
        elif column.required or name in figure.options:
            place = figure.places.get(name, figure.places.get("data", figure.place))
            faults.found(place, f"{table.file.name} has no column “{header}”, which "
                         f"{figure.kind} wants for {column.meaning}.",
                         f"Say which column holds it, “:{name}: …”. "
                         + did_you_mean(header, table.columns))
    return chosen


def shown(figure: Figure, kind: ModuleType, rows: Sequence[Row], language: str) -> Shown:
    """The columns that a figure draws, in words and figures, and as CSV."""
    table = figure.data
    assert table is not None
    chosen = _chosen(figure, {column.name: column for column in kind.COLUMNS}, table, Faults())
    holds = {column.name: column.holds for column in kind.COLUMNS}
    names = sorted(chosen, key=lambda name: chosen[name])
    filled = [name for name in names if any(row[name] is not None for row in rows)]
    heads = tuple(_heading(table.columns[chosen[name]], figure.headings) for name in filled)
    body = tuple(tuple(_said(row[name], holds[name], language) for name in filled)
                 for row in rows)
    return Shown(heads, body, tuple(holds[name] == "number" for name in filled),
                 as_csv((table.columns, *table.rows)))


def _heading(column: str, headings: Mapping[str, str]) -> str:
    """What stands over a column: as the author says, else its name made readable."""
    if column in headings:
        return headings[column]
    words = column.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def _said(value: Value, holds: str, language: str) -> str:
    match value:
        case None:
            return term("no figure", language) if holds == "number" else ""
        case Period():
            return bound(date_in_full(value, language), language)
        case str():
            return qualified(value, "", language) if holds == "qualifier" else bound(
                value, language)
        case number:
            return quantity(number, language)


def listed(data: Shown) -> str:
    """The data in running words, for the languages in which Octavo makes no sentences."""
    def told(row: Sequence[str]) -> str:
        return ", ".join(f"{head}: {cell}" for head, cell in zip(data.heads, row, strict=True)
                         if cell)
    return " ".join(f"{told(row)}." for row in data.rows)


def file_name(figure: Figure) -> str:
    """The name under which a figure's data goes with an edition: figure-03-hosts.csv."""
    number = f"figure-{figure.number:02}-" if figure.number else ""
    return f"{number}{figure.id}.csv"
