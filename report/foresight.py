"""Foresight: what a build will need is started before it is read what is to be built."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from report import fresh
from report.crew import FIGURES, PAGES, allowed, crew, worthwhile

_LETTERS = 2200  # bytes of Markdown that fill about a page
_DRAWING = ("report.drawing", "matplotlib.backends.backend_svg", "figures.desk.canvas")
_SETTING = ("weasyprint", "report.editions.workshop")


def prepare(folder: Path, editions: Collection[str], keep: Path) -> None:
    """Start the processes that a build of some editions will use, side by side with what comes
    before, and let them import what they will need.

    What is foreseen wrongly costs time and nothing else.
    """
    setters = 1  # which is this process
    if any(name.startswith("pdf") for name in editions):
        letters = sum(file.stat().st_size for file in folder.glob("text/*.md"))
        setters = worthwhile(letters // _LETTERS)
    if all(fresh.was_built(name, folder, keep) for name in editions):
        if setters > 1:
            crew(PAGES, 1, _SETTING)  # as a rule a unit has changed, or a few
        return
    if any(folder.glob("data/*.csv")) and allowed() > 1:
        crew(FIGURES, setters, _DRAWING)
    if setters > 1:
        crew(PAGES, setters, _SETTING)
