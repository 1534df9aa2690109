"""Which facts a typed number may mean: found by index, the same as by asking each of them."""

from __future__ import annotations

import datetime
import random
from decimal import Decimal
from pathlib import Path

import pytest

from report.errors import Place
from report.gate.likely import Likely
from report.gate.naked import _is_near, _states
from report.model import Fact
from report.model.prose import Numeral


def _fact(i: int, value: Decimal | None, low: Decimal | None, high: Decimal | None) -> Fact:
    given = {"id": f"f{i}", "value": value, "low": low, "high": high,
             "at": Place(Path("facts.csv"), i), "as_of": datetime.date(2016, 2, 3)}
    kept = {name: given.get(name, "") for name in Fact.__dataclass_fields__}
    return Fact(**kept)  # type: ignore[arg-type]


def _number(chance: random.Random) -> Decimal:
    digits = Decimal(chance.randint(1, 10 ** chance.randint(1, 6)))
    return digits.scaleb(chance.choice([-2, -1, 0, 0, 0, 1, 3]))


def _is_meant(numeral: Numeral, fact: Fact) -> bool:
    return _states(numeral, fact, floor=True) or _is_near(numeral, fact)


@pytest.mark.parametrize("seed", range(4))
def test_no_fact_is_overlooked(seed: int) -> None:
    chance = random.Random(seed)
    facts = []
    for i in range(150):
        low, high = sorted((_number(chance), _number(chance)))
        facts.append(_fact(i, low, None, None) if i % 3 else _fact(i, None, low, high))
    likely = Likely(facts)
    found = 0
    for _ in range(150):
        fact = chance.choice(facts)
        typed = chance.choice([fact.value or fact.low or Decimal(1), _number(chance)])
        typed = chance.choice([typed, typed * 10, typed / 10, typed + 1, round(typed, -1)])
        step = Decimal(10) ** chance.choice([-1, 0, 1, 3])
        values = (typed,) if chance.random() < .8 or not fact.high else (fact.low, fact.high)
        numeral = Numeral(0, 1, "", values, step)  # type: ignore[arg-type]
        every = [each for each in facts if _is_meant(numeral, each)]
        assert [each for each in likely.to(numeral) if _is_meant(numeral, each)] == every
        found += len(every)
    assert found > 100
