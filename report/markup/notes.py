"""The notes of one text: written anywhere in it, numbered in the order of their first calls."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from markdown_it.tree import SyntaxTreeNode

from report.errors import did_you_mean
from report.model import Note, NoteCall

if TYPE_CHECKING:
    from report.markup.walk import Walk


class Notes:
    """What has been written and what has been called, by label."""

    def __init__(self, walk: Walk) -> None:
        self.called: list[Note] = []
        self._walk = walk
        self._written: dict[str, tuple[SyntaxTreeNode, int]] = {}
        self._by_label: dict[str, Note] = {}
        self._missed: set[str] = set()
        self._within = False

    def define(self, node: SyntaxTreeNode) -> None:
        """Put a note's text aside until it is called."""
        label = str(node.meta["label"])
        if label in self._written:
            self._walk.fault(self._walk.place(node),
                             f"The note [^{label}] is written twice in this text.",
                             "Give one of the two another label.")
        self._written.setdefault(label, (node, self._walk.offset))

    def call(self, node: SyntaxTreeNode) -> NoteCall | None:
        """The call of a note; None, and a fault, if there is nothing to call."""
        walk, label = self._walk, str(node.meta["label"])
        place = walk.place(node, f"[^{label}]", unless=":")
        if self._within:
            walk.fault(place, "A note cannot call a note.", "Put both into one note.")
            self._missed.add(label)
        elif label in self._by_label:
            return NoteCall(self._by_label[label], first=False)
        elif label in self._written:
            return NoteCall(self._note(label))
        else:
            meant = difflib.get_close_matches(label, self._written, n=1)
            self._missed.update(meant)
            walk.fault(place, f"The note [^{label}] has no text.",
                       did_you_mean(label, self._written) if meant
                       else f"Write it on a line of its own: “[^{label}]: The note.”")
        return None

    def uncalled(self) -> None:
        """Report every note that was written and never called."""
        for label in self._written.keys() - self._by_label.keys() - self._missed:
            node, offset = self._written[label]
            with self._walk.at_offset(offset):
                self._walk.fault(self._walk.place(node), f"The note [^{label}] is called nowhere.",
                                 f"Put [^{label}] where it belongs, or take the note out.")

    def _note(self, label: str) -> Note:
        walk = self._walk
        node, offset = self._written[label]
        with walk.at_offset(offset):
            place = walk.place(node)
            number = walk.desk.number("note")
            name = walk.desk.coin(f"note {walk.section} {label}", place)
            paragraphs = []
            self._within = True
            for child in node.children:
                if child.type == "paragraph":
                    with walk.inside("note"):
                        paragraphs.append(walk.whole(walk.inline(child.children[0])))
                else:
                    walk.fault(walk.place(child), "A note holds paragraphs, and nothing else.",
                               "Put the list, table or box into the text.")
            self._within = False
        if not node.children:
            walk.fault(place, f"The note [^{label}] is empty.", "Write what it says behind it.")
        note = Note(name, number, tuple(paragraphs), place)
        self._by_label[label] = note
        self.called.append(note)
        return note
