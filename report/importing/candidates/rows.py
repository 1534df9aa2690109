"""Candidates as rows of data/facts.csv and data/events.csv, and these files read and written."""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from report.importing.candidates.model import Candidates, Count
from report.importing.candidates.pairs import newer
from report.importing.chapters import slug
from report.kept import write

FACTS, EVENTS = "data/facts.csv", "data/events.csv"
UNCONFIRMED, CONFIRMED, DRAFT = "unconfirmed", "confirmed", "draft"
_FACT = ("id", "value", "low", "high", "unit", "qualifier", "population", "what", "place", "as_of",
         "said_by", "reported_in", "note", "disagrees_with", "status", "label", "sentence", "line")
_EVENT = ("id", "date", "title", "place", "said_by", "reported_in", "note", "status", "shown",
          "sentence", "line")
Row = dict[str, str]


def facts(found: Candidates, reported_in: str = "") -> list[Row]:
    """A row for each number, unconfirmed; those that disagree name each other."""
    ids = _ids([[count.unit, count.population, count.place] for count in found.counts], "number")
    others: defaultdict[int, list[str]] = defaultdict(list)
    for one, other in found.pairs:
        others[one].append(ids[other])
        others[other].append(ids[one])
    later = newer(found.counts)
    rows = []
    for at, count in enumerate(found.counts):
        note = count.note
        if at in later:
            after = found.counts[later[at]]
            note = "; ".join(filter(None, (note, f"A later number is {ids[later[at]]} "
                                                 f"({after.as_of})")))
        rows.append(_fact(ids[at], count, reported_in, note, others[at]))
    return rows


def _fact(name: str, count: Count, reported_in: str, note: str, others: Sequence[str]) -> Row:
    ends = [plain(value) for value in count.values]
    value, low, high = (ends[0], "", "") if len(ends) == 1 else ("", *ends)
    cells = (name, value, low, high, count.unit, count.qualifier, count.population, count.what,
             count.place, count.as_of, count.said_by, reported_in, note, " ".join(others),
             UNCONFIRMED, "", count.sentence, str(count.line))
    return dict(zip(_FACT, cells, strict=True))


def events(found: Candidates, reported_in: str = "") -> list[Row]:
    """A row for each date, unconfirmed, in the order of the dates; unresolved ones at the end."""
    dates = sorted(found.dates, key=lambda each: (not each.date, each.date.split("/")[0]))
    ids = _ids([["event", each.place, each.date.split("/")[0] or "no-date"] for each in dates],
               "event")
    return [dict(zip(_EVENT, (name, each.date, each.title, each.place, each.said_by, reported_in,
                              each.note, UNCONFIRMED, "", each.sentence, str(each.line)),
                     strict=True))
            for name, each in zip(ids, dates, strict=True)]


def _ids(parts: Sequence[Sequence[str]], word: str) -> list[str]:
    """Readable ids, each with a number of its own: people-displaced-aleppo-1."""
    seen: Counter[str] = Counter()
    made = []
    for each in parts:
        stem = slug(" ".join(filter(None, each))) if any(each) else word
        stem = stem.removesuffix("-text").removeprefix("chapter-") or word
        stem = stem if stem[0].isalpha() else f"{word}-{stem}"
        seen[stem] += 1
        made.append(f"{stem}-{seen[stem]}")
    return made


def plain(value: Decimal) -> str:
    """A number as data files write it."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def written(rows: Sequence[Mapping[str, str]], columns: Sequence[str]) -> bytes:
    """Rows as a CSV file."""
    text = io.StringIO()
    made = csv.DictWriter(text, columns, restval="", extrasaction="ignore", lineterminator="\n")
    made.writeheader()
    made.writerows(rows)
    return text.getvalue().encode()


def files(found: Candidates, reported_in: str = "") -> dict[str, bytes]:
    """The two files of a report's data; one without rows is left out."""
    made = {FACTS: (facts(found, reported_in), _FACT), EVENTS: (events(found, reported_in), _EVENT)}
    return {path: written(rows, columns) for path, (rows, columns) in made.items() if rows}


def read(file: Path) -> tuple[list[Row], list[str]]:
    """The rows of a CSV file of the ledger, and its columns; nothing if there is no file.

    A row has every column that an import writes, empty where the file lacks it. Raises OSError,
    ValueError or csv.Error if the file cannot be read.
    """
    known = dict.fromkeys(_EVENT if file.name == Path(EVENTS).name else _FACT, "")
    if not file.exists():
        return [], []
    with file.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines, restval="")
        columns = list(reader.fieldnames or ())
        return [known | {column: row[column] or "" for column in columns}
                for row in reader], columns


def save(file: Path, rows: Sequence[Row], columns: Sequence[str]) -> None:
    """Write the rows beside, then rename: an interruption leaves the old file or the new one."""
    write(file, written(rows, columns))
