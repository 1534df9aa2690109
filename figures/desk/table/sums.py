"""The total under a column, which never says more than its cells do."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from figures.desk.table.formats import Figure
from figures.desk.vocabulary import qualified

# What a sum is when one of its parts is this; what is not named here is about so many.
_LOWER = ("more than", "over", "at least", "no fewer than")
_UPPER = ("up to", "at most", "no more than", "less than", "fewer than", "under")


def total(found: Sequence[Figure | None]) -> Decimal:
    """The sum of what is stated."""
    return sum((each.value for each in found if each), Decimal(0))


def qualifiers(found: Sequence[Figure | None]) -> tuple[str, ...]:
    """What stands before the sum, outermost first: a sum with a gap is “at least” so many.

    Raises ValueError, with a sentence for the author, where a sum would say nothing.
    """
    named = {each.qualifier for each in found if each and each.qualifier}
    gap = None in found
    if not gap and len(named) < 2:
        return tuple(named)
    low, high = gap or bool(named & {*_LOWER}), bool(named & {*_UPPER})
    if low and high:
        raise ValueError("some numbers are “up to” so many and others are “at least” so many or "
                         "missing, so that a total would say nothing.")
    if gap and any(each.value < 0 for each in found if each):
        raise ValueError("a number is missing and others are below zero, so that a total would "
                         "say nothing.")
    near = named - {*_LOWER, *_UPPER}
    bound = ("at least",) if low else ("at most",) if high else ()
    return (*bound, "about") if near else bound


def before(found: Sequence[Figure | None], language: str) -> str:
    """The words before the sum."""
    said = ""
    for name in reversed(qualifiers(found)):
        said = qualified(name, said, language)
    return said
