"""Read: a report's folder becomes a Manuscript, and every fault in its files is named.

Nothing is interpreted here: Markdown stays text, cells stay text. What is checked is what a
file must be to be read at all: there, UTF-8, well-formed, with the settings Octavo knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from figures import kinds
from report import files, images, ledger, parameters, settings
from report.errors import Faults, Place, did_you_mean
from report.model import Manuscript, Row, Table, Text
from report.parameters import Parameters
from report.series import cells
from report.settings import Matter
from report.tables import table
from report.toml import Toml


def read(
    folder: Path, faults: Faults, theme: str = "", row: Row | None = None
) -> Manuscript:
    """Read a report's folder; `theme` overrides the one that its settings name, `row` brings the
    values of its parameters.

    Raises SourceError when the settings cannot be read; other faults are gathered in `faults`.
    """
    toml = settings.opened(folder, faults)
    said, filled = settings.checked(toml, row, faults)
    tables = _tables(folder, filled, faults)
    series = {name: toml.at("facts", name) for name in said.facts}
    return Manuscript(
        folder=folder,
        meta=settings.meta(said, theme),
        cover=settings.cover(said, toml),
        texts=_texts(folder, said.matter, toml, filled, faults),
        tables=tables,
        images=_images(folder, faults),
        tokens=said.tokens,
        handout=settings.handout(said, toml),
        kinds=_kinds(folder, said.kinds, toml.at("kinds"), faults),
        ledger=ledger.read(tables, cells(said.facts, tables, series, faults), faults),
        places=settings.places(toml),
        gate=settings.gate(said),
        row=row,
    )


def _texts(
    folder: Path, matter: Matter, toml: Toml, filled: Parameters, faults: Faults
) -> tuple[Text, ...]:
    there = {file.name: file for file in files.there(folder, "text", ".md", faults)}
    refused = {fault.place.file.name for fault in faults}
    named = {
        "front": matter.front,
        "body": matter.body or _unnamed(there, matter),
        "back": matter.back,
    }
    texts: list[Text] = []
    for part, names in named.items():
        place = toml.at("matter", part)
        for name in names:
            if name in {text.file.name for text in texts}:
                faults.found(place, f"The text “{name}” is named twice in [matter].",
                             "Take one of the two out.")
            elif name in there:
                texts.append(Text(there[name], part, _markdown(there[name], filled, faults)))
            elif name not in refused:
                faults.found(place, f"There is no text “{name}” in text/.",
                             did_you_mean(name, there))
    if not any(named.values()) and not faults:
        faults.found(Place(folder / "text"), "There is no text.",
                     "Put a Markdown file into text/, for example 01-first-chapter.md.")
    return tuple(text for text in texts if text.markdown)


def _unnamed(there: Mapping[str, Path], matter: Matter) -> tuple[str, ...]:
    """Without an order in the settings, every text not named elsewhere is a chapter, by name."""
    return tuple(name for name in there if name not in (*matter.front, *matter.back))


def _markdown(file: Path, filled: Parameters, faults: Faults) -> str:
    """The Markdown of a text; nothing, and a fault, where there is none to be had."""
    markdown = files.text(file, faults)
    if markdown is not None and not markdown.strip():
        faults.found(Place(file, 1), "This text is empty.",
                     "Write “# A title” and a paragraph, or take it out of [matter].")
        return ""
    return parameters.in_markdown(markdown or "", Place(file), filled)


def _tables(folder: Path, filled: Parameters, faults: Faults) -> dict[str, Table]:
    return {file.name: parameters.in_cells(table(file, faults), filled)
            for file in files.there(folder, "data", ".csv", faults)}


def _images(folder: Path, faults: Faults) -> dict[str, Path]:
    """Images by their path in the folder; one with a fault too, so that it is not said twice."""
    there = sorted((folder / "images").glob("**/*"))
    found = files.found(
        folder, [file for file in there if file.suffix.lower() in images.FORMATS], faults)
    for file in found:
        images.check(file, faults)
    return {file.relative_to(folder).as_posix(): file for file in found}


def _kinds(folder: Path, name: str, place: Place, faults: Faults) -> dict[str, Path]:
    """The report's own kinds of figures: every Python file of a folder that the author names."""
    if not name:
        return {}
    found = files.found(folder, sorted((folder / name).glob("*.py")), faults)
    if not found:
        faults.found(place, f"There is no kind of figure in the folder “{name}”.",
                     f"Put a Python file into it: {name}/bubbles.py draws {{figure}} bubbles.")
    for file in found:
        if file.stem.replace("_", "-") in kinds():
            faults.found(Place(file), f"There is a kind of figure “{file.stem}” already.",
                         "Give the file another name.")
    return {file.stem.replace("_", "-"): file for file in found}
