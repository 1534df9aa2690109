"""The galley: what stands in the flow of a unit, block by block, read off its laid-out pages.

WeasyPrint gives boxes in CSS pixels from the page's upper left corner; here all is millimetres.
Its tree of boxes is private, so nothing outside this module looks into it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from report.editions.lengths import MILLIMETRES

if TYPE_CHECKING:
    from weasyprint.document import Page

_HYPHEN = "\N{HYPHEN}"  # what the engine sets; an author's own is a hyphen-minus
_HEADINGS = ("h1", "h2", "h3", "h4")


@dataclass(frozen=True)
class Part:
    """What of a block stands on one page: its edges, counted from the head of the text, how far
    its lines reach, how many they are, and whether the last splits a word."""

    page: int
    top: float
    bottom: float
    reach: float
    lines: int = 0
    splits: bool = False


@dataclass
class Block:
    """A block of the flow, such as a paragraph, a heading or a figure.

    `lines` are the heights of its lines, or of the rows of a table, each with the notes that it
    calls. `before` and `after` are its margins; `whole` says that it must not be broken, `apart`
    that it has pages of its own; what stands in `columns` is as high as they come out even.
    """

    id: str
    tag: str
    classes: tuple[str, ...]
    whole: bool = False
    apart: bool = False
    columns: bool = False
    before: float = 0.0
    after: float = 0.0
    parts: list[Part] = field(default_factory=list)
    lines: list[tuple[float, tuple[str, ...]]] = field(default_factory=list)

    @property
    def height(self) -> float:
        """Without margins."""
        return sum(part.bottom - part.top for part in self.parts)

    @property
    def is_heading(self) -> bool:
        return self.tag in _HEADINGS or "chapter-number" in self.classes


@dataclass(frozen=True)
class Galley:
    """The blocks of a unit in the order of its text; `notes` are the heights of its notes, and
    `over` is what parts them from the text; `rooms` says how much of each page its text may
    fill, notes taken off, and `room` how much of a page without notes."""

    blocks: tuple[Block, ...] = ()
    notes: dict[str, float] = field(default_factory=dict)
    rooms: tuple[float, ...] = ()
    room: float = 0.0
    over: float = 0.0

    def holes(self) -> list[float]:
        """What stays white at the foot of each page but the last, in millimetres."""
        reached = [0.0] * len(self.rooms)
        for block in self.blocks:
            for part in block.parts:
                reached[part.page - 1] = max(reached[part.page - 1], part.bottom)
        return [room - reach for room, reach in zip(self.rooms, reached, strict=True)
                if reach][:-1]

    def goes_on(self) -> dict[str, tuple[int, ...]]:
        """The pages on which each broken table goes on."""
        return {block.id: tuple(part.page for part in block.parts[1:]) for block in self.blocks
                if "table" in block.classes and len(block.parts) > 1}


def galley(pages: Sequence[Page], head: float) -> Galley:
    """Read the galley off pages whose text begins `head` millimetres from the top."""
    blocks: dict[int, Block] = {}
    notes: dict[str, float] = {}
    rooms, over = [], 0.0
    for number, page in enumerate(pages, 1):
        rooms.append(_room(page) * MILLIMETRES - head)
        standing = 0.0
        for note in _notes(page):
            name, height = note.element.get("id", ""), note.margin_height() * MILLIMETRES
            notes[name] = notes.get(name, 0.0) + height
            standing += height
        if standing:
            over = _foot(page) * MILLIMETRES - head - rooms[-1] - standing
        for box in in_flow(page._page_box.children[0]):
            if id(box.element) not in blocks:
                blocks[id(box.element)] = block_of(box)
            _add(blocks[id(box.element)], box, number, head)
    room = _foot(pages[0]) * MILLIMETRES - head
    return Galley(tuple(blocks.values()), notes, tuple(rooms), room, over)


def standing(page: Page, head: float) -> list[tuple[Any, Block]]:
    """The blocks on one page, each with its element."""
    found = []
    for box in in_flow(page._page_box.children[0]):
        block = block_of(box)
        _add(block, box, 1, head)
        found.append((box.element, block))
    return found


def _notes(page: Any) -> list[Any]:
    """The notes at the foot of a page."""
    return [note for area in page._page_box.children if type(area).__name__ == "FootnoteAreaBox"
            for note in area.children]


def _room(page: Any) -> float:
    """Where the text of a page must end: over its notes, or at its foot."""
    return float(min((area.position_y for area in page._page_box.children
                      if type(area).__name__ == "FootnoteAreaBox" and area.children),
                     default=_foot(page)))


def _foot(page: Any) -> float:
    return float(page._page_box.content_box_y() + page._page_box.height)


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
        box.style["break_inside"].startswith("avoid"), box.style["page"] == "wide",
        box.style["column_count"] != "auto",
        _margin(box, "margin_top", 0), _margin(box, "margin_bottom", -1))


def is_empty(box: Any) -> bool:
    """Whether a box of the flow takes no room, such as a mark, or where a side note hangs."""
    return (getattr(box.style["height"], "value", None) == 0
            or not (box.children or "Replaced" in type(box).__name__))


def _add(block: Block, box: Any, page: int, head: float) -> None:
    """Add to a block what of it stands on one page."""
    top = box.border_box_y() * MILLIMETRES - head
    bottom = (box.border_box_y() + box.border_height()) * MILLIMETRES - head
    if block.parts:  # what goes on over a page reaches to its foot as a box, not as text
        last = block.parts.pop()
        block.parts.append(replace(last, bottom=last.reach))
    lines = list(lines_in(box))
    block.parts.append(Part(page, top, bottom, _reach(box) * MILLIMETRES - head, len(lines),
                            bool(lines) and _splits(lines[-1])))
    block.before, block.after = _margin(box, "margin_top", 0), _margin(box, "margin_bottom", -1)
    block.lines += [(line.height * MILLIMETRES, _calls(line)) for line in lines]


def _splits(line: Any) -> bool:
    """Whether a line ends in the hyphen of a word that goes on."""
    words = [box.text for box in line.descendants() if type(box).__name__ == "TextBox"]
    return bool(words) and words[-1].endswith(_HYPHEN)


def lines_in(box: Any) -> Iterator[Any]:
    """The lines in a box, and the rows of tables."""
    for child in getattr(box, "children", ()):
        if _is_line(child) or type(child).__name__ == "TableRowBox":
            yield child
        elif child.is_in_normal_flow():
            yield from lines_in(child)


def _margin(box: Any, side: str, outermost: int) -> float:
    """A margin as the style asks for it: at the head of a page the engine leaves it out."""
    margins = [box.style[side]]
    children = [each for each in getattr(box, "children", ()) if each.is_in_normal_flow()]
    if children and not box.style["border_bottom_width"]:
        margins.append(children[outermost].style[side])
    return max((margin.value for margin in margins if margin != "auto"), default=0.0) \
        * MILLIMETRES


def _reach(box: Any) -> float:
    """How far down the lines and pictures in a box reach."""
    return float(max((each.position_y + each.margin_height() for each in box.descendants()
                if _is_line(each) or "Replaced" in type(each).__name__), default=box.position_y))


def _is_line(box: Any) -> bool:
    return type(box).__name__ == "LineBox"


def _calls(box: Any) -> tuple[str, ...]:
    """The notes that are called in a box, by their ids."""
    names = [each.element.get("id", "") for each in box.descendants() if each.element is not None]
    return tuple(dict.fromkeys(
        name.removeprefix("call-") for name in names if name.startswith("call-")))
