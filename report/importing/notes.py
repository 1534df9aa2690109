"""Notes of HTML pages: the labels by which they are called, and what they say."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from report.importing.archive import local
from report.importing.elements import HEADINGS
from report.importing.inline import Inline, words
from report.importing.model import Block
from report.importing.notemarks import NoteMarks, full, holds_notes, is_call, is_note
from report.importing.pagewords import line_of
from report.importing.wording import at_start, escape

_BACK_SIGNS = re.compile(r"\s*[↩↑⤴^]\ufe0e?\s*$")


class Notes:
    """The notes of some pages; `called` are those that words have called since they were set.

    `leave` hears of an element's words that are in no note and no text, and why.
    """

    def __init__(self, leave: Callable[[etree._Element, str, str], None]) -> None:
        self.marks = NoteMarks()
        self.called: list[str] = []
        self._leave = leave
        self._labels: dict[str, str] = {}
        self._set: set[str] = set()
        self._is_within = False

    def label(self, element: etree._Element, page: str) -> str:
        """The label of the note that an element of a page calls, if it calls one."""
        if local(element) == "sup":
            links = [a for a in element if local(a) == "a"]
            if len(links) != 1 or words(links[0]).strip() != words(element).strip():
                return ""
            element = links[0]
        href = element.get("href") or ""
        name = full(href, page) if "#" in href else ""
        if name not in self.marks.notes or self._is_within or not is_call(element):
            return ""
        if name not in self._labels:
            self._labels[name] = self._free(element)
        self.called.append(name)
        return self._labels[name]

    def _free(self, call: etree._Element) -> str:
        """A label that no other note has, after the number that calls it."""
        number = call.get("data-label") or re.sub(r"\W", "", words(call)) or "note"
        number = re.sub(r"[^\w-]", "-", number)
        taken = set(self._labels.values())
        label, count = number, 1
        while label in taken:
            count += 1
            label = f"{number}-{count}"
        return label

    def block(self, name: str, inline: Inline) -> Block | None:
        """A note that has been called; nothing if it has been set already."""
        label, element = self._labels[name], self.marks.notes[name]
        if label in self._set:
            return None
        self._set.add(label)
        self._is_within = True
        paragraphs = [each for each in element if local(each) in ("p", "div")] or [element]
        set_ = [inline.set(each).replace("\\\n", " ") for each in paragraphs]
        set_[0] = self._unmarked(set_[0], re.sub(r"-\d+$", "", label), element)
        self._is_within = False
        markdown = "\n\n".join(at_start(_BACK_SIGNS.sub("", text)) for text in set_ if text)
        if not markdown:
            markdown = escape(words(element)) or "–"
        text = _BACK_SIGNS.sub("", re.sub(r"\s+", " ", words(element))).strip()
        return Block("note", ((line_of(element), text),), markdown, label=label)

    def _unmarked(self, markdown: str, number: str, element: etree._Element) -> str:
        """A note's words without the signs that lead back to its call."""
        markdown = _BACK_SIGNS.sub("", markdown).strip()
        match = re.match(rf"(?:\\?\[)?{re.escape(number)}(?:\\?\])?[.:)]?\s+|\^\s*", markdown)
        if match:
            self._leave(element, match[0].replace("\\", ""),
                        "Marks that led from notes back to the text")
        return markdown[match.end() if match else 0 :]

    def leave_uncalled(self) -> None:
        for name, element in self.marks.notes.items():
            if name not in self._labels and words(element).strip() and is_note(element):
                self._leave(element, words(element), "Notes that are called nowhere")

    def fill(self, element: etree._Element) -> bool:
        """Whether notes are all that an element holds; a heading above them goes with them."""
        if element in self.marks.holders:
            return True
        if not holds_notes(element):
            return False
        noted = {each for note in element.iter() if note in self.marks.holders
                 for each in note.iter()}
        if not noted:
            return False
        for child in element.iter():
            if isinstance(child.tag, str) and child not in noted and local(child) in (
                    *HEADINGS, "p") and words(child).strip():
                self._leave(child, words(child), "The heading of notes")
        return True
