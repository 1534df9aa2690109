"""The headings of a section as a tree, as deep as the contents go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from report.flows import plain
from report.model import Heading, Section


@dataclass(frozen=True)
class Item:
    """A line of the contents, and the lines under it."""

    id: str
    title: str
    inner: tuple[Item, ...] = ()


def outline(section: Section, depth: int) -> tuple[Item, ...]:
    """The headings within a section; `depth` 1 is the section's own title alone."""
    headings = [part for part in section.flow if isinstance(part, Heading) and part.level <= depth]
    return _nested(headings)


def _nested(headings: Sequence[Heading]) -> tuple[Item, ...]:
    items = []
    rest = list(headings)
    while rest:
        first = rest.pop(0)
        under = []
        while rest and rest[0].level > first.level:
            under.append(rest.pop(0))
        items.append(Item(first.id, plain(first.title), _nested(under)))
    return tuple(items)
