"""Starters: what an author begins with, a report that shows every part or the data of a figure."""

from __future__ import annotations

import datetime
import re
import uuid
from pathlib import Path

from figures import kind, kinds
from report.errors import Fault, Place, SourceError, did_you_mean
from report.kept import write


def figure(folder: Path, name: str) -> tuple[Path, str]:
    """Write the example CSV of a kind into a report's `data/`; returns it and its directive.

    A file that is there is left alone: the new one takes a number. Raises SourceError for a
    kind that is none.
    """
    if name not in kinds():
        raise SourceError([Fault(Place(folder), f"There is no kind of figure “{name}”.",
                                 did_you_mean(name, kinds()))])
    example = kind(name).EXAMPLE
    file = _free(folder / "data" / example.file)
    write(file, example.data.encode())
    return file, example.directive(name, f"my-{name}", file.name)


def report(reports: Path, name: str) -> Path:
    """Write a small report that shows every part into a folder of `reports`; returns the folder.

    Raises SourceError for a name that no folder can have, or if the report is there already.
    """
    folder = reports / name
    if name == "figure":
        raise SourceError([Fault(Place(folder), "It is not said which kind of figure.",
                                 "Write: invoke new figure counts")])
    if not re.fullmatch(r"[A-Za-z0-9][\w.-]*", name):
        raise SourceError([Fault(Place(folder), f"“{name}” cannot be the name of a folder.",
                                 "Use letters, digits and hyphens: invoke new floods")])
    if folder.exists():
        raise SourceError([Fault(Place(folder), "This report is there already.",
                                 "Choose another name; nothing is overwritten.")])
    title = name.replace("-", " ").replace("_", " ").capitalize()
    settings = _SETTINGS.format(title=title, date=datetime.date.today(), id=uuid.uuid4())
    for path, words in {"report.toml": settings, **_PARTS}.items():
        write(folder / path, words.encode())
    (folder / "images").mkdir()
    return folder


_SETTINGS = """\
title = "{title}"
subtitle = "What it says, in one line"
series = "Report"
authors = ["A. Writer"]
date = {date}
language = "en-GB"
publisher = "Your house"
identifier = "urn:uuid:{id}"
description = "One or two sentences for catalogues."
keywords = ["report"]
theme = "briefing"

[matter]
front = ["summary.md"]
body = ["01-first-chapter.md", "02-second-chapter.md"]
back = ["glossary.md", "index.md"]

[abbreviations]
NHS = "National Hydrological Service"
"""
_PARTS = {
    "text/summary.md": """\
# Summary

{.lead}
Say in three sentences what a reader should know who reads nothing else.

:::{key-figures}
120
: beds in shelters

3
: days until the water fell
:::
""",
    "text/01-first-chapter.md": """\
# The first chapter

{.lead}
The first paragraph of a chapter may be set larger.

:::{aside}
**Side note.** Two to four lines that belong to the paragraph below.
:::

A paragraph with *emphasis*, a note,[^reading] an {abbr}`IOM (International Organization for
Migration)` explained in its place, the NHS explained in the settings, a term of the
{term}`glossary <gauge>`, and {index}`words for the index <words>`. See {numref}`beds` and
{numref}`places`.

[^reading]: A note. It stands at the foot of the page in print.

## A section

:::{figure} counts
:name: beds
:data: beds.csv
:label: place
:value: beds
:title: Most beds stand in the school
:deck: Beds in shelters, by place
:source: Your own count
:::

> The water was at the door.
> -- A baker

:::{admonition} A box
Boxes hold what a reader may skip.

- one thing
- and another
:::
""",
    "text/02-second-chapter.md": """\
# The second chapter

:::{table} Beds, place by place
:name: places
:data: beds.csv
:columns: place = Place, beds = Beds
:source: Your own count
:::

A chapter can refer to [another](01-first-chapter.md). {index}`Tables <tables>` come from files or
stand in the text.

1. First
2. Second
""",
    "text/glossary.md": """\
# Glossary

:::{glossary}
Gauge
: A post with marks that shows how high the water stands.
:::

## Abbreviations

:::{acronyms}
:::
""",
    "text/index.md": """\
# Index

:::{show-index}
:::
""",
    "data/beds.csv": "place,beds\nSchool,80\nTown hall,30\nChurch,10\n",
}


def _free(file: Path) -> Path:
    """A path that nothing has yet: hosts.csv, hosts-2.csv, …"""
    free, number = file, 1
    while free.exists():
        number += 1
        free = file.with_stem(f"{file.stem}-{number}")
    return free
