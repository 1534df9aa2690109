"""An errand: what a worker of a Dask cluster is given to do, done by a process that it keeps.

A worker looks at the stacks of its own threads a hundred times a second, which costs a fifth of
the time of what they do themselves; and the engines are not made for threads. So a worker's
thread hands its task on and waits. Octavo is imported by that process, never by the worker.
"""

from __future__ import annotations

import atexit
import pickle
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from threading import Timer
from typing import Any

from report.crew import Hand, Lost, hired

_LOOK = .5  # seconds between two looks whether a task is wanted still
_REST = 30.0  # seconds after which a process that nobody needs is let go
_free: defaultdict[str, list[Hand]] = defaultdict(list)  # of each batch, which may use new code
_leaving: dict[Hand, Timer] = {}  # what lets each of them go


def run(task: bytes, batch: str, root: Path, needs: Sequence[str]) -> bytes:
    """The answer to a packed task of a batch, by a process with Octavo's code in a folder.

    `Lost` if the process dies. One whose task is cancelled meanwhile is ended.
    """
    hand = _taken(batch) or hired(1, needs, root)[0]
    hand.send(task)
    while not hand.pipe.poll(_LOOK):
        if not _is_wanted():
            return _lost(_ended(hand))
    _, answer = hand.receive()
    if answer is None:
        return _lost(hand.lost())
    _keep(batch, hand)
    return answer


def _is_wanted() -> bool:
    """Whether the client is there that has given this thread its task, and wants it done."""
    worker: Any = import_module("distributed").get_worker()
    task = worker.state.tasks.get(worker.get_current_task())
    return task is not None and task.state != "cancelled"


def _taken(batch: str) -> Hand | None:
    """A process that has worked for a batch and is free."""
    try:
        hand = _free[batch].pop()
    except IndexError:
        return None
    _leaving.pop(hand).cancel()
    return hand


def _keep(batch: str, hand: Hand) -> None:
    """Keep a process for the batch's next task, or until none has come for a while."""
    leaving = _leaving[hand] = Timer(_REST, _let_go, (batch, hand))
    leaving.daemon = True
    leaving.start()
    _free[batch].append(hand)


def _let_go(batch: str, hand: Hand) -> None:
    with suppress(ValueError):  # it has just been taken
        _free[batch].remove(hand)
        del _leaving[hand]
        _ended(hand)


def _ended(hand: Hand) -> Lost:
    hand.process.kill()
    return hand.lost()


def _lost(how: Lost) -> bytes:
    return pickle.dumps((True, how))


@atexit.register
def _leave() -> None:
    for hand in list(_leaving):
        _ended(hand)
