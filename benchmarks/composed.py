"""Composed: the pages of a report as one document, for engines that lay it out alone.

The document holds what Octavo's units hold, in the order and with the rules of the last build:
page references as text, figures where they were moved to, the room under what is no whole
number of lines high. Two things differ. Units begin on their page by a rule of CSS, so that a
blank page before the back cover has a running head; and a table that goes on does not say so in
the margin.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from report import jobs, press
from report.clock import Clock
from report.editions import pdf
from report.editions.floats import moved
from report.editions.prints import PRINTS
from report.editions.rules import BACK_COVER, Rules, rules
from report.editions.typeset import Sheet
from report.fonts import file_of
from report.illustrate import attached, draw
from report.model import Drawn, Placement, Report, Theme, Unit
from report.themes import css

PAGE = "page.html"


def write(source: Path, keep: Path, folder: Path) -> Path:
    """Write the document with its stylesheet, fonts, pictures and data into a folder.

    `keep` is that of a build of the PDF from the same source. Returns the HTML file.
    """
    manuscript, report, theme = press.understand(source)
    drawn = draw(report, theme, ["print"], keep / "drawings")
    job = jobs.Job(manuscript, report, theme, drawn, keep, Clock())
    placement = _last(job.placement())
    units = [moved(unit.body, placement.moves)
             for unit in pdf.units(job.compose("pdf", placement))]
    whole = Unit("front", "front", "", "".join(units))
    (folder / "pictures").mkdir(parents=True, exist_ok=True)
    (folder / "data").mkdir(exist_ok=True)
    _pictures(drawn, folder)
    for name, file in manuscript.images.items():
        _put(folder / name, file.read_bytes())
    for data in attached(report, drawn):
        _put(folder / "data" / data.name, data.data)
    made = PRINTS["pdf"]
    said = _rules(report, job.typesetter(made))
    sheet = [_faces(theme), css(theme, "print", made.sheet), said(whole, 1, placement),
             *_openings(said)]
    _put(folder / "print.css", "\n".join(sheet).encode())
    linked = '<link rel="stylesheet" href="print.css"></head>'
    _put(folder / PAGE, pdf.page(whole, report.meta).replace("</head>", linked, 1).encode())
    return folder / PAGE


def _last(memory: Path) -> Placement:
    """Where things fell in the last build."""
    known = json.loads(memory.read_text(encoding="utf-8"))
    return Placement(known["folios"], frozenset(known["long"]), frozenset(known["kept"]),
                     known["carried"], known["drops"], known["pads"], known["moves"])


def _rules(report: Report, typesetter: pdf.Typesetter) -> Rules:
    sheet = Sheet(pdf._beside(report), pdf._walls(report), typesetter.head, typesetter.foot,
                  typesetter.leading)
    return rules(report, sheet, typesetter.side, typesetter.full, typesetter.opens_recto, "")


def _openings(said: Rules) -> list[str]:
    """Where each section begins, and its running head."""
    opens = "break-before:recto" if said.opens_recto else "break-before:page"
    return [f"#{name}{{{opens}}}\n#{name}-title{{string-set:running-head {json.dumps(head)}}}"
            for name, head in said.heads.items()] + [f"#{BACK_COVER}{{break-before:verso}}"]


def _pictures(drawn: Mapping[str, Drawn], folder: Path) -> None:
    for name, figure in drawn.items():
        _put(folder / "pictures" / f"{name}.svg", figure.pictures["print"].svg.encode())


def _faces(theme: Theme) -> str:
    return "".join(
        f'@font-face{{font-family:"{family}";font-style:{style};'
        f'src:url("{file_of(family, style).as_uri()}")}}\n'
        for family in sorted(set(theme.faces.values())) for style in ("normal", "italic"))


def _put(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
