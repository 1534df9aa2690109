"""Renumber: a unit that is laid out gets other page numbers, where these take the same room.

To lay it out anew would give the same pages. Figures of a folio are all equally wide
(`tnum` in the stylesheets); that they are is measured here, and nothing is taken for granted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

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
    changes = list(_in_text(laid.setting.pages, numbers))
    if not all(text and _is_as_wide(box, text) for box, text in changes):
        return False
    for box, text in changes:
        box.text = box.pango_layout.text = text
    return True


def _in_text(pages: Sequence[Any], numbers: Sequence[str]) -> Iterator[tuple[Any, str]]:
    """The boxes of the numbers in the text, and what each should say; nothing for one that a
    number does not fill alone. Its element says so from then on as well."""
    root = pages[0]._page_box.children[0].element
    elements = [each for each in root.iter("span") if each.get("class") == "folio"]
    wanted = dict(zip(elements, numbers, strict=True))
    for page in pages:
        for box in page._page_box.descendants():
            if hasattr(box, "pango_layout") and box.element in wanted:
                yield box, wanted[box.element] if box.text == box.element.text else ""
    for element, number in wanted.items():
        element.text = number


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
