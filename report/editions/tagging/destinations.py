"""Where links and bookmarks lead: to tags as well as to places on pages."""

from __future__ import annotations

from collections.abc import Mapping

import pydyf

from report.editions.tagging.reading import Reading
from report.editions.tagging.tree import Tag


def lead(reading: Reading, references: Mapping[Tag, bytes], pdf: pydyf.PDF) -> list[bytes]:
    """Let every destination name the tag that it leads to, as PDF/UA-2 wants it (8.8); returns
    the tags that bookmarks lead to."""
    def stands(tag: Tag | None) -> bytes:
        while tag and tag not in references:  # it holds nothing and was dropped
            tag = tag.above
        return references[tag or reading.root]

    names = pdf.catalog.get("Names", {}).get("Dests", {}).get("Names", [])
    for at in range(0, len(names), 2):
        there = names[at + 1]
        names[at + 1] = pydyf.Dictionary({"D": there, "SD": pydyf.Array(
            [stands(reading.standing(names[at].string)), *there[1:]])})
    return [stands(tag) for tag in reading.marked]
