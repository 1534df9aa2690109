"""Inspect: what was written is opened again and checked, one module a check."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from report.model import Edition, Finding, Report
from report.preflight import claims, container, document, printing, self_contained

_CHECKS: dict[str, tuple[Callable[[bytes, Path, Report, Edition], list[Finding]], ...]] = {
    "pdf": (document.check, printing.check),
    "html": (self_contained.check,),
    "epub": (container.check, claims.check),
}


def inspect(edition: Edition, data: bytes, file: Path, report: Report) -> tuple[Finding, ...]:
    """What is wrong with a written file; nothing, if all is well."""
    checks = _CHECKS[edition.name.partition("-")[0]]
    return tuple(finding for check in checks for finding in check(data, file, report, edition))
