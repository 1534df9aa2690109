"""The gate: no naked number, no silent contradiction.

Each rule is a function of a `Dossier` that yields `Objection`s. The gate is there for reports
that keep a ledger; one without is not looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from report.gate.conflict import one_sided
from report.gate.dates import mixed_dates
from report.gate.dossier import NOTE, WARNING, Dossier, Objection
from report.gate.naked import typed
from report.gate.order import event_order
from report.gate.populations import mixed_populations
from report.gate.sources import no_source
from report.gate.superseded import superseded
from report.gate.totals import parts_total, share_over_100

__all__ = ["NOTE", "RULES", "WARNING", "Dossier", "Objection", "look"]

Rule = Callable[[Dossier], Iterator[Objection]]

RULES: Mapping[str, Rule] = {
    "naked-number": typed,
    "near-miss": typed,
    "superseded": superseded,
    "mixed-dates": mixed_dates,
    "mixed-populations": mixed_populations,
    "parts-total": parts_total,
    "one-sided": one_sided,
    "no-source": no_source,
    "event-order": event_order,
    "share-over-100": share_over_100,
}


def look(dossier: Dossier) -> list[Objection]:
    """All that the rules find, in the order of the source; none where there is no ledger."""
    if not dossier.ledger:
        return []
    rules = dict.fromkeys(rule for name, rule in RULES.items() if name not in dossier.off)
    return sorted({objection for rule in rules for objection in rule(dossier)
                   if objection.rule not in dossier.off})
