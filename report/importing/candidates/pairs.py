"""Numbers of a text that say different things of the same: they are paired, so that one sees it."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from report.importing.candidates.model import Count
from report.importing.candidates.units import DURATIONS

_NEAR = datetime.timedelta(days=7)
_FACTOR = 3  # numbers further apart than this do not speak of the same
_FAR = 25  # lines; numbers without a place that stand further apart are left alone
_MOST = 40  # of one kind that are compared, so that a book takes no longer for its length


def disagreeing(counts: Sequence[Count]) -> Iterator[tuple[int, int]]:
    """Positions of pairs with one unit, population, place and nearly one date, and two values."""
    for alike in _alike(counts):
        for at, first in enumerate(alike):
            for second in alike[at + 1 : at + _MOST]:
                one, other = counts[first], counts[second]
                is_far = not one.place and abs(one.line - other.line) > _FAR
                if _differ(one, other) and not is_far and _are_near(one.as_of, other.as_of):
                    yield first, second


def newer(counts: Sequence[Count]) -> dict[int, int]:
    """For a number the position of the one that has a later date; the nearest of them."""
    found: dict[int, int] = {}
    for alike in _alike(counts):
        dated = sorted((at for at in alike if counts[at].as_of), key=lambda at: counts[at].as_of)
        for at, after in pairwise(dated):
            one, other = counts[at], counts[after]
            if _differ(one, other) and one.as_of != other.as_of and not (
                    _are_near(one.as_of, other.as_of)):
                found[at] = after
    return found


def _alike(counts: Sequence[Count]) -> list[list[int]]:
    kinds: defaultdict[tuple[str, str, str], list[int]] = defaultdict(list)
    for at, count in enumerate(counts):
        if count.unit and count.unit not in ("percent", *DURATIONS) and (
                count.population or count.unit != "people") and (
                not count.note.startswith("A further")):
            kinds[count.unit, count.population, count.place].append(at)
    return [alike for alike in kinds.values() if len(alike) > 1]


def _differ(one: Count, other: Count) -> bool:
    mine, its = (sum(count.values, Decimal(0)) / len(count.values) for count in (one, other))
    low, high = sorted((mine, its))
    return low != high and low > 0 and high <= low * _FACTOR


def _are_near(mine: str, its: str) -> bool:
    """Whether two periods lie close together; one that is not known may lie anywhere."""
    if not mine or not its:
        return True
    first, last = _ends(mine)
    start, end = _ends(its)
    near = _NEAR if last - first < _NEAR and end - start < _NEAR else datetime.timedelta()
    return first - near <= end and start - near <= last


def _ends(period: str) -> tuple[datetime.date, datetime.date]:
    from figures.desk import data

    read = data.period(period)
    return read.start, read.end
