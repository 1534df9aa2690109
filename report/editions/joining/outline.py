"""The outline of a PDF: the bookmarks of all units as one tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pydyf


@dataclass
class Entry:
    """A bookmark with its level, what is written of it, and those under it."""

    level: int
    said: pydyf.Dictionary
    is_open: bool = True
    under: list[Entry] = field(default_factory=list)


def nested(entries: Sequence[Entry]) -> list[Entry]:
    """Entries as a tree: each stands under the nearest one before it that has a lower level."""
    top = Entry(0, pydyf.Dictionary())
    above = [top]
    for entry in entries:
        while above[-1].level >= entry.level:
            above.pop()
        above[-1].under.append(entry)
        above.append(entry)
    return top.under


def outlined(pdf: pydyf.PDF, entries: Sequence[Entry]) -> None:
    """Give a PDF its outline, if it has any."""
    if entries:
        root = pydyf.Dictionary()
        pdf.add_object(root)
        root["Count"] = _hung(pdf, nested(entries), root)
        pdf.catalog["Outlines"] = root.reference


def _hung(pdf: pydyf.PDF, entries: Sequence[Entry], above: pydyf.Dictionary) -> int:
    """Hang entries under another; returns how many are seen when it is open."""
    seen = len(entries)
    before: pydyf.Dictionary | None = None
    for entry in entries:
        said = entry.said
        pdf.add_object(said)
        said["Parent"] = above.reference
        if before is not None:
            said["Prev"], before["Next"] = before.reference, said.reference
        before = said
        count = _hung(pdf, entry.under, said)
        said["Count"] = count if entry.is_open else -count
        seen += count if entry.is_open else 0
    if entries:
        above["First"] = entries[0].said.reference
        above["Last"] = entries[-1].said.reference
    return seen
