"""What the commands of those who write do, and say: begin a report, bring a text, ask the ledger.

Nothing heavy is imported before it is known that there is something to do.
"""

from __future__ import annotations

from pathlib import Path

from report.chosen import SOURCE, chosen
from report.terminal import asking, short, stop


def new(what: str, name: str, report: str, source: str) -> None:
    """Start a report, `new NAME`; or a figure, `new figure KIND`: its CSV, and its directive."""
    from report import starter

    if what != "figure" or not name:
        folder = starter.report(SOURCE, name if what == "report" and name else what)
        print(f"{short(folder)}  written: replace its words by yours\n")
        print(f"invoke build --report {folder.name}")
        return
    folder = chosen(report, source)
    file, directive = starter.figure(folder, name)
    print(f"{short(file)}  written: replace its rows by yours\n")
    print(f"Put this where the figure belongs, in a text of {short(folder)}/text:\n\n{directive}")


def bring(file: str, name: str, into: str, update: bool, date: str, check: bool,
          find: bool = True, as_draft: bool = False) -> None:
    """Bring a text in as a report of source/; or, with `check`, prove that nothing is lost."""
    from report import importing
    from report.importing import account

    with asking() as (say, ask):
        say("reading")
        if check:
            proof = importing.proved(Path(file))
        else:
            done = importing.to_report(Path(file), SOURCE, name, into, update, date,
                                       find, as_draft, ask)
    if check:
        lines = list(account.proved(proof))
        if not proof.holds:
            stop(lines, "line", "Something is lost")
        print(*lines, sep="\n")
        return
    print(*done.says, sep="\n")
    print(f"\n{short(done.folder)}  written: invoke build --report {done.folder.name}")


def facts(name: str, search: str, unused: bool, report: str, source: str) -> None:
    """List, search or explain a report's ledger."""
    folder = chosen(report, source)
    from report import facts_desk

    for line in facts_desk.lines(folder, name, search, unused):
        print(line)


def confirm(accept_all: bool, report: str, source: str) -> None:
    """Walk through what an import has found, candidate by candidate."""
    folder = chosen(report, source)
    from rich.console import Console

    from report import confirming

    confirming.confirm(folder, accept_all, input, Console())


def changes(old: str, new: str, report: str, source: str, json: bool) -> None:
    """Say what has changed in a report's ledger between two states of it."""
    folder = chosen(report, source)
    from report import compared

    for line in compared.lines(folder, old, new, json):
        print(line)
