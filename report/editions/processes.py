"""Processes that set units side by side, and stay for the next build as long as this one lives."""

from __future__ import annotations

import logging
import multiprocessing
import os
import pickle
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any

from report.errors import LayoutError
from report.kept import digest

if TYPE_CHECKING:
    from report.editions.settle import Order
    from report.editions.workshop import Workshop

_workshops: list[Workshop] = []  # in a process that sets units, the one at hand


@dataclass
class Processes:
    """Some processes, each of which keeps the units laid out that it has set.

    A unit goes to the process that has set it before, any other to the next that is free.
    """

    _pools: list[ProcessPoolExecutor] = field(default_factory=list)
    _workshops: list[str] = field(default_factory=list)
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
            return self._done(sent, do, orders, told, then)
        except BrokenProcessPool:
            self.stop()
            raise LayoutError(
                "A process that set pages was stopped from outside: most often because memory "
                "ran out. Set OCTAVO_PROCESSES=1 to use one process only.") from None

    def _done(
        self, workshop: bytes, do: str, orders: Sequence[Order],
        told: Callable[[int, int], None], then: Callable[[Order, Any], Sequence[Order]],
    ) -> list[tuple[Order, Any]]:
        name = digest(workshop)
        waiting = self._queued(orders)
        done: list[tuple[Order, Any]] = []
        running: dict[Future[Any], tuple[int, Order]] = {}
        free = list(range(len(self._pools)))
        while running or any(waiting.values()):
            for pool in list(free):
                if queue := waiting.get(pool) or waiting.get(None):
                    free.remove(pool)
                    order = queue.popleft()
                    self._owners[order.unit.id] = pool
                    self._equip(pool, name, workshop)
                    running[self._pools[pool].submit(_do, do, order)] = (pool, order)
            told(len(done), len(done) + len(running) + sum(map(len, waiting.values())))
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                pool, order = running.pop(future)
                result, said = future.result()
                done.append((order, result))
                self._set[order.unit.id] = next(self._turns)
                free.append(pool)
                for level, words in said:
                    logging.getLogger("weasyprint").log(level, words)
                for each in then(order, result):
                    waiting.setdefault(self._owners[each.unit.id], deque()).append(each)
        return done

    def _queued(self, orders: Sequence[Order]) -> dict[int | None, deque[Order]]:
        """The orders for each process that has set their units, what it set last and so has
        still laid out first; under None those that any may set."""
        queued: dict[int | None, deque[Order]] = {}
        for order in sorted(orders, key=lambda each: -self._set.get(each.unit.id, 0)):
            queued.setdefault(self._owners.get(order.unit.id), deque()).append(order)
        return queued

    def grow(self, number: int) -> None:
        """Let there be at least so many; each starts with its first task."""
        context = multiprocessing.get_context("spawn")
        while len(self._pools) < number:
            self._pools.append(ProcessPoolExecutor(1, context, initializer=_follow))
            self._workshops.append("")

    def warm(self) -> None:
        """Let all import what they will need, while this process does something else."""
        for pool in self._pools:
            pool.submit(_import)

    def _equip(self, at: int, name: str, workshop: bytes) -> None:
        """Give a process the workshop with a name, unless it has it."""
        if self._workshops[at] != name:
            self._pools[at].submit(_equip, workshop)
            self._workshops[at] = name

    def stop(self) -> None:
        for pool in self._pools:
            pool.shutdown(wait=False, cancel_futures=True)
        self._pools, self._workshops, self._owners, self._set = [], [], {}, {}


_running = Processes()


def processes(number: int) -> Processes:
    """At least so many processes; those that have been started before are among them."""
    _running.grow(number)
    return _running


# --- in the process that sets units ---------------------------------------------------------


def _follow() -> None:
    """End when the process that this one works for does, even if that is killed; not before.

    Ctrl-C reaches all processes of a terminal, and is for the first of them to heed.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()

    def wait_and_end() -> None:
        if parent:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait_and_end, daemon=True).start()


def _import() -> None:
    import weasyprint  # noqa: F401

    import report.editions.workshop  # noqa: F401


def _equip(workshop: bytes) -> None:
    made: Workshop = pickle.loads(workshop)
    for last in _workshops:
        made.succeed(last)
    _workshops[:] = [made]


def _do(what: str, order: Order) -> tuple[Any, list[tuple[int, str]]]:
    """What an order comes to, and what WeasyPrint logged meanwhile."""
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
