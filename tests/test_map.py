"""Maps: places where they are, circles as large as their numbers, words that keep apart."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Mapping
from math import dist, pi

import matplotlib
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.text import Text

from figures import map as maps
from figures.desk.boxes import Box as Bounds
from figures.desk.data import Row, Value
from figures.desk.map.clip import area_within, line_outside, line_within, thinned
from figures.desk.map.countries import country, name_of
from figures.desk.map.projection import Projection, bearing, distance
from figures.desk.map.shapes import world
from tests import sheet
from tests.sheet import COLOURS, LONG, assert_clean, face, look, said, texts

__all__ = ["face"]  # a fixture for every test here

WIDTHS = (172, 116, 50, 205, 145, 90, 88, 96)
EXAMPLE: list[Row] = [
    {"label": label, "longitude": float(x), "latitude": float(y), "kind": kind}
    for label, x, y, kind in (line.split(",") for line in maps.EXAMPLE.data.splitlines()[1:])]
LOCATOR = {"context": "SYR", "emphasis": "Aleppo"}
HOSTS: list[Row] = [
    {"label": label, "country": code, "value": value} for label, code, value in (
        ("Egypt", "EGY", 117635), ("Iraq", "IRQ", 244642), ("Jordan", "JOR", 628223),
        ("Lebanon", "LBN", 1062690), ("Türkiye", "TUR", 2503549))]


def place(label: str, longitude: float, latitude: float, **more: Value) -> Row:
    return {"label": label, "longitude": longitude, "latitude": latitude, **more}


def drawn(rows: list[Row], options: Mapping[str, str], width: float = 116,
          language: str = "en-GB") -> Figure:
    return maps.draw(rows, options, look(width, language))


def alt(rows: list[Row], options: Mapping[str, str]) -> str:
    return maps.alt(rows, options, look(116))


def described(rows: list[Row], options: Mapping[str, str]) -> str:
    return maps.describe(rows, options, look(116))


def circles(figure: Figure, token: str) -> list[tuple[float, float, float]]:
    """Middle and radius of each circle of a number."""
    from matplotlib.colors import to_hex

    found = []
    for patch in figure.get_children():
        if isinstance(patch, PathPatch) and patch.get_fill() and patch.get_linewidth() \
                and to_hex(patch.get_facecolor()).upper() == COLOURS[token]:
            box = patch.get_path().get_extents()
            found.append(((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2, box.width / 2))
    return found


def svg(rows: list[Row], options: Mapping[str, str], width: float) -> bytes:
    stream = io.BytesIO()
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "octavo"}):
        drawn(rows, options, width).savefig(stream, format="svg", metadata={"Date": None})
    return stream.getvalue()


# --- the globe and the plane ----------------------------------------------------------------


def test_distances_and_bearings_are_those_of_the_globe() -> None:
    aleppo, damascus = (37.161, 36.201), (36.291, 33.510)
    assert distance(aleppo, damascus) == pytest.approx(309.7, abs=0.5)
    assert distance((0, 0), (180, 0)) == pytest.approx(pi * 6371)
    assert bearing((0, 0), (0, 10)) == pytest.approx(0)
    assert bearing((0, 0), (10, 0)) == pytest.approx(90)
    assert bearing(aleppo, damascus) == pytest.approx(195, abs=1)


def test_the_stereographic_projection_keeps_scale_near_its_middle() -> None:
    projection = Projection("stereographic", 38, 35)
    assert projection.at(38, 35) == pytest.approx((0, 0))
    north, east = projection.at(38, 36), projection.at(39, 35)
    assert north[1] < 0 and east[0] > 0
    assert dist((0, 0), north) * 6371 == pytest.approx(distance((38, 35), (38, 36)), rel=1e-3)
    assert dist((0, 0), east) * 6371 == pytest.approx(distance((38, 35), (39, 35)), rel=1e-3)


def test_the_equal_earth_projection_meets_its_published_edges() -> None:
    projection = Projection("equal-earth", 0, 0)
    assert projection.at(180, 0)[0] == pytest.approx(2.70663, abs=1e-5)
    assert projection.at(0, 90)[1] == pytest.approx(-1.31736, abs=1e-5)


def test_areas_and_lines_are_cut_to_a_box() -> None:
    box = Bounds(0, 0, 10, 10)
    assert area_within([(5, 5), (15, 5), (15, 8), (5, 8)], box) == [
        (5, 5), (10, 5), (10, 8), (5, 8)]
    assert area_within([(11, 11), (12, 11), (12, 12)], box) == []
    assert line_within([(-5, 5), (5, 5), (15, 5)], box) == [[(0, 5), (5, 5), (10, 5)]]
    assert line_outside([(-5, 5), (5, 5), (15, 5)], [box]) == [
        [(-5, 5), (0, 5)], [(10, 5), (15, 5)]]


def test_thinning_keeps_what_is_farther_off_than_the_tolerance() -> None:
    line = [(0.0, 0.0), (1.0, 0.05), (2.0, 0.0), (3.0, 1.0), (4.0, 0.0)]
    assert thinned(line, 0.1) == [(0, 0), (2, 0), (3, 1), (4, 0)]
    assert thinned(line, 2.0) == [(0, 0), (4, 0)]


@pytest.mark.parametrize(("where", "code"), [
    ((37.161, 36.201), "SY"), ((27.48, -29.31), "LS"), ((28.05, -26.2), "ZA"),
    ((178.2, -17.9), "FJ"), ((-177.0, 66.0), "RU"), ((0.0, -89.0), "AQ"), ((44.06, 9.56), "SO"),
    ((34.0, 34.0), ""), ((-140.0, 0.0), ""),
])
def test_a_point_lies_in_its_country(where: tuple[float, float], code: str) -> None:
    assert world("10m").holder(*where) == code


def test_countries_are_known_by_code_and_by_name() -> None:
    for name in ("SYR", "sy", "Syria", "Syrian Arab Republic"):
        assert country(name, "x") == "SY"
    assert country("Turkey", "x") == country("Türkiye", "x") == "TR"
    assert country("Bosnia and Herzegovina", "x") == "BA"
    assert (name_of("SY", "fr"), name_of("PS", "en-GB")) == ("Syrie", "Palestine")
    with pytest.raises(ValueError, match=r"names the country “Lebnon”.*did you mean Lebanon\?"):
        country("Lebnon", "“x”")
    with pytest.raises(ValueError, match="write its English name or its code"):
        country("Atlantis", "“x”")


# --- places -------------------------------------------------------------------------------


def test_places_stand_where_they_are() -> None:
    figure = drawn(EXAMPLE, LOCATOR)
    (x, y), = sheet.dots(figure, "brick")
    ink = sheet.dots(figure, "ink")
    assert len(ink) == 10  # with the capital’s ring; a crossing is hollow
    assert sum(other[0] < x and other[1] > y for other in ink) == 6  # south-west of Aleppo
    assert said(figure).count("Aleppo") == 1
    for row in EXAMPLE:
        assert str(row["label"]) in said(figure)
    assert "T Ü R K İ Y E" in said(figure).replace("\N{HAIR SPACE}", " ")


@pytest.mark.parametrize("width", WIDTHS)
def test_the_example_and_the_hosts_are_clean_at_every_width(width: float) -> None:
    for rows, options in ((EXAMPLE, LOCATOR), (HOSTS, {"context": "Syria", "unit": "refugees"})):
        figure = drawn(rows, options, width)
        assert_clean(figure)
        high = sheet.size(figure)[1]
        assert 0.6 * width - 0.1 <= high <= width + 0.1
        for points in (*sheet.shapes(figure), *sheet.strokes(figure)):
            assert all(-0.1 <= x <= width + 0.1 and -0.1 <= y <= high + 0.1 for x, y in points)


def test_an_emphasised_label_on_the_sea_is_in_ink_for_contrast() -> None:
    for rows, token in (([place("Ship", 18, 35)], "ink"), ([place("Camp", 24, 25)], "brick")):
        figure = drawn(rows, {"emphasis": str(rows[0]["label"])})
        label = next(artist for artist in figure.get_children()
                     if isinstance(artist, Text) and artist.get_text() in ("Ship", "Camp"))
        assert label.get_color() == COLOURS[token]
        assert len(sheet.dots(figure, "brick")) == 1


def test_a_map_is_not_mirrored_in_arabic() -> None:
    options = {**LOCATOR, "countries": "no", "scale": "no"}
    assert sheet.dots(drawn(EXAMPLE, options, 116, "ar")) == sheet.dots(drawn(EXAMPLE, options))


def test_the_scale_bar_is_as_long_as_it_says() -> None:
    figure = drawn([place("A", 37, 36), place("B", 38, 36)], {})
    (x, _), (end, _) = sheet.dots(figure)
    bar = next(line for line in sheet.strokes(figure, token="slate")
               if len(line) == 4 and line[1][1] == line[2][1])
    kilometres = float(next(text for text in texts(figure) if text.endswith(" km")).split()[0])
    assert (bar[2][0] - bar[1][0]) / abs(end - x) == pytest.approx(
        kilometres / distance((37, 36), (38, 36)), rel=0.01)


def test_a_wide_map_has_no_scale_bar() -> None:
    continents = [place("Dakar", -17.4, 14.7), place("Mombasa", 39.7, -4.0)]
    assert "km" not in said(drawn(continents, {}))
    assert "km" not in said(drawn(EXAMPLE, {"scale": "no"}))
    assert "S" not in said(drawn([place("a", 37, 36)], {"countries": "no"}))


def test_the_extent_is_what_is_asked_for() -> None:
    for asked in ("35, 32, 43, 38", "35 32 43 38", "Syria"):
        figure = drawn([EXAMPLE[0]], {"extent": asked})
        ((x, y),) = sheet.dots(figure, "ink")
        assert 20 < x < 45 and 15 < y < 50
    across = drawn([place("Suva", 178.44, -18.14), place("Apia", -171.76, -13.83)], {})
    (x, _), (end, _) = sheet.dots(across, "ink")
    assert 0 < x < end < 116
    assert "500 km" in said(across) or "200 km" in said(across)


def test_disputed_borders_are_dashed() -> None:
    syria = {"extent": "Syria"}
    paris = [place("Paris", 2.35, 48.86)]
    assert sheet.strokes(drawn([EXAMPLE[0]], syria), dashed=True)
    assert not sheet.strokes(drawn(paris, {"extent": "France"}), dashed=True)
    assert sheet.strokes(drawn(paris, {"extent": "France", "disputed": "France/ESP"}), dashed=True)


def test_a_disclaimer_is_wrapped_under_the_map() -> None:
    without, with_it = (drawn(EXAMPLE, options) for options in (
        LOCATOR, {**LOCATOR, "disclaimer": f"{LONG} {LONG}"}))
    assert_clean(with_it)
    assert sheet.size(with_it)[1] > sheet.size(without)[1] + 5
    assert said(with_it).endswith(f"{LONG} {LONG}")


# --- numbers ------------------------------------------------------------------------------


def test_the_area_of_a_circle_is_in_proportion_to_its_number() -> None:
    figure = drawn(HOSTS, {"emphasis": "Türkiye"}, 172)
    ((_, _, largest),) = circles(figure, "brick")
    radii = sorted((radius for _, _, radius in circles(figure, "navy")), reverse=True)
    for radius, value in zip(radii, (1062690, 628223, 244642, 117635), strict=True):
        assert (radius / largest) ** 2 == pytest.approx(value / 2503549, rel=0.001)


def test_numbers_stand_by_their_labels_and_the_unit_once() -> None:
    words = said(drawn(HOSTS, {"unit": "refugees"}))
    for row in HOSTS:
        assert f"{row['label']} {row['value']:,}" in words
    assert words.count("refugees") == 1
    assert "2.5 million" in said(drawn(HOSTS, {"numbers": "short"}))
    # A country whose number is shown is not named twice.
    assert "I\N{HAIR SPACE}R\N{HAIR SPACE}A\N{HAIR SPACE}Q" not in words


def test_words_in_a_circle_give_way_to_a_smaller_circle() -> None:
    damascus = place("Damascus", 36.29, 33.51, value=1_700_000)
    far = place("Aleppo", 37.16, 36.2, value=10)
    alone = drawn([damascus, far], {"countries": "no"})
    beside = drawn([damascus, far, place("Madaya", 36.2, 33.55, value=40_000)],
                   {"countries": "no"})
    for figure, within in ((alone, True), (beside, False)):
        box = next(box for text, box in sheet.written(figure) if text == "Damascus")
        x, y, radius = max(circles(figure, "navy"), key=lambda circle: circle[2])
        assert (dist((box.left, box.top), (x, y)) < radius) == within
    assert "Madaya 40,000" in said(beside)


def test_zero_and_no_figure_are_hollow_rings() -> None:
    rows: list[Row] = [*HOSTS[1:], {"label": "Egypt", "country": "Egypt", "value": None},
                       {"label": "Cyprus", "country": "CYP", "value": 0}]
    figure = drawn(rows, {})
    assert "Egypt no figure" in said(figure)
    assert "Cyprus 0" in said(figure)
    assert len(circles(figure, "navy")) == 4


# --- hostile data ---------------------------------------------------------------------------


@pytest.mark.parametrize("width", WIDTHS)
def test_hostile_places_are_clean(width: float) -> None:
    for rows in (
        [place("A", 0, 0)], [place("A", 20, 89.9), place("B", -160, 89)],
        [place("A", 20, -90), place("B", -160, -78)], [place("A", 180, 10), place("B", -180, 11)],
        [place(LONG, 37, 36), place("B", 37.001, 36.001)],
        [place("W" * (90 if width > 50 else 45), 37, 36)],
        [place("A", 37, 36), place("B", 37, 36)],
        [place("A", 37, 36, note=LONG, kind="camp"), place("B", 39, 36, kind="crossing")],
        [place("A", 37, 36, value=1e10), place("B", 39, 36, value=1), place("C", 38, 36, value=0)],
    ):
        assert_clean(drawn(rows, {}, width))
    everywhere = [place("A", -170, 60), place("B", 10, -40), place("C", 170, 0)]
    assert_clean(drawn(everywhere, {}, width))


def test_with_too_many_for_the_width_the_last_lose_their_labels() -> None:
    rows = [place(f"Place {number}", 36 + number % 8 / 2, 33 + number // 8 / 2)
            for number in range(60)]
    figure = drawn(rows, {}, 116)
    assert_clean(figure)
    assert len(sheet.dots(figure)) == 60
    assert 30 <= said(figure).count("Place") <= 60
    assert "Place 0 " in said(figure)
    with pytest.raises(ValueError, match=r"Only \d+ of 60 places on the map have room for a label; "
                                         "make the figure wider, shorten the labels, or"):
        drawn(rows, {}, 50)


@pytest.mark.parametrize(("rows", "options"), [
    (EXAMPLE, LOCATOR), (HOSTS, {"context": "SYR"}),
    ([place("Oslo", 10.7, 59.9)], {"extent": "4 57 32 72"}),
    ([place("A", -170, 60), place("B", 10, -40), place("C", 170, 0)], {})])
def test_a_map_takes_little_of_a_page(rows: list[Row], options: Mapping[str, str]) -> None:
    assert len(svg(rows, options, 172)) < 62_000


def test_a_map_is_drawn_the_same_again() -> None:
    assert svg(EXAMPLE, LOCATOR, 50) == svg(EXAMPLE, LOCATOR, 50)


@pytest.mark.parametrize(("row", "options", "sentence"), [
    (place("A", 36, 137), {}, "The latitude of “A” is 137; it lies between -90 and 90. Are the two "
                              "swapped\\?"),
    (place("A", 361, 37), {}, "The longitude of “A” is 361; it lies between -180 and 180"),
    ({"label": "A", "longitude": 3}, {}, "“A” has no latitude; a point needs both"),
    ({"label": "A"}, {}, "“A” is nowhere: give its longitude and latitude, or a country"),
    ({"label": "A", "country": "Syira"}, {}, "“A” names the country “Syira”.*did you mean Syria"),
    (place("A", 37, 36, kind="citty"), {}, "The kind of “A” is “citty”; did you mean “city”"),
    (place("A", 37, 36, value=-1), {}, "a count cannot be below zero"),
    (place("A", 37, 36), {"emphasis": "B"}, "“emphasis” names “B”, which is the label of no row"),
    (place("A", 37, 36), {"unit": "people"}, "“unit” is given, but no row has a value"),
    (place("A", 37, 36), {"extent": "0 1 2"}, "write west, south, east and north in degrees"),
    (place("A", 37, 36), {"extent": "30 40 40 30"}, "its order is west, south, east, north"),
    (place("A", 37, 36), {"extent": "FRA"}, "“A” lies outside the “extent” of the map; widen it"),
    (place("A", 37, 36), {"context": "Peru"}, "“context” names Peru, which the map does not show"),
    (place("A", 37, 36), {"disputed": "Syria"}, "“disputed” says “Syria”; write two neighbours"),
    (place("A", 37, 36), {"disputed": "Syria/Peru"}, "names Peru and Syria, which share no border"),
    (place("A", 37, 36), {"scale": "miles"}, "“scale” is “miles”; it may be “yes” and “no”"),
])
def test_what_cannot_be_drawn_is_said(row: Row, options: Mapping[str, str], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        drawn([row], options)


def test_no_rows_are_no_map() -> None:
    with pytest.raises(ValueError, match="There is no row to draw"):
        drawn([], {})


# --- words --------------------------------------------------------------------------------


def test_a_locator_is_told_from_its_emphasised_place() -> None:
    assert alt(EXAMPLE, LOCATOR) == "Map of Syria and Türkiye showing Aleppo and 11 other places."
    assert described(EXAMPLE, LOCATOR) == (
        "Map of Syria and Türkiye with 12 places. In a straight line from Aleppo: Öncüpınar / Bab "
        "al-Salama gate about 50 km north; Idlib about 55 km south-west; Kilis about 55 km north; "
        "Hama about 125 km south; Kobani about 130 km north-east; Latakia about 145 km "
        "south-west; Homs about 170 km south; Deir ez-Zor about 290 km east; Madaya about 300 km "
        "south; Damascus about 310 km south; Al-Hasakah about 320 km east.")


def test_a_part_of_a_country_is_named_as_one() -> None:
    assert alt([EXAMPLE[0], EXAMPLE[4]], {}) == (
        "Map of north-western Syria showing Aleppo and Idlib.")
    assert described([EXAMPLE[9]], {}) == (
        "Map of north-eastern Syria with one place: Al-Hasakah.")
    assert alt([place("Null", 0, 0)], {}) == "Map showing Null."


def test_many_places_are_told_by_the_nearest_and_the_farthest() -> None:
    rows = [*EXAMPLE, place("Beirut", 35.5, 33.89, note="by road")]
    assert described(rows, {}) == (
        "Map of Syria, Türkiye and Lebanon with 13 places. In a straight line from Aleppo, the "
        "nearest is Öncüpınar / Bab al-Salama gate about 50 km north, and the farthest Al-Hasakah "
        "about 320 km east. Marked: Beirut: by road.")


def test_numbers_are_told_from_the_greatest_down() -> None:
    options = {"unit": "refugees"}
    assert alt(HOSTS, options) == ("Map with circles for five countries by number of refugees: "
                                   "Türkiye has the most, 2,503,549 refugees.")
    assert described(HOSTS, options) == (
        "Map with circles for five countries by number of refugees, larger for a larger number. "
        "Türkiye 2,503,549, more than twice the 1,062,690 of Lebanon; then Jordan 628,223, Iraq "
        "244,642 and Egypt 117,635.")
    rows = [place("A", 1, 1, value=5, qualifier="about"), place("B", 2, 2, value=5),
            place("C", 3, 3)]
    assert alt(rows, {}) == "Map with circles for three places: the greatest are A about 5 and B 5."
    assert described(rows, {}) == ("Map with circles for three places, larger for a larger number. "
                                   "A about 5 and B 5. No figure for C.")
    assert alt([place("A", 1, 1, value=0)], {}) == "Map with a circle for one place: A 0."


def test_words_need_no_matplotlib() -> None:
    program = (
        "import sys; from figures import map as maps; from figures.desk.look import Look\n"
        "maps.describe([{'label': 'A', 'longitude': 37.0, 'latitude': 36.0}], {},"
        " Look(116, 8.3, '', {}, 'en-GB'))\n"
        "sys.exit('matplotlib' in sys.modules)")
    subprocess.run([sys.executable, "-c", program], check=True)
