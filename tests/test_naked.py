"""Numbers in running words: how they are read, and which of them state something.

`cases/gate/numbers` are numbers marked by hand, for the lint's score.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from report.numerals import naked, numerals
from tests.gated import CASES

# --- against hand marks -------------------------------------------------------------------------


def marked(file: Path) -> Iterator[tuple[str, str, list[tuple[int, int, bool]]]]:
    """Each sentence with its language and its marks: start, end, whether it is naked."""
    for line in file.read_text().splitlines():
        if not line or line.startswith("#"):
            continue
        language, _, rest = line.rpartition(": ") if re.match("(fr|de|es): ", line) else (
            "en", "", line)
        if language != "en":
            language, rest = line[:2], line[4:]
        words, marks = "", []
        for part in re.split(r"(\*[^*]+\*|_[^_]+_)", rest):
            if re.fullmatch(r"\*[^*]+\*|_[^_]+_", part):
                marks.append((len(words), len(words) + len(part) - 2, part[0] == "*"))
                part = part[1:-1]
            words += part
        yield language, words, marks


@pytest.mark.parametrize(("name", "least"), [("tuned", 0.98), ("held-out", 0.97)])
def test_the_lint_finds_what_was_marked_by_hand(name: str, least: float) -> None:
    right = false = missed = 0
    wrong: list[str] = []
    for language, words, marks in marked(CASES / "numbers" / f"{name}.txt"):
        numbers = naked(words, language)
        for start, end, is_naked in marks:
            hit = any(n.start < end and start < n.end for n in numbers)
            right += is_naked and hit
            missed += is_naked and not hit
            wrong += [f"missed: {words[start:end]} | {words}"] * (is_naked and not hit)
        for n in numbers:
            if not any(n.start < end and start < n.end for start, end, is_naked in marks
                       if is_naked):
                false += 1
                wrong.append(f"false: {n.words} | {words}")
    precision, recall = right / (right + false), right / (right + missed)
    print(f"{name}: precision {precision:.3f}, recall {recall:.3f}", *wrong, sep="\n")
    assert min(precision, recall) >= least, "\n".join(wrong)


def test_two_hundred_numbers_are_marked() -> None:
    marks = [each for file in sorted((CASES / "numbers").glob("*.txt"))
             for _, _, marks in marked(file) for each in marks]
    assert len(marks) >= 200


# --- one by one ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("words", "language", "value"), [
    ("2.5 million", "en", "2500000"), ("63,752", "en", "63752"), ("2.5m", "en", "2500000"),
    ("1.2bn", "en", "1200000000"), ("US$ 11", "en", "11"), ("3.0 per cent", "en", "3"),
    ("half a million", "en", "500000"), ("twenty-five thousand", "en", "25000"),
    ("two hundred and six", "en", "206"), ("2,5 millions", "fr", "2500000"),
    ("63 752", "fr", "63752"), ("63\u202f752", "fr", "63752"), ("vingt-cinq mille", "fr", "25000"),
    ("63.752", "de", "63752"), ("1,2 Mrd.", "de", "1200000000"), ("2,5", "de", "2.5"),
    ("63.752", "es", "63752"), ("dos millones", "es", "2000000"),
])
def test_a_number_is_read_as_its_language_writes_it(
    words: str, language: str, value: str
) -> None:
    number, = numerals(words, language)
    assert number.words == words
    assert number.values == (Decimal(value),)


@pytest.mark.parametrize(("words", "left"), [
    ("see Figures 3, 4 and 5", []), ("Resolution 2254 and 27 members", ["27"]),
    ("sites 1 to 6", []), ("UNHCR reports 40 deaths", ["40"]), ("page 12", []),
    ("in 2015 people left", []), ("2015 people left", ["2015"]), ("1,500 km", ["1,500"]),
    ("1/3 of them, ½ a year", ["1/3", "½"]), ("open 24/7 since 9/11", []),
])
def test_a_number_belongs_to_a_name_or_counts(words: str, left: list[str]) -> None:
    assert [number.words for number in naked(words, "en")] == left


def test_a_range_has_two_ends() -> None:
    number, = numerals("300,000–320,000", "en")
    assert number.values == (Decimal(300_000), Decimal(320_000))
