"""From the boxes on laid-out pages to a structure tree.

The tree follows the XHTML, not the pages: a paragraph that goes over a page is one tag, a note
stands after the paragraph that calls it, and a table's head that is printed again is no head.
"""

from __future__ import annotations

from typing import Any

from report.editions.tagging.marks import Marks
from report.editions.tagging.roles import (
    FOLLOWED,
    GROUPS,
    KEEPING,
    adopted,
    classes,
    is_ornament,
    language,
    roles,
    spoken,
)
from report.editions.tagging.tree import Box, Tag

_POINTS = 0.75  # in a pixel of CSS


class Reading:
    """Pages are read in their order, several documents one after another.

    `tags` holds the tag of every element met; an element that means nothing of its own has that
    of the one around it. `owners` are the tags of each page's content by its number, `marked`
    those that bookmarks lead to, in their order.
    """

    def __init__(self) -> None:
        self.root = Tag("Document")
        self.tags: dict[Any, Tag] = {}
        self.above: dict[Any, Any] = {}
        self.written: dict[str, Any] = {}
        self.owners: list[list[Tag]] = []
        self.marked: list[Tag] = []
        self._reach: set[Any] = set()  # elements that a link reaches over, though outside it
        self._heads: dict[Any, int] = {}
        self._height = 0.0

    def read(self, page: Any, marks: Marks) -> None:
        """Read a page, and leave to its marks what has no place in the tree."""
        from weasyprint.formatting_structure.boxes import MarginBox

        self.owners.append([])
        self._height = page.height
        for box in page._page_box.children:
            if box.element_tag == "html" and box.element not in self.tags:
                self._open(box.element)
        for box in page._page_box.children:
            if isinstance(box, MarginBox):
                marks.margin(box)
            else:
                self._read(box, marks)
        marks.leave()

    def tag(self, element: Any) -> Tag:
        """The tag of an element, made when it is first met."""
        found = self.tags.get(element)
        if found is None:
            found = self.tags[element] = self._made(element)
        return found

    def standing(self, name: str) -> Tag | None:
        """The tag of the element with an id, or of the nearest around it that is in the tree."""
        element = self.written.get(name)
        while element is not None and element not in self.tags:
            element = self.above.get(element)
        return None if element is None else self.tags[element]

    def _open(self, root: Any) -> None:
        self.tags[root] = self.root
        for element in root.iter():
            for child in element:
                self.above[child] = element
            if name := element.get("id"):
                self.written.setdefault(name, element)
        moved = adopted(root)
        self.above |= moved
        self._reach |= {element for element, into in moved.items() if into.tag == "a"}

    def _read(self, box: Any, marks: Marks) -> None:
        from weasyprint.formatting_structure.boxes import TableCellBox, TextBox
        from weasyprint.layout.absolute import AbsolutePlaceholder

        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        element = box.element
        if box.is_leader or self._is_again(box) or (
                element is not None and is_ornament(element)):
            return
        if box in marks:
            self._claim(box, marks)
            return
        if isinstance(box, TableCellBox):
            self.tag(element)  # an empty one as well
        if box.bookmark_label and box.style["bookmark_level"] != "none":
            self.marked.append(self.tag(element))
        if box.link_annotation:
            link = self.tag(element).nearest("Link")
            if link:
                link.links.append((len(self.owners) - 1, box.link_annotation))
        if element in self._reach and not isinstance(box, TextBox):
            self.tag(element).boxes.append(self._place(*box.hit_area()))
        for child in box.children:
            self._read(child, marks)

    def _is_again(self, box: Any) -> bool:
        """Whether this is the head of a table that was read on an earlier page."""
        page = len(self.owners)
        return (getattr(box, "is_header", False)
                and self._heads.setdefault(box.element, page) != page)

    def _claim(self, box: Any, marks: Marks) -> None:
        from weasyprint.formatting_structure.boxes import ReplacedBox

        tag = self.tag(box.element)
        if box.element_tag.endswith("::marker"):
            tag = self._label(tag)
        if isinstance(box, ReplacedBox):
            if tag.role not in ("Figure", "Formula"):
                return
            tag.boxes.append(self._place(
                box.content_box_x(), box.content_box_y(), box.width, box.height))
        elif tag.role in GROUPS:
            if not box.text.strip():
                return
            last = tag.kids[-1] if tag.kids else None
            tag = last if isinstance(last, Tag) and last.role == "P" and last.element is None \
                else tag.add("P")
        number = marks.claim(box, tag.role)
        if number is not None:
            tag.kids.append((len(self.owners) - 1, number))
            self.owners[-1].append(tag)

    def _label(self, body: Tag) -> Tag:
        """The label of a list's item, made when its marker is met."""
        item = body.nearest("LI")
        if item is None:
            return body
        first = item.kids[0]
        return first if isinstance(first, Tag) and first.role == "Lbl" \
            else item.add("Lbl", first=True)

    def _place(self, x: float, y: float, width: float, height: float) -> tuple[int, Box]:
        box = (x, self._height - y - height, x + width, self._height - y)
        left, bottom, right, top = (round(each * _POINTS, 2) for each in box)
        return len(self.owners) - 1, (left, bottom, right, top)

    def _made(self, element: Any) -> Tag:
        above = self.tag(self.above[element])
        chain = roles(element, above)
        if not chain:
            return above
        outer = inner = self._hung(element, above, chain[0])
        for role in chain[1:]:
            inner = inner.add(role, element)
        outer.name = element.get("id", "")
        inner.alt = element.get("alt", "") or spoken(element)
        inner.expansion = element.get("title", "") if element.tag == "abbr" else ""
        outer.language = language(element)
        return inner

    def _hung(self, element: Any, above: Tag, role: str) -> Tag:
        """A new tag at its place: under the one above it as a rule."""
        match element.tag:
            case "dt":
                return above.add("LI").add("Lbl", element)
            case "dd":
                last = above.kids[-1] if above.kids else None
                item = last if isinstance(last, Tag) else above.add("LI")
                return item.add("LBody", element)
        if role == "FENote":
            block = above.nearest(*FOLLOWED, *KEEPING)
            assert block
            return block.note(role, element) if block.role in FOLLOWED \
                else block.add(role, element)
        if above.role == "P" and above.above and above.above.role == "FENote" \
                and classes(element) and role in ("Lbl", "P"):
            return above.above.add(role, element, first=role == "Lbl")
        return above.add(role, element)
