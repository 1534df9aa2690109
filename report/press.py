"""The way of a paragraph, from `source/` to `dist/`.

    read → parse → draw → compose → write → inspect

Every step is a module of the same name or beside it; `docs/architecture.md` follows them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from report import fresh, gate, preflight
from report.clock import Clock
from report.editions import handout, pagelist
from report.editions.inks import INKS
from report.editions.prints import PRINTS
from report.errors import Fault, Faults, Place, SourceError, did_you_mean
from report.habits import settled
from report.illustrate import begun, check_data, exported
from report.images import check_fills
from report.jobs import EDITIONS, STANDARD, WRITERS, Job, placement_of
from report.kept import write as put
from report.manuscript import read
from report.markup import parse
from report.markup.prose import prose
from report.model import (
    Drawn,
    Edition,
    Finding,
    InspectionError,
    Manuscript,
    Report,
    Row,
    Theme,
)
from report.settings import place_of
from report.store import Store, swept
from report.studio import Studio
from report.themes import css, formatted, theme


@dataclass(frozen=True)
class Written:
    """An edition's file that was written, its size in bytes, and its pages where it has any;
    `warnings` are what its maker should know of it."""

    edition: str
    file: Path
    size: int
    pages: int
    warnings: tuple[str, ...] = ()


def understand(
    source: Path, theme_name: str = "", keep: Path | None = None, row: Row | None = None
) -> tuple[Manuscript, Report, Theme]:
    """Read and parse a report, with the values of a `row`; raises SourceError with every fault.

    Texts that are kept in `keep` as they were parsed are not parsed again.
    """
    faults = Faults()
    manuscript = read(source, faults, theme_name, row)
    report = parse(manuscript, faults, _texts(keep))
    check_data(report, faults)
    handout.check(manuscript.handout, report, faults)
    look = theme(report.meta.theme, place_of(source, "theme"), faults, report.meta.paper,
                 manuscript.tokens)
    _check_heads(report, source, faults)
    if report.cover and report.cover.image:
        check_fills(report.cover.image, look.measures["width"], look.measures["height"], faults,
                    report.cover.place)
    faults.stop()
    return manuscript, replace(report, meta=settled(report.meta, css(look, "print"))), look


def _check_heads(report: Report, source: Path, faults: Faults) -> None:
    """Running heads may be given to the report and to its texts, and to nothing else."""
    known = ["title", *(section.id for section in report.sections)]
    for name in report.meta.running_heads:
        if name not in known:
            faults.found(place_of(source, "running_heads", name), f"There is no text “{name}” to "
                         "give a running head to.", did_you_mean(name, known))


def objections(
    manuscript: Manuscript, report: Report, keep: Path | None = None
) -> list[gate.Objection]:
    """What the gate says of the numbers of a report; nothing where it keeps no ledger.

    What is heard in each text is kept in `keep`. Raises SourceError if report.toml turns a rule
    off that there is not.
    """
    at = partial(place_of, manuscript.folder)
    faults = Faults()
    for name in manuscript.gate.off:
        if name not in gate.RULES:
            faults.found(at("gate", "off"), f"There is no rule “{name}” to turn off.",
                         did_you_mean(name, gate.RULES))
    faults.stop()
    ledger = manuscript.ledger.without_candidates()
    if not ledger:
        return []
    heard = prose(manuscript, _texts(keep))
    return gate.look(gate.Dossier(report, ledger, heard, manuscript.tables, manuscript.gate.allow,
                                  frozenset(manuscript.gate.off)))


def _texts(keep: Path | None) -> Store | None:
    """Where texts are kept as they were parsed."""
    return Store(keep / "texts") if keep else None


Heed = Callable[[list[gate.Objection]], None]


def build(
    source: Path, names: Sequence[str], dist: Path, keep: Path, clock: Clock,
    theme_name: str = "", heed: Heed = lambda found: None, row: Row | None = None,
) -> list[Written]:
    """Build some editions of a report into `dist`; `keep` holds what is made only once.

    A `row` gives the report's parameters their values and its files their name.
    `heed` is told what the gate says before anything is made, and may raise.
    Raises SourceError for what is wrong in the source, LayoutError when pages cannot be set; the
    files of the last build then stand as they were.
    """
    with clock.stage("read"):
        manuscript, report, look = understand(source, theme_name, keep, row)
        heed(objections(manuscript, report, keep))
    job = Job(manuscript, report, look, {}, keep, clock)
    names, printed = _with_earlier(names, lambda name: b"" if row else _last_pdf(
        name, source, dist, keep, theme_name))
    made, warnings = {}, {}
    with Studio(partial(clock.stage, "draw")) as studio:
        with clock.stage("draw"):
            dressed = _dressed(names, report, look, keep, studio)
        for name in sorted(names, key=list(EDITIONS).index):
            warnings[name] = list[str]()
            job = replace(job, theme=dressed[name][0], drawn=dressed[name][1],
                          printed=printed.get(_before(name), b""), warn=warnings[name].append)
            made[name] = WRITERS[name](job)
            printed[name] = made[name][0]
        studio.finish()
    for name, (data, _) in made.items():
        _inspect(data, EDITIONS[name], job, dist)
    written = [replace(_put(*made[name], EDITIONS[name], job, dist),
                       warnings=tuple(warnings[name])) for name in names]
    swept(keep)
    return written


def _dressed(
    names: Sequence[str], report: Report, look: Theme, keep: Path, studio: Studio
) -> dict[str, tuple[Theme, Mapping[str, Drawn]]]:
    """The theme as each edition wants it, and the figures that are drawn in it, or will be."""
    alike: dict[tuple[str, str], list[str]] = {}
    for name in names:
        made = PRINTS.get(name)
        alike.setdefault((made.format, made.inks) if made else ("", "rgb"), []).append(name)
    dressed: dict[str, tuple[Theme, Mapping[str, Drawn]]] = {}
    for (wanted, inks), editions in alike.items():
        theme = INKS[inks].theme(formatted(look, wanted))
        media = sorted({medium for name in editions for medium in EDITIONS[name].media})
        drawn = begun(report, theme, media, keep / "drawings", studio)
        dressed |= dict.fromkeys(editions, (theme, drawn))
    studio.dismiss()
    return dressed


def _before(name: str) -> str:
    """The edition of the PDF that one says something of: its pages, its checksum, their number."""
    if EDITIONS[name].split:
        return STANDARD
    after = PRINTS[name].after if name in PRINTS else ""
    return next((each for each, made in PRINTS.items() if made.name == after), "")


def _with_earlier(
    names: Sequence[str], last: Callable[[str], bytes]
) -> tuple[Sequence[str], dict[str, bytes]]:
    """Some editions with those that must be made before them, and the PDFs that need not be:
    `last` gives them if this very source would. An e-book can do without."""
    wanted, printed = list(names), dict[str, bytes]()
    for name in wanted:  # which grows
        before = _before(name)
        if not before or before in wanted:
            continue
        if before not in printed:
            printed[before] = last(before)
        if not printed[before] and EDITIONS[name].paged:
            wanted.append(before)
    return wanted, printed


def _last_pdf(name: str, source: Path, dist: Path, keep: Path, theme_name: str) -> bytes:
    """The PDF that stands in `dist`, if this very source would give it; else nothing. Of the one
    for the screen it must be known as well where its pages begin."""
    made_from = fresh.inputs(source, theme_name)
    if not fresh.is_fresh(name, source, made_from, dist, keep):
        return b""
    data = fresh.file_of(name, source, dist).read_bytes()
    memory = placement_of(source.resolve().name, name, keep)
    return data if name != STANDARD or pagelist.remembered(memory, data) else b""


def _inspect(data: bytes, edition: Edition, job: Job, dist: Path) -> None:
    """Look a file over before any is written: a build leaves all of its files, or none."""
    with job.clock.stage("inspect"):
        findings = preflight.inspect(edition, data, _file(edition, job, dist), job.report)
    if findings:
        raise InspectionError(findings)


def _put(data: bytes, pages: int, edition: Edition, job: Job, dist: Path) -> Written:
    """Put a file in the place of the last one."""
    file = _file(edition, job, dist)
    put(file, data)
    return Written(edition.name, file, len(data), pages)


def _file(edition: Edition, job: Job, dist: Path) -> Path:
    return dist / f"{job.name}{edition.suffix}"


def figures(
    source: Path, into: Path, keep: Path, clock: Clock, theme_name: str = "", only: str = ""
) -> list[Path]:
    """Draw every figure of a report, or one, as SVG, PDF and PNG; returns the files."""
    with clock.stage("read"):
        _, report, look = understand(source, theme_name, keep)
    drawable = [*([report.cover] if report.cover else []), *report.figures()]
    names = [figure.id for figure in drawable if figure.data]
    if only and only not in names:
        raise SourceError([Fault(Place(source), f"There is no figure “{only}” to draw.",
                                 did_you_mean(only, names))])
    with clock.stage("draw"):
        made = exported(report, look, keep / "drawings", only)
    files = []
    for name, formats in made.items():
        for suffix, data in formats.items():
            files.append(into / f"{name}.{suffix}")
            put(files[-1], data)
    return files


def check(
    source: Path, dist: Path, clock: Clock
) -> tuple[list[gate.Objection], list[Finding], list[str]]:
    """What the gate says of a report, what is wrong in its files, and what was looked at.

    Raises SourceError for what is wrong in the source.
    """
    with clock.stage("read"):
        manuscript, report, _ = understand(source)
        objected = objections(manuscript, report)
    findings: list[Finding] = []
    looked_at = [f"{source.name}: {len(report.sections)} texts, {len(report.figures())} figures, "
                 "source in order"]
    if not manuscript.ledger:
        looked_at.append("no data/facts.csv: numbers are not checked")
    with clock.stage("inspect"):
        for edition in EDITIONS.values():
            file = dist / f"{source.resolve().name}{edition.suffix}"
            if file.exists():
                findings += preflight.inspect(edition, file.read_bytes(), file, report)
                looked_at.append(f"{file.name}: looked over")
                if edition.split:
                    looked_at += preflight.claims.missing(file.read_bytes())
    return objected, findings, looked_at
