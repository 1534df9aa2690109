"""Renumber: a unit that is laid out gets other page numbers, where these take the same room.

To lay it out anew would give the same pages. Figures of a folio are all equally wide
(`tnum` in the stylesheets); that they are is measured here, and nothing is taken for granted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from report.editions.written import Written
from report.folios import FOLIO

if TYPE_CHECKING:
    from report.editions.settle import Laid

_AS_WIDE = 1e-3  # CSS pixels


def renumbered(laid: Laid, wanted: Laid) -> bool:
    """Write the numbers of `wanted` into the pages of `laid`, the same unit in another place of
    the PDF; False where it has to be laid out for that."""
    if FOLIO.sub("", laid.unit.body) != FOLIO.sub("", wanted.unit.body):
        return False
    numbers = FOLIO.findall(wanted.unit.body)
    if numbers == FOLIO.findall(laid.unit.body):
        return True
    written = Written(laid.setting.pages)
    changes = dict(zip(written.elements, numbers, strict=True))
    if any(changes[each] != each.text for each in written.headed):
        return False
    boxes = [box for page in laid.setting.pages for box in written.boxes(page)]
    if not all(box.text == box.element.text and _is_as_wide(box, changes[box.element])
               for box in boxes):
        return False
    for box in boxes:
        box.text = box.pango_layout.text = changes[box.element]
    for element, number in changes.items():
        element.text = number
    return True


def _is_as_wide(box: Any, text: str) -> bool:
    from weasyprint.text.line_break import line_size

    if len(text) != len(box.text):
        return False
    layout = box.pango_layout
    layout.reactivate(box.style)
    before = line_size(layout.get_first_line()[0], box.style)[0]
    layout.set_text(text)
    after = line_size(layout.get_first_line()[0], box.style)[0]
    layout.set_text(box.text)
    layout.deactivate()
    return bool(abs(before - after) < _AS_WIDE)
