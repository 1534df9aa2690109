"""How long each stage of a build took, and a word on the screen while it does."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_SAID = {
    "read": "reading the source", "draw": "drawing figures", "compose": "composing",
    "layout": "laying out pages", "paint": "painting pages",
    "write": "writing", "inspect": "looking it over",
}


class Clock:
    """Adds up seconds by stage; `say` is told what is going on."""

    def __init__(self, say: Callable[[str], None] = lambda words: None) -> None:
        self.seconds: dict[str, float] = {}
        self.passes = 0
        self._say = say
        self._words = ""

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time a stage; what runs in an inner stage counts for the inner one as well."""
        words = _SAID.get(name, name)
        before = self._words
        self._words = f"{words}, pass {self.passes + 1}" if name == "layout" else words
        self._say(self._words)
        begun = time.perf_counter()
        try:
            yield
        finally:
            self._words = before
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - begun

    def passed(self, number: int) -> None:
        self.passes = number

    def told(self, done: int, of: int) -> None:
        """So many parts of a stage are done."""
        self._say(f"{self._words}, {done} of {of} parts")
