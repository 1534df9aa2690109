"""Processes that work side by side, each on one thing at a time.

The pools of the standard library break as a whole when one of their processes dies. Here it is
known what each was at: that is lost, the others go on, and a new process takes the free place.
"""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Generic, TypeVar

Thing = TypeVar("Thing")
Made = TypeVar("Made")
_SPAWN = get_context("spawn")


@dataclass(frozen=True)
class Lost:
    """What came of a thing whose process died, and how it did."""

    how: str


@dataclass
class _Place(Generic[Thing]):
    process: SpawnProcess
    pipe: Connection
    at: Thing | None = None


def side_by_side(
    make: Callable[[Thing], Made], things: Iterable[Thing], count: int,
    warm: Callable[[], None],
) -> Iterator[tuple[Thing, Made | Lost]]:
    """What is made of each thing, as it comes, by `count` processes that first get `warm`.

    `make` raises nothing, and both must be importable. Of a thing whose process died comes
    `Lost`.
    """
    waiting = iter(things)
    places: list[_Place[Thing]] = []
    try:
        for thing in waiting:
            places.append(_place(make, warm))
            _give(places[-1], thing)
            if len(places) == count:
                break
        while places:
            ready = wait([place.pipe for place in places])
            for place in [place for place in places if place.pipe in ready]:
                assert place.at is not None
                done, made = place.at, _taken(place)
                following = next(waiting, None)
                if following is None or isinstance(made, Lost):
                    _close(place)
                    places.remove(place)
                if following is not None:
                    if isinstance(made, Lost):
                        place = _place(make, warm)
                        places.append(place)
                    _give(place, following)
                yield done, made
    finally:
        for place in places:
            place.process.terminate()
            _close(place)


def _place(make: Callable[[Thing], Made], warm: Callable[[], None]) -> _Place[Thing]:
    ours, theirs = _SPAWN.Pipe()
    process = _SPAWN.Process(target=_work, args=(make, warm, theirs))
    process.start()
    theirs.close()  # else nobody would notice when the process ends
    return _Place(process, ours)


def _give(place: _Place[Thing], thing: Thing) -> None:
    place.at = thing
    with contextlib.suppress(OSError):  # it died before; reading will say so
        place.pipe.send(thing)


def _taken(place: _Place[Thing]) -> Made | Lost:
    try:
        made: Made = place.pipe.recv()
        return made
    except (EOFError, OSError):
        place.process.join()
        code = place.process.exitcode or 0
        how = f"killed by {signal.Signals(-code).name}" if code < 0 else f"it left with {code}"
        return Lost(how)


def _close(place: _Place[Thing]) -> None:
    place.pipe.close()
    place.process.join()
    place.process.close()


def _work(
    make: Callable[[Thing], Made], warm: Callable[[], None], pipe: Connection
) -> None:
    """Make one thing after another, until there is nobody to make it for."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started it decides
    warm()
    with contextlib.suppress(EOFError, OSError):
        while True:
            pipe.send(make(pipe.recv()))
