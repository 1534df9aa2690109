"""What the tests of the gate share: a chapter with a small ledger, and what is said of it."""

from __future__ import annotations

from pathlib import Path

from report import press
from report.errors import Faults
from report.gate import Objection
from report.manuscript import read
from report.markup import parse
from tests.conftest import ROOT, MakeReport

CASES = ROOT / "tests" / "cases" / "gate"
HEAD = ("id,value,low,high,unit,qualifier,population,what,place,as_of,said_by,reported_in,note,"
        "supersedes,same_as,disagrees_with,part_of\n")
FIGURE = """\
:::{{figure}} counts
:name: both
:data: facts.csv
:facts: a, b
:label: {label}
:value: value
:title: They are more
:source: River Desk
:::"""


def objections(folder: Path) -> list[Objection]:
    """What the gate says of a report whose texts have no fault."""
    faults = Faults()
    manuscript = read(folder, faults)
    report = parse(manuscript, faults)
    assert not faults, "\n".join(map(str, faults))
    return press.objections(manuscript, report)


def row(name: str, value: object, **cells: str) -> str:
    """A row of facts.csv in which somebody is named for the fact."""
    cells = {"unit": "people", "said_by": "River Desk", **cells}
    columns = HEAD.strip().split(",")
    return ",".join({"id": name, "value": str(value), **cells}.get(each, "")
                    for each in columns) + "\n"


def found(make_report: MakeReport, folder: Path, text: str, *rows: str, **more: object) -> list[
        Objection]:
    """What the gate says of a chapter whose first line is line 3."""
    more.setdefault("data", {"facts.csv": HEAD + "".join(rows or (row("nobody", 987654),))})
    return objections(make_report(
        folder, texts={"01-north.md": f"# The road north\n\n{text}\n"}, **more))
