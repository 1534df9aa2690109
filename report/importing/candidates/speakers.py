"""Who states the numbers of a sentence, where it names somebody."""

from __future__ import annotations

import itertools
import re

from report.importing.candidates.anchors import MONTHS, WEEKDAYS

_SAID = (r"said|says|say|reported|reports|estimates?|estimated|announced|warns?|warned|claims?"
         r"|claimed|"
         r"confirmed|confirms?|believes?|told|counts?|counted|puts?|recorded|found|stated|states"
         r"|adds?|"
         r"added|acknowledged|speaks? of|projects?|forecasts?|calculates?|recommends?|expects?"
         r"|finds?|accepted|accepts|admitted|admits|denied|denies|testified|insisted|insists|argued"
         r"|argues|wrote|writes|noted|notes|explained|concluded|concludes|revealed|reveals")
_VERB = re.compile(rf"\b(?:{_SAID})\b")
_ACCORDING = re.compile(r"\b[Aa]ccording to (?P<who>[^,.;:()]+?)(?=[,.;:()]|$| (?:who|which|that"
                        r"|released|"
                        r"published)\b)")
_INVERTED = re.compile(r"[,”\"'’] ?(?:said|says|reported|added|warned|announced) "
                       r"(?P<who>(?:(?:the|its|an?|their|his|her) |[A-ZÀ-Þ])[^,.;:\"“]+?)"
                       r"(?=[,.;:]|$| (?:in|on|at|who|which|by)\b)")
_OWNED = re.compile(r"\b(?P<who>(?:[Tt]he |[A-ZÀ-Þ])[\w.’' -]{1,40}?)[’']s?'? (?:own )?"
                    r"(?:latest )?(?:estimates?|count|figures?|toll|tally|data)\b")
_BREAK = re.compile(r"[,;:\"“”()]|\s[–—-]+\s|\b(?:that|while|but|where|when|whose|who|as|although|"
                    r"because|since|until|after|before)\b")
# “was reported”, “loans, announced in May, have”: a verb that has no speaker before it.
_PASSIVE = re.compile(r"\b(?:was|were|been|being|be|is|are|get|got)(?: (?:not|also|first|later"
                      r"|already|officially|never|only|now|[a-z]+ly))?\s+$")
_DONE = re.compile(r"(?:\w+ed|found|told|put|said)$")
_REDUCED = re.compile(r"^[^,;:“\"]*, $")
_WHEN = re.compile(r" (?:in|on|by|at|last|this|earlier|yesterday|to|for|as|from|two|three|a) ")
_BY_WHOM = re.compile(r"\b(?:reported|confirmed|estimated|counted|recorded|announced|published"
                      r"|issued|compiled|released|quoted|cited) by "
                      r"(?P<who>(?:(?:the|its|an?|their|his|her) |[A-ZÀ-Þ])[^,.;:()“\"]+?)"
                      r"(?=[,.;:()]|$| (?:in|on|at|who|which|that|to|show"
                      r"|last|said|has|have|was|were|is|are|for|as)\b)")
_LEADING = re.compile(r"^(?:Across|In|At|Throughout|Under|On|For|After|With|During|Before|From"
                      r"|Within|Inside|Outside|Near|By|Until|Since|Despite)\s+(?:the\s+|an?\s+)?"
                      r"(?:[\w’'.-]+\s+){1,5}?(?=(?:the|an?|its|their|his|her)\s)")
_AND = re.compile(r"\band\b")
_TIME = re.compile(r"^(?:(?:On|In|Since|By|Last|Earlier|Late|Early|This|Yesterday|Today|And|But"
                   r"|Yet)\b\s*)+"
                   rf"(?:(?:{'|'.join((*WEEKDAYS, *MONTHS))}|morning|evening|week|month|year"
                   rf"|\d+),?\s+)*",
                   re.IGNORECASE)
_HELPERS = re.compile(r"\s+(?:has|have|had|also|later|now|still|then|itself|alone|only|last"
                      r"|yesterday|"
                      r"today|is|are|was|were|be|been|does|did|not|never|further|already|will"
                      r"|would)$")
_PRONOUN = re.compile(r"^(?:he|she|it|they|we|I|who|which|nobody|people|some|many|one|officials? "
                      r"who)$",
                      re.IGNORECASE)
_NOUN_BEFORE = re.compile(r"\b(?:the|a|an|its|their|his|her|of|in|no|this|that|these|by|to"
                          r"|latest|official)"
                          r"\s*$", re.IGNORECASE)


def speakers(words: str, before: str = "") -> list[tuple[int, str]]:
    """Who speaks in a sentence, each with the offset of its words; `before` spoke last.

    A pronoun stands for `before`; if nobody has spoken before, it is left out.
    """
    found = [(match.start(), _name(match["who"])) for match in itertools.chain(
        *(pattern.finditer(words) for pattern in (_ACCORDING, _INVERTED, _OWNED, _BY_WHOM)))]
    taken = {at for at, _ in found}
    for match in _VERB.finditer(words):
        if _NOUN_BEFORE.search(words[:match.start()]) or any(
                at <= match.start() <= at + 40 and _INVERTED.match(words, at) for at in taken):
            continue
        if _DONE.match(match[0]) and _is_passive(words, match):
            continue
        name = _subject(words[:match.start()])
        if name and _PRONOUN.match(name):
            name = before
        if name:
            found.append((match.start(), name))
    return sorted(each for each in found if each[1])


def _is_passive(words: str, verb: re.Match[str]) -> bool:
    before = words[:verb.start()]
    return bool(_PASSIVE.search(before) or (
        _REDUCED.match(re.split(r"[.;] ", before)[-1]) and _WHEN.match(words, verb.end())))


def speaker(words: str, at: int, known: list[tuple[int, str]]) -> str:
    """The speaker of a number at an offset: the last one before it in its clause, else the next."""
    if not known:
        return ""
    earlier = [name for place, name in known if place < at]
    later = [(place, name) for place, name in known if place >= at]
    if earlier and later and re.search(r"[;.]|, (?:but|while)\b", words[known[0][0]:at]):
        return later[0][1]
    return earlier[-1] if earlier else later[0][1]


def _subject(text: str) -> str:
    """The noun phrase that ends before a verb; in an apposition the name before it."""
    text = text[-160:]
    text = re.sub(r"\s+$", "", text)
    while _HELPERS.search(text):
        text = _HELPERS.sub("", text)
    if text.endswith(","):  # “X, an activist group, said”
        outer = _BREAK.split(text[:-1])
        named = [part.strip() for part in outer if part.strip()]
        for part in reversed(named[-3:]):
            if re.match(r"(?:[Tt]he )?[A-ZÀ-Þ]", _AND.split(part)[-1].strip()) and (
                    not re.match(r"\d", part)):
                return _name(_AND.split(part)[-1])
        return ""
    phrase = _BREAK.split(text)[-1].strip()
    phrase = _LEADING.sub("", _TIME.sub("", phrase).strip())
    return _name(phrase)


def _name(words: str) -> str:
    """A speaker's name as a ledger has it: without article, not a whole clause."""
    name = re.sub(r"\s+", " ", words).strip(" ,.’'\"“”")
    name = re.sub(r"^(?:and|or|in|by) |,? (?:there|here|too|again)$", "", name)
    name = re.sub(r"^(?:the|a|an|its|their|his|her) ", "", name, flags=re.IGNORECASE)
    if not name or len(name.split()) > 8 or re.match(r"\d|[Tt]here\b|[Ww]hat\b|Of\b", name):
        return ""
    return name[0].upper() + name[1:] if not _PRONOUN.match(name) else name
