"""What a row and a directive say, read with the sentences that an author needs to hear."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from figures.desk.data import Row
from figures.desk.words import listed


def text(row: Row, name: str) -> str:
    """The words of a cell, or nothing."""
    return str(row.get(name) or "").strip()


def label(row: Row) -> str:
    """The name of a row, which it must have."""
    said = text(row, "label")
    if not said:
        raise ValueError("A row has no label, so nobody could tell what it says.")
    return said


def number(row: Row, name: str, of: str) -> int | float | None:
    """The number of a cell, or None where none is stated; `of` names the row to the author."""
    value = row.get(name)
    if value is not None and not isinstance(value, int | float):
        raise ValueError(f"The {name} of “{of}” is no number.")
    return value


def count(row: Row, name: str, of: str) -> int | float | None:
    """A number of things, which is never below zero."""
    value = number(row, name, of)
    if value is not None and value < 0:
        raise ValueError(f"The {name} of “{of}” is {value}; a count cannot be below zero.")
    return value


def some(rows: Collection[Row]) -> None:
    """Raise ValueError if there is no row."""
    if not rows:
        raise ValueError("There is no row to draw; does “where” ask for something not in the data?")


def choice(options: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    """Which of the choices an option makes; the first unless told."""
    chosen = options.get(name, "").strip() or choices[0]
    if chosen not in choices:
        known = listed([f"“{each}”" for each in choices], "en-GB")
        raise ValueError(f"“{name}” is “{chosen}”; it may be {known}.")
    return chosen


def emphasis(options: Mapping[str, str], labels: Collection[str], of: str = "label") -> list[str]:
    """The names in the accent colour, each of which must be the label (or line) of some row."""
    named = [each.strip() for each in options.get("emphasis", "").split(";") if each.strip()]
    for name in named:
        if name not in labels:
            raise ValueError(f"“emphasis” names “{name}”, which is the {of} of no row.")
    return named


def is_sign(unit: str) -> bool:
    """A unit such as % stands at every number; one in words stands once."""
    return len(unit) == 1
