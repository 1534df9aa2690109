"""Notes of HTML: which links call one, and which elements hold what is called."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml import etree

from report.importing.archive import attribute, local
from report.importing.inline import words

_CALLS = re.compile(r"noteref|doc-noteref|footnote-?ref|footnoteRef|fnref", re.IGNORECASE)
_NOTES = re.compile(r"\b(?:footnotes?|endnotes?|rearnotes?|doc-footnote|doc-endnotes?)\b", re.I)
_BACK = re.compile(r"footnote-?back|doc-backlink|reversefootnote", re.IGNORECASE)
_NUMBER = re.compile(r"\W*(?:\d{1,4}|[*†‡§a-z])\W*")
_BLOCKS = ("p", "li", "td", "div", "dd")


@dataclass
class NoteMarks:
    """The notes of some pages by page and id, the names there are, and those that links want."""

    notes: dict[str, etree._Element] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    wanted: set[str] = field(default_factory=set)
    holders: set[etree._Element] = field(default_factory=set)

    def gather(self, root: etree._Element, page: str) -> None:
        """Look through a page for notes, and for the places that links want."""
        elements = [each for each in root.iter() if isinstance(each.tag, str)]
        calls = set()
        for element in elements:
            name = element.get("id") or (element.get("name") if local(element) == "a" else "")
            if name:
                self.ids.add(f"{page}#{name}")
            href = element.get("href") or ""
            if "#" in href and is_call(element):
                calls.add(full(href, page))
            if "#" in href and not re.match(r"\w+:", href):
                self.wanted.add(full(href, page))
        for element in elements:
            name = f"{page}#{element.get('id')}"
            if element.get("id") and (name in calls or (
                    is_note(element) and local(element) in ("aside", *_BLOCKS))):
                self.notes.setdefault(name, _holder(element))
        self.holders |= set(self.notes.values())


def full(href: str, page: str) -> str:
    """A link inside the text as page and name."""
    file, _, name = unquote(href).partition("#")
    return f"{(file.rsplit('/', 1)[-1] or page)}#{name}"


def is_call(element: etree._Element) -> bool:
    """Whether an element is a link that calls a note: by its marks, or a raised number."""
    parent = element.getparent()
    if parent is not None and _CALLS.search(parent.get("class") or ""):
        return True
    if local(element) != "a":
        return False
    marks = _marks(element)
    raised = (parent is not None and local(parent) == "sup") or any(
        local(child) == "sup" for child in element)
    numbered = raised and _NUMBER.fullmatch(words(element).strip() or "?")
    return bool(_CALLS.search(marks) or (
        numbered and not _BACK.search(marks) and not _leads_back(element)))


def is_note(element: etree._Element) -> bool:
    """Whether an element is marked as a note, itself or by the list that it stands in."""
    if local(element) not in ("section", "ol", "ul") and _NOTES.search(_marks(element)):
        return True
    parent = element.getparent()
    above = parent.getparent() if parent is not None else None
    return local(element) == "li" and any(
        each is not None and _NOTES.search(_marks(each)) for each in (parent, above))


def holds_notes(element: etree._Element) -> bool:
    """Whether an element is marked as the place of notes."""
    return bool(_NOTES.search(_marks(element))) and local(element) in (
        "section", "div", "ol", "aside")


def _marks(element: etree._Element) -> str:
    return " ".join((element.get("class") or "", element.get("role") or "",
                     attribute(element, "type")))


def _leads_back(element: etree._Element) -> bool:
    """Whether a raised number leads from a note back to its call: it begins its paragraph."""
    block = element
    while block.getparent() is not None and local(block) not in _BLOCKS:
        block = block.getparent()
    text = words(block).strip()
    return len(text) > 8 and text.startswith(words(element).strip())


def _holder(element: etree._Element) -> etree._Element:
    """The element that holds a note, if its id stands on a mark inside it."""
    while local(element) in ("a", "sup", "span", "b", "strong") and (
            element.getparent() is not None):
        element = element.getparent()
    return element
