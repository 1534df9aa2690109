"""Which report a command is for."""

from __future__ import annotations

from pathlib import Path

from report.errors import Fault, Place, SourceError, did_you_mean

SOURCE = Path(__file__).parent.parent / "source"


def chosen(report: str, source: str) -> Path:
    """The report's folder; raises SourceError when it is not there, or not named among many."""
    if source:
        folder = Path(source)
        if not folder.exists():
            raise SourceError([Fault(Place(folder), "There is no such folder.",
                                     "Name a report's folder: --source PATH")])
        if not (folder / "report.toml").exists():  # else a whole disk might be read as a report
            raise SourceError([Fault(Place(folder), "There is no report here.",
                                     "A report is a folder with a report.toml in it.")])
        return folder
    reports = {there.parent.name: there.parent for there in SOURCE.glob("*/report.toml")}
    if report:
        if report not in reports:
            raise SourceError([Fault(Place(SOURCE / report), f"There is no report “{report}”.",
                                     did_you_mean(report, reports))])
        return reports[report]
    if len(reports) == 1:
        return next(iter(reports.values()))
    wrong = "There are several reports." if reports else "There is no report."
    mend = (f"Say which: --report {sorted(reports)[0]}" if reports
            else "A report is a folder in source/ with a report.toml in it.")
    raise SourceError([Fault(Place(SOURCE), wrong, mend)])
