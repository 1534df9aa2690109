"""Figures, tables and facts that do not say where they come from."""

from __future__ import annotations

from collections.abc import Iterator

from report.gate.dossier import Dossier, Objection, Shown


def no_source(dossier: Dossier) -> Iterator[Objection]:
    """A figure or table without a source, and a fact that nobody is named for."""
    for shown in dossier.shown:
        if not _has_source(shown):
            yield Objection(shown.exhibit.place, "no-source",
                            f"{shown.name} has no source.",
                            "Say whose numbers these are: “:source: UNHCR”.")
    told: set[str] = set()
    for fact in dossier.ledger.facts.values():
        if fact.said_by or (fact.series and fact.series in told):
            continue
        told.add(fact.series)
        where = (f"said_by in [facts.{fact.series}] of report.toml" if fact.series
                 else "the column said_by; “not stated” where the source names nobody")
        name = f"The series “{fact.series}”" if fact.series else f"“{fact.id}”"
        yield Objection(fact.at, "no-source", f"{name} names nobody who stated it.",
                        f"Fill {where}.")


def _has_source(shown: Shown) -> bool:
    options = shown.exhibit.options
    if shown.exhibit.kind == "cover" or options.get("source"):
        return True
    if shown.exhibit.has_image and options.get("credit"):
        return True
    if shown.exhibit.kind == "key-figures":  # each of them may name its own
        columns = shown.table.columns if shown.table else ()
        return not shown.table or bool({"source", "said_by"} & {*columns, *options})
    return False
