"""Facts of different days that stand side by side as if they were of one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from report.gate.dossier import Dossier, Mention, Objection, Sentence, Shown
from report.model import Fact, Period
from report.numerals.exempt import months

_DATED = ("date", "as-of")  # options of {fact} that say the date


def mixed_dates(dossier: Dossier) -> Iterator[Objection]:
    """Facts with different as-of dates in one sentence or figure that does not say them.

    A date once said beside its fact holds until the next heading.
    """
    introduced: set[tuple[int, str]] = set()  # facts that a reader has met with their date
    for sentence in dossier.sentences:
        facts, words = _facts(dossier, sentence.mentions), _told(dossier, sentence)
        undated = [fact for fact in _undated(facts, words, dossier.language)
                   if (sentence.under, fact.id) not in introduced
                   and not _says(sentence.mentions, fact)]
        introduced |= {
            (sentence.under, name) for mention in sentence.mentions for name in mention.facts
            if _says((mention,), dossier.ledger.facts[name])
            or _names(words, dossier.ledger.facts[name].as_of, dossier.language)}
        if undated:
            yield _objection(sentence.mentions[0], facts, undated)
    for shown in dossier.shown:
        facts = [fact for fact in shown.facts if fact.as_of and not _has_dates(shown)]
        undated = _undated(facts, _words(shown), dossier.language)
        if undated:
            periods = " and ".join(dict.fromkeys(_when(fact) for fact in facts[:6]))
            yield Objection(shown.exhibit.place, "mixed-dates",
                            f"{shown.name} shows facts of different dates "
                            f"({periods}) and does not say so.",
                            "Let its labels, deck or note name the dates.")


def _objection(first: Mention, facts: Sequence[Fact], undated: Sequence[Fact]) -> Objection:
    said = " and ".join(f"“{fact.id}” ({_when(fact)})" for fact in facts[:4])
    return Objection(first.place, "mixed-dates",
                     f"Facts of different dates stand in one sentence: {said}.",
                     f"Say the date: {{fact}}`{undated[0].id}, date`, or name it beside the "
                     "number.")


def _facts(dossier: Dossier, mentions: Sequence[Mention]) -> list[Fact]:
    """The dated facts of a sentence that are compared: alike, or in one role.

    Of facts that a role adds or subtracts, the newest stands for all: “in 2013 it rose by …”.
    """
    named: dict[str, None] = {}
    for mention in mentions:
        for names in filter(None, mention.sums):
            named[max(names, key=lambda name: _end(dossier.ledger.facts[name]))] = None
    reckoned = [{*mention.facts} for mention in mentions]
    dated = [fact for name in named if (fact := dossier.ledger.facts[name]).as_of]
    return [fact for fact in dated if any(
        fact.unit == other.unit and (
            _are_alike(fact, other) or any({fact.id, other.id} <= names for names in reckoned))
        for other in dated if other is not fact)]


def _are_alike(fact: Fact, other: Fact) -> bool:
    """Whether two facts count the same, as far as the ledger says."""
    return fact.population == other.population or not (fact.population and other.population)


def _undated(facts: Sequence[Fact], words: str, language: str) -> list[Fact]:
    """The facts whose date differs from another's and is not told by the words."""
    periods = {fact.as_of for fact in facts}
    untold = {mine for mine in periods if any(
        _apart(mine, other) and not _tells(words, mine, other, language) for other in periods)}
    return [fact for fact in facts if fact.as_of in untold and not _is_keyed(fact, words)
            and not _is_between(fact, facts, untold)]


def _is_between(fact: Fact, facts: Sequence[Fact], untold: set[Period | None]) -> bool:
    """Whether a cell lies in a run of its series whose two ends are told: June to December."""
    run = sorted({other.as_of for other in facts if other.series == fact.series and other.as_of},
                 key=lambda period: period.start) if fact.series else []
    return len(run) > 2 and run[0] not in untold and run[-1] not in untold


def _is_keyed(fact: Fact, words: str) -> bool:
    """Whether words name the key of a series' cell, such as its year or week."""
    keys = [key for key in fact.id.split(".")[1:] if key.isdigit()] if fact.series else []
    return bool(keys) and all(re.search(rf"(?<!\d){key}(?!\d)", words) for key in keys)


def _apart(mine: Period | None, other: Period | None) -> bool:
    """Whether two periods are different: a day within a month is not another date."""
    return bool(mine and other and (mine.end < other.start or other.end < mine.start))


def _tells(words: str, mine: Period | None, other: Period | None, language: str) -> bool:
    """Whether words name a period as finely as it takes to tell it from another."""
    assert mine and other
    start, end = mine.start, mine.end
    names = months(language)[end.month] + months(language)[start.month]
    has_year = re.search(rf"(?<!\d){end.year}(?!\d)|(?<!\d){start.year}(?!\d)", words)
    has_month = re.search(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", words) or (
        re.search(rf"{end.year}-{end.month:02}", words))
    has_day = re.search(rf"(?<![\d,.])0?(?:{end.day}|{start.day})(?![\d,])", words)
    if start.year != other.start.year or end.year != other.end.year:
        return bool(has_year or has_month)
    if start.month != other.start.month or end.month != other.end.month:
        return bool(has_month)
    return bool(has_day)


def _names(words: str, period: Period | None, language: str) -> bool:
    """Whether words name a period at all: its year, or its month."""
    if period is None:
        return False
    never = Period(date.min, date.min, "")
    return _tells(words, period, never, language)


def _told(dossier: Dossier, sentence: Sentence) -> str:
    """The words of a sentence and those around it, with the dates that its roles say."""
    said = [sentence.around, sentence.words]
    said += [_spoken(dossier.ledger.events[name].date, dossier.language)
             for mention in sentence.mentions for name in mention.events]
    return " ".join(said)


def _says(mentions: Sequence[Mention], fact: Fact) -> bool:
    """Whether the role that says a fact says its date too."""
    return any(fact.id in mention.facts and any(option in _DATED for option in mention.options)
               for mention in mentions)


def _has_dates(shown: Shown) -> bool:
    """Whether a figure draws the column in which the ledger has the dates."""
    asked = (words for name, words in shown.exhibit.options.items()
             if name not in ("title", "deck", "note", "source", "alt", "description"))
    return any(re.search(r"(?<![\w-])(?:date|day|as_of)(?![\w-])", words) for words in asked)


def _words(shown: Shown) -> str:
    """What a figure's reader is told, the cells of all columns that it draws among it."""
    cells = ""
    if shown.table and shown.exhibit.kind == "table" and "columns" not in shown.exhibit.options:
        cells = " ".join(cell for row in shown.table.rows for cell in row)
    return f"{shown.words} {cells}"


def _spoken(period: Period, language: str) -> str:
    names = months(language)
    return f"{period.start.day} {names[period.start.month][0]} {period.start.year}"


def _end(fact: Fact) -> date:
    return fact.as_of.end if fact.as_of else date.min


def _when(fact: Fact) -> str:
    return fact.as_of.words if fact.as_of else ""
