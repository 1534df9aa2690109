"""What the cells of a table say of each other, and how a list is numbered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pydyf

from report.editions.tagging.reading import Reading
from report.editions.tagging.tree import Tag

_SCOPES = {"row": "Row", "rowgroup": "Row"}


def describe(reading: Reading) -> None:
    """Give every header cell its scope and a name, and every other cell the names of what heads
    it; say of lists how they are numbered."""
    met: Counter[str] = Counter()
    for tag in reading.root.all():
        if tag.role == "Table":
            name = _name(tag.element, reading)
            met[name] += 1
            _table(tag.element, f"{name}-{met[name]}-head", reading)
        elif tag.role == "L":
            tag.attributes["List"] = {"ListNumbering": f"/{_numbering(tag)}"}


def _name(table: Any, reading: Reading) -> str:
    """The id that a table stands under: names of heads must be no other unit's as well."""
    element = table
    while element is not None and not element.get("id"):
        element = reading.above.get(element)
    return "" if element is None else str(element.get("id"))


def _table(table: Any, name: str, reading: Reading) -> None:
    columns: dict[int, list[Tag]] = {}
    heads = 0
    for part in table:
        if part.tag not in ("thead", "tbody", "tfoot"):
            continue
        group: Tag | None = None  # what heads the rows that follow
        for row in _rows(part):
            beside = [reading.tag(cell) for _, cell in row
                      if cell.tag == "th" and cell.get("scope") == "row"]
            for column, cell in row:
                tag = reading.tag(cell)
                covered = range(column, column + _span(cell, "colspan"))
                said = tag.attributes.setdefault("Table", {})
                said |= {f"{key.title()[:3]}Span": _span(cell, key)
                         for key in ("colspan", "rowspan") if _span(cell, key) > 1}
                if cell.tag == "th":
                    heads += 1
                    tag.name = tag.name or f"{name}-{heads}"
                    said["Scope"] = f"/{_scope(cell, part)}"
                    if part.tag == "thead":
                        for each in covered:
                            columns.setdefault(each, []).append(tag)
                    elif cell.get("scope") == "rowgroup":
                        group = tag
                    continue
                above = [head for each in covered for head in columns.get(each, [])]
                heading = dict.fromkeys([*above, *([group] if group else []), *beside])
                if heading:
                    said["Headers"] = pydyf.Array(pydyf.String(head.name) for head in heading)


def _scope(cell: Any, part: Any) -> str:
    """A header that spans the table heads the columns under it, until the next one does."""
    if part.tag == "tbody" and _span(cell, "colspan") > 1:
        return "Column"
    return _SCOPES.get(cell.get("scope", ""), "Column")


def _rows(part: Any) -> Iterator[list[tuple[int, Any]]]:
    """The cells of each row with the column in which they begin."""
    taken: dict[int, int] = {}  # columns that a cell from above reaches into, for how many rows
    for row in part.iter("tr"):
        cells, column, reaching = [], 0, dict(taken)
        for cell in row:
            if cell.tag not in ("th", "td"):
                continue
            while reaching.get(column):
                column += 1
            cells.append((column, cell))
            for _ in range(_span(cell, "colspan")):
                taken[column] = _span(cell, "rowspan")
                column += 1
        taken = {each: left - 1 for each, left in taken.items() if left > 1}
        yield cells


def _span(cell: Any, key: str) -> int:
    given = cell.get(key, "")
    return int(given) if given.isdigit() else 1


def _numbering(tag: Tag) -> str:
    labelled = any(isinstance(item, Tag) and item.kids and isinstance(item.kids[0], Tag)
                   and item.kids[0].role == "Lbl" for item in tag.kids)
    if tag.element.tag == "dl":
        return "Description"
    if not labelled:
        return "None"
    return "Decimal" if tag.element.tag == "ol" else "Disc"
