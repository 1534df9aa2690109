"""Side notes meet neither each other nor what reaches into their column, and stay on the page."""

from __future__ import annotations

import itertools
import random

import pytest

from report.editions.sidecolumn import APART, Span, column, crowded

HEAD, FOOT = 30.0, 265.0

CASES = {
    "alone, it stays": ([(50, 70)], [], [(50, 70)]),
    "two that do not meet stay": ([(50, 70), (90, 110)], [], [(50, 70), (90, 110)]),
    "the second moves down": ([(50, 70), (60, 80)], [], [(50, 70), (74, 94)]),
    "over the foot, it moves up": ([(255, 275)], [], [(245, 265)]),
    "and pushes up the one above": ([(230, 250), (255, 275)], [], [(221, 241), (245, 265)]),
    "a figure above does no harm": ([(120, 140)], [(50, 100)], [(120, 140)]),
    "inside a figure, it goes under it": ([(60, 80)], [(50, 100)], [(104, 124)]),
    "into a figure, it goes under it": ([(40, 60)], [(50, 100)], [(104, 124)]),
    "a figure at the foot: over it": ([(240, 260)], [(230, 262)], [(206, 226)]),
    "no room under it: at the head": ([(60, 260)], [(150, 262)], [(30, 230)]),
}


@pytest.mark.parametrize(("notes", "walls", "wanted"), CASES.values(), ids=CASES)
def test_where_notes_stand(
    notes: list[tuple[float, float]], walls: list[tuple[float, float]],
    wanted: list[tuple[float, float]],
) -> None:
    placed = column(_spans("note", notes), _spans("wall", walls), HEAD, FOOT)
    assert [(span.top, span.bottom) for span in placed] == wanted


@pytest.mark.parametrize("seed", range(300))
def test_nothing_meets(seed: int) -> None:
    """Columns with up to four notes and one figure, which leave room enough for all."""
    chance = random.Random(seed)
    top = chance.uniform(30, 180)
    walls = _spans("wall", [(top, top + chance.uniform(20, 60))][: chance.randint(0, 1)])
    notes = _spans("note", [(y, y + chance.uniform(10, 22)) for y in (
        chance.uniform(30, 250) for _ in range(chance.randint(1, 3)))])
    placed = column(notes, walls, HEAD, FOOT)
    assert sorted(span.name for span in placed) == sorted(span.name for span in notes)
    both = sorted([*placed, *walls], key=lambda span: span.top)
    assert all(upper.bottom + APART - 0.01 <= lower.top
               for upper, lower in itertools.pairwise(both)), both
    assert all(span.top >= 0 and span.bottom <= FOOT + 0.01 for span in placed)


def _spans(name: str, given: list[tuple[float, float]]) -> list[Span]:
    return [Span(f"{name}-{i}", top, bottom) for i, (top, bottom) in enumerate(given)]


@pytest.mark.parametrize(("notes", "walls", "found"), [
    ([(40, 60), (64, 80)], [(90, 120)], []),
    ([(30, 230)], [(150, 262)], ["note-0"]),
    ([(20, 60)], [], ["note-0"]),
    ([(240, 270)], [], ["note-0"]),
    ([(40, 60), (50, 80)], [], ["note-0", "note-1"]),
])
def test_notes_without_room_are_found(
    notes: list[tuple[float, float]], walls: list[tuple[float, float]], found: list[str]
) -> None:
    crowd = crowded(_spans("note", notes), _spans("wall", walls), HEAD, FOOT)
    assert [span.name for span in crowd] == found
