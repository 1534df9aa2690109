"""Boxes of WeasyPrint's, taken apart and put together; only `pagewise.py` does that to them."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from weasyprint.document import Page


def part(page: Page) -> None:
    """Part a page from its notes. Each refers to the other, so that both would wait for Python's
    cycle collector, which is kept off."""
    page._page_box.children = ()


def in_order(all: Sequence[Any], some: Sequence[Any]) -> list[Any]:
    """All, with some of them in another order in the places that these have."""
    places = set(map(id, some))
    following = iter(some)
    return [next(following) if id(each) in places else each for each in all]


def copied(box: Any) -> Any:
    """A box with all in it, of which what is set apart from the flow stays marked as such."""
    made = box.copy()  # of what is set apart a place for it, with a copy of the box in it
    if box.is_leader and len(box.children) > 1:
        made.children = [_leader(box.children)]
    elif box.children:
        made.children = [copied(child) for child in box.children]
    if hasattr(box, "column_groups"):
        made.column_groups = tuple(copied(group) for group in box.column_groups)
    return made


def _leader(dots: Sequence[Any]) -> Any:
    """The dots of a leader, each a box of text to WeasyPrint, in one box: drawn at once."""
    made = min(dots, key=lambda dot: dot.position_x).copy()
    made.text *= len(dots)
    made.width *= len(dots)
    made.pango_layout = copy.copy(made.pango_layout)
    made.pango_layout.text = made.text
    return made


def sections(page: Page) -> Iterator[Any]:
    """The sections on a page."""
    for body in page._page_box.children[0].children:
        yield from (each for each in getattr(body, "children", ()) if each.element is not None)


def by_id(root: Any) -> dict[str, Any]:
    """The box of each element that has an id; of a table it is the one around it."""
    boxes: dict[str, Any] = {}
    for box in root.descendants():
        if box.element is not None and "::" not in box.element_tag:
            boxes.setdefault(box.element.get("id", ""), box)
    return boxes
