"""Where pictures stand on their pages."""

from __future__ import annotations

import pydyf

from report.editions.tagging.reading import Reading


def place(reading: Reading) -> None:
    """Give each figure the box that it fills, in points from the page's lower left corner."""
    for tag in reading.root.all():
        if tag.role in ("Figure", "Formula") and tag.boxes:
            inline = tag.above is not None and tag.above.role in ("P", "LBody", "TD", "TH")
            tag.attributes["Layout"] = {
                "BBox": pydyf.Array(tag.boxes[0][1]),
                "Placement": "/Inline" if inline else "/Block"}
