"""Black ink alone: every colour of a PDF becomes a grey of its own colour space.

WeasyPrint writes greys as equal parts of red, green and blue, which a copier may print in four
inks.
"""

from __future__ import annotations

import re

import pydyf

_RGB = re.compile(rb"^([\d.]+) ([\d.]+) ([\d.]+) (rg|RG)$")
_OPERATORS = {b"rg": b"g", b"RG": b"G"}


def blacken(pdf: pydyf.PDF) -> None:
    """Put DeviceGray in place of RGB in a PDF before it is written; pictures come in greys."""
    for item in pdf.objects:
        if not isinstance(item, pydyf.Stream):
            _blacken_group(item)
        elif item.extra.get("Subtype") != "/Image":
            _blacken_group(item.extra)
            item.stream = [_RGB.sub(_grey, line) if isinstance(line, bytes) else line
                           for line in item.stream]


def _grey(found: re.Match[bytes]) -> bytes:
    """The luma of a colour (Rec. ITU-R BT.601), as an operator of greys."""
    red, green, blue = (float(part) for part in found.groups()[:3])
    return b"%.4g %s" % (.299 * red + .587 * green + .114 * blue, _OPERATORS[found[4]])


def _blacken_group(holder: object) -> None:
    """What is transparent is blended in the inks of the page."""
    if isinstance(holder, dict) and "Group" in holder:
        holder["Group"].pop("CS", None)
