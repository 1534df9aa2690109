"""Jobs: a report with all that an edition of it is made from, and who makes which edition."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from report import extract, fresh
from report.clock import Clock
from report.compose import NOTHING, compose
from report.editions import binding, epub, handout, pagelist, pdf, web
from report.editions.finish import LOOKS, Context, finished
from report.editions.forms import FORMS, Form
from report.editions.prints import PRINTS, SCREEN, Print
from report.editions.typesetter import Typesetter
from report.errors import LayoutError
from report.illustrate import attached
from report.model import Drawn, Manuscript, Pages, Placement, Report, Theme
from report.themes import css

EDITIONS = {edition.name: edition for edition in (
    web.EDITION, *(each.edition for each in PRINTS.values()),
    *(form.edition for form in FORMS.values()))}
STANDARD = next(name for name, each in PRINTS.items() if each.name == SCREEN)


def placement_of(report: str, name: str, keep: Path) -> Path:
    """The file that keeps where things fell in an edition of the PDF."""
    return keep / "placements" / Path(report + EDITIONS[name].suffix).with_suffix(".json")


@dataclass(frozen=True)
class Job:
    """A report with all that its editions are made from.

    `theme` and `drawn` are as the edition at hand wants them. `printed` is the PDF of this very
    report that it says something of, nothing where there is none; `warn` hears what its maker
    should know.
    """

    manuscript: Manuscript
    report: Report
    theme: Theme
    drawn: Mapping[str, Drawn]
    keep: Path
    clock: Clock
    printed: bytes = b""
    warn: Callable[[str], None] = lambda words: None

    @property
    def name(self) -> str:
        return self.manuscript.name

    def placement(self, name: str = STANDARD) -> Path:
        shelf = f"{self.manuscript.folder.resolve().name}/" if self.manuscript.row else ""
        return placement_of(shelf + self.name, name, self.keep)

    def compose(
        self, name: str, placement: Placement = Placement(),  # noqa: B008 - frozen
        only: Collection[str] | None = None, given: Mapping[str, Any] = NOTHING,
    ) -> Pages:
        source = web.source if name == "html" else self._inside
        return compose(self.report, EDITIONS[name], self.drawn, placement, source, given, only)

    def typesetter(self, made: Print) -> Typesetter:
        return Typesetter(
            made, self.theme, css(self.theme, "print", made.sheet), self.drawn,
            self.manuscript.images, attached(self.report, self.drawn) if made.attached else (),
            self.report.meta.date)

    def _inside(self, file: Path) -> str:
        """An image's address inside the report's folder."""
        return file.relative_to(self.manuscript.folder).as_posix()


def _pdf(
    made: Print, job: Job, given: Mapping[str, Any] = NOTHING
) -> tuple[bytes, int]:
    name = made.edition.name
    typesetter = job.typesetter(made)
    breaks = functools.cache(partial(pagelist.remembered, job.placement(), job.printed))
    look = next((LOOKS[step](breaks) for step in made.finish if step in LOOKS), None)
    done = pdf.write(job.report, partial(job.compose, name, given=given), typesetter,
                     job.placement(name), job.clock, look=look, warn=job.warn)
    with job.clock.stage("finish"):
        return finished(done.data, Context(
            made, job.theme, job.report, job.printed, f"{job.name}{EDITIONS[name].suffix}",
            job.manuscript.images, job.warn, breaks, done.pages, done.seen, typesetter,
            partial(fresh.revision, job.manuscript.folder)))


def _handout(made: Print, job: Job) -> tuple[bytes, int]:
    """The handout: as much of the summary as two pages hold."""
    name, memory = made.edition.name, job.placement(made.edition.name)
    whole = Placement(pdf.remembered(job.placement()).folios)
    given = {"file": f"{job.name}.pdf", "checksum": handout.checksum(job.printed),
             "address": job.manuscript.handout.address or job.report.meta.identifier}
    said = f"{given['address']}\nSHA-256 of {given['file']}: {given['checksum']}"
    job = replace(job, drawn={**job.drawn, handout.CODE: handout.code(said)})
    typesetter = job.typesetter(made)
    for shown in handout.briefs(job.report, job.manuscript.handout):
        composed = partial(job.compose, name, given={**given, "brief": shown})
        done = pdf.write(
            job.report, composed, typesetter, memory, job.clock, whole, warn=job.warn)
        if done.pages <= handout.PAGES:
            return done.data, done.pages
    raise LayoutError(
        f"The handout needs {done.pages} pages even without its summary. Name a lower figure under "
        "[handout] in report.toml, or put fewer key figures into the first band.")


def _cover(made: Print, job: Job) -> tuple[bytes, int]:
    """The cover as a flat sheet, its spine as thick as the printed pages."""
    spine = binding.spine(binding.pages_of(job.printed), job.report.meta.press, job.warn)
    look = binding.unfolded(job.theme, spine)
    return _pdf(made, replace(job, theme=look), {"spine": spine})


def _html(job: Job) -> tuple[bytes, int]:
    with job.clock.stage("compose"):
        pages = job.compose("html")
    with job.clock.stage("write"):
        return web.write(pages, css(job.theme, "screen"), job.theme, job.keep / "fonts",
                         extract.files(job.report)), 0


def _epub(form: Form, job: Job) -> tuple[bytes, int]:
    with job.clock.stage("compose"):
        pages = job.compose(form.edition.name)
    with job.clock.stage("write"):
        return epub.write(job.report, pages, css(job.theme, "epub"), job.theme, job.drawn,
                          job.manuscript.images, job.keep / "fonts", form,
                          pagelist.remembered(job.placement(), job.printed)), 0


_OWN = {"handout": _handout, "cover-sheet": _cover}
WRITERS: Mapping[str, Callable[[Job], tuple[bytes, int]]] = {
    "html": _html,
    **{name: partial(_OWN.get(next(iter(made.parts), ""), _pdf), made)
       for name, made in PRINTS.items()},
    **{name: partial(_epub, form) for name, form in FORMS.items()},
}  # fmt: skip
