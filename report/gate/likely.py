"""Which facts of a ledger a typed number may mean, found without asking each of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from decimal import Decimal

from report.model import Fact
from report.model.prose import Numeral

_STEPS = 2  # as many steps as a number may be off and still be rounded, or a slip of the pen


class Likely:
    """The facts of a ledger by their numbers, by what is one slip of the pen away from them."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._facts = tuple(facts)
        numbered = sorted((end, i) for i, fact in enumerate(self._facts) for end in ends(fact))
        self._ends = [end for end, _ in numbered]
        self._owners = [i for _, i in numbered]
        self._slips: dict[object, set[int]] = {}
        for end, i in numbered:
            for slip in _slips(end):
                self._slips.setdefault(slip, set()).add(i)

    def to(self, numeral: Numeral) -> list[Fact]:
        """The facts that a number may state or nearly state, and a few more, in their order."""
        found = set[int]()
        for value in numeral.values:
            reach = _STEPS * numeral.step
            for near, far in ((value - reach, value + reach), (value * 10,) * 2,
                              (value / 10,) * 2):
                found.update(self._owners[bisect_left(self._ends, near):
                                          bisect_right(self._ends, far)])
            for slip in _slips(value):
                found |= self._slips.get(slip, set())
        return [self._facts[i] for i in sorted(found)]


def ends(fact: Fact) -> tuple[Decimal, ...]:
    return tuple(each for each in (fact.value, fact.low, fact.high) if each is not None)


def _slips(value: Decimal) -> Iterator[object]:
    """What two numbers have in common whose digits changed places, or that differ in one."""
    digits = f"{value.normalize():f}"
    yield tuple(sorted(digits))
    for i in range(len(digits)):
        yield f"{digits[:i]}*{digits[i + 1:]}"
