"""The marked content of a page: what is read aloud has a number, all else is an artifact."""

from __future__ import annotations

from typing import Any

import pydyf

_SIDES = ("top", "bottom", "left", "right")


class Marks:
    """The marks that WeasyPrint has set in the stream of a page, one for each text and picture.

    In the stream stand the tag's name, the properties with the number, and `BDC`.
    """

    def __init__(self, stream: Any) -> None:
        self._stream = stream.stream
        self._places = {int(item["MCID"]): at for at, item in enumerate(self._stream)
                        if isinstance(item, dict) and "MCID" in item}
        self._given = {box: int(mark["mcid"]) for box, mark in stream._tags.items()}
        self._margins: dict[int, str] = {}
        self._claimed = 0

    def __contains__(self, box: object) -> bool:
        return box in self._given

    def claim(self, box: Any, role: str) -> int | None:
        """Mark a box's content as content of a tag; its number from now on, None if nothing of
        it is drawn, such as a space at the end of a line."""
        at = self._places[self._given[box]]
        if self._end_of_nothing(at):
            return None
        del self._places[self._given[box]]
        number = self._claimed
        self._claimed += 1
        self._stream[at - 1:at + 1] = f"/{role}", pydyf.Dictionary({"MCID": number})
        return number

    def margin(self, box: Any) -> None:
        """Note that what a box of the margin holds repeats from page to page."""
        for inner in box.descendants():
            if inner in self._given:
                self._margins[self._given[inner]] = box.at_keyword

    def leave(self) -> None:
        """Make artifacts of all that was not claimed."""
        for number, at in self._places.items():
            if end := self._end_of_nothing(at):
                self._stream[at - 1:at + 2] = [b""] * 3
                self._stream[end] = b""
                continue
            self._stream[at - 1:at + 1] = "/Artifact", _artifact(self._margins.get(number, ""))

    def _end_of_nothing(self, at: int) -> int:
        """Where a mark ends that encloses no letter and no picture; 0 if it does enclose one."""
        for place in range(at + 2, min(at + 8, len(self._stream))):
            if self._stream[place] == b"EMC":
                return place
            if self._stream[place] == b"BT" and self._stream[place + 1] != b"ET":
                return 0
        return 0


def _artifact(margin: str) -> pydyf.Dictionary:
    """What an artifact says of itself: a running head, a folio, or something of the layout."""
    if not margin:
        return pydyf.Dictionary({"Type": "/Layout"})
    side = next(side for side in _SIDES if side in margin)
    said = pydyf.Dictionary({
        "Type": "/Pagination", "Attached": pydyf.Array([f"/{side.capitalize()}"])})
    if side in ("top", "bottom"):
        said["Subtype"] = "/Header" if side == "top" else "/Footer"
    return said
