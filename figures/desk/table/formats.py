"""How the cells of a column are written: numbers on their point, dates, or words as they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from babel.dates import format_date
from babel.numbers import format_decimal, get_decimal_symbol

from figures.desk import words
from figures.desk.cells import Cell, UnfitError, Wrong
from figures.desk.data import Period, number, period
from figures.desk.vocabulary import qualified, qualifier

NO_BREAK = "\N{NO-BREAK SPACE}"
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,9})?")  # what arithmetic keeps exactly
_YEAR = re.compile(r"(1[5-9]|20|21)\d\d")
_DATE = re.compile(r"\d{4}-\d{2}(-\d{2})?(/\d{4}(-\d{2}(-\d{2})?)?)?")
_FIXED = re.compile(r"0(?:\.(0+))?(\s*[^\d\s.,].*)?")
_PATTERN = re.compile(r"(?=.*[yMd])[yMdEL.,/ –-]+")
FORMATS = "exact, short, text, 0, 0.0, 0.0 % (a unit is set behind), or a date such as d MMM y"


@dataclass(frozen=True)
class Figure:
    """A number as its file has it, with the English name of its qualifier."""

    value: Decimal
    qualifier: str = ""


def figures(
    cells: Sequence[str], how: str, qualifiers: Sequence[str], index: int
) -> list[Figure | None] | None:
    """A column's numbers, None where a cell is empty; None if the column holds no numbers.

    `how` is one of FORMATS, or nothing: then numbers, years and dates are known by their look.
    Raises UnfitError with every cell that is no number where `how` wants numbers.
    """
    filled = [cell for cell in cells if cell]
    if how:
        return numbers(cells, qualifiers, index) if _is_of_numbers(how) else None
    if all(_YEAR.fullmatch(cell) or _DATE.fullmatch(cell) for cell in filled):
        return None
    try:
        found = numbers(cells, qualifiers, index)
    except UnfitError:
        return None
    # Other numbers, such as 1e10, stay as they were written.
    return found if all(_NUMBER.fullmatch(cell.rpartition(" ")[2]) for cell in filled) else None


def numbers(
    cells: Sequence[str], qualifiers: Sequence[str], index: int
) -> list[Figure | None]:
    """The numbers of a column; a qualifier may stand in the cell (“about 4000”) or beside it.

    Raises UnfitError with every cell that holds none.
    """
    found: list[Figure | None] = []
    wrongs = []
    for row, (cell, beside) in enumerate(zip(cells, qualifiers, strict=True)):
        before, _, digits = cell.rpartition(" ")
        try:
            found.append(_figure(digits, before or beside) if cell else None)
        except ValueError as error:
            wrongs.append(Wrong(str(error), row=row, column=index))
    if wrongs:
        raise UnfitError(wrongs)
    return found


def _figure(digits: str, before: str) -> Figure:
    number(digits)  # has the sentence for what is none
    return Figure(Decimal(digits), qualifier(before) if before else "")


def wording(cells: Sequence[str], how: str, index: int, language: str) -> list[Cell]:
    """The cells of a column without numbers: dates as `how` wants them, or words as they are.

    Raises UnfitError with every cell that is no date where `how` wants dates.
    """
    filled = [cell for cell in cells if cell]
    if how and how != "text":
        return _dates(cells, how, index, language)
    if not how and filled and all(_YEAR.fullmatch(c) or _DATE.fullmatch(c) for c in filled):
        return [Cell(_date_in_full(cell, language)) for cell in cells]
    return [Cell(cell) for cell in cells]


def aligned(found: Sequence[Figure | None], how: str, language: str) -> list[Cell]:
    """Numbers one under another, so that their points are."""
    if how == "short":
        said = [_short(each, language) for each in found]
        return [_cell(each, text, language) for each, text in zip(found, said, strict=True)]
    fixed = _FIXED.fullmatch(how)
    unit = re.sub(r"\s+", NO_BREAK, fixed[2] or "") if fixed else ""
    wanted = [(len(fixed[1] or "") if fixed else _decimals(each)) for each in found]
    most = max(wanted)
    point = get_decimal_symbol(words.locale(language))
    align = "right" if len(set(wanted)) == 1 else "decimal"
    made = []
    for each, decimals in zip(found, wanted, strict=True):
        cell = _cell(each, exact(each.value, decimals, language) + unit if each else "", language)
        lacks = (point if not decimals else "") + "0" * (most - decimals)
        made.append(replace(cell, align=align, pad=lacks if decimals < most else ""))
    return made


def exact(value: Decimal, decimals: int, language: str) -> str:
    """A number with the language's separators, rounded half up to some decimals."""
    rounded = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return _minus(format_decimal(rounded, format=pattern, locale=words.locale(language)))


def is_known(how: str) -> bool:
    """Whether a format is one of FORMATS."""
    return how == "text" or _is_of_numbers(how) or bool(_PATTERN.fullmatch(how))


def _is_of_numbers(how: str) -> bool:
    return how in ("exact", "short") or bool(_FIXED.fullmatch(how))


def _cell(figure: Figure | None, text: str, language: str) -> Cell:
    if figure is None:
        return Cell("–", "right", missing=True)
    return Cell(text, "right", before=qualified(figure.qualifier, "", language))


def _decimals(figure: Figure | None) -> int:
    """As many decimals as the author wrote."""
    exponent = figure.value.as_tuple().exponent if figure else 0
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _short(figure: Figure | None, language: str) -> str:
    if figure is None:
        return ""
    said = words.quantity(float(abs(figure.value)), language, short=True)
    return ("\N{MINUS SIGN}" if figure.value < 0 else "") + said.replace(" ", NO_BREAK)


def _minus(text: str) -> str:
    """A hyphen is short, and few read it aloud."""
    return text.replace("-", "\N{MINUS SIGN}")


def _date_in_full(cell: str, language: str) -> str:
    try:
        return words.date_in_full(period(cell), language).replace(" ", NO_BREAK) if cell else ""
    except ValueError:
        return cell


def _dates(cells: Sequence[str], pattern: str, index: int, language: str) -> list[Cell]:
    made, wrongs = [], []
    for row, cell in enumerate(cells):
        try:
            made.append(Cell(_date(period(cell), pattern, language) if cell else ""))
        except ValueError as error:
            wrongs.append(Wrong(str(error), row=row, column=index))
    if wrongs:
        raise UnfitError(wrongs)
    return made


def _date(when: Period, pattern: str, language: str) -> str:
    """A date by its pattern, but no more exactly than it is known."""
    finest = {"day": "", "month": "d", "year": "dML"}[when.precision]
    if any(letter in pattern for letter in finest):
        return words.date(when, language, "y" in pattern).replace(" ", NO_BREAK)
    first, last = (
        words.stopped(format_date(day, pattern, locale=words.locale(language)), language)
        .replace(" ", NO_BREAK) for day in (when.start, when.end))
    return first if first == last else f"{first} – {last}"
