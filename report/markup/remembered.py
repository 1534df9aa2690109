"""Texts that need not be parsed again: their sections as they were, from a store.

What a text comes to hangs on its own words, on the report's settings, data and ledger, on what
has been numbered before it, and on the ids that are taken. All of this but the ids is in the key.
The ids are asked for again, one after the other; if one would now be another, the text is parsed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from report import fresh
from report.kept import digest
from report.markup.desk import Desk
from report.model import Manuscript, Section, Text
from report.model.kept import Walked
from report.packed import packed, unpacked
from report.store import Store


class Remembered:
    """The sections of one report in a store; without a store each is parsed."""

    def __init__(self, desk: Desk, store: Store | None) -> None:
        self._desk = desk
        self._store = store
        self._all = _beside_the_texts(desk.manuscript) if store else ""

    def section(self, text: Text, parsed: Callable[[], Section]) -> Section:
        """The section of a text: as it is kept, or as `parsed` makes it now.

        A text in which a fault is found is not kept.
        """
        if self._store is None:
            return parsed()
        desk = self._desk
        key = digest(self._all, str(text.file), text.matter, text.markdown,
                     sorted(desk.numbers.items()))
        kept = self._store.get(key)
        if kept is not None and (walked := unpacked(kept, Walked)) and self._again(walked):
            return walked.section
        before, uses, lost = len(desk.faults), len(desk.uses), frozenset(desk.lost)
        desk.asked.clear()
        section = parsed()
        if len(desk.faults) == before:
            self._store.put(key, packed(Walked(
                section, tuple(desk.asked), dict(desk.numbers), frozenset(desk.lost - lost),
                tuple(desk.uses[uses:]))))
        return section

    def _again(self, walked: Walked) -> bool:
        """Do to the desk what the walk did; not at all if an id would be another now."""
        desk = self._desk
        ids, before = dict(desk.ids), len(desk.faults)
        for asked in walked.asked:
            name = (desk.coin if asked.is_coined else desk.take)(asked.words, asked.place)
            if name != asked.name or len(desk.faults) > before:
                desk.ids = ids
                del desk.faults[before:]
                return False
        desk.numbers = dict(walked.numbers)
        desk.lost |= walked.lost
        desk.uses += walked.uses
        return True


def _beside_the_texts(manuscript: Manuscript) -> str:
    """A digest of all that a text's section may hang on beside the text itself."""
    texts = [text.file.name for text in manuscript.texts]  # which links may lead to
    return digest(fresh.code(), texts,
                  repr(replace(manuscript, texts=())),
                  *(file.read_bytes() for _, file in sorted(manuscript.kinds.items())))
