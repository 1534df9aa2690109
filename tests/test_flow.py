"""Flows: bands as thick as their numbers, sums at the bars, names that never lie on a band."""

from __future__ import annotations

from dataclasses import replace

import pytest
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch

from figures import flow
from figures.desk.data import Row
from tests.flows import CAMPS, GAPS, MANY, SIXTY, example, rows
from tests.sheet import (
    LONG,
    assert_clean,
    bars,
    face,
    look,
    said,
    shapes,
    size,
    strokes,
    texts,
    written,
)

__all__ = ["face"]  # the fixture that gives matplotlib the typeface

WIDTHS = [172, 116, 50, 205, 145, 90, 88, 96]
COLOURS = {**look(50).colours, "paper": "#FFFFFF"}
HOSTILE: dict[str, list[Row]] = {
    "one": rows(("Aleppo", "Idlib", 5)),
    "gaps": GAPS,
    "sixty": SIXTY,
    "sixty to one": rows(*((f"Place {number}", "Goal", 7) for number in range(14))),
    "great": rows(("A", "X", 10**10), ("A", "Y", 1), ("B", "X", 0.004, "more than")),
    "long": rows(*((f"{number} {LONG}", f"{number % 2} {LONG}", 3 + number, "around", LONG)
                   for number in range(5))),
    "unbroken": rows(("x" * 90, "y" * 90, 5), ("x" * 90, "z", 6), ("w", "y" * 90, 900)),
    "all but one missing": rows(("A", "X", 1), *(("A", f"Y{number}", None)
                                                 for number in range(6))),
}


def heights(figure: Figure, token: str = "") -> list[float]:
    return [box.bottom - box.top for box in bars(figure, token)]


def thick(band: list[tuple[float, float]]) -> list[float]:
    """How high a band is at each point of its way, for its outline goes there and back."""
    points = band[:-1]
    half = len(points) // 2
    return [low[1] - high[1] for high, low in zip(
        points[:half], reversed(points[half:]), strict=True)]


def bands(figure: Figure, token: str) -> int:
    from matplotlib.colors import to_hex

    return sum(to_hex(patch.get_facecolor()).upper() == COLOURS[token]
               for patch in figure.get_children()
               if isinstance(patch, PathPatch) and patch.get_fill())


# --- bands and bars -------------------------------------------------------------------------


def test_bands_are_exactly_as_thick_as_their_numbers_all_along() -> None:
    figure = flow.draw(CAMPS, {}, look(116))
    found = sorted((thick(band) for band in shapes(figure)), key=lambda each: -each[0])
    for along, number in zip(found, (400, 300, 200, 100, 50), strict=True):
        assert along == pytest.approx([number / 400 * found[0][0]] * len(along))


def test_bars_are_the_sums_of_their_bands() -> None:
    figure = flow.draw(CAMPS, {}, look(116))
    unit = heights(figure)[0] / 500
    assert heights(figure) == pytest.approx([unit * total for total in (500, 500, 50, 600, 450)])
    assert texts(figure) == ["400", "100", "200", "300", "Ash", "500", "Birch", "500", "Cedar",
                             "50", "North camp", "600", "Schools", "450"]


def test_bands_fill_their_bars_in_the_order_of_the_other_side() -> None:
    figure = flow.draw(CAMPS, {}, look(116))
    ash, birch, cedar, north, schools = bars(figure)
    starts = sorted((band[0][1], band[-2][1]) for band in shapes(figure))
    assert (starts[0][0], starts[1][1]) == pytest.approx((ash.top, ash.bottom))
    assert (starts[2][0], starts[3][1]) == pytest.approx((birch.top, birch.bottom))
    assert starts[4] == pytest.approx((cedar.top, cedar.bottom))
    arrivals = sorted(band[len(band) // 2 - 1][1] for band in shapes(figure))
    assert arrivals[0] == pytest.approx(north.top) and arrivals[2] == pytest.approx(schools.top)


def test_a_band_that_has_both_ends_to_itself_lies_level() -> None:
    figure = flow.draw(*example(), look(116))
    siege = shapes(figure)[-1]  # the emphasised one, drawn last
    assert len({round(y, 6) for _, y in siege}) == 2


def test_what_is_thinner_than_a_hairline_is_drawn_as_one() -> None:
    figure = flow.draw(rows(("A", "X", 10**9), ("B", "Y", 1)), {}, look(116))
    assert min(heights(figure)) == pytest.approx(0.2)
    assert min(thick(band)[0] for band in shapes(figure)) == pytest.approx(0.2)


def test_zero_is_no_band_and_missing_is_a_dashed_line() -> None:
    figure = flow.draw(GAPS, {}, look(116))
    assert len(shapes(figure)) == 3
    assert len(strokes(figure, dashed=True, token="slate")) == 2
    assert "Cedar no figure Date 0" in said(figure) and "West no figure" in said(figure)
    assert texts(figure)[-1] == "No figure: Birch – North"  # whose bars both have numbers
    assert len(bars(figure)) == 4


def test_neighbours_are_parted_in_the_colour_of_paper() -> None:
    paper = replace(look(116), colours=COLOURS)
    assert len(strokes(flow.draw(CAMPS, {}, paper), dashed=False)) == 2 * len(CAMPS)


# --- numbers and names ----------------------------------------------------------------------


def test_a_band_says_its_number_only_where_no_bar_says_it() -> None:
    figure = flow.draw(*example(), look(172))
    assert texts(figure).count("around 176,500") == 1  # at its bar
    # Cedar’s only band is Cedar’s number.
    assert texts(flow.draw(CAMPS, {}, look(172))).count("50") == 1


def test_a_number_lies_within_its_band() -> None:
    figure = flow.draw(CAMPS, {}, look(172))
    inner = [box for text, box in written(figure)
             if bars(figure)[0].right < box.left < 140 and text in ("400", "100", "200", "300")]
    assert len(inner) == 4
    ends = sorted((band[0][1], band[-2][1]) for band in shapes(figure))[:4]
    for box, (top, bottom) in zip(sorted(inner, key=lambda each: each.top), ends, strict=True):
        assert top < box.top and box.bottom < bottom


@pytest.mark.parametrize(("qualifiers", "total"), [
    (("", ""), "30"), (("around", ""), "around 30"), (("about", "around"), "about 30"),
    (("at least", "more than"), "at least 30"), (("less than", "up to"), "up to 30"),
    (("at least", "about"), "at least about 30"), (("at least", "up to"), "about 30"),
])
def test_a_sum_says_no_more_than_its_parts(qualifiers: tuple[str, str], total: str) -> None:
    parts = rows(("A", "X", 10, qualifiers[0]), ("B", "X", 20, qualifiers[1]))
    assert texts(flow.draw(parts, {}, look(116)))[-1] == total


def test_a_sum_with_a_gap_is_at_least_so_many() -> None:
    assert "North at least 40 South about 21" in said(flow.draw(GAPS, {}, look(116)))


def test_a_sign_stands_at_every_number_and_a_word_once() -> None:
    assert "50%" in texts(flow.draw(CAMPS, {"unit": "%"}, look(116)))
    assert said(flow.draw(CAMPS, {"unit": "people"}, look(116))).count("people") == 1


def test_a_name_on_both_sides_is_two_bars() -> None:
    figure = flow.draw(rows(("Aleppo", "Aleppo", 3), ("Aleppo", "Idlib", 4)), {}, look(116))
    assert texts(figure).count("Aleppo") == 2 and len(bars(figure)) == 3


def test_titles_notes_and_the_accent() -> None:
    noted = rows(("Ash", "North", 4, "", "in May"), ("Birch", "North", 3))
    figure = flow.draw(noted, {"from-title": "Left home in", "to-title": "Now in",
                               "emphasis": "Ash"}, look(116))
    assert texts(figure)[:2] == ["Left home in", "Now in"]
    assert texts(figure)[-1] == "Ash – North: in May"
    assert (bands(figure, "brick"), bands(figure, "sky")) == (1, 1)
    assert len(bars(figure, "brick")) == 1 and len(bars(figure, "navy")) == 2


def test_sorted_the_greatest_come_first_on_both_sides() -> None:
    figure = flow.draw(rows(("A", "X", 1), ("B", "Y", 5), ("C", "X", None), ("D", "Y", 3)),
                       {"sort": "descending"}, look(116))
    assert [text for text in texts(figure) if len(text) == 1 and text.isalpha()] == [
        "B", "D", "A", "C", "Y", "X"]


def test_the_rest_of_each_side_are_gathered_and_stand_last() -> None:
    figure = flow.draw(MANY, {"other": "2", "sort": "descending"}, look(116))
    names = [text for text in texts(figure) if text[0].isalpha()]
    assert names == ["Place 7", "Place 6", "Others (6)", "Goal 4", "Goal 2", "Others (3)"]
    assert "156" in texts(figure)  # 1 + 11 + 21 + 31 + 41 + 51 of the other six


def test_one_name_alone_is_not_hidden_among_others() -> None:
    figure = flow.draw(CAMPS, {"other": "2"}, look(116))
    assert "Cedar" in texts(figure) and "Others" not in said(figure)


# --- hostile data ---------------------------------------------------------------------------


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("case", HOSTILE)
def test_names_and_numbers_never_meet(case: str, width: float) -> None:
    first = str(HOSTILE[case][0]["from"])
    options = {"emphasis": first, "unit": "people", "from-title": "From", "to-title": LONG}
    try:
        figure = flow.draw(HOSTILE[case], options, look(width))
    except ValueError as error:
        assert width == 50 and "wider" in str(error)
        return
    assert_clean(figure)
    assert first.split(" ")[0][:5] in said(figure)
    left, right = _banks(figure)
    for text, box in written(figure):
        beside = box.right < left or box.left > right
        within = left < box.left and box.right < right and text[-1].isdigit()
        assert beside or within or box.bottom < _top(figure) or box.top > _foot(figure), text


def _banks(figure: Figure) -> tuple[float, float]:
    """The edges of the bars at which bands begin and end."""
    return min(bar.right for bar in bars(figure)), max(bar.left for bar in bars(figure))


def _top(figure: Figure) -> float:
    return min(bar.top for bar in bars(figure))


def _foot(figure: Figure) -> float:
    return max(bar.bottom for bar in bars(figure))


@pytest.mark.parametrize("width", WIDTHS)
def test_the_example_in_every_width(width: float) -> None:
    figure = flow.draw(*example(), look(width))
    assert_clean(figure)
    for name in ("Government", "Daraya", "Zabadani"):
        assert name in texts(figure)  # not cut, not even in the margin
    assert size(figure)[1] < 90


def test_arabic_is_mirrored() -> None:
    figure = flow.draw(CAMPS, {}, look(116, "ar"))
    assert_clean(figure)
    assert all(band[0][0] > band[len(band) // 2 - 1][0] for band in shapes(figure))


def test_a_low_page_makes_bands_thinner_or_is_refused() -> None:
    tall = size(flow.draw(CAMPS, {}, look(116)))[1]
    low = replace(look(116), height=0.7 * tall)
    assert size(flow.draw(CAMPS, {}, low))[1] <= 0.7 * tall
    with pytest.raises(ValueError, match="mm high, and the page has 20 mm"):
        flow.draw(CAMPS, {}, replace(look(116), height=20))


def test_other_languages_have_their_own_words() -> None:
    assert "keine Angabe" in texts(flow.draw(GAPS, {}, look(116, "de")))
    assert "Autres (6)" in texts(flow.draw(MANY, {"other": "2"}, look(116, "fr")))


# --- what cannot be drawn -------------------------------------------------------------------


@pytest.mark.parametrize(("case", "options", "sentence"), [
    ([], {}, "There is no row"),
    (rows(("", "X", 1)), {}, "has no “from” (its “to” is “X”)"),
    (rows(("A", "", 1)), {}, "has no “to” (its “from” is “A”)"),
    (rows(("A", "X", -1)), {}, "of “A – X” is -1; a band cannot be below zero"),
    (rows(("A", "X", 1), ("A", "X", 2)), {}, "two rows from “A” to “X”"),
    (rows(("A", "X", None)), {}, "No row has a value"),
    (rows(("A", "X", 0)), {}, "Every value is 0"),
    (CAMPS, {"emphasis": "Elm"}, "“emphasis” names “Elm”"),
    (MANY, {"other": "2", "emphasis": "Place 0"}, "it is number 8 of its side"),
    (MANY, {"other": "few"}, "“other” is “few”"),
    (CAMPS, {"total": "1000"}, "add up to 1,050, 50 more than the total of 1,000"),
    (rows(*((f"P{number}", "X", 1) for number in range(15))), {},
     "There are 15 names under “from”; no more than 14"),
    (rows(*((f"P{number // 8}", f"G{number % 8}", 1) for number in range(64))), {},
     "There are 64 flows; no more than 60"),
])
def test_flows_that_cannot_be_drawn(
    case: list[Row], options: dict[str, str], sentence: str
) -> None:
    for make in (flow.draw, flow.alt, flow.describe):
        with pytest.raises(ValueError) as caught:
            make(case, options, look(116))
        assert sentence in str(caught.value)


def test_a_margin_has_room_for_few_flows() -> None:
    with pytest.raises(ValueError, match="60 flows between 12 and 13 names have no room on 50 mm"):
        flow.draw(SIXTY, {}, look(50))
    assert flow.draw(MANY[:6], {}, look(50))


def test_numbers_too_long_for_the_sheet_are_not_cut() -> None:
    with pytest.raises(ValueError, match="The numbers leave no room"):
        flow.draw(rows(("A", "X", 10**14)), {}, look(50))
    assert flow.draw(rows(("A", "X", 10**10)), {"numbers": "short"}, look(50))
