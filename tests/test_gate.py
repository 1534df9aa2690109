"""The gate: every planted fault is found at its line, and nothing is reported that is not there.

`cases/gate/faults` has a fault of each sort, listed in its `expected.txt`; `news`, `bulletin` and
`essay` have none. `cases/gate/numbers` are numbers marked by hand, for the lint's score.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from report import desk, press
from report.errors import Faults, SourceError
from report.gate import NOTE, RULES, WARNING, Objection
from report.manuscript import read
from report.markup import parse
from report.numerals import naked, numerals
from tests.conftest import ROOT, MakeReport

CASES = ROOT / "tests" / "cases" / "gate"
HEAD = ("id,value,low,high,unit,qualifier,population,what,place,as_of,said_by,reported_in,note,"
        "supersedes,same_as,disagrees_with,part_of\n")


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


def marked(file: Path) -> Iterator[tuple[str, str, list[tuple[int, int, bool]]]]:
    """Each sentence with its language and its marks: start, end, whether it is naked."""
    for line in file.read_text().splitlines():
        if not line or line.startswith("#"):
            continue
        language, _, rest = line.rpartition(": ") if re.match("(fr|de|es): ", line) else (
            "en", "", line)
        if language != "en":
            language, rest = line[:2], line[4:]
        words, marks = "", []
        for part in re.split(r"(\*[^*]+\*|_[^_]+_)", rest):
            if re.fullmatch(r"\*[^*]+\*|_[^_]+_", part):
                marks.append((len(words), len(words) + len(part) - 2, part[0] == "*"))
                part = part[1:-1]
            words += part
        yield language, words, marks


@pytest.mark.parametrize(("name", "least"), [("tuned", 0.98), ("held-out", 0.97)])
def test_the_lint_finds_what_was_marked_by_hand(name: str, least: float) -> None:
    right = false = missed = 0
    wrong: list[str] = []
    for language, words, marks in marked(CASES / "numbers" / f"{name}.txt"):
        numbers = naked(words, language)
        for start, end, is_naked in marks:
            hit = any(n.start < end and start < n.end for n in numbers)
            right += is_naked and hit
            missed += is_naked and not hit
            wrong += [f"missed: {words[start:end]} | {words}"] * (is_naked and not hit)
        for n in numbers:
            if not any(n.start < end and start < n.end for start, end, is_naked in marks
                       if is_naked):
                false += 1
                wrong.append(f"false: {n.words} | {words}")
    precision, recall = right / (right + false), right / (right + missed)
    print(f"{name}: precision {precision:.3f}, recall {recall:.3f}", *wrong, sep="\n")
    assert min(precision, recall) >= least, "\n".join(wrong)


def test_two_hundred_numbers_are_marked() -> None:
    marks = [each for file in sorted((CASES / "numbers").glob("*.txt"))
             for _, _, marks in marked(file) for each in marks]
    assert len(marks) >= 200


# --- numbers ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("words", "language", "value"), [
    ("2.5 million", "en", "2500000"), ("63,752", "en", "63752"), ("2.5m", "en", "2500000"),
    ("1.2bn", "en", "1200000000"), ("US$ 11", "en", "11"), ("3.0 per cent", "en", "3"),
    ("half a million", "en", "500000"), ("twenty-five thousand", "en", "25000"),
    ("two hundred and six", "en", "206"), ("2,5 millions", "fr", "2500000"),
    ("63 752", "fr", "63752"), ("63\u202f752", "fr", "63752"), ("vingt-cinq mille", "fr", "25000"),
    ("63.752", "de", "63752"), ("1,2 Mrd.", "de", "1200000000"), ("2,5", "de", "2.5"),
    ("63.752", "es", "63752"), ("dos millones", "es", "2000000"),
])
def test_a_number_is_read_as_its_language_writes_it(
    words: str, language: str, value: str
) -> None:
    number, = numerals(words, language)
    assert number.words == words
    assert number.values == (Decimal(value),)


@pytest.mark.parametrize(("words", "left"), [
    ("see Figures 3, 4 and 5", []), ("Resolution 2254 and 27 members", ["27"]),
    ("sites 1 to 6", []), ("UNHCR reports 40 deaths", ["40"]), ("page 12", []),
    ("in 2015 people left", []), ("2015 people left", ["2015"]), ("1,500 km", ["1,500"]),
    ("1/3 of them, ½ a year", ["1/3", "½"]), ("open 24/7 since 9/11", []),
])
def test_a_number_belongs_to_a_name_or_counts(words: str, left: list[str]) -> None:
    assert [number.words for number in naked(words, "en")] == left


def test_a_range_has_two_ends() -> None:
    number, = numerals("300,000–320,000", "en")
    assert number.values == (Decimal(300_000), Decimal(320_000))


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


def test_dates_may_be_told_by_an_option_a_month_or_an_event(
    make_report: MakeReport, tmp_path: Path
) -> None:
    rows = row("a", 40, as_of="2016-02-05"), row("b", 50, as_of="2016-03-13")
    texts = {
        "From {fact}`a` to {fact}`b`.": ["mixed-dates"],
        "From {fact}`a, date` to {fact}`b, date`.": [],
        "From {fact}`a` on 5 February to {fact}`b` in March.": [],
        "On 5 February it was {fact}`a`. By 13 March it had become {fact}`b`.": [],
        "From {fact}`a` in February to {fact}`b`.": ["mixed-dates"],
        "From {fact}`a` to {fact}`b` on 13 March.": ["mixed-dates"],
        "From {fact}`a` on {event}`cut` to {fact}`b` on 13 March.": [],
    }
    data = {"facts.csv": HEAD + "".join(rows),
            "events.csv": "id,date,title\ncut,2016-02-05,The road is cut\n"}
    for number, (text, rules) in enumerate(texts.items()):
        said = found(make_report, tmp_path / str(number), text, data=data)
        assert [each.rule for each in said] == rules, text


def test_a_day_within_the_month_of_another_is_no_other_date(
    make_report: MakeReport, tmp_path: Path
) -> None:
    rows = row("a", 40, as_of="2016-02"), row("b", 50, as_of="2016-02-13")
    assert found(make_report, tmp_path, "From {fact}`a` to {fact}`b`.", *rows) == []


def test_a_date_may_stand_in_the_note_or_above_it_but_not_above_a_heading(
    make_report: MakeReport, tmp_path: Path
) -> None:
    rows = row("a", 40, as_of="2016-02-05"), row("b", 50, as_of="2016-03-13")
    dates = "On 5 February it was {fact}`a`. On 13 March it was {fact}`b`."
    pair = "From {fact}`a` to {fact}`b`."
    texts = {
        f"{pair}[^n]\n\n[^n]: Counted on 5 February and 13 March.": [],
        f"Words of 5 February and 13 March.[^n]\n\n[^n]: {pair}": [],
        f"{dates}\n\nWords.\n\n{pair}": [],
        f"{{fact}}`a, date`; {{fact}}`b, date`.\n\nWords.\n\n{pair}": [],
        f"{dates}\n\n## A heading\n\n{pair}": ["mixed-dates"],
        "It rose by {fact}`b - a`.": [],
        "{fact}`a / b, percent`": ["mixed-dates"],
    }
    for number, (text, rules) in enumerate(texts.items()):
        said = found(make_report, tmp_path / str(number), text, *rows)
        assert [each.rule for each in said] == rules, text


def test_a_run_of_a_series_is_told_by_its_ends(
    make_report: MakeReport, tmp_path: Path
) -> None:
    data = {"sea.csv": "month,people\n2015-06,10\n2015-07,20\n2015-08,30\n"}
    series = {"data": "sea.csv", "key": ["month"], "value": "people", "said_by": "UNHCR",
              "as_of": "{month}"}
    for text, rules in (("From June to August: {}.", []), ("In June: {}.", ["mixed-dates"])):
        cells = ", ".join(f"{{fact}}`sea.2015-0{month}`" for month in (6, 7, 8))
        said = found(make_report, tmp_path / text[:4], text.format(cells), data=data,
                     **{"facts.sea": series})
        assert [each.rule for each in said] == rules, text


def test_facts_that_nobody_compares_may_have_any_date(
    make_report: MakeReport, tmp_path: Path
) -> None:
    rows = row("a", 40, as_of="2016-02-05"), row("b", 50, as_of="2017-03-13", unit="USD")
    assert found(make_report, tmp_path, "They were {fact}`a` and had {fact}`b, unit`.", *rows) == []
    rows = (row("a", 40, as_of="2016-02-05", population="refugees"),
            row("b", 50, as_of="2017-03-13", population="besieged"))
    assert found(make_report, tmp_path / "b", "Here {fact}`a`, there {fact}`b`.", *rows) == []


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


def test_a_figure_tells_dates_by_its_column_of_days(
    make_report: MakeReport, tmp_path: Path
) -> None:
    rows = (row("a", 40, as_of="2016-02-05", place="Azaz"),
            row("b", 50, as_of="2016-02-13", place="Tel Rifaat"))
    said, = found(make_report, tmp_path / "a", FIGURE.format(label="place"), *rows)
    assert said.rule == "mixed-dates"
    assert found(make_report, tmp_path / "b", FIGURE.format(label="day"), *rows) == []
    table = (":::{table} People\n:data: facts.csv\n:facts: a, b\n"
             ":columns: day = Day, value = People\n:source: River Desk\n:::")
    assert found(make_report, tmp_path / "c", table, *rows) == []


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
