"""What is known of a plain text as a whole, before any block is made of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import mode

from report.importing import openings
from report.importing.capitals import spoken
from report.importing.codes import codes
from report.importing.columns import tables
from report.importing.footnotes import Noted, footnotes
from report.importing.galleries import galleries
from report.importing.headings import Shape, levels, shape, shapes
from report.importing.items import item_of
from report.importing.language import guess
from report.importing.model import Block, Line
from report.importing.units import APART, units, verse, width_of

PICTURE = re.compile(r"\[(?:Illustration|Image|Picture|Figure|Photo|Photograph|"
                     r"Map)\b[:.]?\s*(.*?)\]?",
                     re.IGNORECASE | re.DOTALL)
_LONGEST_RUN = 200  # units of one list or one poem; what is longer is divided


class Survey:
    """The units of a text, and what each looks like beside all others.

    `set` holds tables and code by the number of their first line; `opening` and `galleries` say
    which units are those, `noted` which are notes and what the others say without their calls,
    `levels` which are headings. `base` is how far most lines are indented.
    """

    def __init__(self, lines: Sequence[Line], zones: Sequence[Sequence[Line]]) -> None:
        self.width = width_of(lines)
        self.set: dict[int, Block] = {}
        self.units = list(units(self._apart(lines), self.width))
        self.language = guess(" ".join(unit.text for unit in self.units[:400]))
        self.spoken = spoken(unit.text for unit in self.units) if (
            self.language.startswith("en")) else frozenset()
        self.gappy = sum(unit.gap > 0 for unit in self.units) * 2 > len(self.units)
        self.opening = openings.opening(self.units)
        if len(self.units) == 1:
            self.opening = {}
        opening = {at for places in self.opening.values() for at in places}
        self.noted: Noted = footnotes(self.units, zones, opening)
        taken = opening | self.noted.taken
        self.shapes = self._shapes(taken)
        found = galleries(self.units, [bool(each.sort) for each in self.shapes],
                          [at not in taken and bool(shape(unit.text).sort)
                           for at, unit in enumerate(self.units)])
        self.galleries = {gallery.title: gallery for gallery in found}
        for gallery in found:
            for at in range(gallery.title, gallery.end):
                self.shapes[at] = Shape("")
        self.levels = levels(self.shapes)
        indents = [line.indent for unit in self.units for line in unit.lines[1:] or unit.lines]
        self.base = mode(indents) if indents else 0

    def _apart(self, lines: Sequence[Line]) -> list[Line]:
        """Lines without tables and code, for which a mark stands in their place."""
        found = {**tables(lines), **codes(lines)}
        kept, at = [], 0
        while at < len(lines):
            if at in found:
                end, block = found[at]
                self.set[lines[at].number] = block
                kept += [Line(0, ""), replace(lines[at], text=APART, indent=0), Line(0, "")]
                at = end
            else:
                kept.append(lines[at])
                at += 1
        return kept

    def _shapes(self, taken: set[int]) -> list[Shape]:
        """What each unit looks like; no heading where it is something else."""
        found = shapes(self.units, self.width)
        for at, unit in enumerate(self.units):
            is_other = unit.number in self.set or item_of(unit.text, 0) or (
                PICTURE.fullmatch(unit.text))
            if at in taken or (is_other and found[at].sort != "decimal"):
                found[at] = Shape("")
        return found

    # --- units that go together --------------------------------------------------------------

    def is_title_of(self, at: int) -> bool:
        """Whether a unit is the title of the chapter whose number stands above it."""
        unit = self.units[at]
        if unit.number in self.set or at in self.noted.taken or (
                at in self.galleries or self.shapes[at].sort in ("part", "chapter")):
            return False
        text = unit.text
        return len(text) < 90 and len(unit.lines) <= 3 and at + 1 < len(self.units) and (
            bool(self.shapes[at].sort) or text.isupper() or not re.search(r"[.,;:!]$", text)
            or (re.fullmatch(r"[^.]+\.", text) is not None and len(text) < 50
                and len(self.units[at + 1].text) > 3 * len(text)))

    def items(self, at: int) -> list[int]:
        """Units from a position that are the items of one list."""
        first = item_of(self.units[at].text, 0)
        if not first:
            return []
        items, count = [at], first[1]
        for here in range(at + 1, min(len(self.units), at + _LONGEST_RUN)):
            unit = self.units[here]
            marker = item_of(unit.text, count)
            if not marker or here in self.noted.taken or self.levels[here] or (
                    marker[0] != first[0] and unit.indent <= self.units[at].indent):
                break
            if marker[0] == "1" and first[0] == "1" and marker[1] != count + 1:
                break
            count = marker[1] if marker[0] == "1" else count
            items.append(here)
        if first[0] in "1a" and sum(len(self.units[here].text) for here in items) > 200 * len(
            items
        ):
            return []  # paragraphs that are numbered, as reports have them
        sure = (first[0] == "-" and self.units[at].text[0] in "•‣▪◦") or len(items) > 1
        return items if sure and (first[0] != "–" or len(items) > 2) else []

    def short_lines(self, at: int) -> list[int]:
        """Units from a position that are short lines standing together: verse, an address."""
        if len(self.units[at].text) >= (self.width or 70) * 0.85:
            return []
        run = [at]
        for here in range(at + 1, min(len(self.units), at + _LONGEST_RUN)):
            unit = self.units[here]
            if unit.gap or unit.number in self.set or self.levels[here] or (
                    here in self.galleries or here in self.noted.taken):
                break
            run.append(here)
        may = self.width or (self.gappy and not self.units[at].lines[0].page)
        if not may or not verse([self.units[i] for i in run], self.width):
            return []
        return run
