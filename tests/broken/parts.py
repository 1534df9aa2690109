"""What broken reports are made of: a chapter, a figure, settings, with one thing replaced."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

PEOPLE = "country,people,year\nLebanon,1000,2015\nJordan,600,2014\n"
FIGURE = """\
:::{figure} counts
:name: hosts
:data: people.csv
:label: country
:value: people
:title: Lebanon hosts most
:::
"""
SETTINGS = """\
title = "A report"
date = 2016-03-07
language = "en-GB"
identifier = "urn:uuid:1"
authors = ["A. Writer"]

[matter]
body = ["01-north.md"]
"""


class Broken(NamedTuple):
    """A report with one fault: `at` is FILE:LINE[:COLUMN] as the message must give it."""

    name: str
    files: Mapping[str, str | bytes | None]
    at: str
    says: str


def text(body: str) -> dict[str, str | bytes | None]:
    """A chapter whose line 5 is the first of `body`, and the data that it may draw."""
    return {"text/01-north.md": f"# The road\n\nCut in May.\n\n{body}", "data/people.csv": PEOPLE}


def figure(old: str = "", new: str = "", data: str | bytes = PEOPLE) -> dict[
        str, str | bytes | None]:
    """A chapter with a figure in which something is replaced; its lines are 5 to 11."""
    assert old in FIGURE
    return text(FIGURE.replace(old, new) if old else FIGURE) | {"data/people.csv": data}


def settings(old: str, new: str) -> dict[str, str | bytes | None]:
    """Settings in which something is replaced; `title` stands in line 1."""
    assert old in SETTINGS
    return {"report.toml": SETTINGS.replace(old, new)}
