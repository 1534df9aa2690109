"""Contestants: who makes the PDF of a made-up report, with what command, and whether it is here.

Those that are not Octavo are given the composed document, in the form that they read.
"""

from __future__ import annotations

import functools
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks import composed, for_pandoc, into_typst, made_up
from report import press

ROOT = Path(__file__).parent.parent
_TYPST = ("import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], "
          "font_paths=['fonts'], ignore_system_fonts=True, pdf_standards=sys.argv[3:])")


@dataclass(frozen=True)
class Course:
    """A made-up report in `source`, the folder in which it is built, and how often it was."""

    source: Path
    work: Path
    turn: int = 0

    @property
    def octavo(self) -> Path:
        return self.work / "octavo"

    @property
    def document(self) -> Path:
        """The folder of the composed document."""
        return self.work / "document"

    def built(self) -> list[str]:
        """The command that builds the PDF by Octavo."""
        return [sys.executable, "-m", "benchmarks.octavo", str(self.source), str(self.octavo)]


@dataclass(frozen=True)
class Contestant:
    """`name` is that of the option, up to its dash, `words` those of the tables.

    `command` says what is timed, `before` does what is not. `file` is the PDF, `in_document` says
    that the command runs in the composed document's folder. Where `says` is true, the command
    prints the seconds that count. `lacks` says why it cannot run here.
    """

    name: str
    words: str
    command: Callable[[Course], list[str]]
    before: Callable[[Course], None]
    file: str
    in_document: bool = True
    says: bool = False
    lacks: str = ""

    def folder(self, course: Course) -> Path:
        return course.document if self.in_document else ROOT

    def written(self, course: Course) -> Path:
        return course.work / self.file.format(name=course.source.name)


def contestants(rivals: str = "") -> list[Contestant]:
    """All of them, in the order in which each turn runs them; `rivals` is a Python that has
    engines which this one lacks."""
    return [*_octavo(), *_engines(rivals or sys.executable)]


def _octavo() -> Iterator[Contestant]:
    def ours(name: str, words: str, before: Callable[[Course], None]) -> Contestant:
        return Contestant(f"octavo-{name}", f"Octavo, {words}", Course.built, before,
                          "octavo/dist/{name}.pdf", in_document=False)

    yield ours("cold", "cold", _forget)
    yield ours("unchanged", "nothing changed", _is_built)
    yield ours("changed", "one sentence changed, cold start", _changed)
    yield Contestant(
        "octavo-warm", "Octavo, one sentence changed, warm process",
        lambda course: [sys.executable, "-m", "benchmarks.warm", str(course.source),
                        str(course.work / "warm"), str(1000 + course.turn)],
        lambda course: None, "warm/dist/{name}.pdf", in_document=False, says=True)


def _engines(python: str) -> Iterator[Contestant]:
    yield Contestant(
        "weasyprint", "WeasyPrint alone",
        lambda course: [sys.executable, "-m", "weasyprint", composed.PAGE, "weasyprint.pdf",
                        "--pdf-variant", "pdf/a-3a", "--pdf-tags", *_attached(course, "-a")],
        _composed, "document/weasyprint.pdf")
    prince = _found("prince", python)
    yield Contestant(
        "prince", "Prince",
        lambda course: [prince, composed.PAGE, "-o", "prince.pdf", "--no-network",
                        "--pdf-profile=PDF/A-3a+PDF/UA-1", *_attached(course, "--attach-data=")],
        _composed, "document/prince.pdf", lacks="" if prince else "there is no prince here")
    has_typst = _says(python, "import typst; print('yes')")
    lacks = "" if has_typst else "there is no Python module typst here"
    yield Contestant(
        "typst", "Typst",
        lambda course: [python, "-c", _TYPST, into_typst.SOURCE, "typst.pdf", "a-3a"],
        _typeset, "document/typst.pdf", lacks=lacks)
    pandoc = _found("pandoc", python) or _says(
        python, "import pypandoc; print(pypandoc.get_pandoc_path())")
    yield Contestant(
        "pandoc", "pandoc with Typst",
        lambda course: ["sh", "-c", f'"$0" {for_pandoc.OPTIONS} && "$1" -c "$2" pandoc.typ '
                        "pandoc.pdf", pandoc, python, _TYPST],
        _typeset, "document/pandoc.pdf",
        lacks=lacks if pandoc else "there is no pandoc here")


def _found(program: str, python: str) -> str:
    """A program on the path, or beside a Python."""
    return shutil.which(program) or shutil.which(program, path=str(Path(python).parent)) or ""


@functools.cache
def _says(python: str, code: str) -> str:
    """What some code prints; nothing if it fails."""
    return subprocess.run([python, "-c", code], capture_output=True, text=True,
                          check=False).stdout.strip()


# --- what is done before, and not timed -------------------------------------------------------


def _forget(course: Course) -> None:
    shutil.rmtree(course.octavo, ignore_errors=True)


def _is_built(course: Course) -> None:
    if not (course.octavo / "dist").exists():
        subprocess.run(course.built(), cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def _changed(course: Course) -> None:
    _is_built(course)
    made_up.reword(course.source, course.turn)


def _composed(course: Course) -> None:
    if not (course.document / composed.PAGE).exists():
        subprocess.run(course.built(), cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        composed.write(course.source, course.octavo / "kept", course.document)


def _typeset(course: Course) -> None:
    _composed(course)
    if not (course.document / into_typst.SOURCE).exists():
        into_typst.write(course.document, press.understand(course.source)[2].measures)
        for_pandoc.write(course.document)


def _attached(course: Course, option: str) -> list[str]:
    """The data of the figures, which goes with the PDF."""
    files = sorted(f"data/{file.name}" for file in (course.document / "data").iterdir())
    return [part for file in files
            for part in ([option + file] if option.endswith("=") else [option, file])]
