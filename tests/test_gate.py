"""The gate: every planted fault is found at its line, and nothing is reported that is not there.

`cases/gate/faults` has a fault of each sort, listed in its `expected.txt`; `news`, `bulletin` and
`essay` have none.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from report import desk
from report.errors import SourceError
from report.gate import NOTE, RULES, WARNING
from tests.conftest import MakeReport
from tests.gated import CASES, FIGURE, HEAD, found, objections, row

# --- the cases ----------------------------------------------------------------------------------


def test_every_planted_fault_is_found_at_its_line_and_nothing_else(rewrite: bool) -> None:
    folder = CASES / "faults"
    said = []
    for each in objections(folder):
        quoted = re.search("“([^”]+)”", each.wrong)
        rule = each.rule if each.severity == WARNING else f"{each.rule} (note)"
        said.append(f"{each.place.file.relative_to(folder)}:{each.place.line} {rule}: "
                    f"{quoted[1] if quoted else ''}".strip())
    golden = folder / "expected.txt"
    if rewrite:
        golden.write_text("\n".join(said) + "\n")
    assert said == golden.read_text().splitlines()
    assert {line.split()[1].rstrip(":") for line in said} == {*RULES}


def test_no_clean_report_is_objected_to(sample: Path) -> None:
    for folder in (CASES / "news", CASES / "bulletin", CASES / "essay", sample):
        assert [str(each) for each in objections(folder) if each.severity == WARNING] == []


# --- rules --------------------------------------------------------------------------------------


def test_a_number_of_the_ledger_typed_by_hand_names_its_role(
    make_report: MakeReport, tmp_path: Path
) -> None:
    said, = found(make_report, tmp_path, "In Türkiye there were 2.5 million refugees.",
                  row("refugees-turkey", 2_503_549, place="Türkiye"),
                  row("visitors", 2_500_000, place="Spain"))
    assert said.rule == "naked-number"
    assert said.mend == "Write {fact}`refugees-turkey, short` or {fact}`visitors`."
    assert (said.place.line, said.place.column) == (3, 23)


def test_a_total_for_a_kind_to_check_is_a_number_too(
    make_report: MakeReport, tmp_path: Path
) -> None:
    figure = FIGURE.format(label="place").replace(":label:", ":total: 90\n:label:").replace(
        "counts", "pictogram")
    said, = found(make_report, tmp_path, figure, row("a", 40, place="Azaz"),
                  row("b", 50, place="Tel Rifaat"), row("both", 90))
    assert said.mend == "Write {fact}`both, plain`."


@pytest.mark.parametrize(("typed", "fact"), [
    ("63,725", 63_752), ("36,752", 63_752), ("63,762", 63_752), ("637,520", 63_752),
    ("6,375", 63_750), ("2.4 million", 2_503_549)])
def test_a_slip_of_the_pen_is_a_near_miss(
    typed: str, fact: int, make_report: MakeReport, tmp_path: Path
) -> None:
    said, = found(make_report, tmp_path, f"In Aleppo they were {typed}.",
                  row("aleppo", fact, place="Aleppo"))
    assert said.rule == "near-miss"
    assert typed in said.wrong and f"{fact:,}" in said.wrong


def test_a_like_number_about_something_else_is_no_near_miss(
    make_report: MakeReport, tmp_path: Path
) -> None:
    said, = found(make_report, tmp_path, "The library has 63,725 books.",
                  row("aleppo", 63_752, place="Aleppo"))
    assert said.rule == "naked-number"


def test_what_an_author_vouches_for_is_let_through(
    make_report: MakeReport, tmp_path: Path
) -> None:
    text = "The Group of 20 needs {as-is}`40,000` nails and 7 men."
    assert len(found(make_report, tmp_path / "a", text)) == 2
    assert len(found(make_report, tmp_path / "b", text, gate={"allow": ["Group of 20"]})) == 1
    assert found(make_report, tmp_path / "c", text, gate={"off": ["naked-number"]}) == []


def test_a_rule_that_there_is_not_cannot_be_turned_off(
    make_report: MakeReport, tmp_path: Path
) -> None:
    with pytest.raises(SourceError) as caught:
        found(make_report, tmp_path, "Words.", gate={"off": ["naked-numbers"]})
    fault, = caught.value.faults
    assert fault.mend == "Did you mean “naked-number”?"
    assert fault.place.line > 0


def test_a_report_without_a_ledger_is_let_alone(make_report: MakeReport, tmp_path: Path) -> None:
    assert found(make_report, tmp_path, "About 40,000 people.", data={}) == []


def test_a_superseded_fact_may_stand_beside_its_successor(
    make_report: MakeReport, tmp_path: Path
) -> None:
    rows = row("old", 40), row("new", 50, supersedes="old"), row("newer", 60, supersedes="new")
    said, = found(make_report, tmp_path / "a", "There were {fact}`old`.", *rows)
    assert said.rule == "superseded" and "“newer” (60)" in said.wrong
    assert found(make_report, tmp_path / "b", "First {fact}`old`, then {fact}`newer`.", *rows) == []


def test_an_image_may_name_a_credit_for_a_source(
    make_report: MakeReport, tmp_path: Path
) -> None:
    image = (":::{figure} images/gauge.png\n:title: The gauge\n:alt: A gauge\n"
             ":credit: A. Writer\n:::")
    files = {"images/gauge.png": (CASES / "faults" / "images" / "gauge.png").read_bytes()}
    assert found(make_report, tmp_path / "a", image, files=files) == []
    said, = found(make_report, tmp_path / "b", image.replace(":credit: A. Writer\n", ""),
                  files=files)
    assert said.rule == "no-source"


def test_populations_may_stand_on_both_sides_of_a_stroke(
    make_report: MakeReport, tmp_path: Path
) -> None:
    rows = (row("away", 40, population="refugees"), row("here", 50, population="residents"),
            row("there", 10, population="refugees"))
    assert found(make_report, tmp_path / "a", "{fact}`away + there / here, times`", *rows) == []
    said, = found(make_report, tmp_path / "b", "{fact}`away - here`", *rows)
    assert said.rule == "mixed-populations"
    assert found(make_report, tmp_path / "c",
                 "Refugees and residents are {fact}`away + here`.", *rows) == []


def test_a_note_that_owns_to_a_gap_makes_it_no_warning(
    make_report: MakeReport, tmp_path: Path
) -> None:
    parts = row("a", 60, part_of="all"), row("b", 30, part_of="all")
    said, = found(make_report, tmp_path / "a", "{fact}`all`", row("all", 100), *parts)
    assert said.severity == WARNING
    said, = found(make_report, tmp_path / "b", "{fact}`all`",
                  row("all", 100, note="The parts make 90."), *parts)
    assert said.severity == NOTE
    assert found(make_report, tmp_path / "c", "{fact}`all`", row("all", 90), *parts) == []
    assert found(make_report, tmp_path / "e", "{fact}`all`", row("all", 90), parts[0]) == []
    assert found(make_report, tmp_path / "d", "{fact}`all`", row("all", 95), *parts,
                 row("later", 35, part_of="all", supersedes="b")) == []


# --- the commands -------------------------------------------------------------------------------


@pytest.fixture
def at_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desk whose files go into a folder of the test's own."""
    monkeypatch.setattr(desk, "DIST", tmp_path / "dist")
    monkeypatch.setattr(desk, "KEEP", tmp_path / "dist" / ".kept")
    return tmp_path / "dist"


def test_a_build_warns_in_a_few_lines_and_a_strict_one_writes_nothing(
    at_desk: Path, tmp_path: Path, make_report: MakeReport, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "# The road\n\nThey were 40,000, 50,000, 60,000 and 70,000; {fact}`a` and {fact}`b`.\n"
    folder = str(make_report(tmp_path, texts={"01-north.md": text}, data={
        "facts.csv": HEAD + row("a", 4, part_of="b") + row("c", 5, part_of="b")
        + row("b", 10, note="They differ by 1.")}))

    desk.run(lambda: desk.build(("html",), "", folder, "", False))
    said = capsys.readouterr().err
    assert said.count("[naked-number]") == 3
    assert "The gate warns: 4 naked-number. invoke check shows all." in said
    assert (at_desk / "report.html").exists()

    with pytest.raises(SystemExit):  # although nothing has changed since the last build
        desk.run(lambda: desk.build(("html",), "", folder, "", False, strict=True))
    (at_desk / "report.html").unlink()
    with pytest.raises(SystemExit) as stopped:
        desk.run(lambda: desk.build(("html",), "", folder, "", False, strict=True))
    assert stopped.value.code == 1
    assert "4 faults. Nothing was written." in capsys.readouterr().err
    assert not (at_desk / "report.html").exists()

    desk.run(lambda: desk.check("", folder))
    said = capsys.readouterr().out
    assert said.count("[naked-number]") == 4 and said.count("[parts-total, note]") == 1
    with pytest.raises(SystemExit):
        desk.run(lambda: desk.check("", folder, strict=True))


def test_a_check_says_that_a_report_without_a_ledger_is_not_looked_at(
    at_desk: Path, tmp_path: Path, make_report: MakeReport, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(make_report(tmp_path))
    desk.run(lambda: desk.check("", folder, strict=True))
    assert "no data/facts.csv: numbers are not checked" in capsys.readouterr().out
