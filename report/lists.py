"""Lists: those of figures and of tables that follow the contents."""

from __future__ import annotations

from collections.abc import Mapping

from report.model import Figure, Grid, Report

WORTH_IT = 8  # figures or tables that make their list worth having, unless told otherwise


def lists(report: Report) -> Mapping[str, tuple[Figure | Grid, ...]]:
    """What the lists of a report hold, by their names: those that its settings ask for, or else
    those that are long enough to be of use."""
    numbered: dict[str, tuple[Figure | Grid, ...]] = {
        "figures": report.figures(),
        "tables": tuple(grid for grid in report.grids() if grid.number)}
    asked = report.meta.lists
    return {name: listed for name, listed in numbered.items() if listed and (
        len(listed) >= WORTH_IT if asked is None else name in asked)}
