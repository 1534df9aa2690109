"""Counts: bars gathered, bars per so many inhabitants, totals, many bars, and their words."""

from __future__ import annotations

import csv
import io

import pytest

from figures import counts
from figures.desk.data import Row
from tests.sheet import LONG, assert_clean, bars, face, look, rules, said, size, texts

__all__ = ["face"]  # the fixture that gives matplotlib the typeface

WIDTHS = [172, 116, 50, 205, 145, 90, 88, 96]


def rows(*cells: tuple[object, ...], names: str = "label value qualifier") -> list[Row]:
    return [dict(zip(names.split(), cell, strict=False)) for cell in cells]  # type: ignore[arg-type]


HOSTS = rows(("Egypt", 117635), ("Iraq", 244642), ("Jordan", 628223), ("Lebanon", 1062690),
             ("Türkiye", 2503549))
SIEGES = rows(("Eastern Ghouta", 176500, "around"), ("Daraya", 4000, "around"), ("Zabadani", 500))
DISTRICTS = rows(("Ash", 900), ("Birch", 40), ("Cedar", 720), ("Date", None), ("Elm", 60, "about"),
                 ("Fig", 80), ("Gum", None))
# Round numbers of inhabitants, so that the rates are easily reckoned.
PER_HEAD = rows(("North", 500, 20000), ("South", 900, 100000), ("East", 30, None),
                ("West", None, 4000), names="label value population")
GREAT: list[Row] = [{"label": f"{number} {LONG}", "value": 10**10 - number, "population": 7,
                     "qualifier": "more than", "note": LONG} for number in range(9)]


def example() -> tuple[list[Row], dict[str, str]]:
    """The example as the builder reads it."""
    told = counts.EXAMPLE.options
    read: list[Row] = [
        {column.name: column.read(cells[told[column.name]]) for column in counts.COLUMNS
         if column.name in told} for cells in csv.DictReader(io.StringIO(counts.EXAMPLE.data))]
    return read, {name: told[name] for name in told if name in counts.OPTIONS}


# --- the rest in one bar --------------------------------------------------------------------


@pytest.mark.parametrize("width", WIDTHS)
def test_the_rest_share_one_paler_bar_that_stands_last(width: float) -> None:
    figure = counts.draw(DISTRICTS, {"other": "2", "sort": "descending"}, look(width))
    assert_clean(figure, over_bars=True)
    assert [text for text in texts(figure) if "figure" not in text] == [
        "Ash", "900", "Cedar", "720", "Others (5)", "about 180"]
    assert "2 without a figure" in said(figure)
    assert len(bars(figure, "navy")) == 2
    (rest,) = bars(figure, "sky")
    assert rest.top > max(bar.bottom for bar in bars(figure, "navy"))


def test_the_rest_are_as_long_as_their_sum() -> None:
    figure = counts.draw(DISTRICTS, {"other": "2"}, look(116))
    (rest,), (first, _) = bars(figure, "sky"), bars(figure, "navy")
    assert (rest.right - rest.left) / (first.right - first.left) == pytest.approx(180 / 900)


@pytest.mark.parametrize(("qualifiers", "sum_said"), [
    (("", ""), "7"), (("at least", "more than"), "at least 7"), (("more than", ""), "at least 7"),
    (("up to", "less than"), "up to 7"), (("nearly", ""), "about 7"),
    (("up to", "at least"), "about 7"),
])
def test_a_sum_of_qualified_numbers_says_no_more_than_they(
    qualifiers: tuple[str, str], sum_said: str
) -> None:
    case = rows(("A", 9), ("B", 4, qualifiers[0]), ("C", 3, qualifiers[1]))
    assert sum_said in texts(counts.draw(case, {"other": "1"}, look(116)))


def test_a_single_row_is_not_gathered() -> None:
    figure = counts.draw(HOSTS, {"other": "4"}, look(116))
    assert "Egypt" in texts(figure) and not bars(figure, "sky")


def test_the_rest_without_any_figure() -> None:
    case = rows(("A", 9), ("B", None), ("C", None))
    assert texts(counts.draw(case, {"other": "1"}, look(116))) == [
        "A", "9", "Others (2)", "no figure"]
    assert counts.describe(case, {"other": "1"}, look(116)) == (
        "Bar chart of one row and two others as one. A 9. No figure for the two others.")


# --- per so many inhabitants ----------------------------------------------------------------


@pytest.mark.parametrize("width", WIDTHS)
def test_bars_per_thousand_have_their_counts_in_grey(width: float) -> None:
    figure = counts.draw(PER_HEAD, {"per": "1000", "unit": "refugees"}, look(width))
    assert_clean(figure, over_bars=True)
    for text in ("25 refugees per 1,000", "500 in all", "9", "900 in all", "30 in all"):
        assert text in texts(figure)
    assert texts(figure).count("no figure") == 2
    north, south = bars(figure, "navy")
    assert (south.right - south.left) / (north.right - north.left) == pytest.approx(9 / 25)


def test_rates_have_decimals_alike() -> None:
    case = rows(("A", 18161, 100000), ("B", 688, 100000), ("C", 1, 10**7),
                names="label value population")
    told = texts(counts.draw(case, {"per": "1000"}, look(172)))
    assert [text for text in told if text[-1].isdigit()] == [
        "181.6 per 1,000", "6.9", "less than 0.1"]


@pytest.mark.parametrize(("language", "rate", "count"), [
    ("de-DE", "mehr als 25 je 1.000", "mehr als 500 insgesamt"),
    ("fr-FR", "plus de 25 pour 1\N{NARROW NO-BREAK SPACE}000", "plus de 500 en tout"),
    ("es-ES", "más de 25 por cada 1000", "más de 500 en total"),
])
def test_rates_in_other_languages(language: str, rate: str, count: str) -> None:
    case = rows(("A", 500, 20000, "more than"), names="label value population qualifier")
    told = said(counts.draw(case, {"per": "1000"}, look(172, language)))
    assert rate.replace("1000", "1.000" if language == "es-ES" else "1000") in told
    assert count in told


def test_the_rest_per_thousand_are_all_of_them_per_all_inhabitants() -> None:
    case = rows(("A", 90, 1000), ("B", 10, 1000), ("C", 30, 3000), ("D", 5, None),
                names="label value population")
    told = texts(counts.draw(case, {"per": "1000", "other": "1"}, look(172)))
    assert told == ["A", "90 per 1,000", "90 in all",
                    "Others (3)", "10", "40 in all, 1 without a figure"]


# --- totals, many bars ----------------------------------------------------------------------


def test_parts_that_miss_their_total() -> None:
    with pytest.raises(ValueError, match="add up to 181,000, 200 less than the total of 181,200"):
        counts.draw(SIEGES, {"total": "181200"}, look(116))
    told = counts.describe(SIEGES, {"total": "181200", "total-differs": "yes"}, look(116))
    assert told.endswith(
        "The parts add up to 181,000, 200 less than the stated total of 181,200.")


@pytest.mark.parametrize("width", [88, 96, 116])
def test_many_bars_with_short_labels_stand_beside_them_and_close(width: float) -> None:
    figure = counts.draw(rows(*((f"District {number}", 37 ** (number % 6))
                                for number in range(60))), {}, look(width))
    assert_clean(figure, over_bars=True)
    assert size(figure)[1] < 220
    assert all(start[0] > 5 for start, _ in rules(figure))  # the axis has labels at its left


@pytest.mark.parametrize("width", WIDTHS)
def test_great_numbers_with_long_words_never_collide(width: float) -> None:
    figure = counts.draw(GREAT, {"per": "1000", "other": "4", "unit": "people"}, look(width))
    assert_clean(figure, over_bars=True)


def test_a_page_that_is_too_low_is_said() -> None:
    from dataclasses import replace
    low = replace(look(116), height=20.0)
    with pytest.raises(ValueError, match="5 bars are higher than the page"):
        counts.draw(HOSTS, {}, replace(low, height=15.0))
    assert size(counts.draw(HOSTS, {}, low))[1] <= 20
    assert size(counts.draw(HOSTS, {}, look(116)))[1] > 28


@pytest.mark.parametrize(("case", "options", "sentence"), [
    (rows(("A", -1)), {}, "Draw gains and losses as a “slope”"),
    (rows(*((f"D{number}", number) for number in range(121))), {}, "121 rows, more bars than"),
    (DISTRICTS, {"other": "none"}, "it says how many of the greatest"),
    (DISTRICTS, {"other": "0"}, "it says how many of the greatest"),
    (DISTRICTS, {"other": "2", "emphasis": "Elm"}, "write “:other: 4”"),
    (rows(("A", 1, "East"), names="label value group"), {"other": "2"}, "leave out one of the"),
    (HOSTS, {"per": "1000"}, "no row has a population"),
    (PER_HEAD, {"per": "a lot"}, "“per”: “a lot” is no number"),
    (PER_HEAD, {"per": "0"}, "must be above zero"),
    (PER_HEAD, {"per": "1000", "unit": "%"}, "say what is counted"),
    (rows(("A", 1, 0), names="label value population"), {"per": "1"}, "must be above zero, or"),
    (HOSTS, {"total": "5"}, "Correct the number that is wrong"),
])
def test_counts_that_cannot_be_drawn(
    case: list[Row], options: dict[str, str], sentence: str
) -> None:
    for make in (counts.draw, counts.alt, counts.describe):
        with pytest.raises(ValueError, match=sentence):
            make(case, options, look(116))


# --- in words -------------------------------------------------------------------------------


@pytest.mark.parametrize(("case", "options", "told"), [
    (HOSTS, {"unit": "refugees"},
     "Bar chart of five rows, the longest Türkiye with 2,503,549 refugees, "
     "more than twice Lebanon’s 1,062,690."),
    (HOSTS, {"emphasis": "Iraq", "numbers": "short"},
     "Bar chart of five rows, the longest Türkiye with 2.5 million, more than twice Lebanon’s "
     "1.1 million; emphasised: Iraq 245,000."),
    (rows(("UNHCR", 6563462), ("IDMC", 6600000)), {},
     "Bar chart of two rows: UNHCR 6,563,462 and IDMC 6,600,000."),
    (rows(("Aleppo", 300000, "about")), {}, "Bar chart of one row: Aleppo about 300,000."),
    (rows(("A", 7), ("B", 7), ("C", 7)), {"unit": "%"},
     "Bar chart of three rows, all of them 7%."),
    (rows(("A", 7), ("B", 7), ("C", 1)), {}, "Bar chart of three rows, the longest A and B "
     "with 7 each."),
    (DISTRICTS, {"other": "2"}, "Bar chart of two rows and five others as one: Ash 900 and "
     "Cedar 720."),
    (rows(("A", 5), ("B", 4), ("C", 4), ("D", 3), ("E", 3)), {"other": "3"},
     "Bar chart of three rows and two others as one, the longest single one A with 5."),
    (PER_HEAD, {"per": "1000", "unit": "refugees"}, "Bar chart of four rows, refugees per 1,000 "
     "inhabitants: North 25 and South 9."),
])
def test_counts_in_a_sentence(case: list[Row], options: dict[str, str], told: str) -> None:
    assert counts.alt(case, options, look(116)) == told


@pytest.mark.parametrize(("case", "options", "told"), [
    (DISTRICTS, {"other": "3", "sort": "descending", "unit": "people"},
     "Bar chart of three rows and four others as one. Ash 900 people, Cedar 720 and Fig 80. The "
     "four others together: about 100, two of them without a figure."),
    (PER_HEAD, {"per": "1000"},
     "Bar chart of four rows, numbers per 1,000 inhabitants. North 25, more than twice South’s 9. "
     "No figure for East and West."),
    (HOSTS, {"emphasis": "Türkiye", "sort": "descending"},
     "Bar chart of five rows. Türkiye 2,503,549, more than twice Lebanon’s 1,062,690; then Jordan "
     "628,223, Iraq 244,642 and Egypt 117,635. Emphasised: Türkiye."),
    (rows(*((f"Place {letter}", None) for letter in "abcdefgh"), ("Last", 1)), {},
     "Bar chart of nine rows. Last 1. No figure for Place a, Place b and six others."),
])
def test_counts_in_sentences(case: list[Row], options: dict[str, str], told: str) -> None:
    assert counts.describe(case, options, look(116)) == told


def test_the_example_is_what_the_source_states() -> None:
    case, options = example()
    assert_clean(counts.draw(case, options, look(116)), over_bars=True)
    assert counts.alt(case, options, look(116)) == (
        "Bar chart of five rows, the longest Türkiye with 2,503,549, "
        "more than twice Lebanon’s 1,062,690.")
    others = sum(row["value"] for row in case if row["label"] != "Türkiye")  # type: ignore[misc]
    assert others < 2503549  # as its title says
