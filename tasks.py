"""Octavo's commands: one text becomes a web page, a print PDF and an e-book."""

from __future__ import annotations

import itertools
import sys
from shlex import quote

from invoke.collection import Collection
from invoke.context import Context
from invoke.tasks import task

_HELP = {
    "report": "the report's folder in source/; needed only when there are several",
    "source": "a report's folder anywhere, instead of one in source/",
    "theme": "a folder of styles/, instead of the theme that report.toml names",
    "open": "show the file when it is written",
    "strict": "write nothing while the gate objects to a number",
}


def _named(command: str, *names: str) -> list[str]:
    """Those of the names for which a word follows; invoke has no words that may be left out."""
    after = sys.argv[sys.argv.index(command) + 1 :] if command in sys.argv else []
    words = list(itertools.takewhile(lambda word: not word.startswith("-"), after))
    return list(names[: len(words)])


@task(default=True, help=_HELP)
def build(c: Context, report: str = "", source: str = "", theme: str = "",
          open: bool = False, strict: bool = False) -> None:
    """Build all three editions: web page, PDF and e-book."""
    _press(("html", "pdf", "epub"), report, source, theme, open, strict)


@task(help=_HELP)
def html(c: Context, report: str = "", source: str = "", theme: str = "",
         open: bool = False, strict: bool = False) -> None:
    """Build the web page: one file that holds everything."""
    _press(("html",), report, source, theme, open, strict)


@task(help=_HELP | {
    "edition": "screen (if none is named), or others of styles/editions.toml: press,handout",
    "all": "every edition of the PDF",
    "standard": "ua2 for PDF/A-4f and PDF/UA-2 in one file",
})
def pdf(c: Context, report: str = "", source: str = "", theme: str = "", open: bool = False,
        edition: str = "", all: bool = False, standard: str = "", strict: bool = False) -> None:
    """Typeset the print-ready PDF, in one edition or several."""
    from report import desk

    desk.run(lambda: desk.pdf(edition, all, standard, report, source, theme, open, strict))


@task(help=_HELP | {
    "slim": "for poor connections: no fonts, grey images; ends in -slim.epub",
    "split": "no text larger than 300 kB a file, for old readers; ends in -split.epub",
    "kindle": "say what a Kindle would not show as it is",
})
def epub(c: Context, report: str = "", source: str = "", theme: str = "",
         open: bool = False, slim: bool = False, split: bool = False,
         kindle: bool = False, strict: bool = False) -> None:
    """Build the e-book."""
    from report import desk

    desk.run(lambda: desk.epub(slim, split, kindle, report, source, theme, open, strict))


@task(help={k: _HELP[k] for k in ("report", "source", "theme", "strict")} | {
    "parameters": "a CSV file: a report for each row, a column for each parameter",
    "editions": "which: pdf (if none is named), html, epub, or others of the PDF: leaflet,html",
    "name": "what a row's files are called: \"{region}-{year}\"; else its first cell",
    "scheduler": "the address of a Dask cluster that builds them: tcp://10.0.0.5:8786",
    "workers": "how many are built at once; as many as there are cores if left out",
})
def batch(c: Context, parameters: str, editions: str = "", name: str = "", scheduler: str = "",
          workers: int = 0, report: str = "", source: str = "", theme: str = "",
          strict: bool = False) -> None:
    """Build one report for each row of a file: for each region, for each month."""
    from report import desk

    desk.run(lambda: desk.batch(parameters, editions, name, scheduler, workers, report, source,
                                theme, strict))


@task(help={k: _HELP[k] for k in ("report", "source", "theme")}
      | {"editions": "which to build: html,pdf,epub, or others as pdf-press"})
def watch(c: Context, editions: str = "html,pdf,epub", report: str = "", source: str = "",
          theme: str = "") -> None:
    """Build again whenever a file of the report is saved, until Ctrl-C."""
    from report import desk

    desk.run(lambda: desk.watch(editions, report, source, theme))


@task(help={k: _HELP[k] for k in ("report", "source", "theme")}
      | {"only": "one figure, by the name that its directive gives it"})
def figures(c: Context, report: str = "", source: str = "", theme: str = "",
            only: str = "") -> None:
    """Draw every figure as SVG, PDF and PNG, in dist/figures/."""
    from report import desk

    desk.run(lambda: desk.figures(report, source, theme, only))


@task(positional=["what", "name"],
      help={"what": "the name of a new report; or figure", "name": "a kind of figure: counts",
            "report": _HELP["report"], "source": _HELP["source"]})
def new(c: Context, what: str, name: str = "", report: str = "", source: str = "") -> None:
    """Start a report: `invoke new floods`; or a figure in one: `invoke new figure counts`."""
    from report import desk, writing_desk

    desk.run(lambda: writing_desk.new(what, name, report, source))


@task(name="import", positional=["file"], help={
    "file": "a text: .txt, .md, .html, .docx, .odt or .epub",
    "name": "the name of the report's folder; else made from the file's",
    "into": "bring the text into this report again, with --update",
    "update": "keep what you changed in it, and lay new versions beside as .new",
    "date": "when it was published, if the text does not say: 2016-02-29",
    "check": "write nothing, and prove that every word would be kept",
    "candidates": "--no-candidates: do not look for numbers and dates",
    "accept-all": "draw the numbers and dates found unseen, as a draft",
})
def import_(c: Context, file: str, name: str = "", into: str = "", update: bool = False,
            date: str = "", check: bool = False, candidates: bool = True,
            accept_all: bool = False) -> None:
    """Make a report of a text: an article, a book, a Word file, an e-book."""
    from report import desk, writing_desk

    desk.run(lambda: writing_desk.bring(
        file, name, into, update, date, check, candidates, accept_all))


@task(help={k: _HELP[k] for k in ("report", "source")}
      | {"accept-all": "ask nothing, and accept all as a draft"})
def confirm(c: Context, accept_all: bool = False, report: str = "", source: str = "") -> None:
    """Walk through the numbers and dates that an import found: keep, drop or edit."""
    from report import desk, writing_desk

    desk.run(lambda: writing_desk.confirm(accept_all, report, source))


@task(positional=_named("facts", "name"),
      help={k: _HELP[k] for k in ("report", "source")} | {
          "name": "a fact or an event, to be explained",
          "search": "only those that hold these words",
          "unused": "only those that the report does not use"})
def facts(c: Context, name: str | None = None, search: str = "", unused: bool = False,
          report: str = "", source: str = "") -> None:
    """List the ledger; `invoke facts NAME` explains one number: its source, its uses."""
    from report import desk, writing_desk

    desk.run(lambda: writing_desk.facts(name or "", search, unused, report, source))


@task(help={"docs": "write docs/figures.md and its pictures too (needs pdftoppm)"})
def gallery(c: Context, docs: bool = False) -> None:
    """Make one page that shows every kind of figure in every theme."""
    from report import desk

    desk.run(lambda: desk.gallery(docs))


@task(help={k: _HELP[k] for k in ("report", "source")}
      | {"strict": "fail if the gate objects to a number"})
def check(c: Context, report: str = "", source: str = "", strict: bool = False) -> None:
    """Look over a report's source, its numbers, and what was built from it."""
    from report import desk

    desk.run(lambda: desk.check(report, source, strict))


@task(positional=_named("changes", "old", "new"),
      help={k: _HELP[k] for k in ("report", "source")} | {
          "old": "a revision that git knows, or a folder; the last one committed if left out",
          "new": "the same; the report as it stands if left out",
          "json": "for programs"})
def changes(c: Context, old: str | None = None, new: str | None = None, report: str = "",
            source: str = "", json: bool = False) -> None:
    """Say what has changed in the ledger: `invoke changes OLD NEW`."""
    from report import desk, writing_desk

    desk.run(lambda: writing_desk.changes(old or "", new or "", report, source, json))


@task(help={"all": "the kept drawings and page numbers too"})
def clean(c: Context, all: bool = False) -> None:
    """Remove what was built."""
    from report import desk

    desk.run(lambda: desk.clean(all))


@task(help={"only": "a word that the tests' names hold, as pytest -k takes it"})
def test(c: Context, only: str = "") -> None:
    """Run every test, on all cores, the real validators and a real browser among them."""
    c.run(f"python -m pytest {f'-k {only!r}' if only else '-n auto --dist loadfile'}", pty=False)


@task
def lint(c: Context) -> None:
    """Check style, types and the direction of imports."""
    c.run("ruff check . && mypy && lint-imports")


@task(help={"pages": "about how many pages the made-up reports have: 10,100,300,1000",
            "times": "of how many turns the median counts",
            "only": "some contestants: octavo,weasyprint,prince,typst,pandoc",
            "rivals": "a Python that has the engines which this one lacks",
            "write": "put the tables into docs/performance.md",
            "gallery": "time the drawing of every kind of figure instead",
            "editions": "time the editions of the PDF beside each other instead",
            "batch": "time 200 short reports on one core, on all, and on a cluster instead"})
def bench(c: Context, pages: str = "10,100", times: int = 3, only: str = "", rivals: str = "",
          write: bool = False, gallery: bool = False, editions: bool = False,
          batch: bool = False) -> None:
    """Time Octavo's builds beside WeasyPrint alone, and beside rivals where they are installed."""
    if gallery or editions or batch:
        which = "gallery" if gallery else "editions" if editions else "batch"
        c.run(f"{quote(sys.executable)} -m benchmarks.{which} --times {times}")
        return
    said = {"pages": pages, "only": only, "rivals": rivals}
    words = " ".join(f"--{name} {quote(value)}" for name, value in said.items() if value)
    c.run(f"{quote(sys.executable)} -m benchmarks.bench --times {times} {words}"
          f"{' --write' if write else ''}")


def _press(editions: tuple[str, ...], report: str, source: str, theme: str, show: bool,
           strict: bool) -> None:
    from report import desk

    desk.run(lambda: desk.build(editions, report, source, theme, show, strict))


namespace = Collection(
    build, html, pdf, epub, batch, watch, figures, facts, gallery, new, import_, confirm, check,
    changes, clean, test, lint, bench)
