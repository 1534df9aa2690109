"""Where pictures stand on their pages, and the files that their numbers are in."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

import pydyf

from report.editions.tagging.reading import Reading

_NUMBER = re.compile(r"^figure-\d+-")  # before a figure's name in that of its data's file


def place(reading: Reading, pdf: pydyf.PDF) -> None:
    """Give each figure the box that it fills, in points from the page's lower left corner, and
    the attached file that it is drawn from: figure-03-hosts.csv for pictures/hosts.svg."""
    files = {f"pictures/{_NUMBER.sub('', PurePosixPath(item['UF'].string).stem)}.svg":
             item.reference for item in pdf.objects
             if isinstance(item, pydyf.Dictionary) and item.get("Type") == "/Filespec"}
    for tag in reading.root.all():
        if tag.role == "Figure" and tag.boxes:
            inline = tag.above is not None and tag.above.role in ("P", "LBody", "TD", "TH")
            tag.attributes["Layout"] = {
                "BBox": pydyf.Array(tag.boxes[0][1]),
                "Placement": "/Inline" if inline else "/Block"}
            tag.file = files.get(tag.element.get("src", ""), b"")
