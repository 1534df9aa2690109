"""Foresight: what a build will need is started before it is read what is to be built."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from report import fresh
from report.crew import FIGURES, PAGES, allowed, crew, worthwhile
from report.hand import ready

_LETTERS = 2200  # bytes of Markdown that fill about a page
_DRAWING = ("report.drawing", "matplotlib.backends.backend_svg", "figures.desk.canvas")
_SETTING = ("weasyprint", "report.editions.workshop")


def prepare(folder: Path, editions: Collection[str], keep: Path) -> Sequence[str]:
    """Start the processes that a build of some editions will use, side by side with what comes
    before, and let them import what they will need. Returns the modules that this process will
    need itself, and can import while it waits for drawings.

    What is foreseen wrongly costs time and nothing else.
    """
    setters = 1  # which is this process
    is_paged = any(name.startswith("pdf") for name in editions)
    if is_paged:
        letters = sum(file.stat().st_size for file in folder.glob("text/*.md"))
        setters = worthwhile(letters // _LETTERS)
    if all(fresh.was_built(name, folder, keep) for name in editions):
        if setters > 1:
            _start(PAGES, 1, _SETTING)  # as a rule a unit has changed, or a few
        return ()
    draws = any(folder.glob("data/*.csv")) and allowed() > 1
    if draws:
        _start(FIGURES, setters, _DRAWING)
    if setters > 1:
        _start(PAGES, setters, _SETTING)
        return ()
    return _SETTING if draws and is_paged else ()


@contextmanager
def while_drawing(needed: Sequence[str]) -> Iterator[None]:
    """Import some modules while figures are drawn; who needs one sooner waits for it, as Python
    sees to. The processes that drew end then: what they have imported is dear, and pages want
    their memory."""
    def imported() -> None:
        with suppress(Exception):  # which will be said to who needs it
            ready(*needed)

    threading.Thread(target=imported, daemon=True).start()
    try:
        yield
    finally:
        crew(FIGURES).stop()


def _start(name: str, number: int, modules: Sequence[str]) -> None:
    started = crew(name, number)
    for at in range(number):
        started.tell(at, ready, *modules)
