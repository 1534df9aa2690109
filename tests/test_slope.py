"""Slopes: before and after, every line where its numbers are, labels that never meet."""

from __future__ import annotations

import random
import subprocess
import sys

import pytest

from figures import slope
from figures.desk.data import Row
from tests.sheet import LONG, assert_clean, dots, face, look, rules, said, size, strokes, texts

__all__ = ["face"]  # the fixture that gives matplotlib the typeface


def rows(*cells: tuple[object, ...]) -> list[Row]:
    names = ("label", "before", "after")
    return [dict(zip(names, cell, strict=True)) for cell in cells]  # type: ignore[arg-type]


HOSTS = rows(("Egypt", 138381, 117635), ("Iraq", 234196, 244642), ("Jordan", 623112, 628223),
             ("Lebanon", 1147494, 1062690), ("Türkiye", 1557899, 2503549))
YEARS = {"before-title": "End 2014", "after-title": "End 2015"}
HOSTILE: dict[str, list[Row]] = {
    "one": rows(("Aleppo", 5, 5)),
    "alike": rows(*((f"Place {number}", 7, 7) for number in range(20))),
    "crossed": rows(*((f"Place {number}", number, 20 - number) for number in range(20))),
    "by chance": rows(*((f"Governorate number {number}", *(
        random.Random(number).sample(range(900), 2))) for number in range(20))),
    "long": rows(*((f"{number} {LONG}", 3 * number, 100 - number) for number in range(7))),
    "unbroken": rows(("x" * 90, 5, 6), ("y", 10**9, 0)),
    "missing": rows(("Closed", 300, None), ("Opened", None, 20), ("Both", 40, 60)),
    "great": rows(("Great", 10**10, 10**10 - 1), ("Small", 1, 0)),
    "two": rows(("Aleppo", 320000, 300000), ("Idleb", 110000, 120000)),
    "below zero": rows(("Loss", -12.5, 30), ("Gain", 3, -20)),
}


@pytest.mark.parametrize("width", [172, 116, 50, 205, 90, 88, 96])
@pytest.mark.parametrize("case", HOSTILE)
def test_labels_never_meet_each_other_or_a_dot(case: str, width: float) -> None:
    options = YEARS | {"emphasis": str(HOSTILE[case][0]["label"])}
    figure = slope.draw(HOSTILE[case], options, look(width))
    assert_clean(figure)
    for row in HOSTILE[case]:
        assert str(row["label"]).split(" ")[0][:5] in said(figure)


@pytest.mark.parametrize("width", [172, 116, 90, 50])
def test_every_number_of_the_hosts_is_in_the_picture(width: float) -> None:
    figure = slope.draw(HOSTS, YEARS | {"emphasis": "Türkiye"}, look(width))
    assert_clean(figure)
    assert size(figure)[1] < 75
    for row in HOSTS:
        for number in (row["before"], row["after"]):
            assert f"{number:,}" in texts(figure)
        # Narrow sheets name a row once, others at both ends.
        assert texts(figure).count(str(row["label"])) == (1 if width == 50 else 2)


def test_lines_run_from_number_to_number() -> None:
    figure = slope.draw(HOSTS, {}, look(116))
    lines = strokes(figure)
    low, high = lines[0][1][1], lines[4][1][1]  # Egypt and Türkiye, after
    for (start, end), row in zip(lines, HOSTS, strict=True):
        for (_, y), number in ((start, row["before"]), (end, row["after"])):
            share = (number - 117635) / (2503549 - 117635)  # type: ignore[operator]
            assert y == pytest.approx(low + (high - low) * share)
    assert len({start[0] for start, _ in lines}) == len({end[0] for _, end in lines}) == 1


def test_one_accent_drawn_last() -> None:
    figure = slope.draw(HOSTS, {"emphasis": "Egypt"}, look(116))
    (accent,) = strokes(figure, token="brick")
    assert strokes(figure)[-1] == accent
    assert len(dots(figure, "brick")) == 2 and len(dots(figure, "navy")) == 8


def test_a_missing_number_has_no_line_and_is_said() -> None:
    figure = slope.draw(HOSTILE["missing"], {}, look(116))
    assert len(strokes(figure)) == 1
    assert len(dots(figure)) == 4
    assert texts(figure).count("no figure") == 2


def test_only_labels_that_moved_have_leaders() -> None:
    def leaders(figure: object) -> int:
        return sum(abs(x - end) > 0.01 for (x, _), (end, _) in rules(figure))  # type: ignore[arg-type]

    assert leaders(slope.draw(rows(("A", 1, 9), ("B", 9, 1)), {}, look(116))) == 0
    assert leaders(slope.draw(HOSTILE["alike"], {}, look(116))) == 40


@pytest.mark.parametrize(("case", "options", "sentence"), [
    ([], {}, "There is no row"),
    (rows(("", 1, 2)), {}, "has no label"),
    (rows(("A", None, None)), {}, "no number at either date"),
    (rows(*((f"P{number}", 1, 2) for number in range(21))), {}, "more than 20 cannot"),
    (HOSTS, {"unit": "people"}, "Name the unit in the deck"),
    (HOSTS, {"emphasis": "Turkey"}, "the label of no row"),
])
def test_slopes_that_cannot_be_drawn(
    case: list[Row], options: dict[str, str], sentence: str
) -> None:
    for make in (slope.draw, slope.alt, slope.describe):
        with pytest.raises(ValueError, match=sentence):
            make(case, options, look(116))


def test_numbers_that_leave_no_room_for_lines() -> None:
    with pytest.raises(ValueError, match="write “:numbers: short”"):
        slope.draw(rows(("A", 10**14, 10**14)), {}, look(50))
    assert_clean(slope.draw(rows(("A", 10**14, 10**14)), {"numbers": "short"}, look(50)))


def test_words_for_no_figure_leave_names_their_room() -> None:
    figure = slope.draw(HOSTILE["missing"], {}, look(50, "de-DE"))
    assert_clean(figure)
    assert texts(figure).count("Opened") == 1
    assert "keine" in texts(figure) and "keine Angabe" in texts(figure)


@pytest.mark.parametrize("width", [116, 50])
def test_titles_never_meet(width: float) -> None:
    figure = slope.draw(HOSTILE["great"], {"before-title": LONG, "after-title": LONG}, look(width))
    assert_clean(figure)


@pytest.mark.parametrize(("case", "options", "told"), [
    (HOSTS, YEARS | {"numbers": "short"},
     "Slope chart of five rows from End 2014 to End 2015: three rose and two fell; Türkiye changed "
     "most in number, from 1.6 million to 2.5 million."),
    (rows(("A", 5, 8)), {}, "Slope chart of one row: one rose, A from 5 to 8."),
    (rows(("A", 5, 8), ("B", 8, 5)), {}, "Slope chart of two rows: one rose and one fell."),
    (HOSTILE["alike"], {}, "Slope chart of 20 rows: 20 stayed the same."),
    (rows(("A", 5, None)), {}, "Slope chart of one row."),
])
def test_slopes_in_a_sentence(case: list[Row], options: dict[str, str], told: str) -> None:
    assert slope.alt(case, options, look(116)) == told


@pytest.mark.parametrize(("case", "options", "told"), [
    (HOSTS, YEARS | {"numbers": "short"},
     "Slope chart of five rows from End 2014 to End 2015: three rose and two fell. Egypt from "
     "138,000 to 118,000; Iraq from 234,000 to 245,000; Jordan from 623,000 to 628,000; Lebanon "
     "from 1,147,494 to 1,062,690; Türkiye from 1.6 million to 2.5 million."),
    (rows(("A", 5, 5), ("B", 3, 4)), {"unit": "%"},
     "Slope chart of two rows: one rose and one stayed the same. A 5% at both; B from 3% to 4%."),
    (rows(("2015", 5, 5), ("Closed", 300, None)), YEARS,
     "Slope chart of two rows from End 2014 to End 2015: one stayed the same. 2015: 5 at both. "
     "Closed 300, with no figure for End 2015."),
    (HOSTILE["missing"], {},
     "Slope chart of three rows: one rose. Both from 40 to 60. Closed 300, with no figure for "
     "after. Opened 20, with no figure for before."),
    (HOSTILE["crossed"], {},
     "Slope chart of 20 rows: ten rose, nine fell and one stayed the same. Place 0 rose most in "
     "number, from 0 to 20. Place 19 fell most in number, from 19 to 1."),
    (HOSTILE["alike"], {}, "Slope chart of 20 rows: 20 stayed the same."),
])
def test_slopes_in_words(case: list[Row], options: dict[str, str], told: str) -> None:
    assert slope.describe(case, options, look(116)) == told


def test_arabic_is_mirrored() -> None:
    figure = slope.draw(HOSTS, {}, look(116, "ar"))
    assert_clean(figure)
    assert all(start[0] > end[0] for start, end in strokes(figure))


def test_only_drawing_brings_matplotlib() -> None:
    code = ("import sys, importlib\n"
            "from figures.desk.look import Look\n"
            "from figures.desk.data import period\n"
            "row = {'label': 'A', 'value': 5, 'before': 1, 'after': 2, 'date': period('2016')}\n"
            "for kind in ('counts', 'range', 'series', 'pictogram', 'slope'):\n"
            "    importlib.import_module(f'figures.{kind}').describe("
            "[row], {}, Look(116, 8.5, '', {}, 'en-GB'))\n"
            "assert 'matplotlib' not in sys.modules")
    subprocess.run([sys.executable, "-c", code], check=True)
