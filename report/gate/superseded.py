"""Facts that newer ones have replaced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from report.errors import Place
from report.gate.dossier import Dossier, Objection
from report.gate.naked import number
from report.model import Fact


def superseded(dossier: Dossier) -> Iterator[Objection]:
    """A superseded fact in a section or figure that does not say what replaced it."""
    in_section: dict[str, set[str]] = {}
    for mention in dossier.mentions:
        in_section.setdefault(mention.passage.section, set()).update(mention.facts)
    for shown in dossier.shown:
        in_section.setdefault(shown.exhibit.section, set()).update(f.id for f in shown.facts)
    told = set()
    for mention in dossier.mentions:
        section = mention.passage.section
        for name in mention.facts:
            newer = _newer(dossier, name)
            if newer and not in_section[section] & newer and (section, name) not in told:
                told.add((section, name))
                where = "here" if section else "in report.toml"
                yield _objection(dossier, name, mention.place, where)
    for shown in dossier.shown:
        names = {fact.id for fact in shown.facts}
        for fact in shown.facts:
            newer = _newer(dossier, fact.id)
            if newer and not names & newer:
                yield _objection(dossier, fact.id, shown.exhibit.place,
                                 f"in this {shown.exhibit.kind}")


def _newer(dossier: Dossier, name: str) -> set[str]:
    """The ids of all that came after a fact in its chain."""
    newer: set[str] = set()
    wave: Iterable[Fact] = dossier.ledger.superseded_by(name)
    while wave := [fact for fact in wave if fact.id not in newer]:
        newer |= {fact.id for fact in wave}
        wave = [later for fact in wave for later in dossier.ledger.superseded_by(fact.id)]
    return newer


def _objection(dossier: Dossier, name: str, place: Place, where: str) -> Objection:
    newest = dossier.ledger.newest(name)
    old = dossier.ledger.facts[name]
    return Objection(place, "superseded",
                     f"“{name}” ({number(old)}) has been replaced by “{newest.id}” "
                     f"({number(newest)}), which is not said {where}.",
                     f"Write {{fact}}`{newest.id}`, or show the two together.")
