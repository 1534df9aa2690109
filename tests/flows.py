"""What the tests of flows share: flows that are few, many, or lack numbers."""

from __future__ import annotations

import csv
import io

from figures import flow
from figures.desk.data import Row


def rows(*cells: tuple[object, ...]) -> list[Row]:
    names = ("from", "to", "value", "qualifier", "note")
    return [dict(zip(names, cell, strict=False)) for cell in cells]  # type: ignore[arg-type]


CAMPS = rows(("Ash", "North camp", 400), ("Ash", "Schools", 100), ("Birch", "North camp", 200),
             ("Birch", "Schools", 300), ("Cedar", "Schools", 50))
GAPS = rows(("Ash", "North", 40), ("Ash", "South", 12, "about"), ("Birch", "North", None),
            ("Birch", "South", 9), ("Cedar", "West", None), ("Date", "North", 0))
MANY = rows(*((f"Place {number}", f"Goal {number * 7 % 5}", 10 * number + 1)
              for number in range(8)))
SIXTY = rows(*((f"Place {number % 12}", f"Goal {number * 5 % 13}", number + 1)
               for number in range(60)))


def example() -> tuple[list[Row], dict[str, str]]:
    """The example as the builder reads it."""
    told = flow.EXAMPLE.options
    read: list[Row] = [{column.name: column.read(cells[told.get(column.name, column.name)])
                        for column in flow.COLUMNS if column.name != "note"}
                       for cells in csv.DictReader(io.StringIO(flow.EXAMPLE.data))]
    return read, {name: told[name] for name in told if name in flow.OPTIONS}
