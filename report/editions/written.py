"""Written: the numbers of pages in a unit's text, as elements of its XHTML and as boxes on its
laid-out pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

_HEADS = ("h1", "h2", "h3", "h4", "h5", "h6")


class Written:
    """The numbers on the pages of a unit: `elements` in the order of the text, as `FOLIO` finds
    them. Bookmarks say those `headed`, which stand in headings."""

    def __init__(self, pages: Sequence[Any]) -> None:
        root = pages[0]._page_box.children[0].element
        self.elements = [each for each in root.iter("span") if each.get("class") == "folio"]
        self.headed = set()
        self._own = set(self.elements)
        self._leading: set[Any] = {None, *self.elements}  # to them, and what has no element
        above = {child: each for each in root.iter() for child in each} if self.elements else {}
        for number in self.elements:
            element = number
            while element in above:
                element = above[element]
                self._leading.add(element)
                if element.tag in _HEADS:
                    self.headed.add(number)

    def boxes(self, page: Any) -> Iterator[Any]:
        """The boxes of text that numbers have on a page, also in what is set apart there."""
        waiting = [page._page_box] if self.elements else []
        while waiting:
            box = waiting.pop()
            if hasattr(box, "pango_layout"):
                if box.element in self._own:
                    yield box
            else:
                waiting += [each for each in box.children if each.element in self._leading]
