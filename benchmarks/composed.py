"""Composed: the pages of a report as one document, for engines that lay it out alone.

Where everything falls is taken from what a build has kept, unit by unit. The document then
holds what Octavo's units hold, in their order and with their rules: page references as text,
figures where they were moved to, the room under what is no whole number of lines high. Two
things differ. Units begin on their page by a rule of CSS, so that a blank page before the back
cover has a running head; and a table that goes on does not say so in the margin.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from report import jobs, press
from report.clock import Clock
from report.editions import pdf
from report.editions.floats import moved
from report.editions.joining import Programs
from report.editions.numbered import composed
from report.editions.prints import PRINTS
from report.editions.rules import BACK_COVER, Rules
from report.editions.setters import Here, Keeping
from report.editions.settle import Order
from report.editions.typeset import Typesetting
from report.editions.workshop import page
from report.fonts import file_of
from report.illustrate import attached, draw
from report.kept import write as write_file
from report.model import Drawn, Placement, Theme, Unit
from report.store import Store
from report.themes import css

PAGE = "page.html"


def write(source: Path, keep: Path, folder: Path) -> Path:
    """Write the document with its stylesheet, fonts, pictures and data into a folder.

    `keep` is that of a build of the PDF from the same source. Returns the HTML file.
    """
    manuscript, report, theme = press.understand(source)
    drawn = draw(report, theme, ["print"], keep / "drawings")
    job = jobs.Job(manuscript, report, theme, drawn, keep, Clock())
    said, settled = _settled(job)
    placement = _together(settled)
    whole = Unit("front", "front", "", "".join(
        moved(order.unit.body, found.moves) for order, found in settled))
    _pictures(drawn, folder)
    for name, file in manuscript.images.items():
        write_file(folder / name, file.read_bytes())
    for data in attached(report, drawn):
        write_file(folder / "data" / data.name, data.data)
    sheet = [_faces(theme), css(theme, "print", PRINTS["pdf"].sheet),
             said(whole, 1, placement), *_openings(said)]
    write_file(folder / "print.css", "\n".join(sheet).encode())
    linked = '<link rel="stylesheet" href="print.css"></head>'
    made = page(whole, report.meta).replace("</head>", linked, 1)
    write_file(folder / PAGE, made.encode())
    return folder / PAGE


def _settled(job: jobs.Job) -> tuple[Rules, list[tuple[Order, Placement]]]:
    """The units as `pdf.write` settles them, and the rules that they ask for."""
    counted_from = job.report.counted_from
    typesetter = job.typesetter(PRINTS["pdf"])
    units = composed(partial(job.compose, "pdf"), counted_from, Placement(), typesetter.letters,
                     typesetter.opens_recto)
    plain = units.plainly()
    workshop = pdf.workshop(
        job.report, typesetter, plain, counted_from, Programs(job.keep / "programs"), None)
    setters = Keeping(workshop, Store(job.keep / "units"), Here(workshop, lambda done, of: None))
    orders, settled = Typesetting(
        plain, units.by, setters, units.foreseen(), counted_from, workshop.rules.opens,
    ).pages(pdf.remembered(job.placement()))
    return workshop.rules, [(order, settled[order.unit.id].found) for order in orders]


def _together(settled: Sequence[tuple[Order, Placement]]) -> Placement:
    """Where things fall in all units, on pages counted through the whole document."""
    whole = Placement()
    for order, found in settled:
        folios = {name: order.page - 1 + page for name, page in found.folios.items()}
        whole = Placement(
            folios={**whole.folios, **folios}, long=whole.long | found.long,
            kept=whole.kept | found.kept, tied=whole.tied | found.tied,
            carried={**whole.carried, **found.carried},
            drops={**whole.drops, **found.drops}, pads={**whole.pads, **found.pads})
    return whole


def _openings(said: Rules) -> list[str]:
    """Where each section begins, and its running head."""
    opens = "break-before:recto" if said.opens_recto else "break-before:page"
    return [f"#{name}{{{opens}}}\n#{name}-title{{string-set:running-head {json.dumps(head)}}}"
            for name, head in said.heads.items()] + [f"#{BACK_COVER}{{break-before:verso}}"]


def _pictures(drawn: Mapping[str, Drawn], folder: Path) -> None:
    for name, figure in drawn.items():
        write_file(folder / "pictures" / f"{name}.svg", figure.pictures["print"].svg.encode())


def _faces(theme: Theme) -> str:
    return "".join(
        f'@font-face{{font-family:"{family}";font-style:{style};'
        f'src:url("{file_of(family, style).as_uri()}")}}\n'
        for family in sorted(set(theme.faces.values())) for style in ("normal", "italic"))
