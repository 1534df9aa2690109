"""Units set side by side by a crew, each by the process that has it laid out, if one has."""

from __future__ import annotations

import gc
import logging
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any

from report.crew import PAGES, Crew, Task, crew
from report.errors import LayoutError
from report.kept import digest

if TYPE_CHECKING:
    from report.editions.settle import Order
    from report.editions.workshop import Workshop
    from report.model import Unit

_workshops: list[Workshop] = []  # in a process that sets units, the one at hand


@dataclass
class Processes:
    """Some processes, each of which keeps the units laid out that it has set.

    A unit goes to the process that has set it before, any other to the next that is free.
    """

    crew: Crew
    _workshops: dict[int, str] = field(default_factory=dict)  # which one each process has
    _owners: dict[str, int] = field(default_factory=dict)
    _set: dict[str, int] = field(default_factory=dict)  # in which turn each unit was set last
    _turns: Iterator[int] = field(default_factory=partial(count, 1))

    def each(
        self, workshop: Workshop, do: str, orders: Sequence[Order],
        told: Callable[[int, int], None], then: Callable[[Order, Any], Sequence[Order]],
    ) -> list[tuple[Order, Any]]:
        """What each order comes to, in the order in which they are done; `told` hears how many
        are. `then` hears of each, and may give others to be done next.

        Raises LayoutError when a process dies, as it does when memory runs out.
        """
        if not orders:
            return []
        sent = pickle.dumps(workshop, pickle.HIGHEST_PROTOCOL)
        try:
            return self._done(workshop, sent, do, orders, told, then)
        except LayoutError:
            if not len(self.crew):
                self.stop()
            raise

    def _done(
        self, workshop: Workshop, sent: bytes, do: str, orders: Sequence[Order],
        told: Callable[[int, int], None], then: Callable[[Order, Any], Sequence[Order]],
    ) -> list[tuple[Order, Any]]:
        name, typesetter = digest(sent), workshop.typesetter
        waiting = self._queued(orders)
        done: list[tuple[Order, Any]] = []
        running = 0

        def choose(at: int) -> Task[Order] | None:
            nonlocal running
            order = taken((waiting.get(at), waiting.get(None)), typesetter.is_ready)
            if order is None:
                return None
            self._owners[order.unit.id] = at
            self._equip(at, name, sent)
            running += 1
            return Task(order, _do, (do, order, typesetter.drawings(order.unit)))

        def awaits() -> bool:
            return any(waiting.values()) and (not running or typesetter.is_waiting())

        told(0, len(orders))
        for order, (result, said) in self.crew.work(choose, awaits):
            running -= 1
            done.append((order, result))
            self._set[order.unit.id] = next(self._turns)
            for level, words in said:
                logging.getLogger("weasyprint").log(level, words)
            for each in then(order, result):
                waiting.setdefault(self._owners[each.unit.id], deque()).append(each)
            told(len(done), len(done) + running + sum(map(len, waiting.values())))
        return done

    def _queued(self, orders: Sequence[Order]) -> dict[int | None, deque[Order]]:
        """The orders for each process that has set their units, what it set last and so has
        still laid out first; under None those that any may set."""
        queued: dict[int | None, deque[Order]] = {}
        for order in sorted(orders, key=lambda each: -self._set.get(each.unit.id, 0)):
            queued.setdefault(self._owners.get(order.unit.id), deque()).append(order)
        return queued

    def _equip(self, at: int, name: str, workshop: bytes) -> None:
        """Give a process the workshop with a name, unless it has it."""
        if self._workshops.get(at) != name:
            self.crew.tell(at, _equip, workshop)
            self._workshops[at] = name

    def stop(self) -> None:
        self.crew.stop()
        self._workshops, self._owners, self._set = {}, {}, {}


def taken(
    queues: Iterable[deque[Order] | None], is_ready: Callable[[Unit], bool]
) -> Order | None:
    """The first order in some queues whose unit is ready, taken out of its queue."""
    for queue in filter(None, queues):
        for order in queue:
            if is_ready(order.unit):
                queue.remove(order)
                return order
    return None


_running = Processes(crew(PAGES))


def processes(number: int) -> Processes:
    """At least so many processes; those that have been started before are among them."""
    crew(PAGES, number)
    return _running


# --- in the process that sets units ---------------------------------------------------------


def _equip(workshop: bytes) -> None:
    gc.disable()  # waste is looked for when a setter lets many pages go
    made: Workshop = pickle.loads(workshop)
    for last in _workshops:
        made.succeed(last)
    _workshops[:] = [made]


def _do(
    what: str, order: Order, drawings: Mapping[str, bytes]
) -> tuple[Any, list[tuple[int, str]]]:
    """What an order comes to with the drawings of its unit, and what WeasyPrint logged
    meanwhile."""
    _workshops[0].typesetter.take(drawings)
    with _overheard() as said:
        return getattr(_workshops[0], what)(order), said


@contextmanager
def _overheard() -> Iterator[list[tuple[int, str]]]:
    said: list[tuple[int, str]] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append((record.levelno, record.getMessage()))

    ear = Ear(logging.WARNING)
    logger = logging.getLogger("weasyprint")
    logger.addHandler(ear)
    try:
        yield said
    finally:
        logger.removeHandler(ear)
