"""Candidates in an imported text: how many are found, what a count counts, who says it, where."""

from __future__ import annotations

import csv
import io
import time
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from report import importing
from report.importing import bring
from report.importing.candidates import find
from report.importing.candidates.model import Candidates, Count
from report.importing.candidates.rows import plain
from report.importing.model import Block
from tests.found import MARKS, SUNDAY, of, source

CASES = sorted(file.name for file in MARKS.iterdir() if not file.suffix)
# No rule was changed for these.
HELD_OUT = {"news-reservoir", "news-market", "news-lighthouse", "news-tower", "news-salt"}
Mark = tuple[int, str, str]


def marks(case: str) -> tuple[set[Mark], set[Mark]]:
    """What must be found in a text, and what may be found in it."""
    needed, free = set[Mark](), set[Mark]()
    for row in (MARKS / case).read_text().splitlines():
        if row and not row.startswith("#"):
            line, kind, value = row.split("|")[0].split()
            (free if kind.startswith("?") else needed).add((int(line), kind.lstrip("?"), value))
    return needed, free


def details(case: str) -> dict[Mark, tuple[str, str, str]]:
    """Unit, place and speaker that a count must have, where they are marked: “a/b” is either."""
    rows = [row.split("|") for row in (MARKS / case).read_text().splitlines()
            if "|" in row and not row.startswith("#")]
    found = {}
    for head, *said in rows:
        line, kind, value = head.split()
        unit, place, speaker = (each.strip() for each in said)
        found[int(line), kind, value] = unit, place, speaker
    return found


@cache
def candidates(case: str) -> Candidates:
    imported = bring(source(case))
    return find(imported.blocks, imported.head.date, imported.head.language)


def mark(count: Count) -> Mark:
    return count.line, "count", "-".join(map(plain, count.values))


def taken(case: str) -> set[Mark]:
    found = candidates(case)
    counts = {mark(count) for count in found.counts}
    return counts | {(each.line, "date", each.date) for each in found.dates if each.date}


def only(words: str) -> Count:
    (count,) = of(words).counts
    return count


# --- against hand marks ---------------------------------------------------------------------


@pytest.mark.parametrize("is_held_out", [False, True], ids=["tuned on", "held out"])
@pytest.mark.parametrize("kind", ["count", "date"])
def test_numbers_and_dates_are_found(kind: str, is_held_out: bool) -> None:
    hits = needed = found = 0
    for case in (case for case in CASES if (case in HELD_OUT) == is_held_out):
        must, may = ({mark for mark in each if mark[1] == kind} for each in marks(case))
        has = {mark for mark in taken(case) if mark[1] == kind} - may
        hits, needed, found = hits + len(must & has), needed + len(must), found + len(has)
    assert needed >= 15
    assert hits / needed >= (0.92 if is_held_out else 0.95), f"{hits} of {needed}"
    assert hits / found >= 0.9, f"{hits} of {found}"


@pytest.mark.parametrize("is_held_out", [False, True], ids=["tuned on", "held out"])
@pytest.mark.parametrize(("at", "what", "least", "unseen"), [
    (0, "unit", 0.95, 0.9), (1, "place", 0.95, 0.95), (2, "speaker", 0.95, 0.75)])
def test_what_is_said_of_a_number(
    at: int, what: str, least: float, unseen: float, is_held_out: bool,
) -> None:
    wrong, asked = [], 0
    for case in (case for case in CASES if (case in HELD_OUT) == is_held_out):
        wanted = {key: said[at].replace("'", "’").casefold().split("/")
                  for key, said in details(case).items()}
        for count in candidates(case).counts:
            has = (count.unit, count.place, count.said_by)[at].replace("'", "’").casefold()
            asked += mark(count) in wanted
            if wanted.get(mark(count), ["*"]) != ["*"] and has not in wanted[mark(count)]:
                wrong.append((case, count.line, has))
    assert asked >= 10
    assert 1 - len(wrong) / asked >= (unseen if is_held_out else least), f"{what}: {wrong}"


# --- one by one -----------------------------------------------------------------------------


@pytest.mark.parametrize(("words", "qualifier", "unit", "who", "value"), [
    ("More than 35,000 people have reached the border.", "more than", "people", "arrivals", 35000),
    ("At least 47 people were killed.", "at least", "people", "killed", 47),
    ("It left nearly 1.2 million refugees without tents.", "nearly", "people", "refugees",
     1200000),
    ("Some 600 families fled.", "some", "families", "", 600),
    ("Up to US$120m was lost.", "up to", "USD", "", 120000000),
    ("An estimated 60% of the new arrivals were children.", "estimated", "percent", "arrivals", 60),
    ("About 160 tonnes of flour came.", "about", "tonnes", "", 160),
    ("It holds 1.2 billion cubic metres.", "", "m³", "", 1200000000),
    ("Nearly half of the residents left.", "nearly", "percent", "residents", 50),
    ("They live 40 kilometres north of the city.", "", "km", "", 40),
    ("The hospital has nine doctors.", "", "people", "doctors", 9),
    ("210,000 people are displaced inside the province.", "", "people", "internally displaced",
     210000),
])
def test_what_a_number_counts(words: str, qualifier: str, unit: str, who: str, value: int) -> None:
    count = only(words)
    assert (count.qualifier, count.unit, count.population) == (qualifier, unit, who)
    assert count.values == (Decimal(value),)


def test_a_range_has_two_ends() -> None:
    assert only("Between 80,000 and 100,000 people remain.").values == (
        Decimal(80000), Decimal(100000))
    assert only("It puts it at between 4 and 5 billion rand.").values == (
        Decimal(4 * 10**9), Decimal(5 * 10**9))


@pytest.mark.parametrize(("words", "speaker"), [
    ("The Marat Media Centre, an activist group, said 47 people were killed.",
     "Marat Media Centre"),
    ("About 80,000 people remain, according to the governor's office.", "Governor's office"),
    ("The UN estimates that 4,000 people fled.", "UN"),
    ("“We counted 402 deaths,” said its delegate, Asha Menon.", "Delegate"),
    ("On Sunday the council had counted 211 dead.", "Council"),
    ("There were 300 people at the gate.", ""),
    ("On Feb. 3 the first of 30 cases was reported in Marat.", ""),
    ("Emergency loans, announced in August, have been taken up by 430 farms.", ""),
    ("Some 430 deaths were confirmed by the health ministry on Monday.", "Health ministry"),
    ("Across the country the farmers' union expects 30 deaths.", "Farmers' union"),
])
def test_who_says_a_number(words: str, speaker: str) -> None:
    assert only(words).said_by == speaker


def test_where_a_number_belongs() -> None:
    assert only("More than 400 people were killed in Aleppo.").place == "Aleppo"
    assert only("In eastern Aleppo 300 people fled.").place == "eastern Aleppo"
    assert only("In February 300 people fled.").place == ""


@pytest.mark.parametrize("words", [
    "Nadia Haddad, 34, crossed on foot.", "A 17-year-old girl sat there.", "It was built in 1961.",
    "They met at 10.30 on 5 February.", "Two weeks later it rained.", "He drove a T-90.",
    "The third, who is sixteen, left.", "The page 1479936895656747 had fans.",
])
def test_what_is_no_count(words: str) -> None:
    assert of(words).counts == ()


def test_contradictions_are_paired_and_later_numbers_noted(tmp_path: Path) -> None:
    found = of("The council puts the dead in Marat at 412.",
               "The observatory says 267 people were killed in Marat.",
               "Some 500 refugees came to Ilva in 2014.", "In 2015, 900 refugees came to Ilva.",
               "In Marat 90 houses burnt.")
    assert found.pairs == ((0, 1),)
    facts = importing.candidates.rows.files(found)["data/facts.csv"].decode()
    rows = list(csv.DictReader(io.StringIO(facts)))
    assert rows[0]["disagrees_with"] == rows[1]["id"] == "people-killed-marat-2"
    assert rows[1]["disagrees_with"] == rows[0]["id"]
    assert rows[3]["id"] in rows[2]["note"]


def test_numbers_on_wrapped_lines_keep_their_own_line() -> None:
    block = Block("paragraph", ((7, "The flood took 40 houses and"), (8, "then 212 boats.")), "")
    assert [(count.line, count.unit) for count in find([block], SUNDAY).counts] == [
        (7, "houses"), (8, "boats")]


def test_a_long_text_takes_time_in_proportion() -> None:
    line = "Some 31,000 people left Marat on 5 February, the UN said, and 267 were killed. "
    def seconds(count: int) -> float:
        blocks = [Block("paragraph", ((at, line),), line) for at in range(count)]
        began = time.perf_counter()
        find([*blocks, Block("paragraph", ((count, line * count),), "")], SUNDAY)
        return time.perf_counter() - began
    seconds(10)
    assert seconds(400) < 4 * 2.5 * max(seconds(100), 0.02)


def test_a_text_with_more_than_anybody_confirms_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("report.importing.candidates._MOST", 10)
    found = of(*["On 5 February 40 houses burnt."] * 20)
    assert found.is_cut and len(found.counts) + len(found.dates) == 10
    assert any("not looked through" in line for line in importing.account.candidates(found, False))
    assert not of(*["On 5 February 40 houses burnt."] * 4).is_cut
