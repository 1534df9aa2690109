"""The ledger: what is read from facts.csv, events.csv and series, and what is refused in them."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from report.errors import Faults
from report.manuscript import read
from report.model import Ledger, Period
from tests.conftest import MakeReport

HEAD = ("id,value,low,high,unit,qualifier,population,what,place,as_of,said_by,reported_in,note,"
        "supersedes,same_as,disagrees_with,part_of,status\n")
FACTS = HEAD + """\
early,40000,,,people,,displaced,displaced,Aleppo,2016-02-05,UN,CNN,,,,,,
later,50000,,,people,at least,displaced,displaced,Aleppo,2016-02-13,UN,Update,,early,,,,
newest,75775,,,people,,displaced,displaced,Aleppo,2016-02-01/2016-02-29,UN,Update,,later,,,,
aleppo,63752,,,people,,displaced,displaced,Aleppo,2016-02,UN,Update,,,,,newest,
idlib,12023,,,people,,displaced,displaced,Idlib,2016-02,UN,Update,,,,,newest,
east,,300000,320000,people,estimated,residents,still there,Aleppo,2016,,CNN,two estimates,,,,,
east-a,320000,,,people,about,residents,still there,Aleppo,2016-02,,CNN,,,,east-b; east,,
east-b,3e5,,,people,,residents,still there,Aleppo,2016-02,UN,CNN,,,east,,,unconfirmed
"""
EVENTS = """\
id,date,title,place,said_by,reported_in,kind,note
road-cut,2016-02-03,The road is cut,Aleppo,,,fighting,
talks,2016-02-01/2016-02-03,Talks open and pause,Geneva,,,diplomacy,
"""
HOSTS = "year,country,refugees,n\n2014,Türkiye,1557899,1\n2015,Türkiye,2503549,2\n2015,Iraq,,3\n"


def ledger(folder: Path, make_report: MakeReport, **given: object) -> tuple[Ledger, list[str]]:
    """The ledger of a small report, and its faults as `FILE:LINE:COLUMN: words`."""
    faults = Faults()
    report = make_report(folder, **given)
    found = read(report, faults).ledger
    return found, [f"{each}".removeprefix(f"{report}/") for each in faults]


def test_facts_and_events_are_read_with_their_types(
    tmp_path: Path, make_report: MakeReport
) -> None:
    found, faults = ledger(tmp_path, make_report,
                           data={"facts.csv": FACTS, "events.csv": EVENTS})
    assert faults == []
    newest, east = found.facts["newest"], found.facts["east"]
    assert newest.value == 75775
    assert newest.as_of == Period(datetime.date(2016, 2, 1), datetime.date(2016, 2, 29),
                                  "2016-02-01/2016-02-29")
    assert (east.value, east.low, east.high) == (None, Decimal(300000), Decimal(320000))
    assert (east.qualifier, east.is_range, east.at.line) == ("estimated", True, 7)
    assert [fact.as_of.precision for fact in (newest, found.facts["aleppo"], east)
            if fact.as_of] == ["day", "month", "year"]
    assert found.events["talks"].title == "Talks open and pause"
    assert not found.facts["east-b"].is_confirmed


def test_facts_know_what_replaces_disagrees_and_adds_up(
    tmp_path: Path, make_report: MakeReport
) -> None:
    found, _ = ledger(tmp_path, make_report, data={"facts.csv": FACTS})
    for name in ("early", "later", "newest"):
        assert [fact.id for fact in found.chain(name)] == ["early", "later", "newest"]
        assert found.newest(name).id == "newest"
    assert [fact.id for fact in found.chain("east")] == ["east"]
    assert [fact.id for fact in found.superseded_by("early")] == ["later"]
    assert [fact.id for fact in found.parts_of("newest")] == ["aleppo", "idlib"]
    assert [fact.id for fact in found.disagreeing("east-b")] == ["east-a"]
    assert [fact.id for fact in found.disagreeing("east-a")] == ["east", "east-b"]
    assert [fact.id for fact in found.same("east")] == ["east-b"]


def test_cells_of_a_series_are_facts(tmp_path: Path, make_report: MakeReport) -> None:
    series = {"data": "hosts.csv", "key": ["country", "year"], "value": "refugees",
              "unit": "people", "what": "refugees in {country}", "place": "{country}",
              "as_of": "{year}-12-31", "said_by": "UNHCR"}
    found, faults = ledger(tmp_path, make_report, data={"hosts.csv": HOSTS},
                           **{"facts.hosts": series})
    assert faults == []
    assert list(found.facts) == ["hosts.turkiye.2014", "hosts.turkiye.2015"]
    fact = found.facts["hosts.turkiye.2015"]
    assert fact.value == 2503549
    assert (fact.what, fact.place) == ("refugees in Türkiye", "Türkiye")
    assert fact.as_of and fact.as_of.start == datetime.date(2015, 12, 31)
    assert (fact.series, fact.at.line, fact.at.column) == ("hosts", 3, 3)

    wide = {**series, "key": ["country", "year"], "value": ["refugees", "n"]}
    found, faults = ledger(tmp_path, make_report, data={"hosts.csv": HOSTS},
                           **{"facts.hosts": wide})
    assert "hosts.iraq.2015.n" in found.facts
    assert faults == []


@pytest.mark.parametrize(("row", "at", "says"), [
    ("a,1.2.3,,,people,,,,,,,,,,,,,", "2:2", "“1.2.3” is no number"),
    ("a,\"63,752\",,,people,,,,,,,,,,,,,", "2:2", "write 63752"),
    ("a,1_000,,,people,,,,,,,,,,,,,", "2:2", "is no number"),
    ("a,1,,,people,,,,,2016-13,,,,,,,,", "2:10", "no calendar has"),
    ("a,1,,,people,abuot,,,,,,,,,,,,", "2:6", "did you mean “about”?"),
    ("a,,5,4,people,,,,,,,,,,,,,", "2:3", "low (5) is more than high (4)"),
    ("a,6,4,5,people,,,,,,,,,,,,,", "2:2", "does not lie between"),
    ("a,,4,,people,,,,,,,,,,,,,", "2:4", "one end of a range"),
    ("a,,,,people,,,,,,,,,,,,,", "2:2", "has no number"),
    (",1,,,people,,,,,,,,,,,,,", "2:1", "has no id"),
    ("A b,1,,,people,,,,,,,,,,,,,", "2:1", "“a-b”"),
    ("a,1,,,people,,,,,,,,,,,,,\na,2,,,,,,,,,,,,,,,,", "3:1", "taken already, in facts.csv"),
    ("a,1,,,people,,,,,,,,,,,,,\nb,2,,,,,,,,,,,,aa,,,,", "3:14", "Did you mean “a”?"),
    ("a,1,,,people,,,,,,,,,a,,,,", "2:14", "names itself"),
    ("a,1,,,,,,,,,,,,b,,,,\nb,2,,,,,,,,,,,,a,,,,", "2", "in a ring: a → b → a"),
    ("a,1,,,people,,,,,,,,,,,,,maybe", "2:18", "is no status"),
])
def test_what_is_wrong_in_a_fact_is_named(
    row: str, at: str, says: str, tmp_path: Path, make_report: MakeReport
) -> None:
    _, faults = ledger(tmp_path, make_report, data={"facts.csv": f"{HEAD}{row}\n"})
    assert len(faults) == 1, faults
    assert faults[0].startswith(f"data/facts.csv:{at}: ")
    assert says in faults[0]


def test_columns_that_are_missing_or_misspelt_are_named(
    tmp_path: Path, make_report: MakeReport
) -> None:
    _, faults = ledger(tmp_path, make_report, data={
        "facts.csv": "id,value,as-of,group\na,1,2016,x\n", "events.csv": "id,date\nb,2016\n"})
    assert "Did you mean “as_of”?" in faults[0]
    assert "has no column “title”" in faults[1]
    assert len(faults) == 2


def test_a_file_of_events_without_ids_is_a_table_like_any_other(
    tmp_path: Path, make_report: MakeReport
) -> None:
    found, faults = ledger(tmp_path, make_report, data={"events.csv": "date,event\n2016,War\n"})
    assert not found
    assert faults == []


def test_hashtags_are_understood(tmp_path: Path, make_report: MakeReport) -> None:
    found, faults = ledger(tmp_path, make_report, data={
        "facts.csv": "id,value,place\n#meta+id,#affected,#loc\na,1,Aleppo\n"})
    assert faults == []
    assert list(found.facts) == ["a"]


@pytest.mark.parametrize(("series", "says"), [
    ({"data": "host.csv", "key": ["year"], "value": "refugees"}, "Did you mean “hosts.csv”?"),
    ({"data": "hosts.csv", "key": ["yaer"], "value": "refugees"}, "Did you mean “year”?"),
    ({"data": "hosts.csv", "key": ["year"], "value": "refugees", "place": "{cuntry}"},
     "Did you mean “country”?"),
    ({"data": "hosts.csv", "key": ["country"], "value": "refugees"},
     "Two cells are called “hosts.turkiye”"),
    ({"data": "hosts.csv", "key": ["year"], "value": "country"}, "“Türkiye” is no number"),
])
def test_what_is_wrong_in_a_series_is_named(
    series: dict[str, object], says: str, tmp_path: Path, make_report: MakeReport
) -> None:
    _, faults = ledger(tmp_path, make_report, data={"hosts.csv": HOSTS},
                       **{"facts.hosts": series})
    assert says in faults[0]
