"""Imposition: which pages stand on which side of which sheet, so that folding puts them in order.

A sheet is folded once and so holds four pages, two on each side. Sheets put into each other are
a signature. It is stapled through its fold, and several of them are laid on each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MOST_SHEETS = 15  # what a stapler takes and still folds flat
_FEW_SHEETS = 4  # in each signature, where one is not enough


@dataclass(frozen=True)
class Side:
    """One side of a sheet: its two pages, counted from 1, or None for a blank one.

    `shift` is how far both stand nearer to the spine, in millimetres, because the sheet lies
    inside others and its edge would stick out; `is_front` sides are those outside when folded.
    """

    left: int | None
    right: int | None
    shift: float
    is_front: bool


def signatures(sheets: int, most: int = 0) -> tuple[int, ...]:
    """How many sheets each signature has, the thicker ones first; no more than `most`.

    Without `most` all sheets are one signature as long as they can be stapled, else they are
    signatures of four.
    """
    most = most or (MOST_SHEETS if sheets <= MOST_SHEETS else _FEW_SHEETS)
    count = -(-sheets // most)
    each, more = divmod(sheets, count)
    return (each + 1,) * more + (each,) * (count - more)


def filled(pages: int, has_back: bool) -> list[int | None]:
    """The pages in reading order with the blanks that fill the last sheet.

    They stand before the last page if that is a back cover, else after it.
    """
    blanks: list[int | None] = [None] * (-pages % 4)
    numbers: list[int | None] = list(range(1, pages + 1))
    at = pages - 1 if has_back and pages > 1 else pages
    return numbers[:at] + blanks + numbers[at:]


def sides(
    pages: Sequence[int | None], sheets: Sequence[int], thickness: float, is_rtl: bool = False
) -> list[Side]:
    """Every side in the order of printing: front and back of each sheet, the outermost first.

    `sheets` says how many each signature has, `thickness` is that of the paper in millimetres; a
    book that is read from right to left has its spine on the other side.
    """
    made = []
    first = 0
    for count in sheets:
        part = pages[first:first + 4 * count]
        first += 4 * count
        for depth in range(count):
            a, b = 2 * depth, 4 * count - 1 - 2 * depth
            for left, right, is_front in ((part[b], part[a], True),
                                          (part[a + 1], part[b - 1], False)):
                if is_rtl:
                    left, right = right, left
                made.append(Side(left, right, depth * thickness, is_front))
    return made
