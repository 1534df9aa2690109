"""Ranges: who says what, each mark where its number is, no words on one another."""

from __future__ import annotations

import pytest

from figures import range as ranges
from figures.desk.data import Row
from figures.desk.scale import numbers, round_ticks
from tests.sheet import LONG, assert_clean, bars, dots, face, look, said, shapes, texts, written

__all__ = ["face"]  # the fixture that gives matplotlib the typeface

SIEGE: list[Row] = [
    {"label": "OCHA", "value": 486700, "note": "January"},
    {"label": "United Nations", "value": 400000, "qualifier": "more than", "note": "February"},
    {"label": "UN figures cited by France", "value": 400000, "qualifier": "nearly",
     "note": "18 January"},
]
SOURCES: list[Row] = [
    {"label": "Agencies", "high": 300000}, {"label": "Council", "low": 320000, "high": 350000},
    {"label": "Group A", "low": 250000, "high": 300000, "value": 270000},
    {"label": "Group B", "value": 265000}, {"label": "Hospital", "low": 290000},
    {"label": "Army"},
]
HOSTILE: dict[str, list[Row]] = {
    "one": [{"label": "Aleppo", "value": 300000, "qualifier": "about"}],
    "zero": [{"label": "None", "value": 0}, {"label": "Nowhere", "high": 0}],
    "below zero": [{"label": "Change", "low": -12.5, "high": 30}, {"label": "Less", "high": -20}],
    "alike": [{"label": f"Source {number}", "value": 7} for number in range(4)],
    "great": [{"label": "Great", "low": 1, "high": 10**12, "qualifier": "approximately"},
              {"label": "Greater", "low": 10**12, "qualifier": "considerably more than"}],
    "close": [{"label": "A", "low": 1000000, "high": 1000001}, {"label": "B", "value": 1000000.5}],
    "long": [{"label": LONG, "low": 5000 * number, "high": 5000 * number + 9000,
              "note": f"{LONG} since {number}", "qualifier": "around"} for number in range(1, 5)],
    "unbroken": [{"label": "x" * 90, "value": 7, "group": "y" * 90, "note": "z" * 90}],
    "grouped": [{"label": f"Place {number}", "high": (number + 1) * 950, "note": "as of 18 January",
                 "group": f"Party {number % 3} {'and its allies ' * 6}"} for number in range(9)],
    "dollars": [{"label": "Costs $5 to $7", "low": 5, "high": 7, "note": "US$ 1 and US$ 2"}],
    "sixty": [{"label": f"Source number {number}", "low": 37 ** (number % 6)}
              for number in range(60)],
}


@pytest.mark.parametrize("width", [172, 116, 50, 205, 90, 88, 96])
@pytest.mark.parametrize("case", HOSTILE)
def test_words_never_meet_each_other_or_a_mark(case: str, width: float) -> None:
    assert_clean(ranges.draw(HOSTILE[case], {"unit": "people"}, look(width)))


@pytest.mark.parametrize("width", [172, 116, 50, 205, 90, 88, 96])
@pytest.mark.parametrize("rows", [SIEGE, SOURCES])
def test_every_statement_is_in_the_picture(rows: list[Row], width: float) -> None:
    figure = ranges.draw(rows, {}, look(width))
    assert_clean(figure)
    for row in rows:
        assert str(row["label"]) in said(figure)
        assert str(row.get("note") or "") in said(figure)


def test_each_form_says_its_number() -> None:
    told = texts(ranges.draw(SOURCES, {}, look(172)))
    for number in ("up to 300,000", "320,000–350,000", "250,000–300,000", "265,000",
                   "at least 290,000", "no figure"):
        assert number in told


def test_marks_stand_where_the_scale_says() -> None:
    figure = ranges.draw(SOURCES, {}, look(172))
    scale = {text: (box.left + box.right) / 2 for text, box in written(figure)
             if text in ("200,000", "250,000", "300,000", "350,000")}

    def at(value: float) -> float:
        step = (scale["350,000"] - scale["250,000"]) / 100000
        return scale["250,000"] + (value - 250000) * step

    council, group_a = (bar for bar in bars(figure, "navy") if bar.right - bar.left > 1)
    assert (council.left, council.right) == pytest.approx((at(320000), at(350000)), abs=0.05)
    assert (group_a.left, group_a.right) == pytest.approx((at(250000), at(300000)), abs=0.05)
    assert [x for x, _ in dots(figure)] == pytest.approx([at(270000), at(265000)], abs=0.05)
    ticks = [bar for bar in bars(figure, "navy") if bar.right - bar.left < 1]
    assert [(tick.left + tick.right) / 2 for tick in ticks] == pytest.approx(
        [at(300000), at(290000)], abs=0.05)


def test_a_bound_has_a_faint_bar_on_its_open_side() -> None:
    rows: list[Row] = [{"label": "A", "value": 30, "qualifier": "up to"},
                       {"label": "B", "value": 50, "qualifier": "more than"},
                       {"label": "C", "value": 40, "qualifier": "nearly"}]
    figure = ranges.draw(rows, {}, look(116))
    up_to, at_least = bars(figure, "navy")
    faint = bars(figure, "stone")
    assert faint[0].right == pytest.approx(up_to.left)
    assert faint[1].left == pytest.approx(at_least.right)
    lengths = [bar.right - bar.left for bar in faint[1:]]
    assert lengths == sorted(lengths, reverse=True) and len(lengths) > 2
    assert len(dots(figure)) == 1


@pytest.mark.parametrize("width", [172, 116, 90, 50])
def test_a_point_that_is_one_sided_leans_to_that_side(width: float) -> None:
    rows: list[Row] = [{"label": "A", "value": 400, "qualifier": "nearly"},
                       {"label": "B", "value": 400, "qualifier": "about"},
                       {"label": "C", "value": 400, "qualifier": "just over"},
                       {"label": "D", "value": 480}]
    figure = ranges.draw(rows, {}, look(width))
    assert_clean(figure)
    (nearly, at), *_, = dots(figure)
    assert len(dots(figure)) == 4
    below, above = shapes(figure)  # the plain dots have none
    assert min(x for x, _ in below) < nearly - 3 and max(x for x, _ in below) < nearly + 0.1
    assert max(x for x, _ in above) > nearly + 3 and min(x for x, _ in above) > nearly - 0.1
    assert all(abs(y - at) < 1 for _, y in below)


def test_a_point_at_the_edge_leans_within_the_sheet() -> None:
    rows: list[Row] = [{"label": "A", "value": 0, "qualifier": "nearly"},
                       {"label": "B", "value": 9, "qualifier": "just over"}]
    for width in (172, 50):
        figure = ranges.draw(rows, {}, look(width))
        assert_clean(figure)
        assert all(0 <= x <= width for shape in shapes(figure) for x, _ in shape)


@pytest.mark.parametrize(("language", "told"), [
    ("de-DE", ["mehr als 400.000", "fast 400.000", "−5 bis 3"]),
    ("fr-FR", ["plus de 400 000", "près de 400 000", "−5 à 3"]),
    ("es-ES", ["más de 400.000", "casi 400.000", "−5 a 3"]),
])
def test_qualifiers_and_spans_speak_the_language(language: str, told: list[str]) -> None:
    figure = ranges.draw([*SIEGE, {"label": "A", "low": -5, "high": 3}], {}, look(172, language))
    found = [text.replace("\N{NARROW NO-BREAK SPACE}", " ") for text in texts(figure)]
    assert set(told) <= set(found)


def test_one_emphasis_and_a_unit() -> None:
    figure = ranges.draw(SOURCES, {"emphasis": "Council", "unit": "people"}, look(116))
    assert len(bars(figure, "brick")) == 1
    assert said(figure).count("people") == 1
    percent = ranges.draw([{"label": "A", "low": 5, "high": 7.5}], {"unit": "%"}, look(116))
    assert "5%–7.5%" in texts(percent)


def test_short_numbers() -> None:
    rows: list[Row] = [{"label": "A", "low": 2503549, "high": 4815868}]
    assert "2.5 million–4.8 million" in texts(ranges.draw(rows, {"numbers": "short"}, look(172)))
    near: list[Row] = [{"label": "A", "low": 1062690, "high": 1147494}]
    assert "1,062,690–1,147,494" in texts(ranges.draw(near, {"numbers": "short"}, look(172)))


@pytest.mark.parametrize("width", [172, 90])
def test_arabic_is_mirrored(width: float) -> None:
    english, arabic = (ranges.draw(SOURCES, {}, look(width, language)) for language in ("en", "ar"))
    first, last = bars(english, "navy")[1], bars(arabic, "navy")[1]
    assert last.right - last.left == pytest.approx(first.right - first.left, rel=0.2)
    assert bars(arabic, "stone")[0].right > bars(arabic, "navy")[0].right


@pytest.mark.parametrize(("rows", "options", "sentence"), [
    ([], {}, "There is no row"),
    ([{"label": "A"}], {}, "No row has a number"),
    ([{"label": "", "value": 1}], {}, "has no label"),
    ([{"label": "A", "low": 5, "high": 3}], {}, "the low end is above the high one"),
    ([{"label": "A", "low": 5, "high": 8, "value": 9}], {}, "lies outside its range"),
    ([{"label": "A", "low": 5, "value": 9}], {}, "only one end"),
    (SIEGE, {"emphasis": "Turkey"}, "the label of no row"),
    ([{"label": f"S{number}", "value": 5} for number in range(61)], {}, "61 rows, more statements"),
    (SIEGE, {"numbers": "long"}, "it may be “exact” and “short”"),
])
def test_ranges_that_cannot_be_drawn(
    rows: list[Row], options: dict[str, str], sentence: str
) -> None:
    for make in (ranges.draw, ranges.alt, ranges.describe):
        with pytest.raises(ValueError, match=sentence):
            make(rows, options, look(116))


@pytest.mark.parametrize(("rows", "options", "told"), [
    (SIEGE, {},
     "Chart of three statements of a number. OCHA, 486,700; United Nations, more than 400,000; "
     "UN figures cited by France, nearly 400,000."),
    (SOURCES, {"unit": "people"},
     "Chart of six statements of a number. Agencies, up to 300,000 people; Council, 320,000 to "
     "350,000; Group A, 250,000 to 300,000, best guess 270,000; Group B, 265,000; Hospital, "
     "at least 290,000. No figure from Army."),
    ([{"label": "A", "value": 5, "group": "East"}, {"label": "B", "high": 4, "group": "West"}], {},
     "Chart of two statements of a number. East: A, 5. West: B, up to 4."),
    ([{"label": f"S{number}", "low": number, "high": 20 - number} for number in range(8)], {},
     "Chart of eight statements of a number. The lowest and the highest number are in one: "
     "S0, 0 to 20."),
    ([{"label": f"S{number}", "value": number} for number in range(8)], {},
     "Chart of eight statements of a number. The lowest number: S0, 0; the highest: S7, 7."),
])
def test_ranges_in_words(rows: list[Row], options: dict[str, str], told: str) -> None:
    assert ranges.describe(rows, options, look(116)) == told


@pytest.mark.parametrize(("rows", "told"), [
    (SIEGE, "Chart of three statements of a number, the lowest nearly 400,000 (UN figures cited "
     "by France), the highest 486,700 (OCHA)."),
    (SOURCES, "Chart of six statements of a number, the lowest 250,000 to 300,000 (Group A), the "
     "highest 320,000 to 350,000 (Council)."),
    ([{"label": "A", "low": 1, "high": 9}, {"label": "B", "value": 5}],
     "Chart of two statements of a number, the widest 1 to 9 (A)."),
    ([{"label": "A", "value": 5}, {"label": "B", "value": 5}],
     "Chart of two statements of a number, all of them 5."),
    ([{"label": "A", "high": 5}, {"label": "B"}], "Chart of two statements of a number: up to 5 "
     "(A)."),
])
def test_ranges_in_a_sentence(rows: list[Row], told: str) -> None:
    assert ranges.alt(rows, {}, look(116)) == told


@pytest.mark.parametrize(("low", "high", "most", "ticks"), [
    (250000, 350000, 6, (240000, 260000, 280000, 300000, 320000, 340000, 360000)),
    (250000, 350000, 4, (250000, 275000, 300000, 325000, 350000)),
    (0, 1, 4, (0, 0.25, 0.5, 0.75, 1)),
    (0, 0.3, 3, (0, 0.1, 0.2, 0.3)),
    (-20, 30, 5, (-20, -10, 0, 10, 20, 30)),
    (-5e9, 1e10, 1, (-1e10, 0, 1e10)),
    (1.2e9, 2.9e9, 3, (1e9, 2e9, 3e9)),
])
def test_ticks_are_round(low: float, high: float, most: int, ticks: tuple[float, ...]) -> None:
    assert round_ticks(low, high, most) == ticks


def test_numbers_of_a_scale_are_never_rounded() -> None:
    assert numbers((0, 500000, 1000000, 1500000), "en") == ["0", "500,000", "1 million",
                                                            "1.5 million"]
    assert numbers((1000000, 1250000), "en") == ["1,000,000", "1,250,000"]
    assert numbers((10**12, 1.25 * 10**12), "en")[1] == "1,250,000,000,000"
    assert numbers((0, 1234), "en") == ["0", "1,234"]
