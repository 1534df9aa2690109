"""A directive as it is written, taken apart: its name, its argument, options and body."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report.errors import Place

if TYPE_CHECKING:
    from report.markup.walk import Walk

_OPTION = re.compile(r":([A-Za-z][\w-]*):\s*(.*)$")


@dataclass(frozen=True)
class Directive:
    """A directive taken apart; `lines` are the source lines of its options and its `body`.

    `repeated` are options that were given again, with their lines.
    """

    name: str
    argument: str
    options: Mapping[str, str]
    lines: Mapping[str, int]
    body: str
    place: Place
    repeated: tuple[tuple[str, int], ...] = ()

    @property
    def body_line(self) -> int:
        return self.lines["body"]

    def at(self, option: str) -> Place:
        return Place(self.place.file, self.lines.get(option, self.place.line))


def parse(name: str, argument: str, content: str, place: Place) -> Directive:
    """Options are the first lines; one that goes on is indented by two spaces or more."""
    options: dict[str, str] = {}
    lines: dict[str, int] = {}
    repeated = []
    body = content.split("\n")
    number = place.line
    last = ""
    while body:
        option = _OPTION.match(body[0])
        if option:
            last = option[1]
            if last in options:
                repeated.append((last, number + 1))
            options[last] = option[2].strip()
            lines[last] = number + 1
        elif last and body[0].startswith("  ") and body[0].strip():
            options[last] += " " + body[0].strip()
        else:
            break
        body.pop(0)
        number += 1
    lines["body"] = number + 1
    return Directive(name, argument, options, lines, "\n".join(body), place, tuple(repeated))


def name_of(walk: Walk, given: Directive, otherwise: str) -> str:
    """The id that an author gave, by option or by a label above; else one made of `otherwise`."""
    if name := given.options.get("name", ""):
        return walk.desk.take(name, given.at("name"))
    return walk.claim(f"{walk.section} {otherwise}", given.place)
