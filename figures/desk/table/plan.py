"""What a table is to show: an author's options, read against the columns of a file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from figures.desk.cells import UnfitError, Written, Wrong
from figures.desk.table.formats import FORMATS, is_known
from figures.desk.table.wanted import Wanted
from figures.desk.vocabulary import qualifier


@dataclass(frozen=True)
class Plan:
    """What is asked for, by the places of columns in the file."""

    written: Written
    shown: Sequence[int]
    headings: Mapping[int, str]
    formats: Mapping[int, str]
    qualifiers: Mapping[int, int]
    sums: Sequence[int]
    label: str
    stated: Mapping[int, str]
    differs: str
    group: int | None
    notes: int | None
    totals: frozenset[str]
    emphasised: frozenset[str]

    def first(self, row: int) -> str:
        return self.written.rows[row][self.shown[0]]

    def is_total(self, row: int) -> bool:
        return self.first(row) in self.totals

    def column(self, index: int) -> list[str]:
        return [row[index] for row in self.written.rows]


def planned(wanted: Wanted) -> Plan:
    written = wanted.written
    group, notes = wanted.column("group"), wanted.column("notes")
    qualifiers = {index: written.index(name) for index, name
                  in wanted.by_column("qualifiers").items() if _is_there(wanted, name)}
    apart = {group, notes, *qualifiers.values()}
    shown = list(wanted.by_column("columns", ",")) or [
        index for index in range(len(written.columns)) if index not in apart]
    # Of which column the labels are is not known if one of those to be shown is not there.
    is_known_first = shown and not any(wrong.option == "columns" for wrong in wanted.wrongs)
    labels = [row[shown[0]] for row in written.rows] if is_known_first else []
    plan = Plan(
        written, shown, wanted.headings(), wanted.by_column("formats"), qualifiers,
        wanted.columns("totals"), wanted.said("total-label"), wanted.by_column("check"),
        wanted.said("total-differs"), group, notes, wanted.rows("total-rows", labels),
        wanted.rows("emphasis", labels))
    _check(plan, wanted, labels)
    if wanted.wrongs:
        raise UnfitError(dict.fromkeys(wanted.wrongs))
    return plan


def _is_there(wanted: Wanted, name: str) -> bool:
    """Whether a column that “qualifiers” names behind the = is there."""
    before = len(wanted.wrongs)
    if not name:
        wanted.fault("qualifiers", "“qualifiers” names no column of qualifiers.",
                     "Write: people = qualifier")
    else:
        Wanted(wanted.written, {"qualifiers": name}, wanted.wrongs).column("qualifiers")
    return len(wanted.wrongs) == before


def _check(plan: Plan, wanted: Wanted, labels: Sequence[str]) -> None:
    """Find what is asked for and cannot be."""
    if not plan.shown:
        wanted.fault("columns", "This table has no columns left to show.",
                     "Say which in “columns”.")
    for index, how in plan.formats.items():
        if not is_known(how):
            wanted.fault("formats", f"“{how}” is no format for “{plan.written.columns[index]}”.",
                         f"It may be {FORMATS}.")
    for index in plan.sums:
        if index not in plan.shown[1:]:
            where = "is not shown" if index not in plan.shown else "is the first column"
            wanted.fault("totals", f"The column “{plan.written.columns[index]}” {where}, so that "
                         "no total can stand under it.",
                         "Name in “columns” a first column of words, then those with totals.")
    if plan.differs and not plan.stated:
        wanted.fault("total-differs", "“total-differs” is given, but no total in “check” that "
                     "numbers could miss.", "State it: “:check: people = 1200”.")
    for index in range(len(plan.written.columns)) if plan.sums else ():
        if index not in plan.qualifiers.values() and _holds_qualifiers(plan.column(index)):
            name, summed = (plan.written.columns[each] for each in (index, plan.sums[0]))
            wanted.fault("totals", f"The column “{name}” holds qualifiers of numbers it does not "
                         "name, so that a total may say too much.",
                         f"Say whose they are: “:qualifiers: {summed} = {name}”.")
    pattern = re.compile(r"total\b.*|.*\btotal", re.IGNORECASE)
    for name in labels if plan.sums or plan.stated else ():
        if pattern.fullmatch(name) and name not in plan.totals:
            wanted.fault("totals" if plan.sums else "check",
                         f"The row “{name}” looks like a total, and would be counted twice.",
                         f"Say that it is one: “:total-rows: {name}”.")
    for row, cells in enumerate(plan.written.rows):
        if plan.group is not None and not cells[plan.group] and (
                plan.shown and not plan.is_total(row)):
            wanted.wrongs.append(Wrong(
                f"This row has nothing in the column “{plan.written.columns[plan.group]}”, so "
                "it belongs to no group.", row=row, column=plan.group,
                mend="Write its group, or name the row in “total-rows”."))


def _holds_qualifiers(cells: Sequence[str]) -> bool:
    """Whether a column holds words such as “about”, and nothing else."""
    try:
        return bool([qualifier(cell) for cell in cells if cell])
    except ValueError:
        return False
