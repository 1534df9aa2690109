"""`table`: rows and columns, for numbers that a reader looks up.

Any columns will do. Columns of numbers stand on their decimal points and get the language's
separators, with as many decimals as their author wrote; columns of dates are written out; years
and words stay as they are. A qualifier may stand in a cell (“about 4000”) or in a column of its
own. A number that is missing is a dash, and the table says so.

A total is computed from the numbers as they are written and never says more than they do: of
figures that are “about” so many it is “about” so many, and with one missing it is “at least” so
many. Where a row of the file is a total itself, name it in `total-rows`, or it counts twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import count
from string import ascii_lowercase

from figures.desk import totals
from figures.desk.cells import Cell, Cells, Line, UnfitError, Written, Wrong
from figures.desk.data import Column
from figures.desk.example import Example
from figures.desk.table import sums
from figures.desk.table.formats import FORMATS, Figure, aligned, figures, wording
from figures.desk.table.plan import Plan, planned
from figures.desk.table.wanted import Wanted
from figures.desk.vocabulary import term

COLUMNS: tuple[Column, ...] = ()
OPTIONS: Mapping[str, str] = {
    "columns": "which columns, in which order, under which words: “name = Words, …”",
    "formats": f"how the cells of a column are written, “name = format; …”: {FORMATS}",
    "qualifiers": "which column holds the qualifiers of which numbers: “people = qualifier”",
    "totals": "columns that get a total in a last row, with a comma between",
    "total-label": "what the row of totals is called",
    "total-rows": "rows that are totals already, by their first cells, with ; between",
    "check": "the total that is stated for a column, which it must add up to: “people = 1200”",
    "total-differs": "yes: the source’s own numbers do not add up to the total in “check”",
    "group": "a column whose words become small headings over the rows that share them",
    "emphasis": "rows set in bold, by their first cells, with ; between",
    "notes": "a column whose words become notes under the table, called by letters",
}
EXAMPLE = Example(
    options={
        "title": "About half of those under siege in Syria were in one city",
        "deck": "People in besieged areas by besieging party, as stated on 18 January 2016",
        "source": "UN figures cited by the French foreign ministry, 18 January 2016",
        "note": "The source itself rounds: it gives some 181,200 for the areas besieged by the "
                "government, and nearly 400,000 in all.",
        "columns": "area = Area, people = People",
        "qualifiers": "people = qualifier",
        "group": "party",
        "totals": "people",
        "total-label": "All five entries",
        "emphasis": "Deir ez-Zor city",
    },
    data="""\
area,party,people,qualifier
Eastern Ghouta group,Besieged by the government,176500,around
Daraya,Besieged by the government,4000,around
Zabadani,Besieged by the government,500,
Deir ez-Zor city,Besieged by ISIS,200000,around
All areas,Besieged by non-state armed groups,12500,around
""",
    file="under-siege.csv",
)


def tabulate(data: Written, options: Mapping[str, str], language: str) -> Cells:
    """A file's rows as a table; raises UnfitError with everything that does not suit them."""
    plan = planned(Wanted(data, options))
    columns, remarks = _columns(plan, language)
    order = _order(plan)
    letters = _letters(plan, order)
    lines = _lines(plan, columns, order, letters)
    if plan.sums:
        label, *cells = (cells[-1] for cells in columns.values())
        label = replace(label, scope=lines[-1].cells[0].scope)
        lines.append(Line((label, *cells), "total", begins=plan.group is not None))
    if any(cell.missing for line in lines for cell in line.cells):
        remarks.append(f"–\N{NO-BREAK SPACE}{term('no figure', language)}")
    heads = tuple(Cell(plan.headings[index], cells[0].align, "col")
                  for index, cells in columns.items())
    return Cells(heads, tuple(lines), tuple((letter, words) for words, letter in letters.items()),
                 tuple(remarks))


def _columns(plan: Plan, language: str) -> tuple[dict[int, list[Cell]], list[str]]:
    """The cells of each column shown, totals below; and what the check of totals tells."""
    made: dict[int, list[Cell]] = {}
    wrongs: list[Wrong] = []
    remarks: list[str] = []
    for index in dict.fromkeys((*plan.shown, *plan.stated)):
        try:
            found, cells = _column(plan, index, language)
            if index in plan.stated and (told := _checked(plan, index, found, language)):
                remarks.append(told)
        except UnfitError as unfit:
            wrongs += unfit.wrongs
        else:
            made[index] = cells
    if wrongs:
        raise UnfitError(wrongs)
    return {index: made[index] for index in plan.shown}, remarks


def _column(
    plan: Plan, index: int, language: str
) -> tuple[list[Figure | None] | None, list[Cell]]:
    """A column's numbers, if it has any, and its cells; the total is the last of them."""
    cells = plan.column(index)
    beside = plan.column(plan.qualifiers[index]) if index in plan.qualifiers else [""] * len(cells)
    how = plan.formats.get(index, "exact" if index in plan.qualifiers else "")
    found = figures(cells, how, beside, index)
    if not found and (index in plan.sums or index in plan.stated):
        found = _counts(cells, beside, index)
    if index in plan.sums:
        total, before = _total(plan, index, found, language)
        *made, last = aligned([*(found or ()), total], how, language)
        return found, [*made, replace(last, before=before)]
    made = aligned(found, how, language) if found else wording(cells, how, index, language)
    if plan.sums:
        label = plan.label or term("total", language)
        made.append(Cell(label[:1].upper() + label[1:] if index == plan.shown[0] else "",
                         made[0].align))
    return found, made


def _counts(
    cells: Sequence[str], beside: Sequence[str], index: int
) -> list[Figure | None] | None:
    """The numbers of a column that is to be added up, even if they look like years."""
    try:
        return figures(cells, "exact", beside, index)
    except UnfitError:
        return None


def _parts(plan: Plan, found: Sequence[Figure | None]) -> list[Figure | None]:
    """The numbers of the rows that are no totals."""
    return [each for row, each in enumerate(found) if not plan.is_total(row)]


def _total(
    plan: Plan, index: int, found: Sequence[Figure | None] | None, language: str
) -> tuple[Figure, str]:
    """The sum under a column, and the qualifier before it."""
    name = plan.written.columns[index]
    if not found or not any(_parts(plan, found)):
        raise UnfitError([Wrong(f"The column “{name}” holds no numbers to add up.", "totals",
                           mend="Take it out of “totals”.")])
    parts = _parts(plan, found)
    try:
        return Figure(sums.total(parts)), sums.before(parts, language)
    except ValueError as error:
        raise UnfitError([Wrong(f"In the column “{name}”, {error}", "totals",
                           mend="Take it out of “totals”.")]) from None


def _checked(
    plan: Plan, index: int, found: Sequence[Figure | None] | None, language: str
) -> str:
    """What is to be said if a column misses its stated total, where that is known."""
    values = [float(each.value) if each else None for each in _parts(plan, found or ())]
    asked = {"total": plan.stated[index], "total-differs": plan.differs}
    try:
        told = totals.check(values, asked, language)
    except ValueError as error:
        raise UnfitError([Wrong(str(error), "check")]) from None
    return told if language.startswith("en") else ""


def _order(plan: Plan) -> list[int]:
    """The rows in the order in which they stand: each group's together, as they first come."""
    rows = list(range(len(plan.written.rows)))
    if plan.group is None:
        return rows
    groups = list(dict.fromkeys(filter(None, plan.column(plan.group))))
    places = {name: place for place, name in enumerate(groups)}
    return sorted(rows, key=lambda row: places.get(
        plan.written.rows[row][plan.group or 0], len(places)))


def _letters(plan: Plan, order: Sequence[int]) -> dict[str, str]:
    """The words of each note and its letter; rows with the same words share it."""
    if plan.notes is None:
        return {}
    said = dict.fromkeys(plan.written.rows[row][plan.notes] for row in order)
    return dict(zip(filter(None, said), map(_letter, count()), strict=False))


def _letter(place: int) -> str:
    """a to z, then aa to zz."""
    first, last = divmod(place, 26)
    return (_letter(first - 1) if first else "") + ascii_lowercase[last]


def _lines(
    plan: Plan, columns: Mapping[int, Sequence[Cell]], order: Sequence[int],
    letters: Mapping[str, str],
) -> list[Line]:
    """The rows under the headings of their groups."""
    heads = _are_heads(plan, columns)
    lines: list[Line] = []
    group = ""
    for row in order:
        its = plan.written.rows[row][plan.group] if plan.group is not None else ""
        if its and its != group:
            heading = Cell(its, scope="rowgroup", across=len(plan.shown))
            lines.append(Line((heading,), "group", begins=True))
        note = letters.get(plan.written.rows[row][plan.notes], "") if plan.notes is not None else ""
        cells = [columns[index][row] for index in plan.shown]
        cells[0] = replace(cells[0], scope="row" if heads else "", note=note)
        part = ("total" if plan.is_total(row) else
                "emphasis" if plan.first(row) in plan.emphasised else "")
        lines.append(Line(tuple(cells), part, begins=bool(group and not its)))
        group = its
    return lines


def _are_heads(plan: Plan, columns: Mapping[int, Sequence[Cell]]) -> bool:
    """Whether the first column names the rows: in words that tell them apart, or in groups.

    In a tagged PDF a group's heading would head every cell below it that is no header itself.
    """
    first = plan.column(plan.shown[0])
    tells = columns[plan.shown[0]][0].align == "left" and len(set(first)) == len(first)
    return len(plan.shown) > 1 and all(first) and (tells or plan.group is not None)
