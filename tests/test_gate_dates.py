"""The gate on numbers of unlike dates: they stand beside each other only where a reader is told."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import MakeReport
from tests.gated import FIGURE, HEAD, found, row


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
