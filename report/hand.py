"""A hand: what runs in each process of a crew. Imports nothing that is not needed at once."""

from __future__ import annotations

import gc
import os
import pickle
import select
import threading
import traceback
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from multiprocessing.connection import Connection
from typing import Any, NoReturn


def work(pipes: Sequence[int], modules: Sequence[str]) -> NoReturn:
    """Import some modules, and become as many processes as there are pipes, which share them.
    Each does what comes through its pipe, and sends what comes of it, until there is no other
    end."""
    gc.disable()
    for name in modules:
        with suppress(Exception):  # which will be said to who needs it
            import_module(name)
    gc.freeze()  # what is imported stays, and need not be looked through for waste
    gc.enable()
    others = []
    for pipe in pipes[1:]:
        if not (other := os.fork()):
            for each in pipes:
                if each != pipe:
                    os.close(each)
            _serve(pipe, [])
        os.close(pipe)
        others.append(other)
    _serve(pipes[0], others)


def _serve(pipe: int, others: Sequence[int]) -> NoReturn:
    threading.Thread(target=_end_with, args=(pipe, others), daemon=True).start()
    connection = Connection(pipe)
    while True:
        try:
            connection.send_bytes(_done(connection.recv_bytes()))
        except (EOFError, OSError):
            _end(others)


def _end_with(pipe: int, others: Sequence[int]) -> NoReturn:
    """End as soon as the other end of the pipe is closed, in the middle of a task too."""
    there = select.poll()
    there.register(pipe, select.POLLHUP)
    there.poll()
    _end(others)


def _end(others: Sequence[int]) -> NoReturn:
    """End after the others. Nothing is cleared up: that would take longer than the system takes
    the memory back."""
    for other in others:
        with suppress(ChildProcessError):
            os.waitpid(other, 0)
    os._exit(0)


def _done(task: bytes) -> bytes:
    """What comes of a task, or what it raised, as bytes."""
    try:
        do, given = pickle.loads(task)
        answer: tuple[bool, Any] = True, do(*given)
    except Exception as error:
        error.add_note(traceback.format_exc())
        answer = False, error
    try:
        return pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
    except Exception:
        return pickle.dumps((False, RuntimeError(traceback.format_exc())))
