"""What each source says of one number: a range, a point, or only one end of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from figures.desk import asked
from figures.desk.data import Row
from figures.desk.vocabulary import qualified, term
from figures.desk.words import quantity

_MOST = 60  # rows that a page can hold

Form = Literal["none", "point", "range", "up to", "at least"]
# Qualifiers that give one end of a range; any other leaves a number a point.
UP_TO = {"up to", "at most", "less than", "fewer than", "under", "no more than"}
AT_LEAST = {"at least", "more than", "over", "no fewer than"}
# A point, of which the number itself is the one side: close, but never there.
_LEANS = {"nearly": -1, "almost": -1, "just under": -1, "just over": 1}


@dataclass(frozen=True)
class Claim:
    """A row as drawn: `said` is the number in words and figures, qualifier included."""

    label: str
    form: Form
    low: float = 0.0
    high: float = 0.0
    value: float | None = None  # a point, also one within a range
    said: str = ""
    spoken: str = ""  # as said, with “to” for the dash
    guess: str = ""  # the point within a range, in figures
    note: str = ""
    group: str = ""
    emphasised: bool = False
    lean: int = 0  # of a point: -1 if it lies a little lower than its number, 1 if higher

    @property
    def order(self) -> tuple[float, int]:
        """What tells which of two statements is the lower, also where their numbers are alike."""
        sides = {"up to": -2, "at least": 2}
        return (min(self.stated), sides.get(self.form, self.lean))

    @property
    def stated(self) -> list[float]:
        """Every number that the row gives."""
        ends = {"none": [], "up to": [self.high], "at least": [self.low]}
        return ends.get(self.form, [self.low, self.high])


def claims(rows: Sequence[Row], options: Mapping[str, str], language: str) -> list[Claim]:
    """The rows in order, those of a group together; ValueError if they cannot be drawn."""
    asked.some(rows)
    if len(rows) > _MOST:
        raise ValueError(f"There are {len(rows)} rows, more statements than anyone compares. "
                         "Choose with “where”, or make a table.")
    short = asked.choice(options, "numbers", ("exact", "short")) == "short"
    unit = options.get("unit", "").strip()
    emphasised = asked.emphasis(options, {asked.text(row, "label") for row in rows})
    read = [_claim(row, emphasised, unit, short, language) for row in rows]
    if all(claim.form == "none" for claim in read):
        raise ValueError("No row has a number, so there is nothing to draw.")
    order = list(dict.fromkeys(claim.group for claim in read))
    read.sort(key=lambda claim: order.index(claim.group))
    if unit and not asked.is_sign(unit):
        first = next(place for place, claim in enumerate(read) if claim.form != "none")
        read[first] = replace(read[first], said=f"{read[first].said} {unit}",
                              spoken=f"{read[first].spoken} {unit}")
    return read


def _claim(
    row: Row, emphasised: list[str], unit: str, short: bool, language: str
) -> Claim:
    label = asked.label(row)
    low, high, value = (asked.number(row, name, label) for name in ("low", "high", "value"))
    qualifier = asked.text(row, "qualifier")
    form, low, high = _form(label, low, high, value, qualifier)
    claim = Claim(
        label, form, low, high, value if form in ("point", "range") else None,
        note=asked.text(row, "note"), group=asked.text(row, "group"),
        emphasised=label in emphasised,
        lean=_LEANS.get(qualifier, 0) if form == "point" else 0)
    if form == "none":
        nothing = term("no figure", language)
        return replace(claim, said=nothing, spoken=nothing)
    sign = unit if asked.is_sign(unit) else ""
    stated = list(dict.fromkeys(claim.stated))
    # Rounded to the same words, two ends would look like one.
    short = short and len({quantity(end, language, short) for end in stated}) == len(stated)
    ends = [quantity(end, language, short) + sign for end in stated]
    before = qualifier or (form if form in ("up to", "at least") else "")
    # A dash between negative numbers cannot be told from their sign.
    dash = f" {term('to', language)} " if low < 0 else "–"
    said, spoken = (qualified(before, between.join(ends), language) for between in (dash, " to "))
    within = form == "range" and claim.value is not None
    guess = quantity(claim.value or 0, language, short) + sign if within else ""
    return replace(claim, said=said, spoken=spoken, guess=guess)


def _form(
    label: str, low: float | None, high: float | None, value: float | None, qualifier: str
) -> tuple[Form, float, float]:
    """What sort of statement a row makes, with its ends."""
    if value is not None:
        if (low is None) != (high is None):
            raise ValueError(f"“{label}” has a value and only one end of a range; "
                             "give both ends, or one number.")
        if low is None or high is None:
            form: Form = ("up to" if qualifier in UP_TO else
                          "at least" if qualifier in AT_LEAST else "point")
            return form, value, value
    if low is None and high is None:
        return "none", 0.0, 0.0
    if low is None or high is None:
        end = (low if high is None else high) or 0
        return "at least" if high is None else "up to", end, end
    if low > high:
        raise ValueError(f"“{label}” goes from {low} to {high}; the low end is above the high one.")
    if value is not None and not low <= value <= high:
        raise ValueError(f"The value of “{label}”, {value}, lies outside its range.")
    return ("point" if low == high else "range"), low, high
