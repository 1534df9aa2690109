"""Where a number or an event belongs: names of places in a sentence, and in the whole text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Set

from report.importing.candidates.anchors import MONTHS, SEASONS, WEEKDAYS

_NAME = (r"[A-ZÀ-Þ][\w’'-]*(?:(?:[ -]|(?: of| of the| al-| el-| la| de| der) ?)[A-ZÀ-Þ][\w’-]*)*")
_SIDE = (r"(?:(?:north|south|east|west)(?:ern|[- ]?east(?:ern)?|[- ]?west(?:ern)?)?|central"
         r"|upper|lower|"
         r"rebel-held|government-held|neighbouring|nearby|old|greater|rural|mainland|inner|outer)")
_WITHIN = re.compile(rf"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|[Aa]round|[Aa]cross|[Ii]nside|[Oo]n"
                     rf"|[Ii]nto|"
                     rf"[Tt]owards?|[Tt]hroughout|[Aa]bove|[Bb]elow|"
                     rf"(?:came|fled|went|moved|returned) to) (?:the )?"
                     rf"(?:(?:town|city|village|province|island|port|region|district) of )?"
                     rf"(?P<place>(?:{_SIDE} )?{_NAME})")
_ANY = re.compile(rf"\b(?:[Ff]rom|[Tt]o|[Oo]f|[Rr]each(?:ed)?|[Ll]eft|[Ff]or|[Ss]eized"
                  rf"|[Bb]etween|and) "
                  rf"(?:the )?(?P<place>{_NAME})")
_START = re.compile(rf"(?:^|, )(?P<place>{_NAME})")
_NO_PLACE = {
    *MONTHS, *WEEKDAYS, *SEASONS, "god", "english", "i", "mr", "mrs", "ms", "dr", "christmas",
    "easter", "ramadan", "the", "a", "president", "minister", "council", "letter", "chapter",
    "figure", "table", "resolution", "general",
}  # fmt: skip


def known(sentences: Iterable[str]) -> frozenset[str]:
    """The names that stand behind “in”, “at” or “near” somewhere in a text."""
    found: Counter[str] = Counter()
    for words in sentences:
        for match in _WITHIN.finditer(words):
            name = plain(match["place"])
            if _is_place(name):
                found[name] += 1
    return frozenset(found)


def plain(name: str) -> str:
    """A name without what only tells a side of it, or whose it is."""
    return re.sub(r"^(?:neighbouring|nearby|mainland) |[’']s?$", "", name)


def place(words: str, at: int, names: Set[str], speakers: Iterable[str] = ()) -> str:
    """The place that stands nearest to an offset of a sentence, those behind first; "" if none."""
    found: list[tuple[int, int, str]] = []
    spoken = {each.casefold() for each in speakers}
    for pattern in (_WITHIN, _ANY, _START):
        for match in pattern.finditer(words):
            name = plain(match["place"])
            if not _is_place(name) or (any(name.casefold() in each for each in spoken) and not (
                    name in names and name.casefold() in spoken)):
                continue
            if pattern is not _WITHIN and name not in names:
                continue
            where = match.start("place")
            is_cut = ";" in words[min(at, where):max(at, where)]
            distance = abs(where - at) + (60 if where < at else 0) + (400 if is_cut else 0)
            found.append((distance, where, name))
    return min(found)[2] if found else ""


def _is_place(name: str) -> bool:
    first = re.split(r"[ -]", name)[0].lower()
    if re.search(r"(?:ish|ese|[a-z]ist|[a-z]ians?|ans|ers)$", name):
        return False  # a people, or those who belong to something
    return len(name) > 2 and first not in _NO_PLACE and not (name.isupper() and len(name) < 3)
