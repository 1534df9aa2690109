"""Openings: the title, byline and dateline at the head of a plain text."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from report.importing.units import Unit

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier enero",
            "february feb februar février febrero",
            "march mar märz mars marzo",
            "april apr avril abril",
            "may mai mayo",
            "june jun juni juin junio",
            "july jul juli juillet julio",
            "august aug août agosto",
            "september sep sept septembre septiembre",
            "october oct oktober octobre octubre",
            "november nov novembre noviembre",
            "december dec dezember décembre diciembre",
        ),
        1,
    )
    for name in names.split()
}
_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATES = (
    re.compile(r"\b(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
    re.compile(rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th|\.|er)?\s+(?:de\s+|of\s+)?(?P<n>{_NAME})\.?,?\s+"
               r"(?:de\s+)?(?P<y>\d{4})\b", re.IGNORECASE),
    re.compile(rf"\b(?P<n>{_NAME})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})\b",
               re.IGNORECASE),
)  # fmt: skip
_MONTH_ONLY = re.compile(rf"(?P<n>{_NAME})\s+(?P<y>\d{{4}})", re.IGNORECASE)
_PERSON = (
    r"[A-ZÀ-Þ][\w.'’-]+(?:\s+(?:[A-ZÀ-Þ][\w.'’-]*|van|von|de|der|den|al|el|bin|du|la|ten)){1,4}"
)
_PLACED = re.compile(rf"[A-Z][\w .]+(?:, ?[A-Z][\w. ]+)? (?P<n>{_NAME}) (?P<y>\d{{4}})")
_BY = re.compile(r"(?i:by|words by|story by|text by|written by|von|par|report by|reporting by)\s+"
                 rf"(?P<who>{_PERSON}.*)")
_ROLE = re.compile(rf"(?P<who>{_PERSON}),?\s+(?:in\s+[A-Z]|(?i:[\w\s]*(?:correspondent|editor|"
                   r"reporter|staff writer|bureau chief)))")
_ALONE = re.compile(rf"{_PERSON}(?:(?:,| and| und| et)\s+{_PERSON})*")
_SPLIT = re.compile(r"\s*(?:,| and | und | et | & |;)\s*")
_NO_PERSON = re.compile(r"\b(?:CNN|BBC|AP|AFP|Reuters|correspondent|editor|reporter|staff|writer|"
                        r"bureau|news|desk|in|for)\b", re.IGNORECASE)
_DATELINE_WORDS = re.compile(r"\b(?:updated|published|posted|last modified|first published|gmt|bst|"
                             r"est|edt|hkt|utc|cet|am|pm|uhr|on|at|min(?:ute)?s? read|the|of|"
                             r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)\b|"
                             r"[\d\s:.,|()·•–—-]|" + _NAME, re.IGNORECASE)
_LEAD = re.compile(r"(?!(?:On|In|At|By|Since|From|Until|After|Before|The|As|Late|Early)\b)"
                   r"(?P<lead>[A-ZÀ-Þ][^—–:!?]{6,75}?)\s*(?:—|–|--|\s-)\s*(?=\S)")
_LONGEST_TITLE = 160
_GOES_ON = re.compile(r"\b(?:of|the|and|into|an?|und|der|des|de)$|:$", re.IGNORECASE)


def date_in(text: str) -> datetime.date | None:
    """The first date of a text that has day, month and year; None if there is none."""
    hits = [match for pattern in _DATES if (match := pattern.search(text))]
    for match in sorted(hits, key=lambda found: found.start()):
        given = match.groupdict()
        month = int(given["m"]) if given.get("m") else _MONTHS[given["n"].lower()]
        try:
            return datetime.date(int(given["y"]), month, int(given["d"]))
        except ValueError:
            continue
    if re.fullmatch(r"1[4-9]\d\d|20\d\d", text.strip(" .,()")):
        return datetime.date(int(text.strip(" .,()")), 1, 1)
    if match := _MONTH_ONLY.fullmatch(text.strip(" .,")) or _PLACED.fullmatch(text):
        return datetime.date(int(match["y"]), _MONTHS[match["n"].lower()], 1)
    return None


def is_dateline(text: str) -> bool:
    """Whether a line says when the text was published, and hardly anything else."""
    if len(text) > 110 or date_in(text) is None:
        return bool(len(text) < 50 and _PLACED.fullmatch(text))
    return len(re.findall(r"[^\W\d_]{2,}", _DATELINE_WORDS.sub(" ", text))) <= 3


def dateline(text: str) -> datetime.date | None:
    """The day that stands with a place before the first words: “GENEVA, 4 March 2016 (Wire) —”."""
    match = _LEAD.match(text)
    words = re.findall(r"[^\W\d_]{3,}", match["lead"]) if match else []
    named = all(word[0].isupper() or word in _MONTHS for word in words)
    return date_in(match["lead"]) if match and named else None


def byline(text: str, near_date: bool = False) -> tuple[str, ...]:
    """The names in a line that says who wrote the text; () if it does not."""
    if len(text) > 140:
        return ()
    match = _BY.fullmatch(text) or _ROLE.match(text)
    if not match and not (near_date and len(text) < 60 and _ALONE.fullmatch(text)
                          and not text.isupper()):
        return ()
    who = match["who"] if match else text
    names = []
    for name in _SPLIT.split(re.split(r"\s+(?:in|for)\s+|\s*[|(]", who)[0]):
        if name and re.match(_PERSON, name) and not _NO_PERSON.search(name):
            names.append(name.strip(" ."))
    return tuple(names) or ((who.strip(),) if match and re.match(_BY, text) else ())


def opening(units: Sequence[Unit]) -> dict[str, list[int]]:
    """Which of the first units are title, subtitle, byline and dateline, by their positions."""
    found: dict[str, list[int]] = {}
    first = 0
    while first < min(3, len(units)) and is_dateline(units[first].text):
        found.setdefault("dateline", []).append(first)
        first += 1
    if first >= len(units) or not _is_title(units, first):
        return found
    found["title"] = [first]
    if _GOES_ON.search(units[first].text) and len(units[first + 1].text) < 90:
        found["title"].append(first + 1)
        first += 1
    for at in range(first + 1, min(first + 8, len(units))):
        text = units[at].text
        following = units[at + 1].text if at + 1 < len(units) else ""
        dated = is_dateline(following) or is_dateline(units[at - 1].text) or at == first + 1
        if is_dateline(text):
            found.setdefault("dateline", []).append(at)
        elif byline(text, near_date=dated and len(units) > at + 1 and (
                is_dateline(following) or is_dateline(units[at - 1].text))):
            found.setdefault("byline", []).append(at)
        elif at == first + 1 and len(text) <= 240 and any(
                is_dateline(unit.text) or byline(unit.text) for unit in units[at + 1 : at + 4]):
            found["subtitle"] = [at]
        else:
            break
    return found


def _is_title(units: Sequence[Unit], at: int) -> bool:
    text = units[at].text
    if len(text) > _LONGEST_TITLE or len(units[at].lines) > 4 or at + 1 >= len(units):
        return False
    return not re.search(r"[^.][.;,:]$", text) or (
        units[at].gap == 0 and units[at + 1].gap > 0 and len(text) < 70 and not text.endswith(","))
