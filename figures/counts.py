"""`counts`: one bar a row, the number at its end; for things that were counted.

| column      | holds                                                              |
|-------------|--------------------------------------------------------------------|
| `label`     | what was counted                                                   |
| `value`     | how many; an empty cell is a missing figure, which is not a zero   |
| `qualifier` | optional: “about”, “more than”, “at least”, “nearly”, “up to”      |
| `group`     | optional: splits the bars under small headings                     |
| `note`      | optional: a few words in grey behind the number                    |

    :::{figure} counts
    :data: refugees-by-host.csv
    :where: year = 2015
    :label: country
    :value: refugees
    :emphasis: Türkiye
    :sort: descending
    :title: Türkiye hosts more than half of the refugees next door
    :::
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from figures.desk.bar import Bar
from figures.desk.data import Column, Row
from figures.desk.look import Look
from figures.desk.words import cardinal, listed, quantity, times

if TYPE_CHECKING:
    from matplotlib.figure import Figure

COLUMNS = (
    Column("label", "text", "what was counted"),
    Column("value", "number", "how many; empty if nobody has stated a figure"),
    Column("qualifier", "text", "about, more than, at least, nearly, up to", required=False),
    Column("group", "text", "splits the bars under small headings", required=False),
    Column("note", "text", "a few words in grey behind the number", required=False),
)
OPTIONS: Mapping[str, str] = {
    "emphasis": "the label, or labels with ; between, set in the accent colour",
    "sort": "descending: the greatest first; else the order of the file",
    "unit": "what the numbers count, such as % or people",
    "numbers": "exact (every digit) or short (2.5 million)",
}
_MOST_NAMED = 6  # rows that a listener can keep apart; of more, the first and the range


def draw(rows: Sequence[Row], options: Mapping[str, str], look: Look) -> Figure:
    """A figure `look.width` wide and as high as its bars need."""
    from figures.desk.bars import drawn  # brings matplotlib, which only drawing needs

    return drawn(_bars(rows, options, look.language), look)


def describe(rows: Sequence[Row], options: Mapping[str, str], look: Look) -> str:
    """The same numbers in sentences."""
    bars = _bars(rows, options, look.language)
    groups = list(dict.fromkeys(bar.group for bar in bars))
    opening = f"Bar chart of {cardinal(len(bars))} row{'s' if len(bars) > 1 else ''}"
    if len(groups) > 1:
        opening += f" in {cardinal(len(groups))} groups"
    sentences = [f"{opening}."]
    for group in groups:
        told = _told([bar for bar in bars if bar.group == group], look.language)
        sentences.append(f"{group}: {told}" if group else told)
    return " ".join(sentences)


def _bars(rows: Sequence[Row], options: Mapping[str, str], language: str) -> list[Bar]:
    """The rows as bars in the order in which they stand; ValueError if they cannot be drawn."""
    if not rows:
        raise ValueError("There is no row to draw; does “where” ask for something not in the data?")
    short = _choice(options, "numbers", ("exact", "short")) == "short"
    emphasised = [name.strip() for name in options.get("emphasis", "").split(";") if name.strip()]
    unit = options.get("unit", "").strip()
    bars = [_bar(row, emphasised, short, unit, language) for row in rows]
    labels = {bar.label for bar in bars}
    for name in emphasised:
        if name not in labels:
            raise ValueError(f"“emphasis” names “{name}”, which is the label of no row.")
    if all(bar.value is None for bar in bars):
        raise ValueError("No row has a value, so there is no bar to draw.")
    if _choice(options, "sort", ("file", "descending")) == "descending":
        bars.sort(key=lambda bar: -1.0 if bar.value is None else bar.value, reverse=True)
    order = list(dict.fromkeys(bar.group for bar in bars))
    bars.sort(key=lambda bar: order.index(bar.group))
    return _with_unit(bars, unit)


def _choice(options: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    choice = options.get(name, choices[0]).strip()
    if choice not in choices:
        known = listed([f"“{each}”" for each in choices], "en")
        raise ValueError(f"“{name}” is “{choice}”; it may be {known}.")
    return choice


def _bar(row: Row, emphasised: list[str], short: bool, unit: str, language: str) -> Bar:
    label, value = str(row.get("label") or ""), row.get("value")
    if not label:
        raise ValueError("A row has no label, so nobody could tell what its bar counts.")
    if value is not None and not isinstance(value, int | float):
        raise ValueError(f"The value of “{label}” is no number.")
    if value is not None and value < 0:
        raise ValueError(f"The value of “{label}” is {value}; a count cannot be below zero.")
    qualifier = str(row.get("qualifier") or "").strip() if value is not None else ""
    said = "no figure" if value is None else quantity(value, language, short)
    if value is not None and _is_sign(unit):
        said += unit
    return Bar(
        label=label, value=value, said=f"{qualifier} {said}".strip(), qualifier=qualifier,
        note=str(row.get("note") or "").strip(), group=str(row.get("group") or "").strip(),
        emphasised=label in emphasised,
    )


def _is_sign(unit: str) -> bool:
    return 0 < len(unit) <= 1


def _with_unit(bars: list[Bar], unit: str) -> list[Bar]:
    """A sign such as % stands at every number; a word once, at the first that has one."""
    if not unit or _is_sign(unit):
        return bars
    first = next(place for place, bar in enumerate(bars) if bar.value is not None)
    bars[first] = bars[first].saying(f"{bars[first].said} {unit}")
    return bars


def _told(bars: list[Bar], language: str) -> str:
    known = [bar for bar in bars if bar.value is not None]
    missing = [bar.label for bar in bars if bar.value is None]
    sentences = []
    if known:
        values = [bar.value or 0 for bar in known]
        falling = values == sorted(values, reverse=True)
        say = _ranking if falling else _sequence
        sentences.append(f"{say(_merged(known, language), language)}.")
    if missing:
        sentences.append(f"No figure for {listed(missing, language)}.")
    return " ".join(sentences)


def _merged(bars: list[Bar], language: str) -> list[Bar]:
    """Neighbours with the same number as one: “A and B 300,000 each”."""
    runs: list[list[Bar]] = []
    for bar in bars:
        if runs and runs[-1][0].said == bar.said:
            runs[-1].append(bar)
        else:
            runs.append([bar])
    return [run[0] if len(run) == 1 else
            run[0].named(listed([bar.label for bar in run], language)).saying(f"{run[0].said} each")
            for run in runs]


def _phrase(bar: Bar) -> str:
    """Label and number; a colon keeps a label that ends in figures off the number."""
    return f"{bar.label}: {bar.said}" if bar.label[-1].isdigit() else f"{bar.label} {bar.said}"


def _ranking(bars: list[Bar], language: str) -> str:
    """Bars from the greatest to the least, the first compared with the second if that is fair."""
    named, rest = (bars, []) if len(bars) <= _MOST_NAMED else (bars[:3], bars[3:])
    multiple = _multiple(*named[:2]) if len(named) > 1 else ""
    if multiple:
        text = f"{_phrase(named[0])}, {multiple} {_possessive(named[1])}"
        if named[2:]:
            text += f"; then {listed([_phrase(bar) for bar in named[2:]], language)}"
    else:
        text = listed([_phrase(bar) for bar in named], language)
    if rest:
        text += (f"; the other {cardinal(len(rest), language)} range from "
                 f"{rest[0].said} ({rest[0].label}) to {rest[-1].said} ({rest[-1].label})")
    return text


def _sequence(bars: list[Bar], language: str) -> str:
    """Bars in an order that is not of size, with the greatest named."""
    greatest = max(bars, key=lambda bar: bar.value or 0)
    if len(bars) <= _MOST_NAMED:
        return "; ".join(_phrase(bar) for bar in bars)
    text = f"From {_phrase(bars[0])} to {_phrase(bars[-1])}"
    return text if greatest in (bars[0], bars[-1]) else f"{text}; the greatest, {_phrase(greatest)}"


def _multiple(first: Bar, second: Bar) -> str:
    """How many times as much, unless a qualifier makes that a guess."""
    merged = first.said.endswith(" each") or second.said.endswith(" each")
    if first.qualifier or second.qualifier or merged:
        return ""
    return times(first.value or 0, second.value or 0)


def _possessive(bar: Bar) -> str:
    if bar.label.isalpha() and not bar.label.endswith("s"):
        return f"{bar.label}’s {bar.said}"
    return f"the {bar.said} of {bar.label}"
