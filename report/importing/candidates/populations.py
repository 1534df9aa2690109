"""Who or what is counted: the noun behind a number, and what befell those whom it counts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from report.importing.candidates.model import Number

# Nouns that name people, and who they are to the ledger; "" if the noun alone does not say.
_WHO: Mapping[str, str] = {
    "people|persons?|individuals|humans|souls|others|adults": "",
    "refugees?": "refugees", "asylum[- ]seekers?": "asylum seekers", "migrants?": "migrants",
    "internally displaced(?: people| persons)?|idps?": "internally displaced",
    "displaced(?: people| persons)?|evacuees?": "displaced", "returnees?": "returnees",
    "civilians?": "civilians", "residents?|inhabitants?|townspeople|locals|citizens?": "residents",
    "villagers?|islanders?|farmers?|fishermen|traders?": "",
    "children|boys|girls|minors|infants|babies": "children", "women": "women", "men": "men",
    "dead|deaths?|fatalities|bodies|corpses": "killed", "casualties": "casualties",
    "wounded|injured|injuries": "injured", "missing": "missing", "survivors?": "survivors",
    "victims?": "victims", "detainees?|prisoners?|inmates?|hostages?|captives?": "detained",
    "arrests?": "detained", "patients?": "patients", "passengers?|travellers?": "passengers",
    "pupils?|students?|schoolchildren": "pupils", "teachers?": "teachers", "doctors?": "doctors",
    "nurses?|medics?": "nurses", "workers?|employees?|staff|labourers?|miners?": "workers",
    "soldiers?|troops|servicemen|conscripts?": "soldiers", "peacekeepers?": "peacekeepers",
    "police(?: officers?)?|policemen|officers?": "police", "rebels?|fighters?|militants?"
                                                           "|insurgents?"
    "|gunmen|terrorists?|combatants?": "fighters", "protesters?|demonstrators?": "protesters",
    "voters?": "voters", "witnesses": "witnesses", "volunteers?": "volunteers",
    "journalists?|reporters?": "journalists", "engineers?": "engineers", "cooks?": "cooks",
    "members?": "members", "delegates?": "delegates", "tourists?|visitors?": "visitors",
    "customers?": "customers", "crew|sailors?": "crew", "orphans?": "orphans",
}  # fmt: skip
# Nouns that stand before the number of those whom they gather: “a crew of nine”.
HEADS: Mapping[str, str] = {
    "crew": "crew", "team": "", "staff": "workers", "workforce": "workers", "family": "",
    "group": "", "party": "", "population": "residents", "garrison": "soldiers", "crowd": "",
    "congregation": "", "audience": ""}
_HEADED = re.compile(rf"\b(?P<head>{'|'.join(HEADS)}) of (?:[a-z]+ ){{0,2}}$", re.IGNORECASE)
_NOUNS = tuple((re.compile(nouns, re.IGNORECASE), who) for nouns, who in _WHO.items())
# What befell them; the words must stand beside the number, before the next one.
_BEFELL: Mapping[str, str] = {
    r"kill(?:ed|ing|s)|dead|died|deaths?|fatalit\w+|death toll|lost their lives|drowned"
    r"|bodies": "killed",
    r"wound(?:ed|ing)|injur(?:ed|ing|ies)": "injured", r"missing|unaccounted for": "missing",
    r"internally displaced|displaced (?:inside|within)": "internally displaced",
    r"displac\w+|fled|flee(?:ing)?|forced (?:out|from)|left their homes|driven (?:out|from)"
    r"|uprooted"
    r"|evacuat\w+|made homeless|homeless": "displaced",
    r"detain\w+|arrest\w+|jail\w+|imprison\w+": "detained",
    r"aboard|on board": "aboard",
    r"besieged|under siege|trapped|encircled": "besieged", r"returned home|gone home": "returnees",
    r"arriv\w+|reached|crossed|crossings?": "arrivals", r"hosts?|hosting|registered": "registered",
    r"infected|cases|tested positive": "infected", r"vaccinated": "vaccinated",
    r"liv(?:e|es|ing|ed)\b|remain(?:s|ed|ing)?|home to|population|inhabited": "residents",
}  # fmt: skip
_CUES = tuple((re.compile(rf"\b(?:{words})\b", re.IGNORECASE), who)
              for words, who in _BEFELL.items())
_STOP = {
    "in", "at", "of", "from", "who", "whom", "which", "that", "were", "was", "are", "is", "have",
    "had", "has", "to", "and", "by", "on", "with", "since", "as", "for", "into", "when", "while",
    "after", "before", "but", "or", "than", "under", "over", "through", "out", "up", "down",
    "off", "about", "near", "their", "its", "his", "her", "the", "a", "an", "this", "these",
    "those", "not", "no", "cannot", "could", "can", "would", "will", "may", "might", "left",
    "live", "lived", "living", "remain", "remained", "reached", "arrived", "crossed", "fled",
    "died", "killed", "wounded", "injured", "more", "each", "per", "if", "they", "it", "he",
    "she", "we", "said", "says", "there", "here", "where", "today", "now", "so", "far", "too",
    "nearly", "got", "did", "do", "does", "stood", "came", "went", "sleep", "made", "moved",
    "destroyed", "damaged", "fell", "feet", "against", "between", "around", "across", "during",
    "because", "until", "also", "back", "only", "just", "still", "already", "once", "ago",
    "every", "inside", "outside", "along", "alone", "replied",
}  # fmt: skip
_NO_NOUN = {
    "times", "years", "year", "days", "hours", "weeks", "months", "minutes", "thirds", "percent",
    "others",
}  # fmt: skip
_TOKEN = re.compile(r"\s*[\"“”‘']*([^\W\d_][\w’'-]*)[\"“”]*([,.;:)!?]?)")
_PLURAL = re.compile(r"[a-z][\w-]*(?:[^s’']s|ses|men)|\w*people|women|men|(?:school)?children"
                     r"|sheep|cattle|"
                     r"fish|aircraft|dead|wounded|injured|missing|troops|staff|police|crew"
                     r"|livestock", re.IGNORECASE)


@dataclass(frozen=True)
class Counted:
    """What a number counts: `thing` as its words name it, `who` if it is people."""

    thing: str
    who: str
    is_people: bool
    end: int


def counted(words: str, number: Number, start: int, stop: int) -> Counted:
    """The noun of a number, and who it is; `start` and `stop` bound the words that are its own."""
    phrase, end = _phrase(words, number.end, stop)
    thing = phrase[-1].lower() if phrase else ""
    joined = " ".join(phrase)
    for pattern, who in _NOUNS:
        if thing and (match := re.search(rf"(?:^|\s)({pattern.pattern})$", joined, re.IGNORECASE)):
            return Counted(thing, _befallen(words, number, start, stop, who, match[1]), True, end)
    if not thing and (head := _HEADED.search(words[max(0, number.start - 60):number.start])):
        return Counted("", HEADS[head["head"].lower()], True, number.end)
    if thing and thing not in _NO_NOUN:
        return Counted(thing, "", False, end)
    cue = _cue(words, number, start, stop)
    return Counted("", cue, cue not in ("", "registered", "residents"), number.end)


def _phrase(words: str, at: int, stop: int) -> tuple[list[str], int]:
    """The few words of a noun behind a number, up to its plural: “registered Syrian refugees”."""
    if match := re.compile(r"\s+(?:of|out of) (?:them|those)\b").match(words, at):
        return [], match.end()
    if match := re.compile(r"\s+of (?:(?:the|its|their|his|her|these|those|our) "
                           r")(?!\d)").match(words, at):
        at = match.end()
    found: list[str] = []
    ends: list[int] = []
    while len(found) < 5 and at < stop and (match := _TOKEN.match(words, at)):
        if match[1].lower() in _STOP:
            break
        found.append(re.sub(r"[’']s?$", "", match[1]))
        at = match.end(1)
        ends.append(at)
        if match[2]:
            break
    plural = [place for place, word in enumerate(found) if _PLURAL.fullmatch(word)]
    if not plural:
        return [], at
    last = plural[0]
    while last + 1 in plural:
        last += 1
    return found[:last + 1], ends[last]


def _befallen(words: str, number: Number, start: int, stop: int, who: str, noun: str) -> str:
    cue = _cue(words, number, start, stop)
    if not who:
        plain = noun.lower()
        people = plain in ("people", "persons", "individuals", "others", "souls", "adults")
        return cue if people or not cue else f"{plain} {cue}"
    if cue in ("killed", "injured", "missing", "detained", "displaced") and who != cue and (
            who not in ("displaced", "internally displaced", "killed", "injured", "missing")):
        return f"{who} {cue}"
    return "internally displaced" if (who, cue) == ("displaced", "internally displaced") else who


def _cue(words: str, number: Number, start: int, stop: int) -> str:
    """What befell those whom a number counts: from the words behind it, else those before it."""
    behind = re.split(r"[,;:.]\s|\b(?:while|but|as|after|when"
                      r"|since)\b", words[number.end:stop])[0][:90]
    before = words[max(start, number.start - 60):number.start]
    found = [(pattern.search(behind), who) for pattern, who in _CUES]
    if hits := [(match.start(), who) for match, who in found if match]:
        return min(hits, key=_first)[1]
    before = re.split(r"[;:]\s", before)[-1]
    hits = [(match.start(), who) for pattern, who in _CUES for match in pattern.finditer(before)]
    return max(hits, key=_first)[1] if hits else ""


def _first(hit: tuple[int, str]) -> int:
    """Where a cue stands; of two at one place the more exact one is listed first."""
    return hit[0]
