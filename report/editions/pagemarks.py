"""Marks in the e-book where the pages of the print edition begin.

`pagelist` says where that is; here the places are found again in the e-book's XHTML. A mark
stands before the first word of its page. Where that would put it into a word, a link or what
names something else (a heading, a caption), it stands before the whole of that, so that nobody
who goes to a page misses a part of it, and no name is read out with a number in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice

from lxml import etree

from report.editions.package import Entry, File
from report.editions.pagelist import COUNTED, Break, counted
from report.errors import LayoutError

_H = "{http://www.w3.org/1999/xhtml}"
_TYPE = "{http://www.idpf.org/2007/ops}type"
_LEFT = {_H + tag for tag in ("a", "h1", "h2", "h3", "h4", "h5", "h6", "picture", "summary")}
_INLINE = {_H + tag for tag in (
    "abbr", "b", "cite", "code", "em", "i", "q", "s", "small", "span", "strong", "sub", "sup")}
_VOID = {_H + tag for tag in ("area", "br", "col", "hr", "img", "input", "link", "meta", "source",
                              "wbr")}
_IMAGES = {_H + "img", "{http://www.w3.org/2000/svg}svg",
           "{http://www.w3.org/1998/Math/MathML}math"}
_UNSEEN = {_H + tag for tag in ("head", "script", "style")}
_EBOOK_ONLY = {"data-link", "endnotes", "locators"}
_WORD_SO_FAR = re.compile("[\\w'’\N{HYPHEN}\N{SOFT HYPHEN}-]+$")


@dataclass(frozen=True)
class _Part:
    """A text or a picture of a document: the text in front of an element's children, the text
    after an element (`is_tail`), or the element itself, which is an image."""

    element: etree._Element
    is_tail: bool = False
    is_image: bool = False
    aside: etree._Element | None = None  # the side note that it belongs to

    @property
    def text(self) -> str:
        return (self.element.tail if self.is_tail else self.element.text) or ""

    @property
    def length(self) -> int:
        return 1 if self.is_image else counted(self.text)

    @property
    def holder(self) -> etree._Element:
        """The element that directly holds it."""
        return self.element.getparent() if self.is_tail or self.is_image else self.element


@dataclass(frozen=True)
class _Place:
    """A place in one of a document's parts, `offset` characters into its text."""

    part: _Part
    offset: int = 0


def marked(documents: Sequence[File], breaks: Sequence[Break]) -> tuple[list[File], list[Entry]]:
    """The e-book's documents with a mark for every break, and the list of pages.

    Raises LayoutError if a place is not in them, which would make the list untrue.
    """
    trees = {file.name: etree.fromstring(file.data) for file in documents}
    homes = {str(name): file for file, tree in trees.items() for name in tree.xpath("//@id")}
    missing = [each.id for each in breaks if each.id not in homes]
    if missing:
        raise LayoutError(f"A printed page begins at “{missing[0]}”, which the e-book lacks.")
    entries = []
    taken = set(homes)
    for file, group in groupby(breaks, key=lambda each: homes[each.id]):
        parts = list(_parts(trees[file]))
        found = [(each.folio, _place(parts, each)) for each in group]
        names = [_free(f"page-{folio}", taken) for folio, _ in found]
        entries += [Entry(folio, f"{file}#{name}")
                    for (folio, _), name in zip(found, names, strict=True)]
        for (folio, place), name in reversed(list(zip(found, names, strict=True))):
            _put(_mark(folio, name), place)
    changed = {entry.href.partition("#")[0] for entry in entries}
    return [replace(file, data=_written(trees[file.name])) if file.name in changed else file
            for file in documents], entries


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "-print"
    taken.add(name)
    return name


# --- finding a place ------------------------------------------------------------------------


def _parts(element: etree._Element, aside: etree._Element | None = None) -> Iterator[_Part]:
    """Every text and picture in an element, in reading order, that the print edition has too."""
    kinds = _kinds(element)
    if not isinstance(element.tag, str) or element.tag in _UNSEEN or kinds & _EBOOK_ONLY:
        return
    aside = element if "beside" in kinds else aside
    if element.tag in _IMAGES:
        yield _Part(element, is_image=True, aside=aside)
        return
    yield _Part(element, aside=aside)
    for child in element:
        yield from _parts(child, aside)
        yield _Part(child, is_tail=True, aside=aside)


def _place(parts: Sequence[_Part], sought: Break) -> _Place:
    """The place before the first character of a page."""
    left = sought.before
    aside: etree._Element | None = None
    is_inside = False
    for part in parts:
        if not is_inside and part.element.get("id") == sought.id and not part.is_tail:
            is_inside, aside = True, part.aside
        if not is_inside or part.aside not in (None, aside):
            continue
        if part.length > left:
            return _Place(part, 0 if part.is_image else _offset(part.text, left))
        left -= part.length
    raise LayoutError(f"Page {sought.folio} begins {sought.before} characters after "
                      f"“{sought.id}”, and the e-book ends before.")


def _offset(text: str, before: int) -> int:
    """Where the character after so many stands in a text, or the word that it is inside."""
    character = next(islice(COUNTED.finditer(text), before, None))
    begun = _WORD_SO_FAR.search(text[:character.start()]) if character[0].isalnum() else None
    return (begun or character).start()


# --- putting a mark there -------------------------------------------------------------------


def _mark(folio: str, name: str) -> etree._Element:
    mark = etree.Element(_H + "span", {_TYPE: "pagebreak", "role": "doc-pagebreak", "id": name})
    mark.set("aria-label", f" {folio}. ")  # said apart from the words beside it
    return mark


def _put(mark: etree._Element, place: _Place) -> None:
    part, offset = place.part, place.offset
    before = _to_stand_before(place)
    if before is not None:
        before.addprevious(mark)
        return
    text, mark.tail = part.text[:offset], part.text[offset:]
    if part.is_tail:
        holder = part.holder
        holder.insert(holder.index(part.element) + 1, mark)
        part.element.tail = text
    else:
        part.element.insert(0, mark)
        part.element.text = text


def _to_stand_before(place: _Place) -> etree._Element | None:
    """The outermost element before which the mark belongs, rather than into it."""
    part = place.part
    found = part.element if part.is_image else None
    is_first = part.is_image or (not part.is_tail and not part.text[:place.offset].strip())
    element = found if found is not None else part.holder
    while element is not None and element.tag != _H + "body":
        if element.tag in _LEFT or element.get("aria-hidden") == "true" or (
                is_first and _is_whole(element)):
            found = element
        is_first = is_first and _is_first(element)
        element = element.getparent()
    return found


def _is_whole(element: etree._Element) -> bool:
    """Whether a mark stands rather before an element than at its very beginning."""
    return element.tag in _INLINE or element.tag == _H + "figure" or bool(
        _kinds(element) & {"table", "box", "beside"})


def _is_first(element: etree._Element) -> bool:
    """Whether nothing stands before an element in the one that holds it."""
    holder = element.getparent()
    if holder is None or (holder.text or "").strip():
        return False
    return not any(part.length for sibling in element.itersiblings(preceding=True)
                   for part in (*_parts(sibling), _Part(sibling, is_tail=True))
                   if part.aside is None)


def _kinds(element: etree._Element) -> set[str]:
    return set((element.get("class") or "").split())


def _written(tree: etree._Element) -> bytes:
    """A document as bytes; an empty element has both its tags, which every reader takes."""
    for element in tree.iter(etree.Element):
        if element.text is None and not len(element) and element.tag not in _VOID:
            element.text = ""
    return bytes(etree.tostring(tree.getroottree(), encoding="utf-8", xml_declaration=True))
