"""Pages that remember, when they have been painted, which mark in their stream each box has."""

from __future__ import annotations

from typing import Any

import pydyf

from report.editions.objects import held
from report.editions.tagging.marks import Marks


class Painted:
    """A page of WeasyPrint's, which it is handed in place of that one to be painted.

    Its box is empty to the engine, which therefore tags nothing.
    """

    marks: Marks

    def __init__(self, page: Any) -> None:
        self.page = page
        self._page_box = page._page_box.copy_with_children([])

    def __getattr__(self, name: str) -> Any:
        return getattr(self.page, name)

    def paint(self, stream: Any, scale: float = 1) -> None:
        self.page.paint(stream, scale)
        if stream._tags is not None:
            self.marks = Marks(stream)
            stream._tags.clear()


def forget(pdf: pydyf.PDF) -> None:
    """Empty the tree that WeasyPrint has begun; pydyf 0.12 miscounts objects that are freed."""
    root = held(pdf, pdf.catalog["StructTreeRoot"])
    begun = [root, held(pdf, root["ParentTree"]), *(held(pdf, kid) for kid in root["K"]),
             *(held(pdf, space) for space in root.get("Namespaces", ()))]
    for item in begun:
        item.clear()
