"""`dots`: the cover as a picture of its numbers, one dot a number of people.

The first row is those who stayed, a field of dots over the whole width; the second is those who
left, and lifts off the field’s upper edge. Every dot counts: there are exactly as many as people
divided by `per`. It is made to lie on navy, as a cover does:

    [cover]
    kind = "dots"
    data = "cover.csv"
    per = "100"
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from figures.desk.data import Column, Row
from figures.desk.dots.field import field_of, scattered
from figures.desk.example import Example
from figures.desk.look import Look
from figures.desk.words import cardinal, quantity

if TYPE_CHECKING:
    from matplotlib.figure import Figure

COLUMNS = (
    Column("group", "text", "who the people are"),
    Column("people", "number", "how many"),
)
OPTIONS: Mapping[str, str] = {
    "per": "how many people a dot stands for; 100 unless told",
    "height": "the height of the picture in millimetres; that of A-series paper unless told",
    "seed": "a whole number; another gives another wind",
}
EXAMPLE = Example(
    {"per": "100", "height": "110", "width": "column",
     "title": "A field that thins out: one dot for every 100 people",
     "deck": "People estimated to be still living in eastern Aleppo, February 2016, and above them "
             "people displaced in Aleppo governorate, 1 to 29 February 2016; "
             "the second are no share of the first",
     "source": "UN flash updates of 13 February and 6 March 2016, published on ReliefWeb"},
    "group,people\nstill there,300000\ndisplaced,63752\n",
    "cover.csv")
GROUND = "navy"  # what the drawing is made to lie on
A_SERIES = 1.414
_SEED = 2016
_MOST = 12_000  # dots; more are a grey


def draw(rows: Sequence[Row], options: Mapping[str, str], look: Look) -> Figure:
    """The whole page on a clear ground, made to lie on `navy`."""
    from figures.desk.canvas import Canvas, glowing, mixed  # brings matplotlib

    counts = [count for _, _, count in _groups(rows, options)]
    height = _number(options, "height", look.width * A_SERIES)
    canvas = Canvas(look)
    stayed, left = scattered(counts[0], sum(counts[1:]), look.width, height,
                              int(_number(options, "seed", _SEED)))
    radius = field_of(sum(counts), look.width, height).radius
    colours = look.colours
    ember = colours["ember"] if "ember" in colours else glowing(colours["brick"])
    # Mixed, not transparent: it prints alike everywhere.
    canvas.dots(stayed, radius, mixed(colours["sky"], colours["navy"], 0.3))
    canvas.dots(left, radius, ember)
    return canvas.figure(height)


def alt(rows: Sequence[Row], options: Mapping[str, str], look: Look) -> str:
    """The field, what lifts off it, and what a dot stands for."""
    groups = _groups(rows, options)
    told = [f"{quantity(count, look.language)} dots ({name})" for name, _, count in groups]
    above = f", above which {told[1]} lift off" if len(told) > 1 and groups[1][2] else ""
    per = quantity(_number(options, "per", 100), look.language)
    return f"Field of {told[0]}{above}; each dot is {per} people."


def describe(rows: Sequence[Row], options: Mapping[str, str], look: Look) -> str:
    """How many dots there are for whom."""
    groups = _groups(rows, options)
    per = quantity(_number(options, "per", 100), look.language)
    told = [f"{quantity(count, look.language)} dots for {quantity(people, look.language)} people "
            f"({name})" for name, people, count in groups]
    field = f"Field of {told[0]}, each dot {per} people."
    if len(told) == 1:
        return field
    if not groups[1][2]:
        name, people, _ = groups[1]
        return f"{field} {quantity(people, look.language)} people ({name}) are too few for a dot."
    return f"{field} Above it, {told[1]} lift off and thin out upwards."


def _groups(rows: Sequence[Row], options: Mapping[str, str]) -> list[tuple[str, float, int]]:
    """Name, people and dots of each group; ValueError if they make no picture."""
    if len(rows) not in (1, 2):
        raise ValueError(f"A picture of dots is made from one or two rows; "
                         f"there are {cardinal(len(rows))}.")
    per = _number(options, "per", 100)
    groups = []
    for row in rows:
        name, people = str(row.get("group") or "").strip(), row.get("people")
        if not isinstance(people, int | float) or people < 0:
            raise ValueError(f"“{name}” has no number of people, or one below zero.")
        groups.append((name, people, round(people / per)))
    dots = sum(count for *_, count in groups)
    if not groups[0][2]:
        raise ValueError(f"“{groups[0][0]}” are too few for a dot; make “per” smaller.")
    if dots > _MOST:
        raise ValueError(f"That makes {dots} dots, too many to see; make “per” greater.")
    return groups


def _number(options: Mapping[str, str], name: str, otherwise: float) -> float:
    text = options.get(name, "").strip()
    if not text:
        return otherwise
    try:
        value = float(text)
    except ValueError:
        raise ValueError(f"“{name}” is “{text}”, which is no number.") from None
    if not 0 < value < 1e12:
        raise ValueError(f"“{name}” must be above zero.")
    return value
