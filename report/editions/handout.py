"""The handout: two pages of a report for a meeting, as a small report of its own.

Everything in it is taken from the report: its key figures, its summary, one figure. References
name the pages of the whole report, notes are gathered as sources, and a code leads to the whole.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from report.errors import Faults, did_you_mean
from report.flows import merged
from report.model import (
    Box,
    Drawn,
    Figure,
    Flow,
    Handout,
    KeyFigures,
    Note,
    NoteCall,
    Picture,
    Report,
    Section,
    Shown,
)

PAGES = 2
_MOST = 12  # paragraphs, more than two pages could hold
CODE = "handout-code"
_TAG = re.compile(r'(<p id="[^"]+"[^>]*>|</p>)')  # a paragraph of running text has an id


@dataclass(frozen=True)
class Brief:
    """What a handout shows: the pieces, the paragraphs of the summary, the notes as sources.

    `box` is the summary's first box. `rest` is the id of the section that says more, where
    something of these was left out.
    """

    key_figures: KeyFigures | None
    paragraphs: tuple[Flow, ...]
    box: Box | None
    figure: Figure | None
    sources: tuple[Note, ...]
    rest: str


def check(handout: Handout, report: Report, faults: Faults) -> None:
    """Find a figure that is named for the handout and is not there."""
    names = [figure.id for figure in report.figures()]
    if handout.figure and handout.figure not in names:
        faults.found(handout.place, f"The handout's figure “{handout.figure}” is not in the "
                     "report.", did_you_mean(handout.figure, names))


def briefs(report: Report, handout: Handout) -> Iterator[Brief]:
    """What a handout of a report shows, all of it first, then less and less of the summary.

    The summary is the report's abstract, or the beginning of its first text where it has none.
    """
    section = next((each for each in report.sections if each.kind == "abstract"),
                   next(each for each in report.sections if each.flow))
    paragraphs = list(_paragraphs(section.flow))
    is_cut = len(paragraphs) > _MOST
    del paragraphs[_MOST:]
    boxes = [part for part in section.flow if isinstance(part, Box)][:1]
    band = next((piece for piece in report.pieces() if isinstance(piece, KeyFigures)), None)
    figure = _figure(report, handout, section)
    parts = [*paragraphs, *(box.flow for box in boxes)]
    for count in range(len(parts), -1, -1):
        flows, notes = _numbered(parts[:count])
        box = replace(boxes[0], flow=flows[-1]) if count > len(paragraphs) else None
        yield Brief(band, tuple(flows[:len(paragraphs)]), box, figure, notes,
                    section.id if is_cut or count < len(parts) else "")


def _numbered(flows: list[Flow]) -> tuple[list[Flow], tuple[Note, ...]]:
    """Flows whose notes are numbered anew from 1, and these notes in order."""
    called = dict.fromkeys(part.note for flow in flows for part in flow
                           if isinstance(part, NoteCall))
    anew = {note: replace(note, number=number) for number, note in enumerate(called, 1)}
    return [_renumbered(flow, anew) for flow in flows], tuple(anew.values())


def _paragraphs(flow: Flow) -> Iterator[Flow]:
    """The paragraphs of running text in a flow; lists, boxes and headings are left out."""
    inside: list[Any] = []
    for part in flow:
        for token in _TAG.split(part) if isinstance(part, str) else (part,):
            if isinstance(token, str) and token.startswith("<p id="):
                inside = [token]
            elif inside:
                inside.append(token)
            if token == "</p>" and inside:
                yield merged(inside)
                inside = []


def _renumbered(flow: Flow, numbered: Mapping[Note, Note]) -> Flow:
    return tuple(NoteCall(numbered[part.note], part.first) if isinstance(part, NoteCall) else part
                 for part in flow)


def _figure(report: Report, handout: Handout, section: Section) -> Figure | None:
    """The figure that the author names; else the first of the section, else of the report."""
    figures = report.figures()
    if handout.figure:
        return next(figure for figure in figures if figure.id == handout.figure)
    within = [part for part in section.flow if isinstance(part, Figure)]
    return next(iter((*within, *figures)), None)


def code(words: str) -> Drawn:
    """A QR code that says some words, as a picture; its alternative text says them too."""
    import segno

    stream = io.BytesIO()
    made = segno.make(words, error="m", micro=False)
    made.save(stream, kind="svg", border=4, xmldecl=False, svgclass=None, lineclass=None,
              omitsize=True, dark="#000000")
    width, height = made.symbol_size(border=4)
    picture = Picture(stream.getvalue().decode(), b"", width, height)
    return Drawn({"print": picture}, words, "", Shown((), (), (), b""))


def checksum(data: bytes) -> str:
    """The SHA-256 of a file, in lower-case hexadecimal digits as `sha256sum` prints it."""
    return hashlib.sha256(data).hexdigest()
