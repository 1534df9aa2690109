"""“The figures at a glance”: a text with the figures that confirmed candidates make.

One chart for each unit and population of which there are enough comparable numbers; the others in
a band of key figures; dates in a timeline. Units and populations are never mixed.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from report import quantities
from report.importing.candidates.anchors import Anchor
from report.importing.candidates.dates import dates
from report.importing.candidates.rows import CONFIRMED, DRAFT, Row
from report.importing.candidates.units import DURATIONS
from report.importing.wording import escape
from report.ledger import period

TEXT = "figures.md"
DRAFTED = "Draft: not confirmed"
_WARNED = (f"{DRAFTED}. Nobody has yet compared these numbers and dates with the text, or with its "
           "sources.")
_BEFELL = re.compile(r"(?:killed|injured|missing|(?:internally )?displaced|detained|besieged"
                     r"|infected|"
                     r"vaccinated|registered)")
_FEWEST, _MOST_BARS, _MOST_CHARTS = 3, 10, 4
_MOST_KEYS, _MOST_EVENTS = 4, 10
_MEASURES = {"km", "m", "cm", "mm", "miles", "feet", "inches", "yards", "km/h", "mph", "knots",
             "°C",
             "kg", "g", *DURATIONS}  # of which two in a text are seldom about the same


def text(facts: list[Row], events: list[Row], language: str = "en") -> str:
    """The text as Markdown, "" if there is nothing to show.

    Fills `label` of the facts and `shown` of the events, which its figures draw.
    """
    for fact in facts:
        fact["label"] = ""
    for event in events:
        event["shown"] = ""
    accepted = [fact for fact in facts if _is_accepted(fact)]
    charts = list(_charts(accepted))
    charted = {id(fact) for chart in charts for fact in chart}
    keys = _keys([fact for fact in accepted if id(fact) not in charted])
    _label([fact for chart in charts for fact in chart], _bar, language)
    _label(keys, _key, language)
    pieces = [_band(keys)] if keys else []
    pieces += [_counts(chart, number) for number, chart in enumerate(charts, 1)]
    if course := _course(events):
        pieces.append(_timeline(course))
    if not pieces:
        return ""
    is_draft = _is_draft([*(fact for fact in facts if fact["label"]),
                          *(event for event in events if event["shown"])])
    warned = [_WARNED] if is_draft else []
    return "\n\n".join(["# The figures at a glance", *warned, *pieces]) + "\n"


def _is_accepted(row: Row) -> bool:
    """Whether a row came out of the text, and a person has not left it aside."""
    return bool(row["sentence"]) and row["status"] in ("", CONFIRMED, DRAFT)


def _charts(facts: Sequence[Row]) -> Iterator[list[Row]]:
    """Facts that one chart may hold: one unit and population, and enough of them."""
    kinds: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for fact in facts:
        unit, population = fact["unit"], fact["population"]
        is_vague = not unit or (unit in ("people", "percent") and not population)
        if fact["value"] and not is_vague and unit not in _MEASURES and (
                not fact["note"].startswith("A further")):
            kinds[unit, population].append(fact)
    unlike = [_unlike(kind) for kind in kinds.values()]
    unlike.sort(key=len, reverse=True)
    enough = [kind for kind in unlike if len(kind) >= _FEWEST] or (
        [kind for kind in unlike if len(kind) == 2 and kind[0]["unit"] == "people"][:1])
    for kind in enough[:_MOST_CHARTS]:
        most = sorted(kind, key=_value, reverse=True)[:_MOST_BARS]
        yield [fact for fact in kind if any(fact is each for each in most)]


def _unlike(facts: Sequence[Row]) -> list[Row]:
    """Facts without those that another repeats."""
    first: dict[tuple[str, ...], Row] = {}
    for fact in facts:
        first.setdefault((fact["value"], fact["place"], fact["as_of"]), fact)
    return list(first.values())


def _keys(facts: Sequence[Row]) -> list[Row]:
    """The few facts that say most: people first, then money, then other things; none twice."""
    unlike = {(fact["unit"], fact["population"], fact["value"]): fact for fact in reversed(facts)
              if fact["value"] and fact["unit"] and fact["unit"] not in DURATIONS
              and (fact["what"] or fact["population"])}
    def rank(fact: Row) -> tuple[bool, bool, Decimal]:
        return fact["unit"] != "people", not fact["unit"].isupper(), -_value(fact)
    return sorted(unlike.values(), key=rank)[:_MOST_KEYS]


def _value(fact: Row) -> Decimal:
    return Decimal(fact["value"])


def _bar(fact: Row) -> str:
    """What tells a bar from the others of its kind: where, or who says so."""
    if fact["population"] or not fact["what"]:
        return fact["place"] or fact["said_by"] or fact["what"]
    return fact["what"] if fact["place"] in fact["what"] else f"{fact['what']}, {fact['place']}"


def _key(fact: Row) -> str:
    """What reads on from a number and its unit: people / killed, Aleppo."""
    who = fact["population"]
    if who and fact["unit"] == "people" and not _BEFELL.fullmatch(who):
        who = f"({who})"
    where = fact["place"] if who or fact["place"] not in fact["what"] else ""
    return ", ".join(filter(None, (who or fact["what"], where)))


def _label(facts: Sequence[Row], about: Callable[[Row], str], language: str) -> None:
    """Give each fact a label of its own: what it is about, and when."""
    for fact in facts:
        fact["label"] = ", ".join(filter(None, (about(fact), _when(fact["as_of"], language))))
        fact["label"] = fact["label"] or f"line {fact['line']}"
    for extra in ("said_by", "line"):
        counts = Counter(fact["label"] for fact in facts)
        for fact in facts:
            if counts[fact["label"]] > 1 and fact[extra] and fact[extra] not in fact["label"]:
                more = f"line {fact[extra]}" if extra == "line" else fact[extra]
                fact["label"] = ", ".join(filter(None, (fact["label"], more)))


def _when(written: str, language: str) -> str:
    return quantities.dated(period(written), language) if written else ""


def _course(events: Sequence[Row]) -> list[Row]:
    """The events of a timeline: dated, behind us, one a sentence; days before years."""
    unlike: dict[str, Row] = {}
    for event in events:
        if _is_accepted(event) and event["date"] and (
                not event["note"].startswith("Lies ahead")):
            other = unlike.setdefault(event["sentence"], event)
            if _dates_in(event["title"]) < _dates_in(other["title"]):
                unlike[event["sentence"]] = event  # whose title is not about another date
    finest = sorted(unlike.values(), key=lambda event: -len(event["date"].split("/")[0]))
    finest = finest[:_MOST_EVENTS]
    chosen = [event for event in events if any(event is each for each in finest)]
    if len(chosen) < _FEWEST:
        return []
    for event in chosen:
        event["shown"] = "yes"
    return chosen


def _dates_in(title: str) -> int:
    return len(dates(title, Anchor()))


# --- directives -----------------------------------------------------------------------------


def _band(facts: Sequence[Row]) -> str:
    title = f"Key figures. {DRAFTED}" if _is_draft(facts) else "Key figures"
    return _directive("key-figures", {
        "facts": _ids(facts), "words": "label", "title": title})


def _counts(facts: Sequence[Row], number: int) -> str:
    unit, population = facts[0]["unit"], facts[0]["population"]
    about = population or unit
    deck = [DRAFTED] if _is_draft(facts) else []
    deck.append(f"In {unit}, as the text gives them" if unit != about else "As the text gives them")
    return _directive("counts", {
        "name": f"counted-{number}", "facts": _ids(facts), "label": "label",
        "unit": "%" if unit == "percent" else unit,
        "title": f"{about[:1].upper()}{about[1:]}: the numbers in the text",
        "deck": ". ".join(deck), "source": _source(facts)})


def _timeline(events: Sequence[Row]) -> str:
    deck = [DRAFTED] if _is_draft(events) else []
    return _directive("timeline", {
        "name": "course", "data": "events.csv", "where": "shown = yes",
        "title": "The course of events", "width": "full",
        "deck": ". ".join([*deck, "Events that the text dates"]), "source": _source(events)})


def _directive(kind: str, options: dict[str, str]) -> str:
    rows = [f":{name}: {value}" for name, value in options.items() if value]
    return "\n".join([f":::{{figure}} {kind}", *rows, ":::"])


def _ids(facts: Sequence[Row]) -> str:
    return ", ".join(fact["id"] for fact in facts)


def _is_draft(rows: Sequence[Row]) -> bool:
    return any(row["status"] == DRAFT for row in rows)


def _source(rows: Sequence[Row]) -> str:
    said = list(dict.fromkeys(row["said_by"] for row in rows if row["said_by"]))
    published = list(dict.fromkeys(row["reported_in"] for row in rows if row["reported_in"]))
    named = "; ".join([*said[:3], *published[:1]]) or "The text"
    return escape(re.sub(r"\s+", " ", named))
