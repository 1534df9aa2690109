"""`timeline`: events along a line, each with its date and a few words.

A date may be as rough as it is known: a day, a month, a year, or a period such as
2016-02-01/2016-02-03. What is known to the month or the year is drawn as that month or year,
never as a day that nobody has stated.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from figures.desk.data import Column, Period, Row
from figures.desk.example import Example
from figures.desk.look import Look
from figures.desk.timeline.events import Course, Event, course
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
    "lanes": "yes: a lane for each kind, up to six, with its name; instead of two sides",
    "emphasis": "the kinds set in the accent colour; else those above",
    "from": "the first day, month or year drawn",
    "until": "the last day, month or year drawn",
}
EXAMPLE = Example(
    options={
        "above": "fighting, displacement",
        "above-title": "On the ground",
        "below-title": "Diplomacy and aid",
        "title": "A cessation of hostilities came almost five months after Russia began its air "
                 "campaign",
        "deck": "Selected events in Syria and abroad, 30 September 2015 to 27 February 2016",
        "source": "United Nations for those displaced in October; for the other events the list "
                  "names no speaker",
        "width": "full",
    },
    data="""date,event,kind
2015-09-30,Russia begins its air campaign,fighting
2015-10,"120,000 displaced in three weeks in Aleppo, Hama and Idlib",displacement
2015-12-18,Security Council adopts resolution 2254,diplomacy
2016-02-01/2016-02-03,Indirect talks open in Geneva and are paused,diplomacy
2016-02-04,Donors’ conference in London,aid
2016-02-05/2016-02-06,Tens of thousands reach the closed border gate,displacement
2016-02-12,Munich agreement on a cessation of hostilities,diplomacy
2016-02-26,Security Council adopts resolution 2268,diplomacy
2016-02-27,Cessation of hostilities takes effect,diplomacy
""",
    file="events.csv",
)
_CROWD = 6  # events, of which most may be crowded together
_MOST_NAMED = 3  # emphasised events that are told in full


def draw(rows: Sequence[Row], options: Mapping[str, str], look: Look) -> Figure:
    """A figure `look.width` wide and as high as its labels need."""
    from figures.desk.timeline import layouts  # brings matplotlib, which only drawing needs

    told = course(rows, options)
    return layouts.drawn(told, _shown(told, _titles(options)), look)


def alt(rows: Sequence[Row], options: Mapping[str, str], look: Look) -> str:
    """How many events from when to when, and where most of them are, or of what kinds."""
    told, language = course(rows, options), look.language
    if len(told.events) == 1:
        return f"Timeline of one event: {_told(told.events[0], language, year=True)}."
    opening = f"Timeline of {cardinal(len(told.events), language)} events {_span(told, language)}"
    parts = _lanes(told, language) if told.lanes else _sides(told, options, language)
    return f"{opening}{_crowd(told, language) or parts}."


def describe(rows: Sequence[Row], options: Mapping[str, str], look: Look) -> str:
    """How many events from when to when; the first, the last and those emphasised."""
    told = course(rows, options)
    events, language = told.events, look.language
    first, last = events[0], events[-1]
    if len(events) == 1:
        return f"Timeline of one event: {_told(first, language, year=True)}."
    count = cardinal(len(events), language)
    parts = _lanes(told, language) if told.lanes else _sides(told, options, language)
    sentences = [f"Timeline of {count} events {_span(told, language)}{parts}."]
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


def _lanes(told: Course, language: str) -> str:
    """How many events each lane has."""
    counts = Counter(event.kind for event in told.events)
    lanes = [f"{lane} {cardinal(counts[lane], language)}" for lane in told.lanes]
    return f": {listed(lanes, language)}"


def _crowd(told: Course, language: str) -> str:
    """The shortest stretch that has half of the events or more, if it is short indeed."""
    events = sorted(told.events, key=lambda event: event.when.end)
    half = (len(events) + 1) // 2
    if len(events) < _CROWD:
        return ""
    best = min((Period(min(event.when.start for event in events[first:first + half]),
                       events[first + half - 1].when.end, "day")
                for first in range(len(events) - half + 1)),
               key=lambda when: when.end - when.start)
    if ((best.end - best.start).days + 1) * 3 > (told.end - told.start).days + 1:
        return ""
    within = sum(best.start <= event.when.start and event.when.end <= best.end
                 for event in events)
    return f"; {cardinal(within, language)} of them {_in(best, told.years, language)}"


def _in(when: Period, years: bool, language: str) -> str:
    """A stretch of days: on 5 February, or from 1 to 7 February."""
    text = date_in_full(when, language, years)
    if when.start == when.end:
        return f"on {text}"
    return f"from {text}" if " to " in text else f"within {text}"


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
