"""`slope`: before and after; a line for each row between two dates.

Up to twenty rows. A steep line is a great change; the numbers stand at both ends. A row with a
number at one date only has a dot there, and no line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from figures.desk import asked
from figures.desk.data import Column, Row
from figures.desk.example import Example
from figures.desk.look import Look
from figures.desk.slope.change import Change
from figures.desk.vocabulary import term
from figures.desk.words import cardinal, listed, quantity

if TYPE_CHECKING:
    from matplotlib.figure import Figure

COLUMNS = (
    Column("label", "text", "whose number it is"),
    Column("before", "number", "how many at the first date"),
    Column("after", "number", "how many at the second date"),
)
OPTIONS: Mapping[str, str] = {
    "before-title": "what stands over the first date",
    "after-title": "what stands over the second date",
    "emphasis": "the label, or labels with ; between, set in the accent colour",
    "unit": "a sign such as % at every number",
    "numbers": "exact (every digit) or short (2.5 million)",
}
EXAMPLE = Example(
    {"label": "country", "before": "end_2014", "after": "end_2015", "before-title": "End 2014",
     "after-title": "End 2015", "emphasis": "Türkiye", "width": "column",
     "title": "Türkiye took in almost a million more, Lebanon and Egypt counted fewer",
     "deck": "Syrian refugees registered in five host countries at the end of two years",
     "source": "UNHCR Refugee Population Statistics, CC BY 4.0"},
    "country,end_2014,end_2015\nEgypt,138381,117635\nIraq,234196,244642\n"
    "Jordan,623112,628223\nLebanon,1147494,1062690\nTürkiye,1557899,2503549\n",
    "refugees-two-years.csv")
_MOST_ROWS = 20
_MOST_NAMED = 6  # rows that a listener can keep apart


def draw(rows: Sequence[Row], options: Mapping[str, str], look: Look) -> Figure:
    """A figure `look.width` wide and as high as its labels need."""
    from figures.desk.slope.slopes import drawn  # brings matplotlib, which only drawing needs

    return drawn(_changes(rows, options, look.language), _titles(options), look)


def alt(rows: Sequence[Row], options: Mapping[str, str], look: Look) -> str:
    """How many rose and fell, and which changed most."""
    changes, language = _changes(rows, options, look.language), look.language
    whole = [change for change in changes if change.whole]
    return f"{_opening(changes, whole, options, language)}{_greatest(whole)}."


def describe(rows: Sequence[Row], options: Mapping[str, str], look: Look) -> str:
    """How many rose and fell; every row of a few, else those that changed most."""
    changes, language = _changes(rows, options, look.language), look.language
    whole = [change for change in changes if change.whole]
    sentences = [f"{_opening(changes, whole, options, language)}."]
    if len(whole) <= _MOST_NAMED:
        if whole:
            sentences.append(f"{'; '.join(_phrase(change) for change in whole)}.")
    else:
        sentences += _most(whole)
    first, last = _titles(options)
    for change in changes:
        if not change.whole:
            said, when = ((change.said[1], first or "before") if change.before is None
                          else (change.said[0], last or "after"))
            sentences.append(f"{_named(change)} {said}, with no figure for {when}.")
    return " ".join(sentences)


def _titles(options: Mapping[str, str]) -> tuple[str, str]:
    return options.get("before-title", "").strip(), options.get("after-title", "").strip()


def _changes(rows: Sequence[Row], options: Mapping[str, str], language: str) -> list[Change]:
    """The rows as changes; ValueError with a sentence if they cannot be drawn."""
    asked.some(rows)
    if len(rows) > _MOST_ROWS:
        raise ValueError(f"There are {len(rows)} rows; lines of more than {_MOST_ROWS} cannot be "
                         "told apart. Draw fewer with “where”, or make a table.")
    short = asked.choice(options, "numbers", ("exact", "short")) == "short"
    unit = options.get("unit", "").strip()
    if unit and not asked.is_sign(unit):
        raise ValueError(f"“unit” is “{unit}”; here it may be one sign, such as %. "
                         "Name the unit in the deck.")
    emphasised = asked.emphasis(options, {asked.text(row, "label") for row in rows})
    changes = []
    for row in rows:
        label = asked.label(row)
        before, after = (asked.number(row, name, label) for name in ("before", "after"))
        if before is None and after is None:
            raise ValueError(f"“{label}” has no number at either date.")
        first, last = (_said(value, language, short) for value in (before, after))
        if first == last and before != after:
            # Rounded to the same words, a change would look like none.
            first, last = (_said(value, language, False) for value in (before, after))
        first, last = (said + unit if value is not None else said
                       for said, value in ((first, before), (last, after)))
        changes.append(Change(label, before, after, (first, last), label in emphasised))
    return changes


def _said(value: float | None, language: str, short: bool) -> str:
    return term("no figure", language) if value is None else quantity(value, language, short)


def _opening(
    changes: Sequence[Change], whole: Sequence[Change], options: Mapping[str, str], language: str
) -> str:
    """How many rows there are between which dates, and how many went which way."""
    first, last = _titles(options)
    dates = f" from {first} to {last}" if first and last else ""
    count = f"{cardinal(len(changes), language)} row{'s' if len(changes) > 1 else ''}"
    return f"Slope chart of {count}{dates}{_directions(whole, language)}"


def _greatest(whole: Sequence[Change]) -> str:
    """The greatest change in number, if one row alone has it."""
    ranked = sorted(whole, key=lambda change: -abs(change.by))
    if not ranked or not ranked[0].by:
        return ""
    first = ranked[0]
    said = f"from {first.said[0]} to {first.said[1]}"
    if len(ranked) == 1:
        return f", {first.label} {said}"
    if abs(ranked[1].by) == abs(first.by):
        return ""
    return f"; {first.label} changed most in number, {said}"


def _directions(changes: Sequence[Change], language: str) -> str:
    """How many rose, fell or stayed."""
    counts = [(sum(change.by > 0 for change in changes), "rose"),
              (sum(change.by < 0 for change in changes), "fell"),
              (sum(change.by == 0 for change in changes), "stayed the same")]
    told = [f"{cardinal(count, language)} {verb}" for count, verb in counts if count]
    return f": {listed(told, language)}" if told else ""


def _phrase(change: Change) -> str:
    if change.said[0] == change.said[1]:
        return f"{_named(change)} {change.said[0]} at both"
    return f"{change.label} from {change.said[0]} to {change.said[1]}"


def _named(change: Change) -> str:
    """The label before a number; a colon keeps one that ends in figures off it."""
    return f"{change.label}:" if change.label[-1].isdigit() else change.label


def _most(changes: Sequence[Change]) -> list[str]:
    """The greatest rise and the greatest fall in number, where one row alone has it."""
    told = []
    for verb, sign in (("rose", 1), ("fell", -1)):
        ranked = sorted(changes, key=lambda change: -sign * change.by)
        best, next_best = (sign * change.by for change in ranked[:2])
        if best > 0 and best > next_best:
            first = ranked[0]
            told.append(f"{first.label} {verb} most in number, from {first.said[0]} "
                        f"to {first.said[1]}.")
    return told
