"""The dates of a sentence, resolved against the day on which the text was published. English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from report.importing.candidates.anchors import Anchor
from report.importing.candidates.model import When
from report.importing.candidates.periods import Match, Rule
from report.importing.candidates.sayings import MONTH, RULES, YEAR, keys

_EVERY = re.compile(r"\b(?:every|each|any|on an?|most|some|many) $", re.IGNORECASE)
_AHEAD = re.compile(r"\b(?:will|shall|due|expected|planned|plans?|schedul\w+|is to|are to|to begin|"
                    r"ought to|must|until|upcoming|resumes?|promised|hopes? to|begins|starts|opens"
                    r"|ends|closes|goes on|runs until|deadline)\b", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:was|were|had|did|could)\b.*\buntil\b", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:since|from|ever since)(?: the| early| late| mid)?[ -]$", re.IGNORECASE)
# A year that something is measured against does not date what else the sentence tells.
_COMPARED = re.compile(r"\b(?:than|with|against|from|since|to|of)(?: in)?(?: the)? $")
# What may stand between a month and the year that is named for both: “in May and July 2015”.
_LISTED = re.compile(r"(?:[\s,–-]|and|or|to|until|in|on|from|the|of|early|late|\d\d?\b"
                     rf"|(?:{MONTH})\b)*")
_THEN = re.compile(r"\b(?:again|then|until|till|resumed?s?|later|ended|went on)\b")


def dates(words: str, anchor: Anchor) -> list[When]:
    """The dates of a sentence, in their order."""
    if not (held := keys(words)):
        return []
    taken: list[tuple[Match, Rule]] = []
    covered = bytearray(len(words))
    for needs, pattern, rule in RULES:
        for match in pattern.finditer(words) if needs & held else ():
            if match.start() < match.end() and not any(covered[match.start():match.end()]):
                covered[match.start():match.end()] = b"\1" * (match.end() - match.start())
                taken.append((match, rule))
    taken.sort(key=lambda each: each[0].start())
    return _resolved(words, taken, anchor)


def _resolved(words: str, taken: Sequence[tuple[Match, Rule]], anchor: Anchor) -> list[When]:
    found: list[When] = []
    matches = [match for match, _ in taken]
    for at, (match, rule) in enumerate(taken):
        start, end = match.span()
        if _EVERY.search(words[max(0, start - 10):start]):
            continue
        before = found[-1].end if found else 0
        following = matches[at + 1].start() if at + 1 < len(matches) else len(words)
        ahead = _looks_ahead(words[before:start] + (words[end:following] if start <= 15 else ""))
        here = replace(anchor, year=_year(words, matches, at) or anchor.year)
        period = _period(match, rule, here, ahead)
        if period is None:
            continue
        if found and found[-1].period and _is_before(match, period, found[-1].period) and (
                _THEN.search(words[before:start])):
            period = _period(match, rule, replace(here, year=int(period[:4]) + 1), ahead) or ""
        found.append(When(start, end, match[0], period,
                          bool(_SINCE.search(words[max(0, start - 16):start])), ahead))
        anchor = replace(anchor, told=period or anchor.told)
    return found


def _period(match: Match, rule: Rule, anchor: Anchor, ahead: bool) -> str | None:
    try:
        return rule(match, anchor, ahead)
    except (ValueError, OverflowError):  # a year or a day that no calendar has
        return ""


def _looks_ahead(window: str) -> bool:
    return bool(_AHEAD.search(window)) and not _UNTIL.search(window)


def _named(match: Match) -> int | None:
    named = match.groupdict().get("year") or ""
    return int(named) if re.fullmatch(YEAR, named) else None


def _year(words: str, matches: Sequence[Match], at: int) -> int | None:
    """The year that a date without one takes from the sentence: the one before it, or the one
    that closes the list in which it stands."""
    for other in matches[at + 1:at + 3]:
        if (named := _named(other)) and other.start() - matches[at].end() < 40 and (
                _LISTED.fullmatch(words, matches[at].end(), other.start())):
            return named
    for other in reversed(matches[:at]):
        is_bare = re.fullmatch(YEAR, other[0])
        if (named := _named(other)) and not (
                is_bare and _COMPARED.search(words[max(0, other.start() - 16):other.start()])):
            return named
    return None


def _is_before(match: Match, period: str, told: str) -> bool:
    """Whether a day or month without a year of its own comes out before the date told last."""
    given = match.groupdict()
    start = told.split("/")[0]
    return bool(given.get("month")) and not given.get("year") and len(period) >= 7 and (
        period[:len(start)] < start[:len(period)])
