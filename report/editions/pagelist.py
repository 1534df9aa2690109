"""Where the printed pages begin in the text, read off the pages that WeasyPrint has set.

A place is said by an id and by how many characters of the text stand between that element's
start and the place. Both hold in every edition, since only what all editions share is counted:
neither spaces, which each engine collapses its own way, nor hyphens, which appear at the ends
of lines, nor notes, page references, side notes and whatever a stylesheet adds.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from report.folios import folio

if TYPE_CHECKING:
    from weasyprint import Document, Page

# What every edition shows: no spaces, no hyphens, nothing that has no width.
COUNTED = re.compile(
    "[^-\\s\N{SOFT HYPHEN}\N{HYPHEN}\N{NON-BREAKING HYPHEN}"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_NUMBERS = {"page-reference", "locators"}  # only print refers to pages
_ADDED = ("before", "after", "marker", "footnote-call", "footnote-marker")


@dataclass(frozen=True)
class Break:
    """The beginning of a printed page in the text.

    `folio` is the page's number as printed, `id` the last element with an id that begins before
    the page or at its top (the outermost of several that begin together), and `before` how many
    characters from that element's start stand on earlier pages.
    """

    folio: str
    id: str
    before: int


def counted(text: str) -> int:
    """How many characters of a text every edition shows; a picture stands for one."""
    return len(COUNTED.findall(text))


def breaks(
    documents: Sequence[Document], texts: Collection[str], body: int = 1,
    moved: Collection[str] = (), first: int = 1,
) -> tuple[Break, ...]:
    """Where the pages begin of those documents that open with an element of `texts`.

    The documents follow each other in one PDF from its page `first` on; pages before the
    page `body` have roman folios. A page without text, such as an empty verso before a chapter,
    begins nowhere. Figures that were `moved` in print stand elsewhere in other editions: a page
    begins with the text after them, and one that holds nothing else begins nowhere.
    """
    found = []
    number = first - 1
    for document in documents:
        reading = Reading(moved)
        for page in document.pages:
            number += 1
            top = reading.top_of(page)
            if top and reading.opening in texts:
                found.append(Break(_folio(page, folio(number, body)), *top))
    return tuple(found)


class Reading:
    """The text of one document, read page by page in the order of the flow."""

    def __init__(self, moved: Collection[str] = ()) -> None:
        self._moved = moved
        self._anchor = ("", 0)  # the id that was passed last, and the characters since
        self._begun: dict[str, None] = {}
        self._heads: set[Any] = set()
        self._formulas: set[Any] = set()
        self._top: tuple[str, int] | None = None
        self._met = 0

    @property
    def opening(self) -> str:
        """The id of the element that the document begins with."""
        return next(iter(self._begun), "")

    def top_of(self, page: Page) -> tuple[str, int] | None:
        """Read a page; the id and the characters at its top, None if it holds no text."""
        self._top = None
        for box in page._page_box.children:
            if box.element_tag == "html":  # beside it stand the notes, and what is in margins
                self._read(box)
        return self._top

    def _read(self, box: Any) -> None:
        from weasyprint.formatting_structure.boxes import ReplacedBox, TextBox

        if self._is_apart(box) or _id(box) in self._moved:
            return
        if isinstance(box, TextBox):
            self._meet(counted(box.text), box)
        elif isinstance(box, ReplacedBox):
            self._meet(1, box)
        elif has_class(box, "formula"):  # one, in however many parts it is drawn
            self._meet(box.element not in self._formulas, box)
            self._formulas.add(box.element)
        else:
            self._read_inside(box)

    def _read_inside(self, box: Any) -> None:
        """Read what a box holds; one that holds nothing on this page has not begun yet.

        Of elements that begin together the outermost is named.
        """
        name = _id(box)
        anchor, met, is_new = self._anchor, self._met, bool(name) and name not in self._begun
        if is_new:
            self._begun[name] = None
            if anchor[1] or not anchor[0]:
                self._anchor = (name, 0)
        for child in getattr(box, "children", ()):
            self._read(child)
        if is_new and met == self._met:
            del self._begun[name]
            self._anchor = anchor

    def _meet(self, characters: int, box: Any) -> None:
        """Pass a text or a picture."""
        if not characters:
            return
        name, before = self._anchor
        self._top = self._top or self._anchor
        self._anchor = (name, before + characters)
        self._met += characters

    def _is_apart(self, box: Any) -> bool:
        """Whether a box is no part of what all editions share: set beside the text, added by
        the stylesheet, the number of a page, or a table's head once more."""
        if box.is_absolutely_positioned() or (box.element_tag or "").partition("::")[2] in _ADDED:
            return True
        if getattr(box, "is_header", False):
            if box.element in self._heads:
                return True
            self._heads.add(box.element)
        return not _NUMBERS.isdisjoint(_attribute(box, "class").split())


def has_class(box: Any, name: str) -> bool:
    return name in _attribute(box, "class").split()


def _id(box: Any) -> str:
    """The id of a block; inside a line the ids are those of calls and links."""
    from weasyprint.formatting_structure.boxes import InlineBox

    return "" if isinstance(box, InlineBox) else _attribute(box, "id")


def _attribute(box: Any, name: str) -> str:
    return "" if box.element is None else str(box.element.get(name, ""))


def _folio(page: Page, unprinted: str) -> str:
    """A page's number as it is printed in a margin; `unprinted` where none is."""
    for box in page._page_box.children:
        if hasattr(box, "at_keyword") and counters(box) == ["page"]:
            return "".join(inner.text for inner in box.descendants()
                           if hasattr(inner, "text")).strip() or unprinted
    return unprinted


def counters(margin: Any) -> list[str]:
    """The names of the counters that a margin shows; for other content, nothing."""
    content = margin.style["content"]
    return [part[1][0] if part[0] == "counter()" else ""
            for part in (content if isinstance(content, tuple) else ())]


# --- kept with the placement ----------------------------------------------------------------


def record(pdf: bytes, found: Sequence[Break]) -> Mapping[str, Any]:
    """What to keep of the breaks, and of the PDF that they are true of."""
    return {"pdf": hashlib.sha256(pdf).hexdigest(), "breaks": [astuple(each) for each in found]}


def remembered(memory: Path, pdf: bytes) -> tuple[Break, ...]:
    """The breaks that were kept in a file, if they were read off this very PDF; else none."""
    try:
        known = json.loads(memory.read_text(encoding="utf-8"))
        if known["pdf"] == hashlib.sha256(pdf).hexdigest():
            return tuple(Break(*each) for each in known["breaks"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return ()
