"""Series: the cells of a CSV file as facts, where report.toml says what they are.

    [facts.refugees-by-host]
    data = "refugees-by-host.csv"
    key = ["country", "year"]
    value = "refugees"

makes a fact `refugees-by-host.turkiye.2015` of each cell. Words such as `place` may hold the
name of a column in braces, `"{country}"`, for what stands there in the same row.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from figures.desk.vocabulary import qualifier
from report.errors import Faults, Place, did_you_mean
from report.ledger import decimal, period
from report.model import Fact, Period, Table

Name = Annotated[str, Field(min_length=1, pattern=r"\S")]
_WORDS = ("unit", "qualifier", "population", "what", "place", "said_by", "reported_in", "as_of",
          "note")


class Series(BaseModel):
    """What `[facts.NAME]` of report.toml says.

    `value` is a column, or several; with several the column's name is the last part of the id,
    and {column} stands for it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    data: Name
    key: tuple[Name, ...]
    value: Name | tuple[Name, ...]
    unit: str = ""
    qualifier: str = ""
    population: str = ""
    what: str = ""
    place: str = ""
    said_by: str = ""
    reported_in: str = ""
    as_of: str = ""
    note: str = ""

    @property
    def values(self) -> tuple[str, ...]:
        return (self.value,) if isinstance(self.value, str) else self.value


def cells(
    declared: Mapping[str, Series], tables: Mapping[str, Table], places: Mapping[str, Place],
    faults: Faults,
) -> dict[str, Fact]:
    """The facts of all series by id; `places` are where report.toml declares them.

    An empty cell is no fact.
    """
    facts: dict[str, Fact] = {}
    for name, series in declared.items():
        table = tables.get(series.data)
        if table is None:
            faults.found(places[name], f"There is no file “{series.data}” in data/.",
                         did_you_mean(series.data, tables))
        elif table.columns and _is_sound(name, series, table, places[name], faults):
            for fact in _facts(name, series, table, faults):
                if fact.id in facts:
                    faults.found(fact.at, f"Two cells are called “{fact.id}”.",
                                 f"The key of [facts.{name}] must tell its rows apart: name one "
                                 "more column.")
                facts.setdefault(fact.id, fact)
    return facts


def _is_sound(name: str, series: Series, table: Table, place: Place, faults: Faults) -> bool:
    """Whether a series names columns that there are."""
    before = len(faults)
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name):
        faults.found(place, f"A series cannot be called “{name}”.",
                     f"Small letters, digits and hyphens, a letter first: “{_slug(name)}”.")
    braces = {word for each in _WORDS
              for word in re.findall(r"\{([^{}]*)\}", getattr(series, each))} - {"column"}
    for column in (*series.key, *series.values, *sorted(braces)):
        if column not in table.columns:
            faults.found(place, f"{series.data} has no column “{column}”, which "
                         f"[facts.{name}] names.", did_you_mean(column, table.columns))
    return len(faults) == before


def _facts(name: str, series: Series, table: Table, faults: Faults) -> Iterator[Fact]:
    for row, line in zip(table.rows, table.lines, strict=True):
        cells = dict(zip(table.columns, row, strict=True))
        for column in series.values:
            if not cells[column]:
                continue
            place = Place(table.file, line, table.columns.index(column) + 1)
            parts = [cells[each] for each in series.key]
            parts += [column] if len(series.values) > 1 else []
            try:
                yield _fact(".".join([name, *map(_slug, parts)]), series,
                            {**cells, "column": column}, cells[column], place, name)
            except ValueError as error:
                faults.found(place, f"In the column “{column}”, {error}")


def _fact(
    name: str, series: Series, cells: Mapping[str, str], written: str, place: Place, of: str
) -> Fact:
    """One cell as a fact; raises ValueError, with a sentence, if it cannot be one."""
    words: dict[str, Any] = {each: _filled(getattr(series, each), cells) for each in _WORDS}
    as_of = words.pop("as_of")
    if words["qualifier"]:
        words["qualifier"] = qualifier(words["qualifier"])
    when: Period | None = period(as_of) if as_of else None
    return Fact(name, decimal(written), as_of=when, at=place, series=of, **words)


def _filled(words: str, cells: Mapping[str, str]) -> str:
    return re.sub(r"\{([^{}]*)\}", lambda match: cells[match[1]], words).strip()


def _slug(words: str) -> str:
    """Words as a part of an id: small ASCII letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "x"
