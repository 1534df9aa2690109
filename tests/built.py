"""Reports that several tests look at, built once a session."""

from __future__ import annotations

import functools
import logging
import shutil
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import made_up
from report import press
from report.clock import Clock
from report.garbage import uncollected
from report.model import Report
from tests.printed import Printed


@dataclass(frozen=True)
class Built:
    """A report, its editions, and what the engines complained of while they were made."""

    report: Report
    files: dict[str, Path]
    complaints: tuple[str, ...]

    @functools.cached_property
    def printed(self) -> Printed:
        return Printed(self.files["pdf"])


@functools.cache
def sample_built(sample: Path, kept: Path) -> Built:
    """The sample in all its editions."""
    return build(sample, ("html", "pdf", "epub"), kept / "sample", kept)


@functools.cache
def book_built(sample: Path, kept: Path) -> Built:
    """The sample as a book; its theme is named in report.toml, as an author would."""
    folder = kept / "source" / "aleppo-as-book"
    shutil.copytree(sample, folder)
    settings = folder / "report.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace(
        'theme = "briefing"', 'theme = "book"'), encoding="utf-8")
    return build(folder, ("html", "pdf", "epub"), kept / "as-book", kept)


@functools.cache
def long_built(kept: Path) -> Built:
    """A made-up report of 300 pages with 200 notes and 300 references, as a PDF."""
    folder = made_up.write(kept / "source" / "long", pages=300, notes=200, references=300)
    return build(folder, ("pdf",), kept / "long", kept)


def build(folder: Path, editions: Sequence[str], dist: Path, keep: Path) -> Built:
    """Build editions of a report, listening to every logger."""
    heard: list[str] = []
    listener = logging.Handler(logging.WARNING)
    listener.emit = lambda record: heard.append(record.getMessage())  # type: ignore[method-assign]
    loggers = [logging.getLogger(), logging.getLogger("weasyprint")]
    for logger in loggers:
        logger.addHandler(listener)
    try:
        with warnings.catch_warnings():
            # WeasyPrint 70 leaves its colour profile's file open.
            warnings.simplefilter("ignore", ResourceWarning)
            with uncollected():
                written = press.build(folder, editions, dist, keep, Clock())
    finally:
        for logger in loggers:
            logger.removeHandler(listener)
    _, report, _ = press.understand(folder)
    files = {edition: made.file for edition, made in zip(editions, written, strict=True)}
    return Built(report, files, tuple(dict.fromkeys(heard)))
