"""The box that says what has changed in the ledger since the last edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report import cited, quantities
from report.changes import Change, changes
from report.errors import did_you_mean
from report.ledger import FACTS, read
from report.markup.given import Directive, name_of
from report.markup.typography import set_text
from report.model import Box, Fact, Flow, Ledger, Piece, Table, Use
from report.terms import terms

if TYPE_CHECKING:
    from report.markup.walk import Walk

_KEPT = "facts-{}.csv"


def changes_box(walk: Walk, given: Directive) -> Piece | None:
    """`:::{changes}` with `:since: v1` compares data/facts-v1.csv with the ledger of today.

    Its body stands above the list.
    """
    table = _table(walk, given)
    if table is None:
        return None
    old = read({FACTS: table}, {}, walk.desk.faults)
    new = Ledger({name: fact for name, fact in walk.desk.manuscript.ledger.facts.items()
                  if not fact.series and fact.is_confirmed})
    found = changes(old, new)
    walk.desk.uses += [Use((change.new.id,), "", walk.section, "", given.at("since"), walk.within)
                       for change in found if change.new]
    words = terms(walk.desk.manuscript.meta.language)
    title = given.argument or words["changes"]
    name = name_of(walk, given, "changes")
    above = walk.blocks(given.body, given.body_line)
    return Box(name, walk.words(title, given.place.line), (*above, *_list(walk, found, old, new)))


def _table(walk: Walk, given: Directive) -> Table | None:
    """The facts as they were in the edition that the author names."""
    since, tables = given.options.get("since", ""), walk.desk.manuscript.tables
    kept = {name.removeprefix("facts-").removesuffix(".csv") for name in tables
            if name.startswith("facts-")}
    if not since:
        walk.fault(given.place, "{changes} does not say since when.",
                   "Write “:since: v1”, and keep the ledger of that edition as "
                   "data/facts-v1.csv.")
    elif since not in kept:
        walk.fault(given.at("since"), f"There is no file “{_KEPT.format(since)}” in data/.",
                   did_you_mean(since, kept) if kept else
                   f"Copy the data/facts.csv of that edition to data/{_KEPT.format(since)}.")
    else:
        return tables[_KEPT.format(since)]
    return None


def _list(walk: Walk, found: tuple[Change, ...], old: Ledger, new: Ledger) -> Flow:
    meta = walk.desk.manuscript.meta
    if not found:
        unchanged = set_text(terms(meta.language)["unchanged"], meta.language, meta.abbreviations)
        return (f"<p>{unchanged}</p>\n",)
    items = (_item(change, old, new, walk) for change in found)
    return ("<ul>\n", *(f"<li>{item}</li>\n" for item in items), "</ul>\n")


def _item(change: Change, old: Ledger, new: Ledger, walk: Walk) -> str:
    """One change as a sentence: what is counted, its number now, and before."""
    meta = walk.desk.manuscript.meta
    entry = cited.entry(change.id, new if change.new else old, meta.language)
    what = f"{entry.what[:1].upper()}{entry.what[1:]}" or change.id
    heading, says = (set_text(words, meta.language, meta.abbreviations) for words in (
        what, f"{_said(change, old, new, meta.language)}."))
    return f"<strong>{heading}:</strong> {says}"


def _said(change: Change, old: Ledger, new: Ledger, language: str) -> str:
    words = terms(language)
    now = cited.number(change.new, new, language) if isinstance(change.new, Fact) else ""
    was = cited.number(change.old, old, language) if isinstance(change.old, Fact) else ""
    if not isinstance(change.old, Fact):
        return f"{now} ({words['new']})"
    if not isinstance(change.new, Fact):
        return f"{words['gone']} ({words['before']} {was})"
    if change.old.as_of != change.new.as_of:
        now, was = f"{now}{_when(change.new, language)}", f"{was}{_when(change.old, language)}"
    said = [now if now == was else f"{now}, {words['before']} {was}{_much(change, language)}"]
    source = ", ".join(filter(None, (change.new.said_by, change.new.reported_in)))
    if "source" in change.what and source:
        said.append(f"{words['now-by']} {source}")
    return "; ".join(said)


def _when(fact: Fact, language: str) -> str:
    return f" {quantities.when(fact.as_of, language)}" if fact.as_of else ""


def _much(change: Change, language: str) -> str:
    """By how much, and by how many per cent: “ (+600, +0.8 per cent)”."""
    if not change.by:
        return ""
    sign = "+" if change.by > 0 else ""
    said = f"{sign}{quantities.digits(change.by, language)}"
    if change.share is not None:
        share = quantities.digits(round(change.share, 1), language)
        said += f", {sign}{quantities.with_unit(share, 'per cent', language)}"
    return f" ({said})"
