"""Make-up: figures move a little so that they leave no white at the feet of pages.

A page is looked at when it is made, before the next one is begun. If it ends early since a figure
found no room, the text after the figure fills the page, and the figure comes behind what fills
it; or the figure goes before text that stands on the page. Pages before this one stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from report.editions.floats import Item, Strip
from report.editions.galley import Standing, block_of, is_empty, room, standing, white
from report.editions.lengths import MILLIMETRES

if TYPE_CHECKING:
    from report.editions.pagewise import Setting

_HOLE = 0.1  # of the height of the text: white that is worth moving a figure for
WORTH = 0.01  # what a move must save, where a page all white costs 1 and half a page a quarter
_STEP = 0.0015  # what it costs to pass a block

Places = tuple[int, ...]  # after how many items of text each float stands


@dataclass
class Makeup:
    """The floats of a section while its pages are made; `head` is where their text begins, in
    millimetres."""

    setting: Setting
    strip: Strip
    head: float
    places: Places = ()
    _boxes: list[Any] = field(default_factory=list)
    _blocks: dict[Any, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.places = self.strip.homes
        self._boxes = list(self.setting.flow())
        self._blocks = {box.element: number for number, box in enumerate(self._boxes)}

    @property
    def is_possible(self) -> bool:
        """Whether anything floats, and the boxes are those of the section."""
        count = sum(item.count for item in (*self.strip.text, *self.strip.floats))
        return bool(self.strip.floats) and count == len(self._boxes)

    @property
    def moves(self) -> dict[str, int]:
        """How many items of text each float has passed; negative for one that came earlier."""
        return {each.name: place - home for each, place, home
                in zip(self.strip.floats, self.places, self.strip.homes, strict=True)
                if place != home}

    def fill(self, make_again: Callable[[], None], put_in_order: Callable[[], None]) -> None:
        """Fill the last page if a float left it short; `make_again` makes it anew when the order
        is another, `put_in_order` is for what comes after it."""
        number = self._left_over()
        if number is None or (hole := self._hole()) < _HOLE:
            return
        before = self.places
        later, earlier = self._later(number), self._earlier(number)
        if later:
            self.put(later, make_again)
            behind = self._behind(number)
            is_over = self.setting.broken() is not None and behind[number] >= self._begun()
            self.put(behind, put_in_order if is_over else make_again)
            if self._is_worth(hole, before):
                return
        if earlier:
            self.put(earlier, make_again)
            if self._is_worth(hole, before):
                return
        self.put(before, make_again)

    def before_end(self, least: float) -> list[Places]:
        """Where else the float may stand after which the last page begins: before so much text
        that this page is `least` high, or behind all of it."""
        (block, first), *_ = stood = self._standing()
        order = self.strip.ordered(self.places)
        ahead = order[:_index(order, block)][-1:]
        if first.element in self._over or not (ahead and ahead[0].floats):
            return []
        number, end = self.strip.floats.index(ahead[0]), len(self.strip.text)
        allowed, lacking = self.strip.allowed(number), least - stood[-1][1].bottom
        earlier = (place for place in sorted(allowed, reverse=True)
                   if self._height_between(place, self.places[number]) >= lacking)
        found = [self._with(number, place) for place in (*list(earlier)[:1], end)
                 if place in allowed]
        return [places for places in found if places and places != self.places]

    def first_other(self, places: Places) -> int:
        """The page, counted from 0, from which on pages differ if floats stand in other places:
        the one before the first block that does."""
        old, new = self.strip.ordered(self.places), self.strip.ordered(places)
        same = next(i for i, item in enumerate(old) if item != new[i])
        alike = {box.element for item in old[:same][-1:] for box in self._of(item)}
        pages = self.setting.pages
        return next((i for i in range(len(pages) - 1, 0, -1)
                     if any(each.element in alike for each in standing(pages[i], self.head))), 0)

    def _is_worth(self, hole: float, before: Places) -> bool:
        steps = sum(abs(one - other) for one, other in zip(before, self.places, strict=True))
        return bool(hole ** 2 - self._hole() ** 2 - _STEP * steps > WORTH)

    # --- the page that was made -------------------------------------------------------------

    def _standing(self) -> list[tuple[int, Standing]]:
        """The blocks on the last page with their numbers in the section as it was written."""
        return [(self._blocks[each.element], each)
                for each in standing(self.setting.pages[-1], self.head)]

    def _hole(self) -> float:
        return white(self.setting.pages[-1], self.head)

    def _left_over(self) -> int | None:
        """The float that would come next, had it found room on the last page."""
        stood = self._standing()
        if self.setting.is_done or self.setting.broken() is not None or not stood:
            return None
        order = self.strip.ordered(self.places)
        following = order[_index(order, stood[-1][0]) + 1:][:1]
        return next((number for number, each in enumerate(self.strip.floats)
                     if each in following), None)

    def _begun(self) -> int:
        """How many items of text have begun."""
        order = self.strip.ordered(self.places)
        last = _index(order, self._standing()[-1][0])
        return sum(1 for item in order[:last + 1] if item in self.strip.text)

    # --- other places -----------------------------------------------------------------------

    def _later(self, number: int) -> Places:
        """A float as far behind as may be; nothing if it must stay."""
        return next(filter(None, (
            self._with(number, place) for place in sorted(self.strip.allowed(number), reverse=True)
            if place > self.places[number])), ())

    def _behind(self, number: int) -> Places:
        """A float right behind what fills the page; or before what does not end there, if the
        page after has no room for both."""
        begun, allowed = self._begun(), sorted(self.strip.allowed(number))
        broken = self.setting.broken()
        behind = [place for place in allowed if place >= begun]
        if behind and (broken is None or self._has_room_behind(broken, number)):
            return self._with(number, behind[0]) or self.places
        ended = [place for place in allowed if place <= begun - (broken is not None)]
        return (self._with(number, ended[-1]) if ended else ()) or self.places

    def _has_room_behind(self, broken: Any, number: int) -> bool:
        """Whether a float has room on a page that begins with the rest of a block."""
        box = self._boxes[self._blocks[broken]]
        stood = next(each for _, each in self._standing() if each.element is broken)
        free = room(self.setting.pages[-1], self.head)[1]
        rest = self._height(box) - stood.height
        return not any(block_of(each).apart for each in self._of(self.strip.floats[number])) and (
            rest + self._height_of(number) <= free)

    def _earlier(self, number: int) -> Places:
        """A float before the text nearest to it that makes room for it on the last page."""
        free = room(self.setting.pages[-1], self.head)[0]
        wanted = self._height_of(number)
        tops = {at: each.top for at, each in self._standing() if each.element not in self._over}
        for place in sorted(self.strip.allowed(number), reverse=True):
            if place < self.places[number] and place < len(self.strip.text):
                top = tops.get(self.strip.text[place].first)
                if top is not None and top + wanted <= free:
                    return self._with(number, place)
        return ()

    @property
    def _over(self) -> set[Any]:
        """What stands on the page before the last as well."""
        if len(self.setting.pages) < 2:
            return set()
        return {each.element for each in standing(self.setting.pages[-2], self.head)}

    def _with(self, number: int, place: int) -> Places:
        """A float put in a place; those it would pass go along. Nothing if one of them may not."""
        before = self.places
        found = tuple(max(other, place) if i > number else min(other, place)
                      for i, other in enumerate((*before[:number], place, *before[number + 1:])))
        is_free = all(other == before[i] or other in self.strip.allowed(i)
                      for i, other in enumerate(found))
        return found if is_free else ()

    # --- boxes ------------------------------------------------------------------------------

    def put(self, places: Places, then: Callable[[], None]) -> None:
        if places == self.places:
            return
        self.places = places
        self.setting.put_in_order([
            box for item in self.strip.ordered(places) for box in self._of(item)])
        then()

    def _of(self, item: Item) -> list[Any]:
        return self._boxes[item.first:item.first + item.count]

    def _height_of(self, number: int) -> float:
        """How much room a float takes with the margin over it."""
        boxes = [box for box in self._of(self.strip.floats[number]) if not is_empty(box)]
        return sum(map(self._height, boxes)) + max(
            (block_of(box).before for box in boxes), default=0.0)

    def _height_between(self, place: int, other: int) -> float:
        """How high the items of text from one place to another are."""
        return sum(self._height(box) for item in self.strip.text[place:other]
                   for box in self._of(item) if not is_empty(box))

    def _height(self, box: Any) -> float:
        return float(self.setting.measured(box).border_height() * MILLIMETRES)


def _index(order: Sequence[Item], block: int) -> int:
    """Which item a block belongs to."""
    return next(number for number, item in enumerate(order)
                if item.first <= block < item.first + item.count)

