"""The ways in which English says a date, each with the rule that resolves it.

`RULES` are tried in their order, the more exact ones first; what one has taken the later ones do
not see.
"""

from __future__ import annotations

import re

from report.importing.candidates import periods, told
from report.importing.candidates.anchors import MONTHS, SEASONS, WEEKDAYS
from report.importing.candidates.feasts import NAMES, feast
from report.importing.candidates.periods import NUMBERS, ORDINALS, Rule

YEAR = r"(?:1[5-9]|20)\d\d"
MONTH = "|".join(sorted((name.capitalize() for name in MONTHS), key=len, reverse=True))
_NAMED = [name.capitalize() for name in MONTHS if len(name) > 4 or name in ("june", "july")]
WEEKDAY = "|".join(name.capitalize() for name in WEEKDAYS)
SEASON = "|".join(SEASONS)
_FEAST = "|".join(NAMES)
_COUNT = r"\d{1,3}|" + "|".join(
    sorted((word for word in NUMBERS if word and word != "few"), key=len, reverse=True))
_ORDINAL = "|".join(ORDINALS)
_EDGE = r"(?P<edge>first|second|third|fourth|last)"
_D = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_WD = rf"(?:(?:{WEEKDAY}),? (?:the )?)?"
_OF_YEAR = rf"(?:,? (?:of )?(?P<year>{YEAR})\b)?"
_TO = r" ?(?:–|-|/|to|and|until|till|through) ?"
_PART = (r"(?P<part>early(?: in)?|late(?: in)?|mid|(?:the )?(?:very )?"
         r"(?:beginning|start|middle|end) of)[ -]")
_UNIT = r"(?P<unit>day|week|fortnight|month|year|decade)"
_NO_COUNT = r"(?![.,]?\d|[-–/]\d|%| ?(?:per cent|percent|people|men|women|children|km|metres))"
_BEFORE_MONTH = "|".join(rf"(?<={words} )" for words in (
    r"\b[Ii]n", "[Ss]ince", r"\b[Bb]y", "[Uu]ntil", "[Ff]rom", "[Oo]f", "uring", "efore", "fter",
    "and", "for", "to", "in early", "in late", "hole of", "hat", r"\b[Ii]ts", "heir", "[Hh]is")
) + "|(?<=in mid-)|^"

# For each rule, of which words one must stand in the sentence, for most sentences hold none of
# them: words in lower case, or a class of words.
RULES: tuple[tuple[frozenset[str], re.Pattern[str], Rule], ...] = tuple(
    (frozenset(needs.split()), re.compile(words), rule) for needs, words, rule in (
    ("YEAR", rf"\b(?P<year>{YEAR})-(?P<m>\d\d)-(?P<d>\d\d)\b", periods.iso),
    ("YEAR", rf"(?<![\d.])(?P<d>{_D})\.(?P<m>1[0-2]|0?[1-9])\.(?P<year>{YEAR})\b", periods.iso),
    ("MONTH",
     rf"\b(?i:the week (?P<how>of|beginning|starting|from)) (?P<day>{_D}) (?P<month>{MONTH})\b\.?"
     + _OF_YEAR, periods.week_of),
    ("MONTH",
     rf"\b(?i:the week (?P<how>of|beginning|starting|from)) (?P<month>{MONTH})\.? (?P<day>{_D})\b"
     + _OF_YEAR, periods.week_of),
    ("MONTH",
     rf"\b(?P<from>{_D}) (?P<first>{MONTH}){_TO}(?P<to>{_D}) (?P<month>{MONTH})\b{_OF_YEAR}",
     periods.days),
    ("MONTH",
     rf"\b(?P<first>{MONTH})\.? (?P<from>{_D}){_TO}(?P<month>{MONTH})\.? (?P<to>{_D})\b{_NO_COUNT}"
     rf"{_OF_YEAR}", periods.days),
    ("MONTH",
     rf"\b(?P<from>{_D}){_TO}(?P<to>{_D}) (?:of )?(?P<month>{MONTH})\b\.?{_OF_YEAR}", periods.days),
    ("MONTH", rf"\b(?P<day>{_D} )?(?P<month>{MONTH})\.? (?:of )?(?P<which>last|this|next) year\b",
     periods.of_year_spoken),
    ("MONTH", rf"\b{_WD}(?P<day>{_D}) (?:of )?(?P<month>{MONTH})\b\.?{_OF_YEAR}", periods.day),
    ("MONTH", rf"\b(?P<month>{MONTH})\.? (?P<from>{_D}){_TO}(?P<to>{_D})\b{_NO_COUNT}{_OF_YEAR}",
     periods.days),
    ("MONTH", rf"\b{_WD}(?P<month>{MONTH})\.? (?P<day>{_D})\b{_NO_COUNT}{_OF_YEAR}", periods.day),
    ("MONTH",
     rf"\b(?i:the (?P<day>{_ORDINAL}) of) (?P<month>{MONTH})\b{_OF_YEAR}", periods.ordinal_day),
    ("MONTH", rf"\b(?P<first>{MONTH})(?: (?P<before>{YEAR}))?{_TO}(?P<month>{MONTH})"
     rf"(?: (?P<year>{YEAR})\b|(?! ?\d))", periods.months),
    ("MONTH", rf"\b(?i:the {_EDGE} (?:(?P<count>{_COUNT}) )?(?P<unit>day|week)s? (?:of|in)) "
     rf"(?P<month>{MONTH})\b{_OF_YEAR}", periods.first_days),
    ("MONTH", rf"\b(?i:the (?P<edge>first|second) half of) (?P<month>{MONTH})\b{_OF_YEAR}",
     periods.half_month),
    ("MONTH",
     rf"\b(?i:the {_EDGE} (?P<weekday>weekend|{WEEKDAY}) (?:of|in)) (?P<month>{MONTH})\b{_OF_YEAR}",
     periods.weekday_of_month),
    ("MONTH",
     rf"\b(?:(?i:{_PART}))?(?P<month>{MONTH})\b\.?,? (?:of )?(?P<year>{YEAR})\b", periods.of_month),
    ("MONTH", rf"\b(?i:(?P<which>last|next|this|past)) (?P<month>{MONTH})\b", periods.of_month),
    ("YEAR year", rf"\b(?i:{_PART})(?P<year>{YEAR})\b(?!s)", periods.part_of_year),
    ("YEAR year", rf"\b(?i:{_PART}(?P<year>(?:last|this|next|the) year))\b", periods.part_of_year),
    ("YEAR year",
     rf"\b(?i:the {_EDGE} (?:(?P<half>half)|(?P<quarter>quarter)|(?P<count>{_COUNT}) months) of "
     rf"(?P<year>{YEAR}|(?:last|this|next|the) year))\b", periods.first_months),
    ("quarter", r"(?<=\b[Ii]n )(?i:the (?P<edge>first|second|third|fourth) quarter)\b(?! of\b|-)",
     periods.quarter),
    ("day eve sunday friday monday wednesday",
     rf"\b(?i:(?P<feast>{_FEAST}))(?:,? (?P<year>{YEAR}))?\b", feast),
    ("SEASON", rf"\b(?i:(?:the )?(?:(?:early|late|mid)[ -])?(?P<season>{SEASON})(?: of|,)?) "
     rf"(?P<year>{YEAR})\b", periods.season),
    ("SEASON", rf"\b(?i:(?:the same|that) (?P<season>{SEASON}))\b", told.same_season),
    ("SEASON",
     rf"\b(?i:(?P<which>last|next|this) (?P<year>)(?P<season>{SEASON}))\b", periods.season),
    ("YEAR", rf"\b(?:[Ff]rom|[Bb]etween) (?P<first>{YEAR}) (?:to|and|until) (?P<last>{YEAR})\b",
     periods.years),
    ("YEAR", rf"(?<![\d/-])(?P<first>{YEAR})[–/-](?P<last>{YEAR}|\d\d)\b(?![-/\d])", periods.years),
    ("YEAR", rf"\b(?:[Tt]he )?(?P<year>{YEAR})s\b", periods.decade),
    ("YEAR", rf"(?<![\w.,:/$€£-])(?P<year>{YEAR})\b(?![-–/]\w|[.,]\d|\s?[%°€]|s\b)", periods.year),
    ("MONTH", rf"(?:\b(?:(?i:{_PART}))|{_BEFORE_MONTH})(?P<month>{'|'.join(_NAMED)}|May)\b"
     r"(?! \w+ (?:said|says|told))", periods.of_month),
    ("MONTH", rf"(?<![\w’'])(?P<month>{'|'.join(set(_NAMED) - {'March', 'August'})})\b"
     r"(?:(?=[’']s? )|(?! [A-Z]))", periods.of_month),
    ("WEEKDAY", rf"\b(?i:the (?:following|next)) (?P<weekday>{WEEKDAY})\b", told.following_weekday),
    ("following next", r"\b(?i:the (?:following|next(?= (?:day|morning)\b)) "
     r"(?P<unit>day|week|month|year|morning|evening|night|afternoon))\b", told.following),
    ("later earlier that",
     rf"\b(?i:(?P<count>{_COUNT}) {_UNIT}s? (?P<way>later|earlier|after that|before that))\b"
     r"(?! than\b)", told.later),
    ("last this next past previous coming",
     r"\b(?i:(?P<how>the end of |the beginning of |earlier |later )?"
     r"(?P<which>last|this|next|the past|the previous|the coming|the last) "
     r"(?P<unit>weekend|week|month|year))\b(?! of\b)", periods.near),
    ("past last", rf"\b(?i:(?:over |in |during |for |within )?(?:the|these|this) (?:past|last) "
     rf"(?:(?P<count>{_COUNT}) )?{_UNIT}s?)\b(?! of)", periods.past),
    ("ago", rf"\b(?i:(?P<count>{_COUNT}) {_UNIT}s? ago)\b", periods.ago),
    ("weekend", r"\b(?i:(?:at|over|on) the weekend)\b(?! of)", periods.weekend),
    ("WEEKDAY",
     rf"\b(?i:(?P<which>last|next|this) )?(?<!Black )(?<!Bloody )(?P<weekday>{WEEKDAY})\b"
     r"(?:[’']s)?", periods.weekday),
    ("today yesterday tomorrow tonight last this",
     r"\b(?i:the day before yesterday|today|yesterday|tomorrow|tonight|last night"
     r"|this (?:morning|afternoon|evening))\b", periods.today),
    ("st nd rd th", r"(?:(?<=\b[Oo]n )|(?<=ince )|(?<=ntil )|(?<=ight of )|(?<=\b[Bb]y ))"
     r"the (?P<day>(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th))\b(?=[,.;:)]|$| (?:and|when|to|it|she|he|"
     r"they|the)\b)", told.day_of_month),
    ("SEASON",
     rf"(?:(?<=\bin )|(?<=\b[Ii]n the )|(?<=since )|(?<=\blast ))(?P<year>)(?P<season>{SEASON})\b"
     r"(?= and|[.,;]|$)", periods.season),
))  # fmt: skip

_CLASSES = (dict.fromkeys(MONTH.split("|"), "MONTH")
            | dict.fromkeys(WEEKDAY.split("|"), "WEEKDAY"))
_SEASONS = frozenset(SEASON.split("|"))
_TOKEN = re.compile(r"[A-Za-z]+|\d+")
WORDS = frozenset().union(*(needs for needs, _, _ in RULES))


def keys(words: str) -> frozenset[str]:
    """What a sentence holds of that which rules need."""
    tokens = set(_TOKEN.findall(words))
    found = {_CLASSES[token] for token in tokens & _CLASSES.keys()}
    lower = {token.lower() for token in tokens}
    found |= {"SEASON"} if lower & _SEASONS else set()
    found |= {"YEAR"} if any(len(token) == 4 and re.fullmatch(YEAR, token)
                             for token in tokens) else set()
    return frozenset(found | (lower & WORDS))
