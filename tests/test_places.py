"""On which page a unit begins is known as soon as all before it are settled."""

from __future__ import annotations

import random

from report.editions.places import Places
from report.editions.settle import Order, Settled, blank
from report.model import Placement, Unit

_FRONT, _ONE, _TWO, _THREE = (Unit(name, "chapter", "", name) for name in
                              ("front", "one", "two", "three"))


def _settled(unit: Unit, page: int, pages: int, side: str = "") -> tuple[Order, Settled]:
    """A unit with so many pages that was settled as if it began at a page."""
    return Order(unit, unit, page), Settled(pages + blank(side, page), {}, Placement())


def _placed(places: Places, unit: Unit, page: int, pages: int, side: str = "") -> list[str]:
    return [f"{order.unit.id} {order.page}"
            for order in places.heard(*_settled(unit, page, pages, side))]


def test_a_unit_is_placed_when_all_before_it_are_settled() -> None:
    places = Places([_FRONT, _ONE, _TWO], lambda unit: "")
    assert _placed(places, _TWO, 9, 3) == []
    assert _placed(places, _FRONT, 1, 4) == ["front 1"]
    assert _placed(places, _ONE, 9, 5) == ["one 5", "two 10"]


def test_blank_pages_are_those_of_the_true_place() -> None:
    places = Places([_FRONT, _ONE, _TWO], lambda unit: "recto")
    assert _placed(places, _FRONT, 1, 4, "recto") == ["front 1"]
    assert _placed(places, _ONE, 6, 2, "recto") == ["one 5"]  # none is blank before it after all
    assert _placed(places, _TWO, 8, 1, "recto") == ["two 7"]


def test_nothing_is_drawn_until_it_is_known_where_folios_begin() -> None:
    places = Places([_FRONT, _ONE, _TWO], lambda unit: "recto", "two")
    assert _placed(places, _FRONT, 1, 3, "recto") == []
    found = places.heard(*_settled(_ONE, 5, 2, "recto"))
    assert [(order.unit.id, order.page, order.body) for order in found] == [
        ("front", 1, 7), ("one", 4, 7)]


def test_what_lists_pages_waits_until_they_are_known() -> None:
    index = Unit("index", "matter", "", "index", located=True)
    places = Places([_FRONT, index, _ONE], lambda unit: "")
    assert _placed(places, _FRONT, 1, 2) == ["front 1"]
    assert _placed(places, index, 9, 2) == []
    assert _placed(places, _ONE, 9, 2) == ["one 5"]


def test_in_whatever_order_units_are_settled_they_come_to_the_same() -> None:
    units = [Unit(f"u{number}", "chapter", "", "") for number in range(12)]
    wanted = None
    for seed in range(20):
        chance = random.Random(seed)
        places = Places(units, lambda unit: "recto", "u3")
        found = []
        for unit in chance.sample(units, len(units)):
            number = int(unit.id[1:])
            found += [(order.unit.id, order.page, order.body) for order in places.heard(
                *_settled(unit, chance.randrange(1, 50), number % 4 + 1, "recto"))]
        wanted = wanted or sorted(found)
        assert sorted(found) == wanted
