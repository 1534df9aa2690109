"""Events of a timeline: read from rows, cut to a period, gathered under their dates."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from figures.desk import asked
from figures.desk.data import Period, Row, period

MOST_LANES = 6
_DAY = datetime.timedelta(days=1)

@dataclass(frozen=True)
class Event:
    """Something that happened; `above` is its side of the line."""

    when: Period
    text: str
    kind: str
    above: bool
    emphasised: bool


@dataclass(frozen=True)
class Moment:
    """What one label says: a date and the events of that date on one side, or in one lane."""

    when: Period
    texts: tuple[str, ...]
    above: bool
    emphasised: bool
    lane: str = ""

    @property
    def rough(self) -> bool:
        """Whether the day is not known, but only the month or the year."""
        start, end, precision = self.when.start, self.when.end, self.when.precision
        return start.year == end.year and (
            precision == "year" or (precision == "month" and start.month == end.month))


@dataclass(frozen=True)
class Course:
    """All events in order of time, and the first and last day of the line."""

    events: tuple[Event, ...]
    start: datetime.date
    end: datetime.date
    lanes: tuple[str, ...] = ()

    @property
    def years(self) -> bool:
        """Whether a date needs its year to be understood."""
        return self.start.year != self.end.year

    @property
    def moments(self) -> list[Moment]:
        """Events of the same date, side (or lane) and emphasis together, in order of time."""
        gathered: dict[tuple[Period, bool, bool, str], list[str]] = {}
        for event in self.events:
            lane = event.kind if self.lanes else ""
            key = (event.when, event.above, event.emphasised, lane)
            gathered.setdefault(key, []).append(event.text)
        return [Moment(when, tuple(texts), above, emphasised, lane)
                for (when, above, emphasised, lane), texts in gathered.items()]

    def parted(self, count: int) -> list[Course]:
        """The course cut into parts of like many events; events of one day stay together."""
        cuts = sorted({self._first_of_day(round(number * len(self.events) / count))
                       for number in range(count)} | {0, len(self.events)})
        starts = [self.start, *(self.events[cut].when.start for cut in cuts[1:-1])]
        ends = [*(day - _DAY for day in starts[1:]), self.end]
        return [replace(self, events=self.events[first:beyond], start=start, end=end)
                for first, beyond, start, end in zip(cuts, cuts[1:], starts, ends, strict=False)]

    def _first_of_day(self, number: int) -> int:
        while number and self.events[number - 1].when.start == self.events[number].when.start:
            number -= 1
        return number


def course(rows: Sequence[Row], options: Mapping[str, str]) -> Course:
    """The events of the rows; ValueError with a sentence if there is nothing to draw."""
    above, emphasis = _names(options.get("above", "")), _names(options.get("emphasis", ""))
    kinds = {str(row.get("kind") or "").strip() for row in rows}
    for option, names in (("above", above), ("emphasis", emphasis)):
        for name in names:
            if name not in kinds:
                raise ValueError(f"“{option}” names the kind “{name}”, which no event has.")
    events = [_event(row, above, emphasis) for row in rows]
    first, last = _limit(options, "from"), _limit(options, "until")
    kept = sorted(
        (event for event in events
         if (not first or event.when.end >= first.start)
         and (not last or event.when.start <= last.end)),
        key=lambda event: (event.when.start, event.when.end))
    if not kept:
        raise ValueError("There is no event to draw" + (
            " between “from” and “until”." if first or last else "."))
    start = first.start if first else kept[0].when.start
    end = last.end if last else max(event.when.end for event in kept)
    if end < start:
        raise ValueError("“until” is before “from”.")
    return Course(tuple(kept), start, end, _lanes(kept, rows, options))


def _lanes(
    events: Sequence[Event], rows: Sequence[Row], options: Mapping[str, str]
) -> tuple[str, ...]:
    """The kinds that have a lane each, in the order in which the file brings them."""
    if asked.choice(options, "lanes", ("no", "yes")) == "no":
        return ()
    if options.get("above"):
        raise ValueError("“lanes” and “above” exclude each other; leave one of them out.")
    for event in events:
        if not event.kind:
            raise ValueError(f"The event “{event.text}” has no kind, so no lane could hold it.")
    kinds = {event.kind for event in events}
    if len(kinds) > MOST_LANES:
        raise ValueError(f"There are {len(kinds)} kinds; more than {MOST_LANES} lanes cannot be "
                         "followed. Name fewer kinds in the data, or leave “lanes” out.")
    return tuple(kind for kind in dict.fromkeys(asked.text(row, "kind") for row in rows)
                 if kind in kinds)


def _event(row: Row, above: list[str], emphasis: list[str]) -> Event:
    when, text = row.get("date"), str(row.get("event") or "").strip()
    kind = str(row.get("kind") or "").strip()
    if not isinstance(when, Period):
        raise ValueError(f"The event “{text}” has no date.")
    if not text:
        raise ValueError(f"The row of {when.start.isoformat()} does not say what happened.")
    # With no side named, all stand above: a line with one side has its labels where one looks.
    up = kind in above if above else True
    # One accent: the emphasised kinds if any are named, else the upper side of two.
    accent = kind in emphasis if emphasis else bool(above) and up
    return Event(when, text, kind, up, accent)


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.replace(";", ",").split(",") if name.strip()]


def _limit(options: Mapping[str, str], name: str) -> Period | None:
    text = options.get(name, "").strip()
    if not text:
        return None
    try:
        return period(text)
    except ValueError as error:
        raise ValueError(f"“{name}”: {error}") from None
