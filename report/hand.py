"""A hand: what runs in each process of a crew. Imports nothing that is not needed at once."""

from __future__ import annotations

import gc
import os
import pickle
import select
import threading
import traceback
from importlib import import_module
from multiprocessing.connection import Connection
from typing import Any, NoReturn


def work(pipe: int) -> NoReturn:
    """Do what comes through a pipe, and send what comes of it, until there is no other end."""
    threading.Thread(target=_end_with, args=(pipe,), daemon=True).start()
    connection = Connection(pipe)
    while True:
        try:
            task = connection.recv_bytes()
        except (EOFError, OSError):
            os._exit(0)
        answer = _done(task)
        try:
            connection.send_bytes(answer)
        except OSError:
            os._exit(0)


def ready(*modules: str) -> None:
    """Import what will be needed, while there is nothing else to do."""
    for name in modules:
        import_module(name)
    gc.freeze()  # what is imported stays, and need not be looked through for waste


def _end_with(pipe: int) -> None:
    """End as soon as the other end of the pipe is closed, in the middle of a task too.

    Nothing is cleared up: that would take longer than the system takes the memory back.
    """
    there = select.poll()
    there.register(pipe, select.POLLHUP)
    there.poll()
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
