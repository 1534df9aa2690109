"""The galley: what stands in the flow of a unit, block by block, read off its laid-out pages.

WeasyPrint gives boxes in CSS pixels from the page's upper left corner; here all is millimetres.
Its tree of boxes is private, so nothing outside this module looks into it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from report.editions.lengths import MILLIMETRES

if TYPE_CHECKING:
    from weasyprint.document import Page

_HYPHEN = "\N{HYPHEN}"  # what the engine sets; an author's own is a hyphen-minus
_HEADINGS = ("h1", "h2", "h3", "h4")


@dataclass(frozen=True)
class Block:
    """A block of the flow, such as a paragraph, a heading or a figure, laid out or not.

    `before` is its margin; `apart` says that it has pages of its own; what stands in `columns`
    is as high as they come out even.
    """

    id: str
    tag: str
    classes: tuple[str, ...]
    apart: bool
    columns: bool
    before: float

    @property
    def is_heading(self) -> bool:
        return self.tag in _HEADINGS or "chapter-number" in self.classes


class Standing:
    """What of a block stands on one page: its edges in millimetres from the head of the text."""

    def __init__(self, box: Any, head: float) -> None:
        self._box = box
        self.element = box.element
        self.block = block_of(box)
        self.top = float(box.border_box_y()) * MILLIMETRES - head
        self.height = float(box.border_height()) * MILLIMETRES

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @cached_property
    def _lines(self) -> list[Any]:
        return list(lines_in(self._box))

    @property
    def lines(self) -> int:
        return len(self._lines)

    @property
    def splits(self) -> bool:
        """Whether its last line ends in the hyphen of a word that goes on."""
        words = [box.text for line in self._lines[-1:] for box in line.descendants()
                 if type(box).__name__ == "TextBox"]
        return bool(words) and words[-1].endswith(_HYPHEN)


def standing(page: Page, head: float) -> list[Standing]:
    """The blocks on a page whose text begins `head` millimetres from its top."""
    return [Standing(box, head) for box in in_flow(page._page_box.children[0])]


def goes_on(pages: Sequence[Page]) -> dict[str, tuple[int, ...]]:
    """The pages, counted from 1, on which each broken table goes on."""
    tables: dict[str, list[int]] = {}
    for number, page in enumerate(pages, 1):
        for box in in_flow(page._page_box.children[0]):
            if "table" in box.element.get("class", "").split():
                tables.setdefault(box.element.get("id", ""), []).append(number)
    return {name: tuple(on[1:]) for name, on in tables.items() if len(on) > 1}


def room(page: Page, head: float) -> tuple[float, float]:
    """How high the text of a page may be with the notes that stand on it, and without notes."""
    box = page._page_box
    foot = box.content_box_y() + box.height
    free = min((area.position_y for area in box.children
                if type(area).__name__ == "FootnoteAreaBox" and area.children), default=foot)
    return free * MILLIMETRES - head, foot * MILLIMETRES - head


def filled(page: Page, head: float) -> float:
    """How far down a page its text stands, in millimetres from the head; 0 where it has none."""
    return max((each.bottom for each in standing(page, head)), default=0.0)


def white(page: Page, head: float) -> float:
    """What stays white at the foot of a page, as a part of what its text may fill; 0 where it has
    no text."""
    reach = filled(page, head)
    free, full = room(page, head)
    return (free - reach) / full if reach else 0.0


def in_flow(root: Any) -> Iterator[Any]:
    """The boxes that stand one under another in the sections of a page, or of a whole unit."""
    for body in root.children:
        for section in getattr(body, "children", ()):
            yield from (box for box in getattr(section, "children", ())
                        if box.is_in_normal_flow() and box.element is not None)


def block_of(box: Any) -> Block:
    """What a box of the flow is, laid out or not."""
    element = box.element
    return Block(
        element.get("id", ""), element.tag, tuple(element.get("class", "").split()),
        box.style["page"] == "wide", box.style["column_count"] != "auto", _margin(box))


def is_empty(box: Any) -> bool:
    """Whether a box of the flow takes no room, such as a mark, or where a side note hangs."""
    return (getattr(box.style["height"], "value", None) == 0
            or not (box.children or "Replaced" in type(box).__name__))


def lines_in(box: Any) -> Iterator[Any]:
    """The lines in a box, and the rows of tables."""
    for child in getattr(box, "children", ()):
        if type(child).__name__ in ("LineBox", "TableRowBox"):
            yield child
        elif child.is_in_normal_flow():
            yield from lines_in(child)


def _margin(box: Any) -> float:
    """The margin over a box as its style asks for it: at the head of a page the engine leaves it
    out."""
    margins = [box.style["margin_top"]]
    children = [each for each in getattr(box, "children", ()) if each.is_in_normal_flow()]
    if children and not box.style["border_bottom_width"]:
        margins.append(children[0].style["margin_top"])
    return max((margin.value for margin in margins if margin != "auto"), default=0.0) \
        * MILLIMETRES
