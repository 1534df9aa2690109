"""Image files that a text names."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from report.errors import Place, did_you_mean

if TYPE_CHECKING:
    from report.markup.walk import Walk

_USABLE = re.compile(r"\.(png|jpe?g|svg)$", re.IGNORECASE)


def image(walk: Walk, source: str, place: Place) -> Path | None:
    """The file of an image that a text names; a fault if it is not there."""
    images = walk.desk.manuscript.images
    if source in images:
        return images[source]
    if re.match(r"[a-z]+:|//", source):
        walk.fault(place, f"“{source}” is not in the report's folder, and a build fetches nothing.",
                   "Put the image into the report's folder images/.")
    elif not _USABLE.search(source):
        walk.fault(place, f"“{source}” is no image that can be used.",
                   "Save it as PNG, JPEG or SVG in images/.")
    else:
        walk.fault(place, f"There is no image “{source}”.", did_you_mean(source, images)
                   if images else "Put it into the report's folder images/.")
    return None
