"""What has changed in a ledger: said to authors by a command, to readers by a box."""

from __future__ import annotations

import json
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest

from report import compared, press
from report.changes import changes
from report.errors import Faults, SourceError
from report.ledger import FACTS, read
from report.model import Box, Ledger
from report.tables import table
from tests.conftest import MakeReport
from tests.gated import HEAD, row

OLD = HEAD + (row("a", 40, what="people", place="Azaz", as_of="2016-02-05")
              + row("b", 200) + row("gone", 7) + row("still", 3))
NEW = HEAD + (row("a", 40, what="people", place="Azaz", as_of="2016-02-05", qualifier="at least")
              + row("b", 250, said_by="Town Hall") + row("still", 3) + row("first", 9)
              + row("mid", 44, supersedes="a")
              + row("last", 50, what="people", place="Azaz", as_of="2016-02-13",
                    supersedes="mid"))
TEXT = "# The road\n\nFirst {fact}`a`, then {fact}`last`.\n\n{fact}`b` of them.\n"


def ledger(words: str, folder: Path) -> Ledger:
    file = folder / FACTS
    file.write_text(words)
    faults = Faults()
    made = read({FACTS: table(file, faults)}, {}, faults)
    assert not faults
    return made


def test_each_sort_of_change_is_told_with_its_amount(tmp_path: Path) -> None:
    found = {change.id: change for change in changes(
        ledger(OLD, tmp_path), ledger(NEW, tmp_path))}
    assert {name: change.what for name, change in found.items()} == {
        "a": ("qualifier",), "b": ("revised", "source"), "first": ("added",),
        "last": ("superseded",), "gone": ("removed",)}
    assert (found["b"].by, found["b"].share) == (Decimal(50), Decimal(25))
    assert (found["last"].by, found["last"].share) == (Decimal(10), Decimal(25))
    assert found["last"].ids == ("a", "last")


def test_a_ledger_is_not_changed_by_being_written_in_another_order(tmp_path: Path) -> None:
    head, *rows = OLD.splitlines(keepends=True)
    assert changes(ledger(OLD, tmp_path), ledger(head + "".join(rows[::-1]), tmp_path)) == ()


@pytest.fixture
def committed(tmp_path: Path, make_report: MakeReport) -> Path:
    """A report whose ledger has changed since its last commit."""
    folder = make_report(tmp_path, texts={"01-north.md": TEXT.replace("last", "still")},
                         data={FACTS: OLD})
    for words in ("init -q", "add .", "-c user.name=A -c user.email=a@example.org commit -qm One"):
        subprocess.run(["git", *words.split()], cwd=folder, check=True)
    (folder / "data" / FACTS).write_text(NEW)
    (folder / "text" / "01-north.md").write_text(TEXT)
    return folder


def test_the_command_compares_with_the_last_commit(committed: Path) -> None:
    said = "\n".join(compared.lines(committed, "", "", as_json=False))
    assert ("b  revised, source: 200 people, River Desk → 250 people, Town Hall "
            "(+50, +25.0 per cent)") in said
    assert "last  superseded: 40 people, 5 February 2016, River Desk → 50 people" in said
    assert "text/01-north.md:5" in said
    assert said.endswith("5 changes in the ledger.")


def test_the_command_compares_with_a_folder_and_writes_for_programs(
    committed: Path, tmp_path: Path, make_report: MakeReport
) -> None:
    other = make_report(tmp_path / "other", data={FACTS: NEW})
    assert list(compared.lines(committed, str(other), "", as_json=False)) == [
        "Nothing has changed in the ledger."]
    record, *_ = json.loads("".join(compared.lines(committed, "HEAD", str(other), as_json=True)))
    assert record["id"] == "a" and record["what"] == ["qualifier"]
    assert record["touches"] == ["text/01-north.md:3"]


@pytest.mark.parametrize("state", ["nonesuch", "--output=/tmp/x", ""])
def test_a_state_that_there_is_not_is_a_fault(
    state: str, tmp_path: Path, make_report: MakeReport
) -> None:
    folder = make_report(tmp_path, data={FACTS: OLD})
    with pytest.raises(SourceError, match="There is no state"):
        list(compared.lines(folder, state, "", as_json=False))


def box(folder: Path) -> str:
    """The words of the box in a report."""
    _, report, _ = press.understand(folder)
    found = next(piece for piece in report.pieces() if isinstance(piece, Box))
    return "".join(str(part) for part in (*found.title, *found.flow)).replace("\u00a0", " ")


def test_a_box_tells_readers_what_has_changed(tmp_path: Path, make_report: MakeReport) -> None:
    text = TEXT + "\n:::{changes}\n:since: v1\n:::\n"
    said = box(make_report(tmp_path / "en", texts={"01-north.md": text},
                           data={FACTS: NEW, "facts-v1.csv": OLD}))
    assert said.startswith("What has changed since the last edition")
    assert ("<strong>People, Azaz:</strong> 50 people on 13 February 2016, before 40 people on "
            "5 February 2016 (+10, +25 per cent).") in said
    assert "250 people, before 200 people (+50, +25 per cent); now stated by Town Hall." in said
    assert "no longer stated (before 7 people)" in said
    said = box(make_report(tmp_path / "fr", texts={"01-north.md": text}, language="fr",
                           data={FACTS: NEW, "facts-v1.csv": OLD}))
    assert said.startswith("Ce qui a changé") and "auparavant" in said


def test_a_box_says_so_where_nothing_has_changed(
    tmp_path: Path, make_report: MakeReport
) -> None:
    text = TEXT + "\n:::{changes} Since May\n:since: v1\n\nOur words.\n:::\n"
    said = box(make_report(tmp_path, texts={"01-north.md": text},
                           data={FACTS: NEW, "facts-v1.csv": NEW}))
    assert said.startswith("Since May<p>Our words.</p>")
    assert "No figure has changed since the last edition." in said


@pytest.mark.parametrize(("options", "says"), [
    ("", "does not say since when"), (":since: v2\n", "no file “facts-v2.csv” in data/")])
def test_a_box_that_cannot_be_made_is_a_fault(
    options: str, says: str, tmp_path: Path, make_report: MakeReport
) -> None:
    folder = make_report(
        tmp_path, texts={"01-north.md": f"{TEXT}\n:::{{changes}}\n{options}:::\n"},
        data={FACTS: NEW, "facts-v1.csv": OLD})
    with pytest.raises(SourceError) as caught:
        press.understand(folder)
    fault, = caught.value.faults
    assert says in fault.wrong and fault.place.line in (7, 8)
