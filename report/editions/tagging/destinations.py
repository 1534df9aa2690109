"""Where links and bookmarks lead: to tags as well as to places on pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pydyf

from report.editions.tagging.reading import Reading
from report.editions.tagging.tree import Tag


def lead(reading: Reading, references: Mapping[Tag, bytes], pdf: pydyf.PDF) -> None:
    """Let every destination name the tag that it leads to, as PDF/UA-2 wants it (8.8)."""
    def led(tag: Tag | None, there: Any) -> dict[str, Any]:
        while tag and tag not in references:  # it holds nothing and was dropped
            tag = tag.above
        return {"D": there, "SD": pydyf.Array([references[tag or reading.root], *there[1:]])}

    names = pdf.catalog.get("Names", {}).get("Dests", {}).get("Names", [])
    for at in range(0, len(names), 2):
        names[at + 1] = pydyf.Dictionary(led(reading.standing(names[at].string), names[at + 1]))
    outlines = [item for item in pdf.objects if isinstance(item, dict)
                and "Title" in item and "Dest" in item]
    for outline, tag in zip(outlines, reading.marked, strict=True):
        outline["A"] = pydyf.Dictionary({"S": "/GoTo", **led(tag, outline.pop("Dest"))})
