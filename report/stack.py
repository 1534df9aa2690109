"""The stack of Python's frames, with room behind.

CPython keeps frames in chunks of 16 kB. Where a call that is made over and over again falls on
the border of two chunks, as happens deep down in layout, the second is got from the system and
given back each time. A frame that is larger than a chunk gets a larger one, and what is left of
it is for the frames above.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_SLOTS = 33_000  # of 8 bytes: this frame gets 512 kB, and the frames above have 240 kB of them


def roomy(task: Callable[P, T]) -> Callable[P, T]:
    """A task in whose calls no frame falls on a border, up to some thousand deep."""

    def run(*args: P.args, **named: P.kwargs) -> T:
        return task(*args, **named)

    run.__code__ = run.__code__.replace(co_stacksize=_SLOTS)
    return functools.wraps(task)(run)
