"""Parts that do not make their whole, and shares that are more than it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

from report.gate.dossier import NOTE, WARNING, Dossier, Objection, Shown
from report.gate.naked import PER_CENT, number
from report.model import Fact, Ledger

_OWNED = re.compile(r"differ|\bparts?\b|sum|short of|gap|round|parties|écart|somme|"
                    r"arrond|Differenz|Teile|Summe|gerundet|difiere|diferencia|suma|redonde",
                    re.IGNORECASE)
_SHARE = re.compile(r"shares?|per ?_?cent(?:age)?|%|part|Anteil|Prozent|porcentaje", re.IGNORECASE)
_WHOLES = ("counts", "pictogram", "dots", "flow", "table")  # kinds whose rows stand side by side


def parts_total(dossier: Dossier) -> Iterator[Objection]:
    """Parts that do not add up to their total, unless the note of the total owns to it.

    A note owns to it that names the sum or the gap, or speaks of the parts or of a difference;
    then this is no warning.
    """
    for total in dossier.ledger.facts.values():
        parts = _newest(dossier.ledger, dossier.ledger.parts_of(total.id))
        if not parts or total.value is None or any(part.value is None for part in parts):
            continue
        added = sum((part.value for part in parts if part.value is not None), Decimal(0))
        gap = added - total.value
        if gap and (len(parts) > 1 or gap > 0):  # of a single part the others may be unknown
            plain = re.sub(r"(?<=\d)[,\s](?=\d{3})", "", total.note)
            owned = bool(_OWNED.search(total.note)) or any(
                f"{amount.normalize():f}" in plain for amount in (added, abs(gap)))
            yield Objection(
                total.at, "parts-total",
                f"The parts of “{total.id}” add up to {added:,}, which is {abs(gap):,} "
                f"{'more' if gap > 0 else 'less'} than its {total.value:,}.",
                "" if owned else "Correct the number that is wrong; if the source has it so, say "
                "in the note that the parts differ, and by how much.",
                NOTE if owned else WARNING)


def _newest(ledger: Ledger, parts: Sequence[Fact]) -> list[Fact]:
    """Parts without those that another of the parts replaces or repeats."""
    names = {part.id for part in parts}
    kept: list[Fact] = []
    for part in parts:
        later = {fact.id for fact in ledger.superseded_by(part.id)}
        again = {fact.id for fact in ledger.same(part.id)} & {each.id for each in kept}
        if not later & names and not again:
            kept.append(part)
    return kept


def share_over_100(dossier: Dossier) -> Iterator[Objection]:
    """A share that is more than its whole, and shares in a figure that add up to more."""
    for mention in dossier.mentions:
        if mention.operators == ("/",) and len(mention.facts) == 2 and (
                {"percent", "%"} & {*mention.options}):
            part, whole = (dossier.ledger.facts[name] for name in mention.facts)
            if part.value and whole.value and part.value > whole.value:
                yield Objection(mention.place, "share-over-100",
                                f"“{part.id}” ({number(part)}) is more than “{whole.id}” "
                                f"({number(whole)}), so it is no share of it.",
                                f"Change the two about, or write {{fact}}`{part.id} / {whole.id}, "
                                "times`.")
    for shown in dossier.shown:
        yield from _over(shown)


def _over(shown: Shown) -> Iterator[Objection]:
    for name, shares in _shares(shown):
        added = sum(shares, Decimal(0))
        if added > 100 + Decimal("0.5") * len(shares):  # each may have been rounded up
            yield Objection(shown.exhibit.place, "share-over-100",
                            f"{shown.name} shows shares ({name}) that add up to "
                            f"{added.normalize():f} per cent.",
                            "Look for one that counts twice; if they are shares of different "
                            "wholes, do not call them shares of one.")


def _shares(shown: Shown) -> Iterator[tuple[str, list[Decimal]]]:
    """Shares of one whole that a figure shows: its facts in per cent, or a column called so."""
    wholes: dict[tuple[str, ...], list[Decimal]] = {}
    for fact in shown.facts:
        if fact.unit in PER_CENT and fact.value is not None:
            when = fact.as_of.words if fact.as_of else ""
            wholes.setdefault((*fact.part_of, fact.place, fact.population, when), []).append(
                fact.value)
    for (*_, population, when), shares in wholes.items():
        if len(shares) > 1:
            yield population or when or "per cent", shares
    if wholes or not shown.table or not _is_whole(shown):
        return
    for index, column in enumerate(shown.table.columns):
        if _SHARE.fullmatch(column) and _is_drawn(column, shown):
            cells = [_decimal(row[index]) for row in shown.table.rows]
            yield column, [cell for cell in cells if cell is not None]


def _is_whole(shown: Shown) -> bool:
    exhibit = shown.exhibit
    return (exhibit.draws in _WHOLES or exhibit.kind in _WHOLES) and not exhibit.options.keys() & {
        "group", "panel", "total-rows"}


def _is_drawn(column: str, shown: Shown) -> bool:
    return column in shown.exhibit.options.values() or column in (
        "share", *re.findall(r"[\w%]+", shown.exhibit.options.get("columns", "")))


def _decimal(cell: str) -> Decimal | None:
    try:
        return Decimal(cell.rstrip("%"))
    except InvalidOperation:
        return None
