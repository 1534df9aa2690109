"""`key-figures`: the band of big numbers, each with the words that say what it counts.

Up to six; four are a good most. The first is the one that matters: it stands in the accent
colour. Write the words so that they read on from the number and its unit: “300,000 people /
still living in eastern Aleppo”. Every figure should say who states it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from figures.desk import asked
from figures.desk.cells import Stated
from figures.desk.data import Column, Row
from figures.desk.example import Example
from figures.desk.vocabulary import qualified
from figures.desk.words import quantity

COLUMNS = (
    Column("value", "number", "the figure"),
    Column("qualifier", "qualifier", "about, more than, at least, nearly, up to", required=False),
    Column("unit", "text", "what is counted, such as people, or a sign such as %", required=False),
    Column("words", "text", "what it says, reading on from number and unit"),
    Column("source", "text", "who states it", required=False),
)
OPTIONS: Mapping[str, str] = {
    "title": "what the band is called where it is read aloud; it is not shown",
    "numbers": "short (2.5 million; the usual) or exact (every digit)",
}
EXAMPLE = Example(
    options={"title": "The war in Syria in four figures"},
    data="""\
value,qualifier,unit,words,source
75775,,people,displaced in Aleppo and Idleb governorates from 1 to 29 February 2016,UN flash update
486700,,people,under siege in Syria in January 2016,OCHA
4873236,,refugees,from Syria worldwide at the end of 2015,UNHCR
70,more than,%,"of the buildings in Kobani damaged or destroyed by 2015",Local officials
""",
    file="key-figures.csv",
)
_MOST = 6
_MAGNITUDE = re.compile(r"(.*\d)[\s\N{NO-BREAK SPACE}](\D+)")


def tabulate(
    data: Sequence[Row], options: Mapping[str, str], language: str
) -> tuple[Stated, ...]:
    """Rows as key figures; ValueError with a sentence if they cannot be set."""
    asked.some(data)
    if len(data) > _MOST:
        raise ValueError(f"There are {len(data)} key figures; of more than {_MOST} none is key. "
                         "Choose with “where”, or make a table.")
    short = asked.choice(options, "numbers", ("short", "exact")) == "short"
    return tuple(_stated(row, short, language) for row in data)


def _stated(row: Row, short: bool, language: str) -> Stated:
    words, unit = asked.text(row, "words"), asked.text(row, "unit")
    if not words:
        raise ValueError("A key figure has no words, so nobody could tell what it counts.")
    value = asked.number(row, "value", words)
    if value is None:
        raise ValueError(f"The key figure “{words}” has no number; take it out, or say in the "
                         "text that none is known.")
    said = quantity(abs(value), language, short)
    parts = _MAGNITUDE.fullmatch(said)
    number, magnitude = parts.groups() if parts else (said, "")
    number = ("\N{MINUS SIGN}" if value < 0 else "") + number
    if asked.is_sign(unit):
        number, magnitude = (number, magnitude + unit) if magnitude else (number + unit, "")
        unit = ""
    return Stated(qualified(asked.text(row, "qualifier"), "", language), number, magnitude,
                  f"{unit} {words}".strip(), asked.text(row, "source"))
