"""Counts and dates found in an imported text, as candidates for its ledger.

    blocks of an Imported
      → sentences   with the lines on which they stand
      → dates       resolved against the day of publication
      → numbers     with qualifier, unit, population, place, speaker, and the date beside them
      → pairs       numbers that disagree
      → rows        of data/facts.csv and data/events.csv, unconfirmed

Nothing here is certain, and none of it is shown before a person has confirmed it:
`report/confirming.py` asks. English; in other languages numbers in figures and dates in digits
are found, without what is said about them.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence

from report.importing.candidates import pairs, places
from report.importing.candidates.anchors import Anchor
from report.importing.candidates.dates import dates
from report.importing.candidates.model import Candidates, Count, Dated, Number, Spoken, When
from report.importing.candidates.numbers import numbers
from report.importing.candidates.populations import counted
from report.importing.candidates.qualifiers import is_further, qualifier
from report.importing.candidates.sentences import headings, spoken
from report.importing.candidates.speakers import speaker, speakers
from report.importing.candidates.titles import title
from report.importing.candidates.units import DURATIONS, PEOPLE, unit
from report.importing.model import Block

__all__ = ["Candidates", "find"]

_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")
_APART = re.compile(r"[;:]\s")
_COMPARED = re.compile(r"\b(?:up|down|compared|against|after|but|while)\b")
_LATER_CLAUSE = re.compile(r"(?<=\w\s)(?:since|when|while|as|because|after|before|until|if)\b.*")
_WHAT = 8  # words
_MOST = 20_000  # numbers and dates: nobody confirms more, and a dense text would take minutes
_MILLION = 1_000_000
_BARE = 1000  # below it a number without a noun is not worth a question


def find(blocks: Sequence[Block], day: datetime.date | None, language: str = "en") -> Candidates:
    """The counts and dates of a text; `day` is when it was published, None if nobody knows."""
    names = places.known(sentence.words for sentence in spoken(blocks))
    years = _years(headings(blocks))
    counts: list[Count] = []
    found: list[Dated] = []
    state = _State()
    is_cut = False
    for sentence in spoken(blocks):
        if is_cut := len(counts) + len(found) >= _MOST:
            break
        state.enter(sentence, years.get(sentence.section))
        when = dates(sentence.words, Anchor(day, state.year, state.told))
        said = speakers(sentence.words, state.speaker)
        counts += _counts(sentence, when, said, names, state, day, language)
        found += _dated(sentence, when, said, names)
        state.leave(when, said)
    return Candidates(tuple(counts), tuple(found), tuple(pairs.disagreeing(counts)), is_cut)


class _State:
    """What the sentences before have said that the next one may lean on."""

    def __init__(self) -> None:
        self.year: int | None = None
        self.told = ""
        self.speaker = ""
        self.thing = ("", "")
        self.measure = ""
        self.is_measured_here = False
        self._paragraph = -1

    def enter(self, sentence: Spoken, year: int | None) -> None:
        self.is_measured_here = False
        if sentence.paragraph != self._paragraph:
            self._paragraph, self.year, self.told = sentence.paragraph, year, ""
            self.speaker, self.thing, self.measure = "", ("", ""), ""

    def leave(self, when: Sequence[When], said: Sequence[tuple[int, str]]) -> None:
        for each in when:
            self.told = each.period or self.told
            if re.search(r"[A-Za-z]", each.words) and (named := _YEAR.search(each.words)):
                self.year = int(named[1])
        if said:
            self.speaker = said[-1][1]


def _years(named: Mapping[int, str]) -> dict[int, int]:
    """The year that a heading names alone, by its section."""
    said = {section: set(_YEAR.findall(words)) for section, words in named.items()}
    return {section: int(*years) for section, years in said.items() if len(years) == 1}


def _counts(
    sentence: Spoken, when: Sequence[When], said: list[tuple[int, str]], names: frozenset[str],
    state: _State, day: datetime.date | None, language: str,
) -> Iterator[Count]:
    words = sentence.words
    found = numbers(words, language, when)
    for at, number in enumerate(found):
        start = found[at - 1].end if at else 0
        stop = found[at + 1].start if at + 1 < len(found) else len(words)
        counts, population, end = _thing(words, number, start, stop, state)
        named = qualifier(words, number.start, number.end)
        if not counts and not population and not named and number.values[-1] < _BARE:
            continue  # a number of nothing
        when_ = _beside(words, when, number, found)
        yield Count(
            number.values, named, counts, population,
            _what(words, end, stop), places.place(words, number.start, names, (w for _, w in said)),
            _as_of(when_, day), speaker(words, number.start, said),
            _note(words, number, when_), words, sentence.line(number.start))


def _thing(words: str, number: Number, start: int, stop: int,
           state: _State) -> tuple[str, str, int]:
    """Unit and population of a number, and where its noun ends.

    A number without a noun counts what the one before it did.
    """
    measure = unit(words, number)
    if measure.name and measure.name != "percent":
        state.measure = "" if measure.name in DURATIONS else measure.name
        state.is_measured_here = True
        return measure.name, "", measure.end
    what = counted(words, number, start, stop)
    if measure.name:
        return measure.name, what.who or what.thing, max(measure.end, what.end)
    if state.measure and not what.thing and not what.who and (
            state.is_measured_here or number.values[-1] >= _MILLION):
        return state.measure, "", what.end  # “22 million crowns, of which 3 million”
    if what.is_people:
        state.thing = (PEOPLE, what.who)
    elif what.thing:
        state.thing = (what.thing, "")
    elif not state.thing[0] and what.who:
        state.thing = (PEOPLE, what.who)
    counts, population = state.thing
    if counts == PEOPLE and what.who:
        population = what.who
    return counts, population, what.end


def _what(words: str, end: int, stop: int) -> str:
    """A few words that read on from number and unit."""
    behind = re.split(r"[,;:.()\"“”]|\s[–—-]+\s", words[end:stop])[0]
    behind = _LATER_CLAUSE.sub("", behind, count=1)
    taken = behind.split()
    said = " ".join(taken[:_WHAT])
    return re.sub(r"(?:\s|^)(?:and|or|but|the|a|an|of|in|to|at|least|some|more|than|nearly|about"
                  r"|with|"
                  r"from|by|for|who|that|were|was|are|is|almost|on)$", "", said).strip()


def _beside(
    words: str, when: Sequence[When], number: Number, numbers_: Sequence[Number]
) -> When | None:
    """The date of a number: the nearest one that no clause and no comparison keeps from it."""
    near = []
    for at, each in enumerate(when):
        after = each.start >= number.end
        between = words[number.end:each.start] if after else words[each.end:number.start]
        others = sum(number.end <= other.start < each.start for other in numbers_)
        is_apart = _APART.search(between) or (others and _COMPARED.search(between))
        if each.period and not is_apart:
            near.append((len(between) + 40 * others, at))
    return when[min(near)[1]] if near else None


def _as_of(when: When | None, day: datetime.date | None) -> str:
    if when is None:
        return ""
    if when.is_since and day and "/" not in when.period:
        begin = when.period + "-01-01"[3 * when.period.count("-"):]
        return f"{begin}/{day.isoformat()}" if begin < day.isoformat() else when.period
    return when.period


def _note(words: str, number: Number, when: When | None) -> str:
    said = []
    if is_further(words, number.start):
        said.append("A further number, which comes on top of another")
    if number.is_share and re.search(r"[a-z]", number.words) and "cent" not in number.words:
        said.append(f"In the text: “{number.words}”")
    if when and when.is_since:
        said.append(f"Since {when.words}")
    return "; ".join(said)


def _dated(
    sentence: Spoken, when: Sequence[When], said: list[tuple[int, str]], names: frozenset[str],
) -> Iterator[Dated]:
    told = set[str]()
    for each in when:
        if each.period and each.period in told:
            continue
        told.add(each.period)
        note = "" if each.period else (
            f"“{each.words}” needs the day of publication, or a year")
        if each.is_ahead and each.period:
            note = "Lies ahead in the text"
        yield Dated(each.period, each.words, title(sentence.words, each),
                    places.place(sentence.words, each.start, names, (w for _, w in said)),
                    speaker(sentence.words, each.start, said), note, sentence.words,
                    sentence.line(each.start))


