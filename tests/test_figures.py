"""Kinds of figures: what they draw, that nothing collides, and what they say aloud."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import hypot

import numpy
import pytest
from matplotlib import font_manager, rcParams
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.text import Text

from figures import counts, dots, timeline
from figures.desk.canvas import INCH, Canvas
from figures.desk.data import Row, period
from figures.desk.look import Look
from figures.desk.words import bound, quantity, times
from report.fonts import CHART_CHARACTERS, instance

COLOURS = {
    "ink": "#17202A", "navy": "#17324D", "brick": "#B23A1E", "blue": "#2B5F8A",
    "slate": "#56616B", "ochre": "#D99A2B", "sky": "#A9C4DA", "stone": "#DDD6CA",
    "sand": "#F5F0E7",
}
HOSTS: list[Row] = [
    {"label": "Egypt", "value": 117635}, {"label": "Iraq", "value": 244642},
    {"label": "Jordan", "value": 628223}, {"label": "Lebanon", "value": 1062690},
    {"label": "Türkiye", "value": 2503549},
]


@pytest.fixture(scope="module", autouse=True)
def face(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Source Sans 3 as the edition builder gives it to matplotlib."""
    folder = tmp_path_factory.mktemp("fonts")
    for weight in (400, 600):
        file = folder / f"{weight}.ttf"
        file.write_bytes(instance("Source Sans 3", "normal", {"wght": weight}, CHART_CHARACTERS))
        font_manager.fontManager.addfont(str(file))


def look(width: float, language: str = "en-GB") -> Look:
    return Look(width, 8.5, "Source Sans 3", COLOURS, language)


def texts(figure: Figure) -> list[str]:
    return [artist.get_text() for artist in figure.get_children() if isinstance(artist, Text)]


def drawn_bars(figure: Figure) -> list[Rectangle]:
    return [artist for artist in figure.get_children()
            if isinstance(artist, Rectangle) and artist is not figure.patch]


Box = tuple[float, float, float, float]  # left, bottom, right, top
FINE = 4800  # dots an inch: letters are rounded up to whole pixels, so small ones


def boxes(figure: Figure) -> list[tuple[str, Box]]:
    """Every text with the box of its letters in millimetres from the bottom left corner."""
    figure.set_dpi(FINE)
    renderer = RendererAgg(1, 1, FINE)  # type: ignore[no-untyped-call]
    found = []
    for artist in figure.get_children():
        if isinstance(artist, Text):
            width, height, descent = (float(side) / FINE * INCH for side in (
                renderer.get_text_width_height_descent(  # type: ignore[no-untyped-call]
                    artist.get_text(), artist.get_fontproperties(), False)))
            at = artist.get_transform().transform(artist.get_position())
            x, y = (float(each) / FINE * INCH for each in at)
            x -= {"left": 0, "center": width / 2, "right": width}[artist.get_horizontalalignment()]
            found.append((artist.get_text(), (x, y - descent, x + width, y - descent + height)))
    return found


def assert_clean(figure: Figure) -> None:
    """No text overlaps another, none leaves the sheet, no upright rule runs through one."""
    width, height = (float(side) * INCH for side in figure.get_size_inches())
    measured, slack = boxes(figure), 0.1
    for text, (left, bottom, right, top) in measured:
        assert text.strip()
        assert left > -slack and right < width + slack, f"“{text}” leaves the sheet"
        assert bottom > -slack and top < height + slack, f"“{text}” leaves the sheet"
    for (text, (left, bottom, right, top)), (other, its) in combinations(measured, 2):
        apart = (right < its[0] + slack or its[2] < left + slack
                 or top < its[1] + slack or its[3] < bottom + slack)
        assert apart, f"“{text}” overlaps “{other}”"
    for x, low, high in stems(figure, height):
        for text, (left, bottom, right, top) in measured:
            beside = not left + slack < x < right - slack
            clear = low > top - slack or high < bottom + slack
            assert beside or clear, f"a stem crosses “{text}”"


def stems(figure: Figure, height: float) -> list[tuple[float, float, float]]:
    """Upright rules: x, lower and upper end, from the bottom left corner."""
    found = []
    for line in figure.get_children():
        if isinstance(line, Line2D):
            (x, start), (end, stop) = line.get_xydata().tolist()  # type: ignore[union-attr]
            if abs(x - end) < 0.01:
                found.append((x, height - max(start, stop), height - min(start, stop)))
    return found


LONG = "Households in informal settlements along the road between the city and the closed frontier"
HOSTILE: dict[str, list[Row]] = {
    "one": [{"label": "Aleppo", "value": 300000, "qualifier": "about"}],
    "zero": [{"label": "None", "value": 0}, {"label": "Nowhere", "value": 0}],
    "missing": [{"label": "Counted", "value": 3, "note": "once"},
                {"label": "Not counted", "value": None, "note": "the office was closed"}],
    "great": [{"label": "Great", "value": 10**10, "qualifier": "more than"},
              {"label": "Nearly as great", "value": 10**10 - 1, "qualifier": "more than"},
              {"label": "Small", "value": 1}],
    "long": [{"label": LONG, "value": 5000 * (number + 1), "note": f"{LONG} since {number}"}
             for number in range(4)],
    "unbroken": [{"label": "x" * 90, "value": 7, "group": "y" * 90}],
    "grouped": [{"label": f"Place {number}", "value": number * 950, "group": f"Party {number % 3}",
                 "note": "as of 18 January", "qualifier": "around"} for number in range(9)],
    "dollars": [{"label": "Costs $5 to $7", "value": 3, "note": "US$ 1 and US$ 2"}],
    "sixty": [{"label": f"District number {number}", "value": 37 ** (number % 6)}
              for number in range(60)],
}


@pytest.mark.parametrize("width", [172, 116, 50, 180, 90, 100])
@pytest.mark.parametrize("case", HOSTILE)
def test_bars_never_collide(case: str, width: float) -> None:
    assert_clean(counts.draw(HOSTILE[case], {"unit": "people"}, look(width)))


@pytest.mark.parametrize("width", [172, 116, 50, 180, 90, 100])
def test_every_number_of_the_hosts_is_in_the_picture(width: float) -> None:
    options = {"emphasis": "Türkiye", "sort": "descending"}
    figure = counts.draw(HOSTS, options, look(width))
    assert_clean(figure)
    assert texts(figure) == [
        "Türkiye", "2,503,549", "Lebanon", "1,062,690", "Jordan", "628,223",
        "Iraq", "244,642", "Egypt", "117,635"]


def test_bars_are_as_long_as_their_numbers() -> None:
    figure = counts.draw(HOSTS, {}, look(116))
    lengths = [bar.get_width() for bar in drawn_bars(figure)]
    assert [length / lengths[-1] for length in lengths] == pytest.approx(
        [row["value"] / 2503549 for row in HOSTS])  # type: ignore[operator]


def test_missing_is_said_and_zero_is_a_number() -> None:
    rows: list[Row] = [{"label": "A", "value": 0}, {"label": "B", "value": None},
                       {"label": "C", "value": 2}]
    figure = counts.draw(rows, {}, look(116))
    assert texts(figure) == ["A", "0", "B", "no figure", "C", "2"]
    assert len(drawn_bars(figure)) == 1


@pytest.mark.parametrize(("rows", "options", "sentence"), [
    ([], {}, "There is no row"),
    ([{"label": "A", "value": -1}], {}, "cannot be below zero"),
    ([{"label": "A", "value": None}], {}, "No row has a value"),
    ([{"label": "", "value": 1}], {}, "has no label"),
    (HOSTS, {"emphasis": "Turkey"}, "the label of no row"),
    (HOSTS, {"sort": "ascending"}, "it may be “file” and “descending”"),
])
def test_bars_that_cannot_be_drawn(
    rows: list[Row], options: dict[str, str], sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        counts.draw(rows, options, look(116))


def bars(*rows: tuple[object, ...]) -> list[Row]:
    names = ("label", "value", "qualifier", "group")
    return [dict(zip(names, row, strict=False)) for row in rows]  # type: ignore[arg-type]


@pytest.mark.parametrize(("rows", "options", "told"), [
    (HOSTS, {"sort": "descending"},
     "Bar chart of five rows. Türkiye 2,503,549, more than twice Lebanon’s 1,062,690; "
     "then Jordan 628,223, Iraq 244,642 and Egypt 117,635."),
    (HOSTS, {"sort": "descending", "numbers": "short"},
     "Bar chart of five rows. Türkiye 2.5 million, more than twice Lebanon’s 1.1 million; "
     "then Jordan 628,000, Iraq 245,000 and Egypt 118,000."),
    (bars(("In the media", 400000, "more than"), ("OCHA", 200000)), {},
     "Bar chart of two rows. In the media more than 400,000 and OCHA 200,000."),
    (bars(("First", 320000, "about"), ("Second", 320000, "about"), ("Third", 10)), {},
     "Bar chart of three rows. First and Second about 320,000 each and Third 10."),
    (bars(("2013", 5), ("2014", 9), ("2015", 7)), {},
     "Bar chart of three rows. 2013: 5; 2014: 9; 2015: 7."),
    (bars(("A", 8, "", "East"), ("B", 4, "", "East"), ("C", 1, "", "West"),
          ("D", None, "", "West")), {},
     "Bar chart of four rows in two groups. East: A 8, twice B’s 4. "
     "West: C 1. No figure for D."),
    (bars(*((f"Place {letter}", 100 - 10 * place) for place, letter in enumerate("abcdefgh"))), {},
     "Bar chart of eight rows. Place a 100, Place b 90 and Place c 80; "
     "the other five range from 70 (Place d) to 30 (Place h)."),
    (bars(("A", 5), ("B", 0)), {}, "Bar chart of two rows. A 5 and B 0."),
])
def test_bars_in_words(rows: list[Row], options: dict[str, str], told: str) -> None:
    assert counts.describe(rows, options, look(116)) == told


def test_no_false_comparison() -> None:
    assert [times(*pair) for pair in ((4, 2), (4.1, 2), (3.9, 2), (3.8, 2), (9, 0), (6, 6))] == [
        "twice", "more than twice", "nearly twice", "", "", ""]


def test_numbers_and_dates_of_other_languages() -> None:
    assert quantity(2503549, "de") == "2.503.549"
    assert quantity(999_960, "en-GB", short=True) == "1 million"
    assert bound("since 1 February", "en-GB") == "since 1\N{NO-BREAK SPACE}February"
    assert "1.\N{EN DASH}3. Feb." in texts(timeline.draw(
        [{"date": period("2016-02-01/2016-02-03"), "event": "Gespräche", "kind": None},
         {"date": period("2016-02-29"), "event": "Ende", "kind": None}], {}, look(172, "de")))


def test_arabic_is_mirrored() -> None:
    drawn = drawn_bars(counts.draw(HOSTS, {}, look(116, "ar")))
    axis = drawn[0].get_x() + drawn[0].get_width()
    assert all(bar.get_x() + bar.get_width() == pytest.approx(axis) for bar in drawn)
    assert min(bar.get_x() for bar in drawn) >= 0


COVER: list[Row] = [{"group": "still there", "people": 300000},
                    {"group": "displaced", "people": 63752}]


def points(figure: Figure) -> list[list[tuple[float, float]]]:
    """The dots of each group, in millimetres from the top left corner."""
    return [[(x, y) for x, y in numpy.asarray(patch.get_path().vertices)[::2].tolist()]
            for patch in fields(figure)]


def fields(figure: Figure) -> list[PathPatch]:
    return [artist for artist in figure.get_children() if isinstance(artist, PathPatch)]


@pytest.mark.parametrize(("people", "per", "expected"), [
    ((300000, 63752), "100", [3000, 638]), ((300000, 63752), "1000", [300, 64]),
    ((100, 3000), "1", [100, 3000]), ((5000, 5000), "1", [5000, 5000]), ((3, 0), "1", [3]),
    ((1, 1), "1", [1, 1]), ((7, 1000), "1", [7, 1000]),
])
@pytest.mark.parametrize("height", ["297", "210", "160"])
def test_dots_are_exact_apart_and_in_their_place(
    people: Sequence[int], per: str, expected: list[int], height: str
) -> None:
    rows: list[Row] = [{"group": "a", "people": people[0]}, {"group": "b", "people": people[1]}]
    figure = dots.draw(rows, {"per": per, "height": height}, look(210))
    groups = points(figure)
    assert [len(group) for group in groups] == expected
    radius = fields(figure)[0].get_linewidth() * INCH / 72 / 2
    everyone = [point for group in groups for point in group]
    for x, y in everyone:
        assert radius * 0.99 <= x <= 210 - radius * 0.99
        assert 0.38 * float(height) + radius <= y <= 0.92 * float(height) - radius + 1e-6
    cells: dict[tuple[int, int], list[tuple[float, float]]] = {}
    for x, y in everyone:
        near = [other for dx in (-1, 0, 1) for dy in (-1, 0, 1)
                for other in cells.get((int(x / radius / 2) + dx, int(y / radius / 2) + dy), [])]
        assert all(hypot(x - ox, y - oy) >= 2 * radius for ox, oy in near)
        cells.setdefault((int(x / radius / 2), int(y / radius / 2)), []).append((x, y))


def test_the_cover_is_the_same_each_time_and_thins_out_upwards() -> None:
    left = points(dots.draw(COVER, {"per": "100"}, look(210)))[1]
    assert left == points(dots.draw(COVER, {"per": "100"}, look(210)))[1]
    top, bottom = min(y for _, y in left), max(y for _, y in left)
    upper = sum(y < top + (bottom - top) / 3 for _, y in left)
    assert upper < len(left) / 4


@pytest.mark.parametrize(("rows", "options", "sentence"), [
    ([], {}, "one or two rows; there are no"),
    ([{"group": "a", "people": None}], {}, "no number of people"),
    ([{"group": "a", "people": 3}], {"per": "100"}, "too few for a dot"),
    (COVER, {"per": "1"}, "too many to see"),
    (COVER, {"per": "many"}, "which is no number"),
])
def test_covers_that_cannot_be_drawn(
    rows: list[Row], options: dict[str, str], sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        dots.draw(rows, options, look(210))


def test_the_cover_in_words() -> None:
    assert dots.describe(COVER, {"per": "100"}, look(210)) == (
        "Field of 3,000 dots for 300,000 people (still there), each dot 100 people. "
        "Above it, 638 dots for 63,752 people (displaced) lift off and thin out upwards.")


@pytest.mark.parametrize(("rows", "told"), [
    (COVER, "Field of 3,000 dots (still there), above which 638 dots (displaced) lift off; each "
     "dot is 100 people."),
    (COVER[:1], "Field of 3,000 dots (still there); each dot is 100 people."),
    ([COVER[0], {"group": "displaced", "people": 40}],
     "Field of 3,000 dots (still there); each dot is 100 people."),
])
def test_the_cover_in_a_sentence(rows: list[Row], told: str) -> None:
    assert dots.alt(rows, {"per": "100"}, look(210)) == told


def test_a_group_too_few_for_a_dot_is_not_said_to_fly() -> None:
    rows: list[Row] = [COVER[0], {"group": "displaced", "people": 40}]
    assert dots.describe(rows, {"per": "100"}, look(210)).endswith(
        "40 people (displaced) are too few for a dot.")


def test_wrapping_keeps_to_the_width_and_balances() -> None:
    canvas = Canvas(look(116))
    lines = canvas.wrap("Security Council adopts resolution 2268", 40)
    assert lines == ["Security Council", "adopts resolution 2268"]
    assert all(canvas.measure(line) <= 40 for line in canvas.wrap("x" * 90, 40))


def test_drawing_leaves_no_settings_behind() -> None:
    before = dict(rcParams)
    counts.draw(HOSTS, {}, look(116))
    event: Row = {"date": period("2016-02-05"), "event": "Something", "kind": None}
    timeline.draw([event], {}, look(172))
    assert dict(rcParams) == before
