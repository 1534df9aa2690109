"""What `invoke changes` says: two states of a report's ledger, and what they touch."""

from __future__ import annotations

import io
import json
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from report import cited
from report.changes import Change, changes
from report.errors import Fault, Faults, Place, SourceError
from report.manuscript import read
from report.model import Event, Fact, Ledger, Report, Use
from report.press import understand

LAST = "HEAD"


def lines(folder: Path, old: str, new: str, as_json: bool) -> Iterator[str]:
    """What has changed in a report's ledger from `old` to `new`.

    Each is a revision that git knows or a folder; nothing means the last one committed, and the
    report as it stands. Raises SourceError if there is no such state.
    """
    before, after = _ledger(folder, old or LAST), _ledger(folder, new)
    report = understand(folder)[1]
    found = changes(before, after)
    if as_json:
        yield json.dumps([_record(change, report) for change in found], indent=2,
                         ensure_ascii=False)
        return
    for change in found:
        yield _said(change, before, after, report.meta.language)
        places = touched(change, report)
        if places:
            yield f"    {'; '.join(places)}"
    yield "Nothing has changed in the ledger." if not found else (
        f"\n{len(found)} change{'s' if len(found) > 1 else ''} in the ledger.")


def touched(change: Change, report: Report) -> list[str]:
    """The sentences and figures that say what has changed, as the report stands."""
    numbers = {figure.id: f"Figure {figure.number} ({figure.id})" for figure in report.figures()}
    numbers |= {grid.id: f"Table {grid.number} ({grid.id})" for grid in report.grids()}
    said = [numbers.get(use.element) or _place(use, report) for use in report.uses
            if {*use.targets} & {*change.ids}]
    return list(dict.fromkeys(said))


# --- two states -------------------------------------------------------------------------------


def _ledger(folder: Path, state: str) -> Ledger:
    """The ledger of a report as it stands, as it stands in another folder, or as git keeps it."""
    if not state:
        return read(folder, Faults()).ledger
    if (Path(state) / "report.toml").exists():
        return read(Path(state), Faults()).ledger
    with tempfile.TemporaryDirectory() as into:
        there = Path(into) / "report"
        there.mkdir()
        with tarfile.open(fileobj=io.BytesIO(_archived(folder, state))) as archive:
            archive.extractall(there, filter="data")
        if not (there / "report.toml").exists():
            raise _unknown(folder, state, "The report is not in that revision.")
        return read(there, Faults()).ledger


def _archived(folder: Path, revision: str) -> bytes:
    """A report's folder as it was in a revision, as a tar file."""
    if revision.startswith("-"):
        raise _unknown(folder, revision, "That is an option.")
    try:
        return subprocess.run(
            ["git", "archive", "--format=tar", revision], cwd=folder, check=True,
            capture_output=True).stdout
    except FileNotFoundError:
        raise _unknown(folder, revision, "Git is not installed; name a folder.") from None
    except subprocess.CalledProcessError as error:
        last = " ".join(error.stderr.decode(errors="replace").strip().splitlines()[-1:])
        raise _unknown(folder, revision, "The report is not in that revision."
                       if "untracked" in last else f"Git says: {last}") from None


def _unknown(folder: Path, state: str, why: str) -> SourceError:
    return SourceError([Fault(
        Place(folder), f"There is no state “{state}” of this report.",
        f"{why}\n    Name a revision such as HEAD~3 or a tag, or a folder with a report.toml.")])


# --- words ------------------------------------------------------------------------------------


def _said(change: Change, before: Ledger, after: Ledger, language: str) -> str:
    what = ", ".join(change.what)
    was = _told(change.old, before, language) if change.old else ""
    now = _told(change.new, after, language) if change.new else ""
    return f"{change.id}  {what}: " + " → ".join(filter(None, (was, now))) + _much(change)


def _told(entry: Fact | Event, ledger: Ledger, language: str) -> str:
    """An entry in a line: number, date, source."""
    told = cited.entry(entry.id, ledger, language)
    words = ", ".join(filter(None, (told.number or told.what, told.date, told.source)))
    return words.replace("\N{NO-BREAK SPACE}", " ")


def _much(change: Change) -> str:
    if not change.by:
        return ""
    share = f", {change.share:+.1f} per cent" if change.share is not None else ""
    return f" ({change.by:+,}{share})"


def _place(use: Use, report: Report) -> str:
    file = use.place.file
    inside = "text" if file.suffix == ".md" else ""
    return f"{Path(inside, file.name).as_posix()}:{use.place.line}"


def _record(change: Change, report: Report) -> dict[str, object]:
    return {
        "id": change.id, "what": list(change.what), "old": _cells(change.old),
        "new": _cells(change.new), "by": _plain(change.by),
        "percent": None if change.share is None else round(float(change.share), 2),
        "touches": touched(change, report),
    }  # fmt: skip


def _cells(entry: Fact | Event | None) -> dict[str, str] | None:
    from report.extract import row_of

    return None if entry is None else {
        name: cell for name, cell in row_of(entry).items() if cell}


def _plain(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"
