"""Pagewise: WeasyPrint's layout of one document, page by page.

WeasyPrint lays a document out from its first page to its last. Here its own functions are called
for one page at a time, so that a page can be looked at, what is amiss in it be set on the tree of
boxes, and that page alone be made again. What comes out is what WeasyPrint gives at once if a
stylesheet says the same from the start; `tests/test_pagewise.py` holds that.

The functions are private to WeasyPrint, so nothing outside this module calls them; none is
patched. Lengths are CSS pixels. It is of no use to documents whose text holds `counter(page)` or
`target-counter()`, which WeasyPrint fills in by making pages again: see docs/architecture.md.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Any

from report.editions.boxes import by_id, copied, in_order, part, sections
from report.editions.galley import in_flow, lines_in
from report.editions.lengths import MILLIMETRES
from report.errors import LayoutError

if TYPE_CHECKING:
    from weasyprint import CSS, HTML, Document
    from weasyprint.css.counters import CounterStyle
    from weasyprint.document import Page
    from weasyprint.text.fonts import FontConfiguration

_AS_WIDE = 1e-6  # pixels that are the last bit of a float
_INHERITED = ("orphans", "widows")  # by the lines of a paragraph
_IMPORTANT = 4  # the weight in WeasyPrint's cascade from which on a declaration is important


@dataclass(frozen=True)
class _State:
    """What WeasyPrint carries from one page to the next, beside the list of pages to make."""

    footnotes: list[Any]
    reported: list[Any]
    broken: dict[Any, Any]
    running: dict[str, dict[int, list[Any]]]
    rendered: list[Any]


@contextmanager
def _fetching_nothing() -> Iterator[None]:
    """Raises LayoutError when WeasyPrint asks for what is not the report's."""
    from weasyprint.urls import FatalURLFetchingError

    try:
        yield
    except FatalURLFetchingError as error:
        raise LayoutError(f"{error}, and a build fetches nothing.") from None


class Setting:
    """A document that is being laid out. `pages` are those made so far, without what stands in
    their margins; `made` counts what was made in all."""

    @_fetching_nothing()
    def __init__(
        self, html: HTML, sheets: Sequence[CSS], fonts: FontConfiguration, counters: CounterStyle,
        settings: Mapping[str, Any],
    ) -> None:
        from weasyprint import DEFAULT_OPTIONS
        from weasyprint.formatting_structure.build import build_formatting_structure
        from weasyprint.layout import initialize_page_maker
        from weasyprint.pdf import VARIANTS

        from report.editions.cascade import context

        options = {**DEFAULT_OPTIONS, **settings}
        if options["pdf_variant"]:
            preset = VARIANTS[options["pdf_variant"]][1]
            options.update({key: value for key, value in preset.items() if options[key] is None})
        self._html, self._fonts, self._options = html, fonts, options
        self._context = context(html, sheets, fonts, counters, options)
        self._root = build_formatting_structure(
            html.etree_element, self._context.style_for, self._context.get_image_from_uri,
            html.base_url, self._context.target_collector, counters, self._context.footnotes)
        initialize_page_maker(self._context, self._root)
        self._context.rendered_notes = []
        self._states = [self._state()]
        self._boxes = by_id(self._root)
        self._own: dict[Any, Any] = {}  # the style of each box that was given another
        self._rules: dict[str, dict[str, Any]] = {}
        self.pages: list[Page] = []
        self.made = 0

    # --- pages ------------------------------------------------------------------------------

    @property
    def is_done(self) -> bool:
        return bool(self.pages) and self._resume_at is None and not self._context.reported_footnotes

    @property
    def _resume_at(self) -> Any:
        return self._context.page_maker[len(self.pages)][0]

    @_fetching_nothing()
    def make(self) -> Page:
        """Make the next page."""
        from weasyprint.document import Page
        from weasyprint.layout.page import remake_page

        number = len(self.pages)
        self._context.page_maker[number][-1].update(
            content_changed=False, pages_wanted=False, anchors=[], content_lookups=[])
        box, _ = remake_page(number, self._context, self._root, self._html)
        self.pages.append(Page(box))
        self._states.append(self._state())
        self.made += 1
        return self.pages[-1]

    def take_back(self) -> None:
        """Forget the last page, as if it had not been made."""
        part(self.pages.pop())
        self._states.pop()
        del self._context.page_maker[len(self.pages) + 1:]
        self._restore(self._states[-1])

    def end(self) -> None:
        """Let all pages go; nothing can be made after that."""
        while self.pages:
            part(self.pages.pop())
        self._context.__dict__.clear()

    def _state(self) -> _State:
        context = self._context
        return _State(
            list(context.footnotes), list(context.reported_footnotes),
            dict(context.broken_out_of_flow),
            {name: {page: list(boxes) for page, boxes in running.items()}
             for name, running in context.running_elements.items()}, list(context.rendered_notes))

    def _restore(self, state: _State) -> None:
        context = self._context
        context.footnotes = list(state.footnotes)
        context.reported_footnotes = list(state.reported)
        context.broken_out_of_flow = dict(state.broken)
        context.rendered_notes = list(state.rendered)
        context.running_elements = defaultdict(lambda: defaultdict(list))
        for name, running in state.running.items():
            context.running_elements[name].update(
                {page: list(boxes) for page, boxes in running.items()})

    # --- the flow ---------------------------------------------------------------------------

    def flow(self) -> Iterator[Any]:
        """The boxes that stand one under another in the sections, not laid out."""
        return in_flow(self._root)

    def broken(self) -> Any:
        """The element of the block that the last page breaks; None if it ends between two."""
        box, path = self._root, self._resume_at
        for _ in range(3):  # into body, section and block
            if not path:
                return None
            (number, path), = path.items()
            box = box.children[number]
        return box.element if path else None

    def has_text(self) -> bool:
        """Whether the last page shows a section; one before a recto may be blank."""
        return any(True for _ in sections(self.pages[-1]))

    @property
    def names(self) -> Set[str]:
        """The ids of all that is in the document."""
        return self._boxes.keys()

    def lines(self, box: Any) -> int:
        """How many lines a paragraph has."""
        return len(list(lines_in(self.measured(box))))

    def measured(self, box: Any) -> Any:
        """A box of the flow laid out by itself, however high it be, as wide as on the last
        page."""
        from weasyprint.layout.block import block_level_layout

        context, state = self._context, self._state()
        section = next(sections(self.pages[-1]))
        room, called = context.page_bottom, context.current_page_footnotes
        context.footnotes, context.current_page_footnotes = [], []
        context.create_block_formatting_context()
        box.position_x, box.position_y = section.content_box_x(), section.content_box_y()
        laid = block_level_layout(context, box, -inf, None, section, page_is_empty=False)[0]
        context.finish_block_formatting_context()
        context.page_bottom, context.current_page_footnotes = room, called
        self._restore(state)
        return laid

    def put_in_order(self, boxes: Sequence[Any]) -> None:
        """Let the blocks of the only section follow one another in another order, the elements
        that they are made from as well; what has been made of it stays as it is."""
        section = next(box for body in self._root.children for box in body.children
                       if boxes[0] in box.children)
        section.children = in_order(section.children, boxes)
        section.element[:] = in_order(section.element, [box.element for box in boxes])

    # --- what is set on it ------------------------------------------------------------------

    def put_margin(self, name: str, below: float) -> None:
        """Let so much room be below a block; as much as its style gives it for 0."""
        from weasyprint.css.properties import Dimension

        self._put(name, "margin_bottom", Dimension(below, "px") if below else None)

    def put_lines(self, name: str, which: str, lines: int) -> None:
        """Let at least so many `widows` or `orphans` of a paragraph stand together; as many as
        its style says for 0."""
        self._put(name, which, lines or None)

    def put_tie(self, name: str, is_tied: bool) -> None:
        """Let no page end right behind a block; as its style has it if it is not tied."""
        self._put(name, "break_after", "avoid" if is_tied else None)

    def _put(self, name: str, what: str, value: Any) -> None:
        """Set a property as a rule for the id would; None takes the rule away."""
        rules = self._rules.setdefault(name, {})
        rules.pop(what, None)
        if value is not None:
            rules[what] = value
        box = self._boxes[name]
        self._dress(box, rules)
        inherited = {what: value for what, value in rules.items() if what in _INHERITED}
        for line in box.children:
            if inherited or line in self._own:
                self._dress(line, inherited)

    def _dress(self, box: Any, rules: Mapping[str, Any]) -> None:
        """Give a box its own style but for some properties. Equal boxes share a style: this gets
        a copy of it."""
        own = box.style = self._own.setdefault(box, box.style)
        cascaded = getattr(own, "cascaded", {})
        for what, value in rules.items():
            if what in cascaded and cascaded[what][1][0] >= _IMPORTANT:
                continue
            if box.style is own:
                anchored = own["anchor"]  # computed before it is copied
                box.style = own.copy()
                box.style["anchor"] = anchored
            box.style[what] = value

    @contextmanager
    def on_copies(self) -> Iterator[None]:
        """Finish copies of the pages: they themselves may be wanted in another place again."""
        pages, sheets = self.pages, list(self._context.style_for._sheets)
        self.pages = []
        for page in pages:
            self.pages.append(copy.copy(page))
            box = page._page_box.copy()
            box.children = [copied(child) for child in box.children]
            self.pages[-1]._page_box = box
        try:
            yield
        finally:
            self.pages, self._context.style_for._sheets = pages, sheets

    def put_heads(self, rules: str) -> None:
        """Let rules hold for the margins of all pages and for their numbers."""
        from weasyprint import CSS
        from weasyprint.formatting_structure.build import update_counters
        from weasyprint.layout.page import (
            _standardize_page_based_counters,
            set_page_type_computed_styles,
        )

        style_for, maker = self._context.style_for, self._context.page_maker
        style_for._sheets.append((CSS(string=rules), "author", None))
        for number, page in enumerate(self.pages):
            page_type = page._page_box.page_type
            set_page_type_computed_styles(page_type, self._html, style_for)
            style = style_for(page_type)
            _standardize_page_based_counters(style, None)
            state = copy.deepcopy(maker[number][3])
            update_counters(state, style)
            maker[number + 1] = (*maker[number + 1][:3], state, maker[number + 1][4])

    def drop_first(self) -> None:
        """Take off the first page, which is blank; the next one is the first of the document."""
        maker = self._context.page_maker
        _, *rest = maker
        state = maker[0][3]
        maker[:] = [(*rest[0][:3], state, rest[0][4]), *rest[1:]]
        del self.pages[0], self._states[0]
        for page in self.pages:
            box = page._page_box
            box.page_type = box.page_type._replace(index=box.page_type.index - 1)

    def turn(self) -> bool:
        """Make every recto a verso and every verso a recto; False, and nothing done, where one
        has not the same room for text."""
        turned = [self._turned(page._page_box) for page in self.pages]
        if any(abs(old._page_box.width - new.width) + abs(old._page_box.height - new.height)
               > _AS_WIDE for old, new in zip(self.pages, turned, strict=True)):
            return False
        for old, new in zip(self.pages, turned, strict=True):
            box = old._page_box
            over = new.content_box_x() - box.content_box_x()
            for child in box.children:
                child.translate(over)
            new.children, new.fixed_boxes = box.children, box.fixed_boxes
            old._page_box = new
        return True

    def _turned(self, old: Any) -> Any:
        """An empty page as another, but of the other side."""
        from weasyprint.formatting_structure.boxes import PageBox
        from weasyprint.layout.page import page_height, page_width, set_page_type_computed_styles
        from weasyprint.layout.percent import resolve_percentages

        side = "left" if old.page_type.side == "right" else "right"
        page_type = old.page_type._replace(side=side)
        set_page_type_computed_styles(page_type, self._html, self._context.style_for)
        style = self._context.style_for(page_type)
        style["overflow"] = old.style["overflow"]
        page = PageBox(page_type, style)
        width, height = style["size"]
        resolve_percentages(page, style["size"])
        page.position_x = page.position_y = 0
        page_width(page, self._context, width)
        page_height(page, self._context, height)
        return page

    def hang(self, number: int, name: str, left: float | None, down: float) -> None:
        """Let down by millimetres what hangs from a block on a page, counted from 1; it is put
        so far to the left of the block, unless that is None."""
        for box in self._standing(number, name):
            for each in box.children:
                over = 0.0 if left is None else left / MILLIMETRES + each.style["left"].value
                each.translate(-over, down / MILLIMETRES)

    def put_over(self, number: int, name: str, left: float) -> None:
        """Move a block on a page so many millimetres to the left."""
        for box in self._standing(number, name):
            box.translate(-left / MILLIMETRES)

    def _standing(self, number: int, name: str) -> Iterator[Any]:
        """A block on a page that has been made."""
        return (box for box in in_flow(self.pages[number - 1]._page_box.children[0])
                if box.element.get("id") == name)

    # --- the end ----------------------------------------------------------------------------

    @_fetching_nothing()
    def document(self) -> Document:
        """The finished document, all pages that were not made yet as they come: now with their
        margins and grounds."""
        from weasyprint import Document
        from weasyprint.document import Page
        from weasyprint.html import get_html_metadata
        from weasyprint.pdf.metadata import DocumentMetadata

        while not self.is_done:
            self.make()
        boxes = [page._page_box for page in self.pages]
        for _, _, _, state, _ in self._context.page_maker:
            state[1]["pages"] = [len(boxes)]
        self._collect(boxes)
        for number, page in enumerate(boxes, 1):
            self._finish(page, number)
        document = Document(
            [Page(page) for page in boxes], DocumentMetadata(**get_html_metadata(self._html)),
            self._html.url_fetcher, self._fonts, {}, self._options["output_intent"])
        document._html = self._html
        return document

    def _collect(self, pages: Sequence[Any]) -> None:
        """Gather what running heads say; of a broken heading only the first part is a bookmark."""
        seen: set[tuple[str, Any]] = set()
        self._context.string_set.clear()
        for number, page in enumerate(pages, 1):
            for box in page.descendants():
                if box.bookmark_label:
                    _, _, pseudo = box.element_tag.partition("::")
                    if (pseudo, box.element) in seen:
                        box.bookmark_label = ""
                    seen.add((pseudo, box.element))
                if box.string_set and box.string_set != "none":
                    for name, text in box.string_set:
                        self._context.string_set[name][number].append(text)

    def _finish(self, page: Any, number: int) -> None:
        """Add the margins of a page. Nothing of ours is `position: fixed`, so none is copied to
        the other pages."""
        from weasyprint.layout.background import layout_backgrounds
        from weasyprint.layout.page import make_margin_boxes

        context = self._context
        context.current_page = number
        root, footnotes, note_area = page.children
        page.children = (
            root, *(area for area in (footnotes, note_area) if area.children),
            *make_margin_boxes(context, page, context.page_maker[number][3]))
        layout_backgrounds(page, context.get_image_from_uri)
