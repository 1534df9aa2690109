"""The dates of a sentence, resolved against the day on which the text was published.

English. `RULES` are tried in their order, the more exact ones first; what one has taken the
later ones do not see.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from report.importing.candidates.anchors import MONTHS, SEASONS, WEEKDAYS, Anchor, last_day
from report.importing.candidates.model import When

_MONTH = "|".join(sorted((name.capitalize() for name in MONTHS), key=len, reverse=True))
_WEEKDAY = "|".join(name.capitalize() for name in WEEKDAYS)
_SEASON = "|".join(SEASONS)
_CARDINALS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    "twenty")
_NUMBERS: Mapping[str, int] = {word: number for number, word in enumerate(_CARDINALS, 1)} | {
    "a": 1, "an": 1, "few": 3, "a few": 3, "several": 3, "a couple of": 2, "": 1}
_COUNT = r"a few|a couple of|several|" + "|".join(
    word for word in _NUMBERS if word and " " not in word) + r"|\d{1,3}"
_Y = r"(?:1[5-9]|20)\d\d"
_D = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_WD = rf"(?:(?:{_WEEKDAY}),? (?:the )?)?"
_PART = (r"(?P<part>early(?: in)?|late(?: in)?|mid|the (?:very )?(?:beginning|start|middle|end) "
         r"of)[ -]")
_UNIT = r"(?P<unit>day|week|month|year)"

Rule = Callable[[re.Match[str], Anchor, bool], str]


def _n(text: str | None) -> int | None:
    return int(re.sub(r"\D", "", text)) if text else None


def _month(match: re.Match[str], name: str = "month") -> int:
    return MONTHS[match[name].lower()]


def _day(match: re.Match[str], anchor: Anchor, ahead: bool) -> str:
    return anchor.date(_month(match), _n(match["day"]) or 0, _n(match["year"]), ahead)


def _days(match: re.Match[str], anchor: Anchor, ahead: bool) -> str:
    year = _n(match["year"])
    other = match.groupdict().get("first")
    first = anchor.date(MONTHS[other.lower()] if other else _month(match), _n(match["from"]) or 0,
                        year, ahead)
    return _through(first, anchor.date(_month(match), _n(match["to"]) or 0, year, ahead))


def _through(first: str, last: str) -> str:
    return f"{first}/{last}" if first and last and first < last else last and first


def _months(match: re.Match[str], anchor: Anchor, ahead: bool) -> str:
    year = _n(match["year"])
    before = _n(match["before"]) or year
    last = anchor.month(_month(match), year, ahead)
    first = anchor.month(_month(match, "first"), before or _n(last[:4]), ahead)
    if first > last and not match["before"] and first:
        first = f"{int(first[:4]) - 1:04}{first[4:]}"
    return _through(first, last)


def _of_month(match: re.Match[str], anchor: Anchor, ahead: bool) -> str:
    which = match.groupdict().get("which") or ""
    year = _n(match.groupdict().get("year"))
    if year is None and which == "next":
        return anchor.month(_month(match), None, True)
    if which == "last" and anchor.day and _month(match) == anchor.day.month:
        year = anchor.day.year - 1
    if which == "last" and year is None:
        anchor = Anchor(anchor.day)
    return anchor.month(_month(match), year, ahead and which != "last")


def _first_days(match: re.Match[str], anchor: Anchor, ahead: bool) -> str:
    count = _number(match["count"]) * (7 if match["unit"] == "week" else 1)
    month = anchor.month(_month(match), _n(match["year"]), ahead)
    if not month or not 1 <= count <= 28:
        return month
    last = int(last_day(month)[-2:])
    return (f"{month}-01/{month}-{count:02}" if match["edge"] == "first"
            else f"{month}-{last - count + 1:02}/{month}-{last:02}")


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBERS[text.lower()]


def _part_of_year(match: re.Match[str], anchor: Anchor, ahead: bool) -> str:
    spoken = (match["year"] or "").lower()
    year = spoken if spoken.isdigit() else anchor.years(_WHICH[spoken.split()[0]])
    if not year:
        return ""
    return last_day(year) if "end" in match["part"] else year


_WHICH = {"last": -1, "this": 0, "next": 1, "the": 0, "past": 0, "previous": -1, "coming": 1}


def _first_months(match: re.Match[str], anchor: Anchor, ahead: bool) -> str:
    spoken = match["year"].lower()
    year = spoken if spoken.isdigit() else anchor.years(_WHICH[spoken.split()[0]])
    count = 6 if match["half"] else 3 if match["quarter"] else _number(match["count"])
    at = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1}[match["edge"].lower()]
    first = 12 - count if at < 0 else at * count
    if not year or not 1 <= count <= 12 or first + count > 12:
        return year
    return f"{year}-{first + 1:02}/{year}-{first + count:02}"


def _near(match: re.Match[str], anchor: Anchor, ahead: bool) -> str:
    which, unit = match["which"].lower().split()[-1], match["unit"].lower()
    at = _WHICH.get(which, 0)
    if unit == "week" and which == "past":
        return anchor.back(1, "week")
    if unit in ("month", "year") and which == "past":
        return anchor.back(1, unit)
    steps: Mapping[str, Callable[[int], str]] = {
        "week": anchor.week, "weekend": anchor.weekend, "month": anchor.months,
        "year": anchor.years}
    made = steps[unit](at)
    how = (match["how"] or "").lower()
    if made and "end" in how:
        return made.split("/")[-1] if "/" in made else last_day(made)
    if made and anchor.day and how.startswith("earlier") and unit == "year":
        return f"{made}-01-01/{anchor.day.isoformat()}"
    return made


def _ago(match: re.Match[str], anchor: Anchor, ahead: bool) -> str:
    count, unit = _number(match["count"]), match["unit"].lower()
    if unit in ("day", "week"):
        return anchor.days(-count * (7 if unit == "week" else 1))
    return anchor.months(-count) if unit == "month" else anchor.years(-count)


def _past(match: re.Match[str], anchor: Anchor, ahead: bool) -> str:
    return anchor.back(_number(match["count"]), match["unit"].lower())


def _weekday(match: re.Match[str], anchor: Anchor, ahead: bool) -> str:
    return anchor.weekday(WEEKDAYS[match["weekday"].lower()], (match["which"] or "").lower(), ahead)


def _today(match: re.Match[str], anchor: Anchor, ahead: bool) -> str:
    return anchor.days({"yesterday": -1, "tomorrow": 1}.get(match[0].lower(), 0))


def _season(match: re.Match[str], anchor: Anchor, ahead: bool) -> str:
    return anchor.season(match["season"].lower(), _n(match["year"]),
                         (match.groupdict().get("which") or "").lower())


def _years(match: re.Match[str], anchor: Anchor, ahead: bool) -> str:
    last = match["last"] if len(match["last"]) == 4 else match["first"][:2] + match["last"]
    return _through(match["first"], last)


def _iso(match: re.Match[str], anchor: Anchor, ahead: bool) -> str:
    return anchor.date(int(match["m"]), int(match["d"]), int(match["year"]))


_NO_COUNT = r"(?![.,]?\d|[-–/]\d|%| ?(?:per cent|percent|people|men|women|children|km|metres))"
_TIME = (r"(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Tt]ill|[Ff]rom|[Oo]f|[Dd]uring|[Bb]efore|[Aa]fter|"
         r"[Bb]etween|[Tt]hrough|[Tt]hroughout|[Ff]or|[Bb]ack in|[Tt]o|and|that|[Ll]ate|[Ee]arly)")
RULES: tuple[tuple[re.Pattern[str], Rule], ...] = tuple(
    (re.compile(words), rule) for words, rule in (
    (rf"\b(?P<year>{_Y})-(?P<m>\d\d)-(?P<d>\d\d)\b", _iso),
    (rf"\b(?P<from>{_D}) (?P<first>{_MONTH}) ?(?:–|-|to|and|until) ?(?P<to>{_D}) "
     rf"(?P<month>{_MONTH})\b"
     rf"(?:,? (?P<year>{_Y})\b)?", _days),
    (rf"\b(?P<from>{_D}) ?(?:–|-|to|and|until) ?(?P<to>{_D}) (?:of )?(?P<month>{_MONTH})\b"
     rf"(?:,? (?P<year>{_Y})\b)?", _days),
    (rf"\b{_WD}(?P<day>{_D}) (?:of )?(?P<month>{_MONTH})\b\.?(?:,? (?P<year>{_Y})\b)?", _day),
    (rf"\b(?P<month>{_MONTH})\.? (?P<from>{_D}) ?(?:–|-|to|and|until) ?(?P<to>{_D})\b{_NO_COUNT}"
     rf"(?:,? (?P<year>{_Y})\b)?", _days),
    (rf"\b{_WD}(?P<month>{_MONTH})\.? (?P<day>{_D})\b{_NO_COUNT}(?:,? (?P<year>{_Y})\b)?", _day),
    (rf"\b(?P<first>{_MONTH})(?: (?P<before>{_Y}))? ?(?:–|-|to|until|and|through) "
     rf"?(?P<month>{_MONTH})"
     rf"(?: (?P<year>{_Y})\b|(?! ?\d))", _months),
    (rf"\b(?i:the (?P<edge>first|last) (?P<count>{_COUNT})) (?P<unit>day|week)s? of "
     rf"(?P<month>{_MONTH})\b(?: (?P<year>{_Y})\b)?", _first_days),
    (rf"\b(?:(?i:{_PART}))?(?P<month>{_MONTH})\b\.?,? (?:of )?(?P<year>{_Y})\b", _of_month),
    (rf"\b(?i:(?P<which>last|next|this|past)) (?P<month>{_MONTH})\b", _of_month),
    (rf"\b(?i:{_PART})(?P<year>{_Y})\b(?!s)", _part_of_year),
    (r"\b(?i:(?P<part>early|late|mid|the (?:beginning|start|middle|end) of)[ -]"
     r"(?P<year>(?:last|this|next|the) year))\b", _part_of_year),
    (rf"\b(?i:the (?P<edge>first|second|third|fourth|last) (?:(?P<half>half)|(?P<quarter>quarter)|"
     rf"(?P<count>{_COUNT}) months) of (?P<year>{_Y}|(?:last|this|next|the) "
     rf"year))\b", _first_months),
    (rf"\b(?i:(?:the )?(?:(?:early|late|mid)[ -])?(?P<season>{_SEASON})(?: of|,)?) "
     rf"(?P<year>{_Y})\b",
     _season),
    (rf"\b(?i:(?P<which>last|next|this) (?P<year>)(?P<season>{_SEASON}))\b", _season),
    (rf"\b(?:[Ff]rom|[Bb]etween) (?P<first>{_Y}) (?:to|and|until) (?P<last>{_Y})\b", _years),
    (rf"(?<![\d/-])(?P<first>{_Y})[–/-](?P<last>{_Y}|\d\d)\b(?![-/\d])", _years),
    (rf"\b(?:[Tt]he )?(?P<year>{_Y})s\b", lambda m, a, f: f"{m['year']}/{m['year'][:3]}9"),
    (rf"(?<![\w.,:/$€£-])(?P<year>{_Y})\b(?![-–/]\w|[.,]\d|\s?[%°€]"
     rf"|s\b)", lambda m, a, f: m["year"]),
    (rf"\b(?:(?:(?i:{_PART}))|(?<=\b[Ii]n )|(?<=[Ss]ince )|(?<=\b[Bb]y )|(?<=[Uu]ntil )"
     rf"|(?<=[Ff]rom )|"
     r"(?<=[Oo]f )|(?<=uring )|(?<=efore )|(?<=fter )|(?<=and )|(?<=for )|(?<=to )|(?<=in early )|"
     r"(?<=in late )|(?<=in mid-)|(?<=hole of )|(?<=hat )|^)"
     r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|"
     r"December)\b(?! \w+ (?:said|says|told))", _of_month),
    (r"(?<![\w’'])(?P<month>January|February|April|June|July|September|October|November|December)\b"
     r"(?:(?=[’']s? )|(?! [A-Z]))", _of_month),
    (r"\b(?i:(?P<how>the end of |the beginning of |earlier |later )?"
     r"(?P<which>last|this|next|the past|the previous|the coming|the last) "
     r"(?P<unit>weekend|week|month|year))\b(?! of\b)", _near),
    (rf"\b(?i:(?:over |in |during |for |within )?(?:the|these|this) (?:past|last) "
     rf"(?P<count>{_COUNT}) "
     rf"{_UNIT}s?)\b(?! of)", _past),
    (rf"\b(?i:(?P<count>{_COUNT}) {_UNIT}s? ago)\b", _ago),
    (rf"\b(?i:(?P<which>last|next|this) )?(?P<weekday>{_WEEKDAY})\b(?:[’']s)?", _weekday),
    (r"\b(?i:today|yesterday|tomorrow|tonight)\b", _today),
    (rf"(?:(?<=\bin )|(?<=\b[Ii]n the )|(?<=since )|(?<=\blast ))(?P<year>)(?P<season>{_SEASON})\b"
     r"(?= and|[.,;]|$)", _season),
))  # fmt: skip
_ANY = re.compile(rf"{_Y}|\b(?:{_MONTH}|{_WEEKDAY})|\b(?:to(?:day|night|morrow)|yesterday|ago"
                  rf"|last|past|"
                  rf"this|next|previous|coming|{_SEASON})\b", re.IGNORECASE)
_EVERY = re.compile(r"\b(?:every|each|any|on an?|most|some|many) $", re.IGNORECASE)
_AHEAD = re.compile(r"\b(?:will|shall|due|expected|planned|plans?|schedul\w+|is to|are to|to begin|"
                    r"ought to|must|until|upcoming|resume|promised)\b", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:since|from|ever since)(?: the| early| late| mid)?[ -]$", re.IGNORECASE)


def dates(words: str, anchor: Anchor) -> list[When]:
    """The dates of a sentence, in their order."""
    if not _ANY.search(words):
        return []
    taken: list[tuple[re.Match[str], Rule]] = []
    covered = bytearray(len(words))
    for pattern, rule in RULES:
        for match in pattern.finditer(words):
            if match.start() < match.end() and not any(covered[match.start():match.end()]):
                covered[match.start():match.end()] = b"\1" * (match.end() - match.start())
                taken.append((match, rule))
    taken.sort(key=lambda each: each[0].start())
    return _resolved(words, taken, anchor)


def _resolved(words: str, taken: list[tuple[re.Match[str], Rule]], anchor: Anchor) -> list[When]:
    found: list[When] = []
    before = 0
    named = next((_n(match["year"]) for match, _ in taken
                  if re.fullmatch(_Y, match.groupdict().get("year") or "")), None)
    if named:
        anchor = Anchor(anchor.day, named)
    for at, (match, rule) in enumerate(taken):
        start, end = match.span()
        if _EVERY.search(words[max(0, start - 10):start]):
            continue
        following = taken[at + 1][0].start() if at + 1 < len(taken) else len(words)
        window = words[before:start] if start > 15 else words[end:following]
        ahead = bool(_AHEAD.search(window))
        try:
            period = rule(match, anchor, ahead)
        except (ValueError, OverflowError):  # a year or a day that no calendar has
            period = ""
        found.append(When(start, end, match[0], period,
                          bool(_SINCE.search(words[max(0, start - 16):start])), ahead))
        before = end
    return found
