"""Timelines: no label meets another, days have numbers, and nothing is higher than its page."""

from __future__ import annotations

import dataclasses
import datetime
import random
from collections.abc import Mapping

import pytest

from figures import timeline
from figures.desk.data import Row, period
from figures.desk.ticks import finest, firsts
from tests.sheet import LONG, assert_clean, bars, dots, face, look, said, size, texts, written

__all__ = ["face"]  # the fixture that gives matplotlib the typeface


def rows(*cells: tuple[str, ...]) -> list[Row]:
    """Rows of date, event, kind."""
    return [{"date": period(date), "event": event, "kind": kind[0] if kind else None}
            for date, event, *kind in cells]


FEBRUARY = rows(
    ("2016-02-01/2016-02-03", "Indirect talks open in Geneva and are paused", "diplomacy"),
    ("2016-02-03", "Government forces cut the main road to the border", "fighting"),
    ("2016-02-04", "Donors’ conference in London", "aid"),
    ("2016-02-05/2016-02-06", "Tens of thousands reach the closed gate", "displacement"),
    ("2016-02-05", "Displaced from Aleppo put at 40,000", "displacement"),
    ("2016-02-07", "Airstrikes on several villages", "fighting"),
    ("2016-02-12", "Munich agreement on a cessation of hostilities", "diplomacy"),
    ("2016-02-13", "At least 50,000 displaced since 31 January", "displacement"),
    ("2016-02-22", "75,175 displaced since 1 February", "displacement"),
    ("2016-02-26", "Security Council adopts resolution 2268", "diplomacy"),
    ("2016-02-27", "Cessation of hostilities takes effect", "diplomacy"),
    ("2016-02-29", "75,775 displaced since 1 February", "displacement"))
SIDES = {"above": "fighting, displacement", "above-title": "On the ground",
         "below-title": "Diplomacy and aid"}
LANES = {"lanes": "yes"}
ROUGH = rows(
    ("2011-03", "The month is known", "a"), ("2012", "Only the year is known", "a"),
    ("2012-06/2013-02", "Months that overlap the year", "a"), ("2013/2015", "A span of years", "b"),
    ("2014-02-11", "One day", "b"), ("2015-10", "A month again", "a"))
WIDTHS = [172, 116, 50, 205, 145, 90, 88, 96]


def events(count: int, days: int, kinds: str = "ab") -> list[Row]:
    """So many events of three to nine words within so many days."""
    dice = random.Random(count)
    words = LONG.split()
    start = datetime.date(2015, 3, 1)
    return [{"date": period((start + datetime.timedelta(dice.randrange(days))).isoformat()),
             "event": " ".join(dice.sample(words, dice.randint(3, 9))),
             "kind": kinds[number % len(kinds)]} for number in range(count)]


HOSTILE = {
    "one": rows(("2016", "One")),
    "unbroken": rows(*((f"2016-0{month}", "x" * 90, "ab"[month % 2]) for month in range(1, 6))),
    "long": rows(*((f"2016-02-{day:02d}", LONG, "ab"[day % 2]) for day in range(10, 29))),
    "rough": ROUGH, "one day": rows(*(("2016-02-05", LONG[:n + 4].strip()) for n in range(20))),
    "ends on the last day": rows(("2016-01-01/2016-12-31", LONG, "a"),
                                 ("2015-11-30/2016-12-31", LONG, "b"), ("2016-12-31", LONG, "a")),
    "ages": rows(("0001", "Before"), ("1453-05-29", "Between"), ("9999", "After")),
    "periods over each other": rows(*((f"2016-01-0{n}/2016-03-0{n}", f"Round {n}", "ab"[n % 2])
                                      for n in range(1, 9))),
}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_labels_never_meet(case: str, width: float) -> None:
    options = {"above": "a"} if any(row["kind"] == "a" for row in HOSTILE[case]) else {}
    assert_clean(timeline.draw(HOSTILE[case], options, look(width)))


@pytest.mark.parametrize("width", [172, 90])
@pytest.mark.parametrize(("count", "days"), [
    (1, 1), (5, 3000), (12, 29), (40, 300), (150, 1500), (150, 28), (30, 30000)])
def test_labels_of_one_to_150_events_never_meet(count: int, days: int, width: float) -> None:
    options = {"above": "a", "above-title": "On the ground", "below-title": "Diplomacy and aid"}
    cases = events(count, days)
    figure = timeline.draw(cases, options, look(width))
    assert_clean(figure)
    for row in cases:
        assert str(row["event"]).split()[0] in said(figure)


@pytest.mark.parametrize("width", [172, 116, 50, 205])
@pytest.mark.parametrize("options", [
    {}, SIDES, LANES, {"emphasis": "aid"}, SIDES | {"from": "2016-02-10"}])
def test_february_is_clean(options: Mapping[str, str], width: float) -> None:
    figure = timeline.draw(FEBRUARY, options, look(width))
    assert_clean(figure)
    assert "29 Feb." in texts(figure)
    assert ("On the ground" in texts(figure)) == ("above-title" in options)


def test_arabic_runs_from_the_right() -> None:
    # Years, since this typeface has no Arabic letters for the months.
    figure = timeline.draw(rows(("2011", "First"), ("2015", "Last")), {}, look(172, "ar"))
    assert_clean(figure)
    at = {text: box.left for text, box in written(figure)}
    assert at["2012"] > at["2015"] and at["First"] > at["Last"]


def test_a_month_is_one_band_with_its_days_numbered() -> None:
    figure = timeline.draw(FEBRUARY, SIDES, look(172))
    assert size(figure)[1] < 100
    assert texts(figure).count("5 Feb.") == texts(figure).count("5\N{EN DASH}6 Feb.") == 1
    days = {text: box for text, box in written(figure) if text.isdigit()}
    assert [text for text in texts(figure) if text.isdigit()] == [str(n) for n in range(1, 30)]
    assert len({round(box.bottom) for box in days.values()}) == 1
    steps = [(days[str(n + 1)].left + days[str(n + 1)].right
              - days[str(n)].left - days[str(n)].right) / 2 for n in range(2, 28)]
    assert max(steps) - min(steps) < 0.1


@pytest.mark.parametrize(("case", "names"), [
    (rows(("2015-10-12", "A"), ("2016-02-20", "B")), ["Nov.", "2015", "Dec.", "Jan.", "2016"]),
    (rows(("2011-03-15", "A"), ("2016-02-20", "B")), ["2012", "2013", "2014", "2015", "2016"]),
    (rows(("1914", "A"), ("1989", "B")), ["1915", "1920", "1925"]),
    (rows(("2016-02-28", "A"), ("2016-03-02", "B")),
     ["28", "Feb. 2016", "29", "1", "Mar. 2016", "2"]),
])
def test_the_line_names_what_there_is_room_for(case: list[Row], names: list[str]) -> None:
    found = texts(timeline.draw(case, {}, look(172)))
    start = found.index(names[0])
    assert found[start:start + len(names)] == names


def test_an_empty_stretch_is_left_empty() -> None:
    """Eight days without an event: words reach into them, but never through them."""
    figure = timeline.draw(FEBRUARY, SIDES, look(172))
    at = {text: (box.left + box.right) / 2 for text, box in written(figure) if text.isdigit()}
    for text, box in written(figure):
        if not text.isdigit() and box.left < at["13"] + 2 and text != "Diplomacy and aid":
            assert box.right < at["20"], f"“{text}” fills the week without events"


def test_what_is_known_to_the_month_is_a_hollow_bar_and_no_dot() -> None:
    case = rows(("2016-01-01", "A day"), ("2016-02", "A month"), ("2016-03-30", "A day"))
    figure = timeline.draw(case, {}, look(172))
    assert len(dots(figure)) == 2
    outer, inner = bars(figure)
    assert outer.left < inner.left < inner.right < outer.right
    days = [x for x, _ in dots(figure)]
    assert (outer.right - outer.left) / (days[1] - days[0]) == pytest.approx(28 / 89)
    (label,) = [box for text, box in written(figure) if text == "A month"]
    assert label.left == pytest.approx((outer.left + outer.right) / 2 + 1, abs=0.3)


def test_a_period_is_a_bar_as_long_as_its_days() -> None:
    case = rows(("2016-02-01", "A"), ("2016-02-05/2016-02-15", "B"), ("2016-02-21", "C"))
    figure = timeline.draw(case, {}, look(172))
    (bar,) = bars(figure)
    first, last = (x for x, _ in dots(figure))
    assert (bar.right - bar.left) / (last - first) == pytest.approx(0.5)


def test_periods_over_each_other_are_bars_beside_each_other() -> None:
    found = bars(timeline.draw(HOSTILE["periods over each other"][:4], {}, look(172)))
    assert len(found) == 4
    for number, bar in enumerate(found):
        for other in found[number + 1:]:
            assert bar.bottom < other.top or other.bottom < bar.top


def test_lanes_have_names_at_the_left_and_share_the_dates() -> None:
    figure = timeline.draw(FEBRUARY, LANES | {"emphasis": "displacement"}, look(172))
    at = dict(written(figure))
    lanes = ["Diplomacy", "Fighting", "Aid", "Displacement"]
    assert all(at[lane].left < 1 for lane in lanes)
    assert [at[lane].top for lane in lanes] == sorted(at[lane].top for lane in lanes)
    assert at["Fighting"].top < at["Donors’ conference in London"].bottom < at["Displacement"].top
    assert len(dots(figure, "brick")) == 4
    narrow = texts(timeline.draw(FEBRUARY, LANES, look(88)))
    assert narrow[:3] == ["1–3 Feb.", "Diplomacy", "Indirect talks open in Geneva and are paused"]


def low(width: float, height: float) -> object:
    return dataclasses.replace(look(width), height=height)


@pytest.mark.parametrize("width", [172, 116])
def test_what_a_page_cannot_hold_across_becomes_a_chronicle(width: float) -> None:
    case = events(40, 1500)
    assert size(timeline.draw(case, {"above": "a"}, look(width)))[1] > 200
    figure = timeline.draw(case, {"above": "a"}, low(width, 200))  # type: ignore[arg-type]
    assert size(figure)[1] <= 200
    assert_clean(figure)
    for row in case:
        assert str(row["event"]).split()[0] in said(figure)
    assert {"2015", "2016", "2017", "2018", "2019"} <= set(texts(figure))


def test_each_column_of_a_chronicle_says_its_year() -> None:
    case = rows(*((f"2015-{month:02d}-11", "Something") for month in range(1, 13)),
                ("2016-01-05", "The last"))
    figure = timeline.draw(case, {}, low(172, 35))  # type: ignore[arg-type]
    heads = [round(box.top, 1) for text, box in written(figure) if text == "2015"]
    assert len(heads) >= 2 and len(set(heads)) == 1
    assert texts(figure).count("2016") == 1


def test_what_no_page_can_hold_says_how_to_split_it() -> None:
    case = events(50, 1500)
    with pytest.raises(ValueError, match=r"50 events would be \d+ mm high, and the page has 80 "
                       r"mm. Make it 2 figures: “:until: \d{4}-\d\d-\d\d” and") as error:
        timeline.draw(case, {}, low(172, 80))  # type: ignore[arg-type]
    until, first = str(error.value).split("“:")[1:]
    halves = [{"until": until[7:17]}, {"from": first[6:16]}]
    counts = [timeline.alt(case, half, look(172)).split(" ")[2] for half in halves]
    assert sum(map(int, counts)) == 50
    for half in halves:
        figure = timeline.draw(case, half, low(172, 80))  # type: ignore[arg-type]
        assert size(figure)[1] <= 80
    with pytest.raises(ValueError, match="Draw fewer events with “where”"):
        timeline.draw(events(40, 1), {}, low(116, 80))  # type: ignore[arg-type]


def test_events_of_one_date_share_it() -> None:
    case = rows(("2016-02-05", "One"), ("2016-02-05", "Two"))
    assert texts(timeline.draw(case, {}, look(172))).count("5 Feb.") == 1


@pytest.mark.parametrize(("case", "options", "sentence"), [
    ([], {}, "no event to draw"),
    (FEBRUARY, {"until": "2015"}, "between “from” and “until”"),
    (FEBRUARY, {"above": "sports"}, "which no event has"),
    (FEBRUARY, {"from": "soon"}, "“from”: “soon” is no date"),
    (FEBRUARY, SIDES | LANES, "“lanes” and “above” exclude each other"),
    (FEBRUARY, {"lanes": "maybe"}, "it may be “no” and “yes”"),
    (rows(("2016", "Something")), LANES, "“Something” has no kind, so no lane"),
    (events(20, 20, "abcdefg"), LANES, "7 kinds; more than 6 lanes"),
    ([{"date": None, "event": "Something"}], {}, "has no date"),
    ([{"date": period("2016-02-05"), "event": None}], {}, "does not say what happened"),
])
def test_timelines_that_cannot_be_drawn(
    case: list[Row], options: dict[str, str], sentence: str
) -> None:
    for make in (timeline.draw, timeline.alt, timeline.describe):
        with pytest.raises(ValueError, match=sentence):
            make(case, options, look(172))


def test_a_timeline_in_words() -> None:
    assert timeline.describe(FEBRUARY, SIDES | {"emphasis": "aid"}, look(172)) == (
        "Timeline of 12 events from 1 to 29 February 2016: seven above the line (On the ground), "
        "five below it (Diplomacy and aid). The first, 1 to 3 February: Indirect talks open in "
        "Geneva and are paused; the last, 29 February: 75,775 displaced since 1 February. "
        "Emphasised: 4 February: Donors’ conference in London.")
    assert timeline.describe(FEBRUARY[1:2], {}, look(172)) == (
        "Timeline of one event: 3 February 2016: "
        "Government forces cut the main road to the border.")
    assert timeline.describe(FEBRUARY, LANES, look(172)).startswith(
        "Timeline of 12 events from 1 to 29 February 2016: diplomacy four, fighting two, aid one "
        "and displacement five. The first, ")


@pytest.mark.parametrize(("case", "options", "told"), [
    (FEBRUARY, SIDES, "Timeline of 12 events from 1 to 29 February 2016; six of them from 1 to "
                      "7 February."),
    (FEBRUARY[2:], SIDES, "Timeline of ten events from 4 to 29 February 2016: six above the line "
                          "(On the ground), four below it (Diplomacy and aid)."),
    (ROUGH, {}, "Timeline of six events from March 2011 to 2015."),
    (FEBRUARY[:1], {}, "Timeline of one event: 1 to 3 February 2016: Indirect talks open in "
                       "Geneva and are paused."),
])
def test_a_timeline_in_one_sentence(
    case: list[Row], options: dict[str, str], told: str
) -> None:
    assert timeline.alt(case, options, look(172)) == told


def test_its_example_can_be_drawn() -> None:
    import csv

    case = rows(*((row["date"], row["event"], row["kind"])
                  for row in csv.DictReader(timeline.EXAMPLE.data.splitlines())))
    for width in WIDTHS:
        assert_clean(timeline.draw(case, timeline.EXAMPLE.options, look(width)))


@pytest.mark.parametrize(("unit", "step", "days"), [
    ("day", 2, ["2016-01-30", "2016-02-01", "2016-02-03"]),
    ("week", 1, ["2016-02-01"]),
    ("month", 1, ["2016-02-01"]),
    ("month", 6, []),
])
def test_the_first_days(unit: str, step: int, days: list[str]) -> None:
    start, end = datetime.date(2016, 1, 30), datetime.date(2016, 2, 4)
    assert [day.isoformat() for day in firsts(start, end, unit, step, "en-GB")] == days


def test_ticks_are_no_finer_than_can_be_seen() -> None:
    start, end = datetime.date(2015, 1, 1), datetime.date(2016, 12, 31)
    assert len(finest(start, end, 170, 5.0, "en-GB")) == 24
    assert len(finest(start, end, 170, 1.5, "en-GB")) > 100
