"""Whether a file in `dist/` is still what its source would give."""

from __future__ import annotations

import functools
import hashlib
import json
import sys
from pathlib import Path

from report.kept import digest, write
from report.versions import version

ROOT = Path(__file__).parent.parent
_CODE = ("report", "figures", "styles")
_REPORT = ("report.toml", "text", "data", "images")
_ENGINES = ("weasyprint", "ebooklib", "matplotlib", "jinja2", "markdown-it-py", "fonttools",
            "fontpkg-source-serif-4", "fontpkg-source-sans-3", "fontpkg-ibm-plex-sans-arabic",
            "fontpkg-eb-garamond", "math-core", "ziamath", "ziafont")

_CALLED = ("mdit-py-plugins", "babel", "lxml", "numpy", "pillow")  # whose results are kept too


def file_of(edition: str, folder: Path, dist: Path) -> Path:
    """The file of an edition: aleppo.pdf, aleppo-press.pdf, aleppo.epub, aleppo-slim.epub."""
    kind, dash, form = edition.partition("-")
    return dist / f"{folder.resolve().name}{dash}{form}.{kind}"


def inputs(folder: Path, theme: str) -> str:
    """A digest of all that goes into a build: the report, our code and styles, the engines."""
    places = [(folder, name) for name in _REPORT] + [(ROOT, name) for name in _CODE]
    named = [(file.relative_to(home).as_posix(), _sum(file))
             for home, name in places for file in _files(home / name)]
    named += [(file.name, _sum(file)) for file in sorted(folder.glob("*/*.py"))]  # its own kinds
    return digest(named, theme, sys.version, [version(engine) for engine in _ENGINES])


@functools.cache
def code() -> str:
    """A digest of the code that runs and of what it calls; styles are read anew by each build."""
    named = [(file.relative_to(ROOT).as_posix(), _sum(file))
             for name in ("report", "figures") for file in _files(ROOT / name)]
    return digest(named, sys.version, [version(each) for each in (*_ENGINES, *_CALLED)])


def revision(folder: Path) -> str:
    """A short name for what the report's own files hold: another, as soon as one is changed."""
    named = [(file.relative_to(folder).as_posix(), _sum(file))
             for name in _REPORT for file in _files(folder / name)]
    named += [(file.name, _sum(file)) for file in sorted(folder.glob("*/*.py"))]
    return digest(named)[:7]


def _files(place: Path) -> list[Path]:
    """A file, or all files of a folder."""
    return [file for file in (place, *sorted(place.rglob("*")))
            if file.is_file() and "__pycache__" not in file.parts]


def _sum(file: Path) -> str:
    """What a file holds, in short; nothing if it cannot be read, which reading will say."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""


def is_fresh(
    edition: str, folder: Path, made_from: str, dist: Path, keep: Path, paged: bool = False
) -> bool:
    """Whether the edition's file was made from these very inputs, and nobody touched it since.

    `made_from` is what `inputs` gives now, which is costly to ask for. With `paged`, an e-book
    that was made while there was no PDF is not fresh: it could list its pages.
    """
    try:
        known = json.loads(_memory(edition, folder, keep).read_text(encoding="utf-8"))
        written = hashlib.sha256(file_of(edition, folder, dist).read_bytes()).hexdigest()
    except (OSError, ValueError):
        return False
    fitting = (True,) if paged and edition.startswith("epub") else (True, False)
    return any(known == {"inputs": made_from, "written": written, "paged": each}
               for each in fitting)


def remember(
    edition: str, folder: Path, made_from: str, dist: Path, keep: Path, paged: bool = False
) -> None:
    written = hashlib.sha256(file_of(edition, folder, dist).read_bytes()).hexdigest()
    write(_memory(edition, folder, keep),
          json.dumps({"inputs": made_from, "written": written, "paged": paged}).encode())


def was_built(edition: str, folder: Path, keep: Path) -> bool:
    """Whether an edition has been built before, from whatever source."""
    return _memory(edition, folder, keep).exists()


def _memory(edition: str, folder: Path, keep: Path) -> Path:
    return keep / "builds" / f"{folder.resolve().name}-{edition}.json"
