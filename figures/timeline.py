"""`timeline`: events along a line, each with its date and a few words.

| column  | holds                                                                  |
|---------|------------------------------------------------------------------------|
| `date`  | a day, a month, a year, or a period such as 2016-02-01/2016-02-03      |
| `event` | what happened, in a few words                                          |
| `kind`  | optional: sorts events to the sides of the line and to the emphasis    |

    :::{figure} timeline
    :data: events.csv
    :from: 2016-02
    :until: 2016-02
    :above: fighting, displacement
    :above-title: On the ground
    :below-title: Diplomacy and aid
    :width: full
    :title: The month, day by day
    :::
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from figures.desk.data import Column, Period, Row
from figures.desk.events import Course, Event, course
from figures.desk.look import Look
from figures.desk.words import cardinal, date_in_full, from_to, listed

if TYPE_CHECKING:
    from matplotlib.figure import Figure

COLUMNS = (
    Column("date", "period", "a day, month or year, or a period of them"),
    Column("event", "text", "what happened, in a few words"),
    Column("kind", "text", "what sort of event: its side of the line", required=False),
)
OPTIONS: Mapping[str, str] = {
    "above": "the kinds that stand above the line, with commas between; all others stand below",
    "above-title": "what the upper side is called",
    "below-title": "what the lower side is called",
    "emphasis": "the kinds set in the accent colour; else those above",
    "from": "the first day, month or year drawn",
    "until": "the last day, month or year drawn",
}
NARROW = 110  # millimetres; up to here the line runs down the page
_MOST_NAMED = 3  # emphasised events that are told in full


def draw(rows: Sequence[Row], options: Mapping[str, str], look: Look) -> Figure:
    """A figure `look.width` wide and as high as its labels need."""
    from figures.desk import across, down  # brings matplotlib, which only drawing needs

    told = course(rows, options)
    titles = _shown(told, _titles(options))
    if look.width <= NARROW:
        return down.drawn(told, titles, look)
    return across.drawn(told, titles, look)


def describe(rows: Sequence[Row], options: Mapping[str, str], look: Look) -> str:
    """How many events from when to when; the first, the last and those emphasised."""
    told = course(rows, options)
    events, language = told.events, look.language
    first, last = events[0], events[-1]
    if len(events) == 1:
        return f"Timeline of one event: {_told(first, language, year=True)}."
    count = cardinal(len(events), language)
    sentences = [f"Timeline of {count} events {_span(told, language)}"
                 f"{_sides(told, options, language)}."]
    ends = f"The first, {_told(first, language, told.years)}; the last, "
    sentences.append(f"{ends}{_told(last, language, told.years)}.")
    if options.get("emphasis"):
        sentences.extend(_emphasised(told, language))
    return " ".join(sentences)


def _titles(options: Mapping[str, str]) -> tuple[str, str]:
    if not options.get("above"):
        if options.get("above-title") or options.get("below-title"):
            raise ValueError("A side of the line has a title, but “above” names no kinds.")
        return "", ""
    return options.get("above-title", "").strip(), options.get("below-title", "").strip()


def _shown(told: Course, titles: tuple[str, str]) -> tuple[str, str]:
    """The titles of those sides that have an event."""
    sides = {event.above for event in told.events}
    return titles[0] if True in sides else "", titles[1] if False in sides else ""


def _span(told: Course, language: str) -> str:
    """From the first event to the end of the last, each as precisely as it is dated."""
    events = told.events
    latest = max((event.when for event in events), key=lambda when: when.end)
    first = replace(events[0].when, end=events[0].when.start)
    last = replace(latest, start=latest.end)
    whole = Period(first.start, last.end, first.precision)
    if first.precision == last.precision:
        text = date_in_full(whole, language)
    else:
        text = from_to(date_in_full(first, language), date_in_full(last, language), language)
    return f"from {text}" if " to " in text else f"of {text}"


def _sides(told: Course, options: Mapping[str, str], language: str) -> str:
    """How many stand on each side, by the names that the sides have."""
    above, below = _shown(told, _titles(options))
    counts = Counter(event.above for event in told.events)
    if not above or not below:
        return ""
    return (f": {cardinal(counts[True], language)} above the line ({above}), "
            f"{cardinal(counts[False], language)} below it ({below})")


def _told(event: Event, language: str, year: bool) -> str:
    return f"{date_in_full(event.when, language, year)}: {event.text.rstrip('.')}"


def _emphasised(told: Course, language: str) -> list[str]:
    events = [event for event in told.events if event.emphasised]
    if not events:
        return []
    named = listed([_told(event, language, told.years) for event in events[:_MOST_NAMED]], language)
    if len(events) > _MOST_NAMED:
        return [f"{cardinal(len(events), language).capitalize()} are emphasised, "
                f"the first of them {_told(events[0], language, told.years)}."]
    return [f"Emphasised: {named}."]
