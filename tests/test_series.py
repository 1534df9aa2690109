"""Series: lines over dates, gaps where numbers are missing, words that never meet."""

from __future__ import annotations

import dataclasses
import datetime
import itertools
import random

import pytest

from figures import series
from figures.desk.apart import apart
from figures.desk.data import Row, period
from tests.sheet import (
    LONG,
    assert_clean,
    bars,
    dots,
    face,
    look,
    rules,
    said,
    shapes,
    size,
    strokes,
    texts,
    written,
)

__all__ = ["face"]  # the fixture that gives matplotlib the typeface


def rows(*cells: tuple[object, ...]) -> list[Row]:
    """Rows of date, value, line, status, note."""
    names = ("value", "line", "status", "note")
    return [{"date": period(str(date)), **dict(zip(names, rest, strict=False))}  # type: ignore[arg-type]
            for date, *rest in cells]


SEA = rows(*((f"2015-{month:02d}", value) for month, value in zip(range(6, 13), (
    55518, 78431, 130837, 163504, 221374, 154975, 118687), strict=True)))
HOSTS = rows(*((str(year), value, country) for country, values in {
    "Egypt": (9, 12836, 131659, 138381, 117635), "Iraq": (323, 63586, 212809, 234196, 244642),
    "Jordan": (193, 238798, 585304, 623112, 628223),
    "Lebanon": (124, 126939, 851284, 1147494, 1062690),
    "Türkiye": (19, 248466, 585601, 1557899, 2503549)}.items()
    for year, value in zip(range(2011, 2016), values, strict=True)))
TWO = rows(
    ("2015-11", 51000, "Newly displaced"), ("2015-12", 39000, "Newly displaced"),
    ("2016-01", 46000, "Newly displaced"),
    ("2016-02", 98000, "Newly displaced", "", "1 February: offensive north of Aleppo begins"),
    ("2016-03", 57000, "Newly displaced", "provisional"),
    ("2015-11", 7000, "Crossed"), ("2015-12", None, "Crossed"), ("2016-01", 6000, "Crossed"),
    ("2016-02", 9000, "Crossed"), ("2016-03", 8000, "Crossed"))


def walk(lines: int, count: int, start: str = "1971-01-01", notes: int = 0) -> list[Row]:
    """So many lines of so many days that go up and down by chance, some days missing."""
    dice = random.Random(lines * count)
    first = datetime.date.fromisoformat(start)
    found: list[Row] = []
    for line in range(lines):
        value = 1000 * line
        for number in range(count):
            value = max(0, value + dice.randint(-300, 300))
            day = (first + datetime.timedelta(number)).isoformat()
            found.append({
                "date": period(day), "line": f"Governorate {line}" if lines > 1 else None,
                "value": None if dice.random() < 0.05 and number else value,
                "note": f"{LONG[:dice.randint(8, 60)].strip()}" if number < notes else None})
    return found


HOSTILE: dict[str, list[Row]] = {
    "one point": rows(("2016-02-29", 300000)),
    "two days": rows(("2016-02-28", 0), ("2016-02-29", 0)),
    "long name": [{"date": period(f"201{n}"), "value": 5 * n, "note": LONG,
                            "line": LONG} for n in range(6)],
    "eight lines": walk(8, 60), "eight alike": rows(
        *((f"20{year}", 7, f"Line {line}") for line in range(8) for year in (11, 12, 15))),
    "five hundred": walk(1, 500), "noted": walk(1, 25, notes=12), "crowded": walk(3, 9, notes=9),
    "below zero": rows(("2011", -50), ("2012", 30.5), ("2013", -7)),
    "great": rows(("2011", 10**12 - 1), ("2012", 1), ("2013", 10**12, None, "provisional")),
    "statuses": rows(*((f"2015-{month:02d}", month * 100, None, "provisional" if month % 4 else "",
                        "$5 to $7" if month == 5 else "") for month in range(1, 13))),
    "century": rows(*((str(year), year % 17) for year in range(1901, 2017))),
    "weeks": rows(*((f"{d}/{d + datetime.timedelta(6)}", n * 10) for n in range(12)
                    for d in [datetime.date(2016, 1, 4) + datetime.timedelta(7 * n)])),
    "unbroken": rows(("2011", 5, "x" * 60, "y" * 60, "z" * 90), ("2012", 5, "x" * 60, "y" * 60)),
}


@pytest.mark.parametrize("width", [172, 116, 90, 50])
@pytest.mark.parametrize("case", HOSTILE)
def test_words_never_meet_each_other_or_leave_the_sheet(case: str, width: float) -> None:
    figure = series.draw(HOSTILE[case], {"unit": "people"}, look(width))
    assert_clean(figure)
    assert_lines_pass_by(figure)
    for row in HOSTILE[case]:
        assert str(row.get("note") or "").split(" ")[0][:9] in said(figure)


@pytest.mark.parametrize("width", [172, 116, 90])
@pytest.mark.parametrize(("case", "options"), [
    (SEA, {"area": "yes", "unit": "people a month"}), (HOSTS, {"emphasis": "Türkiye"}),
    (HOSTS, {"area": "stacked"}), (TWO, {"emphasis": "Crossed", "numbers": "short"})])
def test_real_data_is_clean(case: list[Row], options: dict[str, str], width: float) -> None:
    figure = series.draw(case, options, look(width))
    assert_clean(figure)
    assert_lines_pass_by(figure)
    assert size(figure)[1] < 75
    for row in case:
        assert str(row.get("line") or "") in said(figure)


def assert_lines_pass_by(figure: object) -> None:
    """No word of a note or a number lies on a line that is drawn through points."""
    for text, box in written(figure):  # type: ignore[arg-type]
        for stroke in strokes(figure):  # type: ignore[arg-type]
            for (x, y), (end, stop) in itertools.pairwise(stroke):
                for share in (0, 0.25, 0.5, 0.75, 1):
                    at, height = x + (end - x) * share, y + (stop - y) * share
                    inside = box.left < at < box.right and box.top < height < box.bottom
                    assert not inside, f"a line runs through “{text}”"


def test_points_stand_where_the_grid_says() -> None:
    figure = series.draw(SEA, {}, look(172))
    (line,) = strokes(figure)
    grid = {text: min(y for (_, y), (_, other) in rules(figure)
                      if y == other and box.bottom - 0.5 < y < box.bottom + 3)
            for text, box in written(figure) if text in ("50,000", "200,000")}
    per = (grid["50,000"] - grid["200,000"]) / 150000
    for (_, y), row in zip(line, SEA, strict=True):
        assert y == pytest.approx(grid["50,000"] - (row["value"] - 50000) * per)  # type: ignore[operator]
    steps = [later[0] - earlier[0] for earlier, later in itertools.pairwise(line)]
    assert max(steps) < 1.05 * min(steps)


@pytest.mark.parametrize(("case", "runs"), [
    (rows(("2011", 1), ("2012", 2), ("2013", None), ("2014", 3), ("2015", 3)), [2, 2]),
    (rows(("2011", 1), ("2012", 2), ("2014", 3), ("2015", 3)), [2, 2]),
    (rows(("2015-01", 1), ("2015-02", 2), ("2015-03", 3), ("2015-07", 3)), [3]),
    (rows(("1981", 1), ("1994", 2), ("2004", 3)), [3]),
    (rows(("2016-02-05", 4), ("2016-02-13", 5), ("2016-02-22", 7), ("2016-02-29", 7)), [4]),
    (rows(("2016-02-01", 4), ("2016-02-02", 5), ("2016-02-03", 7), ("2016-02-05", 7)), [3]),
    (rows(("2016-02-01", 4), ("2016-02-02", None), ("2016-02-03", 7)), []),
])
def test_what_is_missing_is_a_gap(case: list[Row], runs: list[int]) -> None:
    figure = series.draw(case, {}, look(116))
    assert [len(stroke) for stroke in strokes(figure)] == runs
    # A point alone is a dot; so is the end of the line.
    alone = sum(row["value"] is not None for row in case) - sum(runs)
    assert len(dots(figure, "navy")) == alone + 1


def test_a_month_without_a_row_is_said_to_be_missing() -> None:
    case = rows(("2015-01", 1), ("2015-02", 2), ("2015-05", 3), ("2015-06", 4))
    assert "No figure for March to April." in series.describe(case, {}, look(116))
    (before, _), (after, _) = strokes(series.draw(case, {}, look(116)))[0][1], strokes(
        series.draw(case, {}, look(116)))[1][0]
    assert after - before > 20  # two months of room, which no line crosses
    irregular = rows(("2016-02-05", 4), ("2016-02-13", 5), ("2016-02-22", 7))
    assert "No figure" not in series.describe(irregular, {}, look(116))


def panelled(count: int, of: int = 1, names: str = "Governorate") -> list[Row]:
    """So many panels of so many lines over the same five years."""
    dice = random.Random(count)
    return [{"date": period(str(year)), "value": dice.randint(0, 10**(4 + panel % 3)),
             "panel": f"{names} {panel}", "line": f"Line {line}" if of > 1 else None}
            for panel in range(count) for line in range(of) for year in range(2011, 2016)]


WIDTHS = [172, 116, 50, 205, 145, 90, 88, 96]
MARKS = "; ".join((f"2011-06 = {LONG}", "2012 = Second", "2012-09-01 = $3 = 4", "2012 = Again",
                   f"2013/2014 = {'y' * 60}", "2015-12-31 = On the very last of days"))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("case", "options"), [
    (panelled(2), {}), (panelled(5), {"scales": "own", "unit": "people"}),
    (panelled(12), {"unit": "people", "area": "yes", "mark": "2013 = Border closed"}),
    (panelled(4, of=4), {"unit": LONG, "emphasis": "Line 2"}),
    (panelled(3, of=3), {"area": "stacked", "scales": "own", "mark": MARKS}),
    (panelled(3, names=LONG), {"emphasis": f"{LONG} 1"}), (panelled(2, names="x" * 90), {}),
    (panelled(1), {"mark": MARKS}),
])
def test_panels_are_clean(case: list[Row], options: dict[str, str], width: float) -> None:
    figure = series.draw(case, options, look(width))
    assert_clean(figure)
    assert_lines_pass_by(figure)
    for row in case:
        assert str(row["panel"])[:9] in said(figure)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("case", ["one point", "noted", "below zero", "great", "eight lines"])
def test_marks_meet_no_other_words(case: str, width: float) -> None:
    dates = sorted(row["date"] for row in HOSTILE[case])  # type: ignore[type-var]
    days = [dates[0].start, dates[len(dates) // 2].start, dates[-1].end]  # type: ignore[union-attr]
    mark = "; ".join(f"{day} = {words}" for day in days for words in ("Border closed", LONG))
    figure = series.draw(HOSTILE[case], {"mark": mark, "unit": "people"}, look(width))
    assert_clean(figure)
    assert_lines_pass_by(figure)
    assert texts(figure).count("Border closed") == 3 or width < 60


@pytest.mark.parametrize(("count", "width", "rows_of"), [
    (4, 172, [2, 2]), (5, 172, [3, 2]), (6, 172, [3, 3]), (3, 116, [2, 1]), (4, 205, [2, 2]),
    (3, 96, [1, 1, 1]), (2, 50, [1, 1])])
def test_panels_stand_in_rows(count: int, width: float, rows_of: list[int]) -> None:
    figure = series.draw(panelled(count), {}, look(width))
    heads = [box for text, box in written(figure) if text.startswith("Governorate")]
    tops = [round(box.bottom, 1) for box in heads]
    assert [tops.count(top) for top in dict.fromkeys(tops)] == rows_of


def test_panels_have_one_scale_unless_the_picture_says_otherwise() -> None:
    case = rows(*((str(2011 + year), 100 * (year + 1)) for year in range(3)))
    both: list[Row] = [
        {**row, "panel": name, "value": row["value"] * times}  # type: ignore[operator]
        for name, times in (("Small", 1), ("Great", 10)) for row in case]
    common = series.draw(both, {}, look(116))
    small, great = ([y for _, y in stroke] for stroke in strokes(common))
    assert (great[0] - great[2]) / (small[0] - small[2]) == pytest.approx(10)
    assert texts(common).count("0") == 1, "the numbers stand once in a row"
    own = series.draw(both, {"scales": "own"}, look(116))
    small, great = ([y for _, y in stroke] for stroke in strokes(own))
    assert great == pytest.approx(small)
    assert texts(own)[0] == "Each panel has a scale of its own"
    assert texts(own).count("0") == 2


def test_panels_share_their_dates() -> None:
    case: list[Row] = [{**row, "panel": "Long"} for row in rows(("2011", 1), ("2015", 2))]
    case += [{**row, "panel": "Short"} for row in rows(("2013", 1), ("2015", 2))]
    long, short = strokes(series.draw(case, {}, look(90)))
    assert short[0][0] == pytest.approx((long[0][0] + long[1][0]) / 2, abs=0.1)


def test_one_accent_in_panels() -> None:
    figure = series.draw(panelled(3), {"emphasis": "Governorate 1"}, look(172))
    assert len(strokes(figure, token="brick")) == 1
    assert len(strokes(figure, token="navy")) == 2
    assert len(strokes(series.draw(panelled(3, of=2), {"emphasis": "Line 1"}, look(172)),
                       token="brick")) == 3


def test_a_mark_is_an_upright_rule_at_its_date() -> None:
    figure = series.draw(SEA, {"mark": "2015-09 = Border closed"}, look(172))
    (line,) = strokes(figure)
    (box,) = [box for text, box in written(figure) if text == "Border closed"]
    (x,) = {round(x, 2) for (x, y), (end, stop) in rules(figure) if x == end and abs(y - stop) > 9}
    assert x == pytest.approx(line[3][0], abs=0.01)
    assert box.left == pytest.approx(x + 0.9, abs=0.2)
    assert box.bottom < min(y for _, y in line)


def test_a_mark_of_several_months_is_a_band() -> None:
    figure = series.draw(SEA, {"mark": "2015-08/2015-10 = Summer"}, look(172))
    (line,), (band,) = strokes(figure), shapes(figure)
    left, right = min(x for x, _ in band), max(x for x, _ in band)
    assert left < line[2][0] < line[4][0] < right < line[5][0]


def test_panels_are_no_higher_than_a_page() -> None:
    page = dataclasses.replace(look(50), height=215)
    assert size(series.draw(panelled(4), {}, page))[1] <= 215
    with pytest.raises(ValueError, match=r"would be \d+ mm high, and the page has 215 mm. Make it "
                       "wider, or draw fewer of its 12 panels with “where”"):
        series.draw(panelled(12), {}, page)


def test_panels_of_arabic_start_at_the_right() -> None:
    figure = series.draw(panelled(2), {}, look(172, "ar"))
    assert_clean(figure)
    first, second = [box for text, box in written(figure) if text.startswith("Governorate")]
    assert first.left > second.right


def test_what_is_provisional_is_dashed_and_says_so() -> None:
    figure = series.draw(TWO, {}, look(172))
    assert [len(stroke) for stroke in strokes(figure, dashed=True)] == [2]
    assert "provisional" in texts(figure)
    early = rows(("2011", 1, None, "estimate"), ("2012", 2, None, "estimate"), ("2013", 3))
    figure = series.draw(early, {}, look(172))
    assert [len(stroke) for stroke in strokes(figure, dashed=True)] == [2]
    assert texts(figure).count("estimate") == 1


def test_stacked_areas_meet() -> None:
    areas = shapes(series.draw(HOSTS, {"area": "stacked"}, look(116)))
    assert len(areas) == 5
    for lower, upper in itertools.pairwise(areas):
        assert upper[5:10][::-1] == [pytest.approx(point) for point in lower[:5]]


def test_areas_start_from_zero_and_lines_need_not() -> None:
    high: list[Row] = rows(("2011", 1000), ("2012", 1010))
    assert "0" in texts(series.draw(high, {"area": "yes"}, look(116)))
    assert "0" not in texts(series.draw(high, {}, look(116)))


def test_one_accent() -> None:
    figure = series.draw(HOSTS, {"emphasis": "Türkiye"}, look(116))
    assert len(strokes(figure, token="brick")) == 1
    assert len(strokes(figure, token="navy")) == 4
    assert not bars(figure)


@pytest.mark.parametrize(("case", "width", "names"), [
    (SEA, 172, ["Jun.", "2015", "Jul.", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."]),
    (TWO, 172, ["Nov.", "2015", "Dec.", "Jan.", "2016", "Feb.", "Mar."]),
    (HOSTS, 90, ["2011", "2012", "2013", "2014", "2015"]),
    (HOSTILE["century"], 90, ["1920", "1940", "1960", "1980", "2000"]),
    (rows(("2016-02-29", 3)), 116, ["29", "Feb. 2016"]),
])
def test_dates_at_the_foot(case: list[Row], width: float, names: list[str]) -> None:
    assert texts(series.draw(case, {}, look(width)))[-len(names):] == names


@pytest.mark.parametrize(("wanted", "heights", "places"), [
    ([5, 1], [2, 2], [5, 1]),
    ([5, 5], [2, 2], [4, 6]),
    ([0, 0, 9], [2, 2, 2], [1, 3, 9]),
    ([10, 10, 10], [2, 4, 2], [3, 6, 9]),
])
def test_labels_share_the_way(
    wanted: list[float], heights: list[float], places: list[float]
) -> None:
    assert apart(wanted, heights, 0, 10) == pytest.approx(places)


@pytest.mark.parametrize("seed", range(5))
def test_labels_pushed_apart_do_not_overlap(seed: int) -> None:
    dice = random.Random(seed)
    wanted = [dice.random() * 100 for _ in range(20)]
    heights = [dice.random() * 4 + 1 for _ in range(20)]
    places = apart(wanted, heights, 0, 100)
    tops = sorted((place - height / 2, place + height / 2)
                  for place, height in zip(places, heights, strict=True))
    assert all(lower[0] >= upper[1] - 1e-6 for upper, lower in itertools.pairwise(tops))
    assert tops[0][0] >= -1e-6 and tops[-1][1] <= 100 + 1e-6


@pytest.mark.parametrize(("case", "options", "sentence"), [
    ([], {}, "There is no row"),
    ([{"date": None, "value": 3}], {}, "A row has no date"),
    (rows(("2011", None)), {}, "No row has a value"),
    (rows(("2011", 1, "A"), ("2011", None, "B")), {}, "No row of “B” has a value"),
    (rows(("2011", 1), ("2011", 2)), {}, "two rows for 2011"),
    (rows(("2015", 1), ("2016-01", 2)), {}, r"not equally long \(2015 and 2016-01\)"),
    (rows(("2015-01/2015-05", 1), ("2015-06", 2)), {}, "not equally long"),
    (HOSTS, {"area": "yes"}, "hide each other"),
    (rows(("2011", -1)), {"area": "yes"}, "below zero"),
    (rows(("2011", 1, "A"), ("2012", 1, "A"), ("2011", 1, "B")), {"area": "stacked"},
     "“B” lacks a number"),
    (rows(*(("2011", 1, f"L{n}") for n in range(9))), {}, "more than 8 cannot be told apart"),
    (rows(*(("2011", 1, f"L{n}") for n in range(6))), {"area": "stacked"}, "more than 5"),
    (HOSTS, {"emphasis": "Turkey"}, "the line of no row"),
    (panelled(3), {"emphasis": "Turkey"}, "the line or panel of no row"),
    (panelled(13), {}, "13 panels; more than 12"),
    (panelled(2, of=5), {}, "“Governorate 0” has 5 lines; more than 4"),
    ([*panelled(2), *SEA], {}, "A row has no panel"),
    ([*panelled(2), {"date": period("2015-06"), "panel": "A", "value": 1}], {},
     "not equally long"),
    ([*panelled(2), {"date": period("2015"), "panel": "A", "value": None}], {},
     "In the panel “A”: No row has a value"),
    (HOSTS, {"scales": "own"}, "“scales” is given, but there are no panels"),
    (SEA, {"mark": "Border closed"}, "“mark” says “Border closed”; write a date"),
    (SEA, {"mark": "soon = Border closed"}, "“mark”: “soon” is no date"),
    (SEA, {"mark": "2017 = Border closed"},
     "“mark” names 2017, but the dates drawn are 2015-06 to 2015-12"),
    (SEA, {"area": "filled"}, "it may be “no”, “yes” and “stacked”"),
])
def test_series_that_cannot_be_drawn(
    case: list[Row], options: dict[str, str], sentence: str
) -> None:
    for make in (series.draw, series.alt, series.describe):
        with pytest.raises(ValueError, match=sentence):
            make(case, options, look(116))


@pytest.mark.parametrize(("case", "options", "told"), [
    (SEA, {"area": "yes", "unit": "people a month"},
     "Area chart from June to December 2015, people a month. From 55,518 in June to 118,687 in "
     "December; the highest, 221,374 in October."),
    (TWO, {},
     "Line chart of two lines from November 2015 to March 2016. Newly displaced: from 51,000 in "
     "November 2015 to 57,000 in March 2016; the highest, 98,000 in February 2016; the lowest, "
     "39,000 in December 2015. Crossed: from 7,000 in November 2015 to 8,000 in March 2016; the "
     "highest, 9,000 in February 2016; the lowest, 6,000 in January 2016. No figure for December "
     "2015. Provisional: March 2016. Marked: February 2016: 1 February: offensive north of Aleppo "
     "begins."),
    (HOSTS, {"area": "stacked", "numbers": "short"},
     "Stacked areas of five lines from 2011 to 2015. The last numbers: Türkiye 2.5 million, "
     "Lebanon 1.1 million, Jordan 628,000, Iraq 245,000 and Egypt 118,000. Together from 668 to "
     "4,556,739."),
    (rows(("2016-02-29", 7)), {},
     "Line chart with one date, 29 February 2016. 7 on 29 February."),
    (rows(("2011", 5), ("2012", 5), ("2013", 5)), {},
     "Line chart from 2011 to 2013. From 5 in 2011 to 5 in 2013."),
])
def test_series_in_words(case: list[Row], options: dict[str, str], told: str) -> None:
    assert series.describe(case, options, look(116)) == told


def test_panels_and_marks_in_words() -> None:
    case: list[Row] = [{**row, "panel": row["line"], "line": None} for row in HOSTS]
    assert series.describe(case, {"mark": "2013-04 = Camp opens", "scales": "own"}, look(116)) == (
        "Five line charts, each on a scale of its own, from 2011 to 2015. The last numbers: Egypt "
        "117,635, Iraq 244,642, Jordan 628,223, Lebanon 1,062,690 and Türkiye 2,503,549. Marked: "
        "April 2013: Camp opens.")
    assert series.describe([row for row in case if row["panel"] in ("Iraq", "Egypt")], {},
                           look(116)) == (
        "Two line charts on one scale, from 2011 to 2015. Egypt: from 9 in 2011 to 117,635 in "
        "2015; the highest, 138,381 in 2014. Iraq: from 323 in 2011 to 244,642 in 2015.")


@pytest.mark.parametrize(("case", "options", "told"), [
    (SEA, {"area": "yes", "unit": "people a month"},
     "Area chart from June to December 2015: from 55,518 to 118,687 people a month, highest in "
     "October at 221,374."),
    (HOSTS, {"unit": "refugees"},
     "Line chart of five lines from 2011 to 2015: Türkiye ends highest, at 2,503,549 refugees."),
    (HOSTS, {"emphasis": "Lebanon"},
     "Line chart of five lines from 2011 to 2015: Lebanon from 124 to 1,062,690, highest in 2014 "
     "at 1,147,494."),
    (HOSTS, {"area": "stacked", "numbers": "short"},
     "Stacked areas of five lines from 2011 to 2015: Türkiye is greatest, at 2.5 million."),
    ([{**row, "panel": row["line"], "line": None} for row in HOSTS], {},
     "Five line charts on one scale, from 2011 to 2015: Türkiye ends highest, at 2,503,549."),
    (HOSTILE["eight alike"], {}, "Line chart of eight lines from 2011 to 2015."),
    (rows(("2016-02-29", 7)), {}, "Line chart with one date, 29 February 2016: 7."),
])
def test_series_in_one_sentence(case: list[Row], options: dict[str, str], told: str) -> None:
    assert series.alt(case, options, look(116)) == told


def test_its_example_says_what_it_shows() -> None:
    cells = [line.split(",") for line in series.EXAMPLE.data.splitlines()[1:]]
    case = rows(*((month, int(count) if count else None) for month, count in cells))
    for width in WIDTHS:
        assert_clean(series.draw(case, series.EXAMPLE.options, look(width)))
    assert series.describe(case, series.EXAMPLE.options, look(172)) == (
        "Area chart from June 2015 to December 2016, people a month. From 55,518 in June 2015 to "
        "10,757 in December 2016; the highest, 221,374 in October 2015. No figure for January to "
        "April 2016.")
