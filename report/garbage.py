"""Garbage: when Python's cycle collector looks for waste.

Layout makes millions of objects and no waste worth looking for; with the collector on, it takes
about a quarter more time.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected(then: bool = True) -> Iterator[None]:
    """Keep the collector off. `then` it looks at what was made meanwhile; else that counts as
    old, for a command that ends soon or collects when it has time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on and not then:
            gc.freeze()
            gc.unfreeze()
        if was_on:
            gc.enable()
