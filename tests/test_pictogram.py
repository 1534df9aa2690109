"""Pictograms: squares that count exactly, words that never meet."""

from __future__ import annotations

from collections import Counter

import pytest

from figures import pictogram
from figures.desk.data import Row
from tests.sheet import LONG, Box, assert_clean, bars, face, look, said, size, texts, written

__all__ = ["face"]  # the fixture that gives matplotlib the typeface

COVER: list[Row] = [{"label": "still there", "value": 300000},
                    {"label": "displaced", "value": 63752}]
HOSTILE: dict[str, tuple[list[Row], dict[str, str]]] = {
    "one": ([{"label": "one", "value": 1}], {}),
    "part": ([{"label": "few", "value": 3}], {"per": "1000"}),
    "three": ([{"label": LONG, "value": 10**9 * n, "qualifier": "considerably more than"}
               for n in (1, 2, 3)], {"unit": LONG}),
    "unbroken": ([{"label": "x" * 90, "value": 7, "qualifier": "y" * 60}], {}),
    "zero and missing": ([{"label": "None", "value": 0}, {"label": "Unknown", "value": None},
                          {"label": "Some", "value": 9}], {}),
    "many": ([{"label": "many", "value": 400}], {"per": "1"}),
    "uneven": ([{"label": "few", "value": 1}, {"label": "many", "value": 199}], {"per": "1"}),
}


def squares(figure: object, token: str) -> list[Box]:
    """The squares of a colour, the part of one included, without that of the key."""
    return bars(figure, token)[:-1] if token == "navy" else bars(figure, token)  # type: ignore[arg-type]


@pytest.mark.parametrize("width", [172, 116, 50, 205, 90, 88, 96])
@pytest.mark.parametrize("case", HOSTILE)
def test_words_never_meet_each_other_or_a_square(case: str, width: float) -> None:
    rows, options = HOSTILE[case]
    figure = pictogram.draw(rows, options, look(width))
    assert_clean(figure)
    for row in rows:
        assert str(row["label"])[:9] in said(figure)


@pytest.mark.parametrize("width", [172, 116, 90, 50])
def test_the_cover_is_clean_and_no_tower(width: float) -> None:
    figure = pictogram.draw(COVER, {"emphasis": "displaced"}, look(width))
    assert_clean(figure)
    assert texts(figure) == ["300,000", "still there", "63,752", "displaced", "= 10,000 people"]
    assert size(figure)[1] < 62


@pytest.mark.parametrize("width", [172, 90])
@pytest.mark.parametrize(("value", "per", "full", "part"), [
    (300000, "10000", 30, 0), (63752, "10000", 6, 0.3752), (9999, "10000", 0, 0.9999),
    (10000, "10000", 1, 0), (0.3, "0.1", 3, 0), (7, "3.5", 2, 0), (199, "1", 199, 0),
    (1, "3", 0, 1 / 3),
])
def test_squares_are_exact(value: float, per: str, full: int, part: float, width: float) -> None:
    figure = pictogram.draw([{"label": "people", "value": value}], {"per": per}, look(width))
    found = squares(figure, "navy")
    side = found[0].bottom - found[0].top
    shares = [(box.right - box.left) / side for box in found]
    assert shares[:full] == pytest.approx([1.0] * full)
    assert shares[full:] == pytest.approx([part] if part else [])
    assert len(bars(figure, "stone")) == (1 if part else 0)


def test_a_small_part_can_be_seen() -> None:
    figure = pictogram.draw([{"label": "few", "value": 3}], {"per": "100000"}, look(50))
    (part,) = squares(figure, "navy")
    assert part.right - part.left >= 0.15


def test_words_stand_beside_few_squares_not_far_off() -> None:
    figure = pictogram.draw([{"label": "arrived", "value": 7}], {}, look(116))
    (label,) = (box for text, box in written(figure) if text == "arrived")
    assert label.left - max(box.right for box in squares(figure, "navy")) < 7


@pytest.mark.parametrize(("language", "unit", "key"), [
    ("en-GB", "", "= one person"), ("en-GB", "families", "= one of the families"),
    ("de-DE", "", "= ein Mensch"), ("de-DE", "Haushalte", "= 1 (Haushalte)"),
    ("fr-FR", "", "= une personne"), ("fr-FR", "familles", "= 1 (familles)"),
    ("es-ES", "", "= una persona"), ("es-ES", "familias", "= 1 (familias)"),
])
def test_a_square_that_is_one(language: str, unit: str, key: str) -> None:
    figure = pictogram.draw([{"label": "a", "value": 7}], {"unit": unit}, look(88, language))
    assert key in texts(figure)


@pytest.mark.parametrize(("language", "words"), [
    ("de-DE", ["etwa", "58.000", "= 1.000 Menschen"]),
    ("fr-FR", ["environ", "58 000", "= 1 000 personnes"]),
    ("es-ES", ["unos", "58.000", "= 1.000 personas"]),
])
def test_other_languages(language: str, words: list[str]) -> None:
    rows: list[Row] = [{"label": "displaced", "value": 58000, "qualifier": "about"}]
    found = [text.replace("\N{NARROW NO-BREAK SPACE}", " ") for text in
             texts(pictogram.draw(rows, {"per": "1000"}, look(116, language)))]
    assert set(words) <= set(found)


def test_groups_share_one_scale() -> None:
    figure = pictogram.draw(COVER, {"emphasis": "displaced"}, look(116))
    navy, brick = squares(figure, "navy"), squares(figure, "brick")
    assert (len(navy), len(brick)) == (30, 7)
    sides = {round(box.bottom - box.top, 3) for box in (*navy, *brick)}
    assert len(sides) == 1
    assert set(Counter(round(box.top, 3) for box in navy).values()) == {10}


def test_arabic_counts_from_the_right() -> None:
    figure = pictogram.draw(COVER, {"emphasis": "displaced"}, look(116, "ar"))
    assert_clean(figure)
    assert squares(figure, "brick")[0].right == pytest.approx(116)


def test_squares_never_overlap() -> None:
    for width in (172, 116, 90, 50):
        found = squares(pictogram.draw(*HOSTILE["many"], look(width)), "navy")
        places = {(round(box.left, 3), round(box.top, 3)) for box in found}
        pitch = min(right - left for left, right in zip(
            *[sorted({left for left, _ in places})[start:] for start in (0, 1)], strict=False))
        assert len(places) == 400 and pitch > found[0].right - found[0].left


@pytest.mark.parametrize(("total", "key"), [
    (1, "= one person"), (60, "= one person"), (61, "= 2 people"), (363752, "= 10,000 people"),
    (300001, "= 10,000 people"), (2503549, "= 50,000 people"), (10**9, "= 20,000,000 people"),
])
def test_a_square_stands_for_a_round_number(total: int, key: str) -> None:
    figure = pictogram.draw([{"label": "people", "value": total}], {}, look(116))
    assert key in texts(figure)
    assert total < 20 or 20 <= len(squares(figure, "navy")) <= 60


def test_the_number_is_large_and_its_qualifier_is_not() -> None:
    rows: list[Row] = [{"label": "displaced", "value": 58000, "qualifier": "about"}]
    heights = {text: box.bottom - box.top for text, box in written(
        pictogram.draw(rows, {}, look(116)))}
    assert heights["58,000"] > 1.7 * heights["about"]


@pytest.mark.parametrize(("rows", "options", "sentence"), [
    ([], {}, "There is no row"),
    (COVER * 2, {}, "up to three groups; there are four rows"),
    ([{"label": "a", "value": None}], {}, "No row has a number above zero"),
    ([{"label": "a", "value": 0}], {}, "No row has a number above zero"),
    ([{"label": "a", "value": -5}], {}, "cannot be below zero"),
    ([{"label": "", "value": 5}], {}, "has no label"),
    (COVER, {"per": "10"}, "too many to count"),
    (COVER, {"per": "many"}, "“per”: “many” is no number"),
    (COVER, {"per": "0"}, "must be above zero"),
    (COVER, {"emphasis": "nobody"}, "the label of no row"),
    (COVER, {"total": "363750"}, "add up to 363,752, 2 more than the total of 363,750"),
    (COVER, {"total-differs": "yes"}, "no “total” that values could miss"),
])
def test_pictograms_that_cannot_be_drawn(
    rows: list[Row], options: dict[str, str], sentence: str
) -> None:
    for make in (pictogram.draw, pictogram.alt, pictogram.describe):
        with pytest.raises(ValueError, match=sentence):
            make(rows, options, look(116))


@pytest.mark.parametrize(("rows", "options", "told"), [
    (COVER, {},
     "Pictogram, each square 10,000 people: 30 squares for 300,000 people (still there); "
     "six squares and a part for 63,752 people (displaced)."),
    (HOSTILE["zero and missing"][0], {"unit": "families"},
     "Pictogram, each square one of the families: no squares for 0 families (None); "
     "nine squares for 9 families (Some). No figure is stated (Unknown)."),
    (HOSTILE["part"][0], {"per": "1000"},
     "Pictogram, each square 1,000 people: a part of a square for 3 people (few)."),
    ([{"label": "displaced", "value": 2503549, "qualifier": "more than"}], {"numbers": "short"},
     "Pictogram, each square 50,000 people: 50 squares and a part for more than 2.5 million "
     "people (displaced)."),
    (COVER, {"total": "363750", "total-differs": "yes"},
     "Pictogram, each square 10,000 people: 30 squares for 300,000 people (still there); six "
     "squares and a part for 63,752 people (displaced). The parts add up to 363,752, 2 more than "
     "the stated total of 363,750."),
])
def test_pictograms_in_words(rows: list[Row], options: dict[str, str], told: str) -> None:
    assert pictogram.describe(rows, options, look(116)) == told


@pytest.mark.parametrize(("rows", "options", "told"), [
    (COVER, {}, "Pictogram of 300,000 people (still there) and 63,752 people (displaced), each "
     "square 10,000 people."),
    (HOSTILE["zero and missing"][0], {"unit": "families"},
     "Pictogram of 0 families (None), no figure (Unknown) and 9 families (Some), each square one "
     "of the families."),
    ([{"label": "displaced", "value": 2503549, "qualifier": "more than"}], {"numbers": "short"},
     "Pictogram of more than 2.5 million people (displaced), each square 50,000 people."),
])
def test_pictograms_in_a_sentence(rows: list[Row], options: dict[str, str], told: str) -> None:
    assert pictogram.alt(rows, options, look(116)) == told
