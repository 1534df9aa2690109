"""Facts that disagree, and figures and facts without a source."""

from __future__ import annotations

from collections.abc import Iterator

from report.errors import Place
from report.gate.dossier import Dossier, Objection
from report.gate.naked import number


def one_sided(dossier: Dossier) -> Iterator[Objection]:
    """A fact that another disagrees with, in a report that says only one of the two."""
    used = dossier.used()
    told: set[str] = set()
    for mention in dossier.mentions:
        for name in mention.facts:
            others = dossier.ledger.disagreeing(name)
            if others and name not in told and not used & {other.id for other in others}:
                told.add(name)
                yield _objection(dossier, name, mention.place)
    for shown in dossier.shown:
        for fact in shown.facts:
            others = dossier.ledger.disagreeing(fact.id)
            if others and fact.id not in told and not used & {other.id for other in others}:
                told.add(fact.id)
                yield _objection(dossier, fact.id, shown.exhibit.place)


def _objection(dossier: Dossier, name: str, place: Place) -> Objection:
    other = dossier.ledger.disagreeing(name)[0]
    fact = dossier.ledger.facts[name]
    by = f", {other.said_by}" if other.said_by else ""
    return Objection(place, "one-sided",
                     f"“{name}” ({number(fact)}) is said, and “{other.id}” ({number(other)}{by}), "
                     "which disagrees with it, nowhere in the report.",
                     f"Say both: {{fact}}`{other.id}`.")
