"""What becomes of candidates in a report: what is asked, what is kept, what is drawn."""

from __future__ import annotations

import io
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rich.console import Console

from report import confirming, importing, press
from report.errors import SourceError
from report.importing.candidates.rows import read
from tests.found import source


@pytest.fixture
def border(tmp_path: Path) -> Path:
    """A report made of a text, with its candidates unconfirmed."""
    return importing.to_report(source("border"), tmp_path, "border").folder


def answering(*answers: str) -> Callable[[str], str]:
    """Answers as a person would type them, one after the other; then the terminal is closed."""
    waiting: Iterator[str] = iter(answers)

    def ask(question: str) -> str:
        answer = next(waiting, None)
        if answer is None:
            raise EOFError
        return answer
    return ask


def confirmed(folder: Path, *answers: str, accept_all: bool = False) -> str:
    """What `invoke confirm` prints."""
    said = io.StringIO()
    confirming.confirm(folder, accept_all, answering(*answers), Console(file=said, width=120))
    return said.getvalue()


def test_unconfirmed_candidates_build_and_are_not_shown(border: Path) -> None:
    _, report, _ = press.understand(border)
    assert report.uses == ()
    assert list(report.figures()) == []
    assert all(row["status"] == "unconfirmed" and row["sentence"] and int(row["line"]) > 3
               for row in read(border / "data/facts.csv")[0])


def test_candidates_can_be_left_out(tmp_path: Path) -> None:
    folder = importing.to_report(source("border"), tmp_path, "border", find=False).folder
    assert not list((folder / "data").iterdir())


@pytest.fixture
def undated(tmp_path: Path) -> Path:
    text = tmp_path / "a.txt"
    text.write_text("A title\n\nThe bridge was closed on Friday, and 40 houses burnt.\n")
    return text


def dated_events(folder: Path) -> list[str]:
    return [row["date"] for row in read(folder / "data/events.csv")[0]]


def test_an_unresolved_date_does_not_stop_a_build(undated: Path, tmp_path: Path) -> None:
    done = importing.to_report(undated, tmp_path)
    said = "\n".join(done.says)
    assert "1 date could not be resolved: “Friday” (line 3)" in said
    assert "--date 2016-02-29 --into NAME --update" in said
    press.understand(done.folder)


@pytest.mark.parametrize(("answers", "date"), [
    (["2016-02-14"], "2016-02-12"), (["14 February 2016"], "2016-02-12"), ([""], ""), ([], ""),
    (["soon", "2016-02-14"], "2016-02-12")])
def test_a_missing_day_of_publication_is_asked_for(
    answers: list[str], date: str, undated: Path, tmp_path: Path,
) -> None:
    folder = importing.to_report(undated, tmp_path, ask=answering(*answers)).folder
    assert dated_events(folder) == [date]
    assert ("date = 2016-02-14" in (folder / "report.toml").read_text()) == bool(date)


def test_what_was_answered_holds_for_later_versions(undated: Path, tmp_path: Path) -> None:
    importing.to_report(undated, tmp_path, ask=answering("2016-02-14"))
    undated.write_text(undated.read_text().replace("Friday", "Thursday"))
    folder = importing.to_report(undated, tmp_path, into="a", update=True, ask=answering()).folder
    assert dated_events(folder) == ["2016-02-11"]


def test_nobody_is_asked_for_what_is_known(undated: Path, tmp_path: Path) -> None:
    importing.to_report(undated, tmp_path, date="2016-02-14", ask=pytest.fail)
    importing.to_report(source("border"), tmp_path, ask=pytest.fail)
    importing.to_report(undated, tmp_path, "b", find=False, ask=pytest.fail)


def test_the_terminal_asks_and_a_pipe_does_not(undated: Path) -> None:
    words = ("from report import terminal\nwith terminal.asking() as (say, ask):\n"
             "    answer = ask('When? ') if ask else 'nobody'\nprint(answer)\n")
    ours, theirs = pty.openpty()
    for end, said in ((theirs, "2016-02-14"), (subprocess.DEVNULL, "nobody")):
        os.write(ours, b"2016-02-14\n")
        done = subprocess.run([sys.executable, "-c", words], stdin=end, stderr=end,
                              stdout=subprocess.PIPE, text=True, timeout=60, check=True)
        assert done.stdout.splitlines()[-1].endswith(said)


def test_answers_are_kept_dropped_edited_and_skipped(border: Path) -> None:
    before = read(border / "data/facts.csv")[0]
    said = confirmed(border, "k", "d", "s", "e", "value 64,000", "qualifier=at least",
                     "date 2014-13", "date 2014-03-01", "colour red", "", "k", "what?", "q")
    rows = {row["id"]: row for row in read(border / "data/facts.csv")[0]}
    assert rows[before[0]["id"]]["status"] == "confirmed"
    assert before[1]["id"] not in rows
    assert rows[before[2]["id"]]["status"] == "unconfirmed"
    edited = rows[before[3]["id"]]
    assert (edited["value"], edited["qualifier"], edited["as_of"]) == ("64000", "at least",
                                                                      "2014-03-01")
    assert edited["status"] == "confirmed"
    assert "There is no field “colour”" in said
    assert "“2014-13”" in said
    assert "disagrees with 180000 in line 5" in said
    assert "2 confirmed, 1 dropped" in said


def test_an_interruption_loses_nothing(border: Path) -> None:
    confirmed(border, "k", "k")  # then the terminal is closed
    states = [row["status"] for row in read(border / "data/facts.csv")[0]]
    assert states[:3] == ["confirmed", "confirmed", "unconfirmed"]


def test_a_dropped_candidate_leaves_no_link_behind(border: Path) -> None:
    rows = read(border / "data/facts.csv")[0]
    pair = next(at for at, row in enumerate(rows) if row["disagrees_with"])
    confirmed(border, *["s"] * pair, "d", "q")
    press.understand(border)
    left = {row["id"] for row in read(border / "data/facts.csv")[0]}
    assert all(name in left for row in read(border / "data/facts.csv")[0]
               for name in row["disagrees_with"].split())


def test_what_is_confirmed_is_drawn_without_a_word_of_draft(border: Path) -> None:
    waiting = sum(len(read(border / f"data/{name}.csv")[0]) for name in ("facts", "events"))
    assert "text/figures.md shows them" in confirmed(border, *["k"] * waiting)
    _, report, _ = press.understand(border)
    assert {figure.kind for figure in report.figures()} >= {"counts", "timeline"}
    assert "Draft" not in (border / "text/figures.md").read_text()


def test_a_draft_says_so_and_no_chart_mixes_units_or_populations(border: Path) -> None:
    confirmed(border, accept_all=True)
    _, report, _ = press.understand(border)
    text = (border / "text/figures.md").read_text()
    charts = re.findall(r"figure\} counts\n.*\n:facts: (.*)\n", text)
    assert len(charts) == sum(figure.kind == "counts" for figure in report.figures()) > 0
    for names in charts:
        facts = [report.ledger.facts[name] for name in names.split(", ")]
        assert len({(fact.unit, fact.population) for fact in facts}) == 1
    assert text.count("Draft: not confirmed") == 1 + text.count(":::{figure}")


def test_a_draft_that_hides_it_is_a_fault(border: Path) -> None:
    confirmed(border, accept_all=True)
    text = border / "text/figures.md"
    text.write_text(text.read_text().replace("Draft: not confirmed", "Sure"))
    with pytest.raises(SourceError, match="is a draft, and this figure does not say so"):
        press.understand(border)


def test_import_can_accept_all_at_once(tmp_path: Path) -> None:
    folder = importing.to_report(source("news-harbour"), tmp_path, as_draft=True).folder
    _, report, _ = press.understand(folder)
    assert "timeline" in {figure.kind for figure in report.figures()}


def test_a_text_of_figures_that_its_author_changed_stays(border: Path) -> None:
    confirmed(border, accept_all=True)
    text = border / "text/figures.md"
    mine = text.read_text() + "\nA sentence of my own.\n"
    text.write_text(mine)
    confirmed(border, accept_all=True)
    assert text.read_text() == mine
    assert text.with_name("figures.md.new").exists()


def test_an_update_keeps_what_was_confirmed(border: Path) -> None:
    confirmed(border, "k", "q")
    importing.to_report(source("border"), border.parent, into="border", update=True)
    assert read(border / "data/facts.csv")[0][0]["status"] == "confirmed"


def test_a_report_without_candidates_has_nothing_to_confirm(border: Path) -> None:
    (border / "data/events.csv").unlink()
    facts = border / "data/facts.csv"
    for words in ("id,value\nmine,3\n", "id,value\nmine,\xff\n"):
        facts.write_bytes(words.encode("latin-1"))
        with pytest.raises(SourceError, match=r"no candidates|cannot be read"):
            confirmed(border)
