"""Galleries: captions of pictures that a page left in the middle of an argument.

Nothing marks where they end. Each line is weighed: what speaks for a caption (the present tense
of somebody doing something, a credit, a day at its end) and what speaks for the argument (what
somebody said, the past, a connecting word). A gallery is the stretch behind its title whose
weights add up to most; how much less the next best stretch has is how sure that is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from report.importing.units import Unit

_DAYS = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTHS = ("(?:Jan(?:uary|\\.)?|Feb(?:ruary|\\.)?|March|April|May|June|July|Aug(?:ust|\\.)?|"
           "Sept(?:ember|\\.)?|Oct(?:ober|\\.)?|Nov(?:ember|\\.)?|Dec(?:ember|\\.)?)")
_VERBS_WORDS = """
    stand sit carry look wait walk rise gather flee hold watch run ride play cry embrace
    kiss wave pray mourn bury dig search inspect clear clean repair load unload push pull
    drag lift help rescue treat receive queue line cross board arrive leave climb swim row
    sleep rest eat drink cook prepare serve sell buy collect fill pour bring take pass
    point aim fire shoot patrol guard march protest chant shout burn hang hug comfort feed
    wash dry fold sew knit paint draw write read study teach listen talk speak chat smile
    laugh weep kneel lie lean lay face greet meet attend address pose peer stare gaze
    survey view visit tour work harvest pick plant herd graze fish sail float drift fly
    hover land drive park pedal push shelter huddle camp settle return pack evacuate
    escort lead follow surround cover line fill dot tower loom billow pour stretch show
    depict capture celebrate dance sing perform train practise practice salute raise lower
    light mark observe remember examine check sort count stack pile shovel sweep scatter
    spread block guard close open enter exit try attempt struggle make put set use wear
    display sift wade paddle haul tend mend throw catch kick shade peep browse warm
"""
_VERBS = _VERBS_WORDS.split()


def _third(verb: str) -> str:
    if re.search(r"(?:s|sh|ch|x|o)$", verb):
        return verb + "es"
    return verb[:-1] + "ies" if re.search(r"[^aeiou]y$", verb) else verb + "s"


_PRESENT = "|".join(sorted({*_VERBS, *map(_third, _VERBS)}))
_TITLE = re.compile(r"\b(?:in (?:pictures|photos|photographs|images)|(?:photo|picture|image)s?"
                    r"(?: gallery| essay)?\s*:|(?:photo|picture) (?:gallery|essay)|gallery|"
                    r"slide ?show|through the lens|photos|pictures of|in bildern|en images)\b",
                    re.IGNORECASE)
_CREDIT = re.compile(r"(?:photograph|photo|image|picture|credit|foto)s?(?: (?:by|"
                     r"courtesy of))?\s*:|"
                     r"\((?:AP|AFP|Reuters|EPA|Getty)\b|/(?:Getty|AFP|AP|Reuters|EPA|Rex)\b|"
                     r"\b(?:Photograph|Photo|Picture) by [A-Z]|"
                     r"^(?:Image|Media) caption\b|© ?(?:\d{4}|[a-z]{3})|"
                     r"\((?:Photo|Photograph|Picture|Image|Credit)", re.IGNORECASE)
_DATED = re.compile(rf"\b(?:on|in) (?:{_DAYS},? ?)?(?:{_MONTHS}\b|\d{{1,2}} {_MONTHS}|{_DAYS})"
                    rf"[^.]{{0,25}}\.?[\"”’)]*$")
_SEEN = re.compile(r"\b(?:in this (?:photo|picture|image|file|frame|screen)|pictured|"
                   r"seen (?:here|from"
                   r"|through|in)|shown here|file (?:photo|picture|image)|"
                   r"(?:an? )?(?:aerial|general|satellite|panoramic|drone) (?:view|image|photo)|"
                   r"a view (?:of|from|over|through|across)|undated|close-up|portrait of)\b|"
                   r"\((?:left|right|centre|center|top|bottom|l-r|from left|foreground|above|"
                   r"below)\b|"
                   r"^(?:above|below|left|right|top|bottom|from left|"
                   r"clockwise)\b[:,]", re.IGNORECASE)
_DOING = re.compile(rf"\b(?:{_PRESENT})\b|\b(?:is|are) (?:\w+ing|\w+ed|seen|shown|hung|held|kept|"
                    r"left|laid|built|taken|being)\b")
_BARE = re.compile(r"^(?:A|An|Two|Three|Four|Five|Six|Several|Some|Many|Hundreds|Dozens|Thousands|"
                   r"One)\b|^[A-Z][a-z]+(?:s|men|women|ren|people)\b|^(?:The (?:ruins|remains|"
                   r"wreck\w*|"
                   r"inside|interior|exterior|view|scene))\b|^(?:Smoke|Rubble|Damage|Debris|Traffic|"
                   r"Snow|Rain|Water|Light|Dust|Fire|Police|Washing|Laundry|Bread)\b")
_SAYING = re.compile(r"\b(?:said|says?|told|tells?|warned|warns|according to|added|adds|argued|"
                     r"argues|"
                     r"claims?|claimed|believes?|believed|thinks?|thought|explained|reported|asked|"
                     r"insists|insisted|estimates?|announced|denied|called for|concluded|knew)\b")
_PAST = re.compile(r"\b(?:was|were|had|has|have|would|could|should|might|must|will|cannot|can|did|"
                   r"does|do|may|became|began|went|came|made|took|gave|left behind|seems?|remains?|"
                   r"means?|meant|depends?|wants?|needs?|costs?)\b")
_LINKING = re.compile(r"^(?:But|And|Yet|So|However|Meanwhile|Still|Then|That|This|These|Those|It|"
                      r"Its|"
                      r"They|Their|He|She|His|Her|We|I|You|If|When|While|Since|Because|Although|"
                      r"Though|For|As|At|By|In (?!this\b)|On|To|Nor|Not|No|None|Nobody|What|Who|"
                      r"Why|"
                      r"How|There|Here|Until|Before|After|Even|Only|Most|Neither|Nothing)\b")
_OWN = re.compile(r"\b(?:we|I|you|our|my|not|never|than|because|per cent|percent)\b|n['’]t\b|%")
_CLAUSE = re.compile(r"(?<=[.!?;])\s|\s(?=(?:that|which|who|whose|where|when|after|before|since|as|"
                     r"while|they|because)\s)")
_IS = re.compile(r"\b(?:is|are)\b")
_FEWEST = 3


@dataclass(frozen=True)
class Gallery:
    """Captions behind a title: units `title` to `end` (without it), and how sure the end is."""

    title: int
    end: int
    sure: float


def galleries(units: Sequence[Unit], titles: Sequence[bool], may: Sequence[bool]
              ) -> list[Gallery]:
    """The galleries among units.

    `titles` says which are taken for headings, `may` which could be.
    """
    found: list[Gallery] = []
    at = 0
    while at < len(units):
        begins = titles[at] or (may[at] and _TITLE.search(units[at].text))
        gallery = _from(units, titles, may, at) if begins else None
        if gallery:
            found.append(gallery)
            at = gallery.end
        else:
            at += 1
    return found


def _from(units: Sequence[Unit], titles: Sequence[bool], may: Sequence[bool], at: int
          ) -> Gallery | None:
    named = bool(_TITLE.search(units[at].text))
    total, best, end, seen = 0.0, 0.0, at + 1, [0.0]
    open_ends = 0  # captions that have no final stop, as on many pages none has
    for here in range(at + 1, min(len(units), at + 400)):
        weight = weigh(units[here].text)
        if may[here] and weight < 0 and _TITLE.search(units[here].text):
            break  # the title of another one
        is_open = not re.search(r"[.!?)\"”’]$", units[here].text)
        if titles[here] and (_TITLE.search(units[here].text) or weight < _least(
                units, here, open_ends * 2 > here - at - 1)):
            break
        total, open_ends = total + weight, open_ends + is_open
        seen.append(total)
        if total > best:
            best, end = total, here + 1
        if total < best - 8:  # the argument has long gone on
            break
    count = end - at - 1
    if count < (2 if named else _FEWEST) or best < (1.5 if named else 1.6 * min(count, 4)):
        return None
    last = weigh(units[end - 1].text)
    following = 3.0 if end >= len(units) or titles[end] else -weigh(units[end].text)
    sure = min(1.0, 0.4 + 0.12 * min(last, following) + (0.2 if named else 0.0))
    return Gallery(at, end, round(max(0.1, sure), 2))


def _least(units: Sequence[Unit], at: int, are_open: bool) -> float:
    """What a line that looks like a heading must weigh to be a caption all the same."""
    if at + 1 < len(units) and weigh(units[at + 1].text) > 0.3:
        return 0.3  # another caption follows, and no argument
    return 0.9 if are_open else 1.5


def weigh(text: str) -> float:
    """What speaks for a line being a caption, less what speaks against it.

    A caption says what is seen in its first clause; what follows may tell how it came to be.
    """
    length, text = len(text), text[:700]
    clause = _CLAUSE.split(text, maxsplit=1)[0]
    behind = text[len(clause):]
    score = -0.6
    score += 3.5 * bool(_CREDIT.search(text))
    score += 1.8 * bool(_SEEN.search(text))
    score += 1.2 * bool(_DATED.search(text) or _DATED.search(re.split(r"(?<=\.)\s", text)[0]))
    score += 0.9 * bool(_BARE.match(text)) - 0.5 * text.startswith("The ")
    if _DOING.search(text[:150]):
        score += 1.2
    elif re.search(r"\b\w+ing\b", text[:90]) and not _PAST.search(clause) and (
            not _IS.search(clause)):
        score += 0.8
    if not _IS.search(text) and not _PAST.search(text):
        score += 0.5
    score -= 1.6 * bool(_SAYING.search(text)) + 1.8 * bool(_LINKING.match(text))
    score -= 0.8 * min(3, len(_PAST.findall(clause))) + 0.3 * min(3, len(_PAST.findall(behind)))
    score -= 1.0 * bool(_OWN.search(clause)) + 0.3 * bool(_OWN.search(behind))
    score -= 1.0 * bool(re.search(r"[\"“][^\"”]{12,}[,.?!]?[\"”]", text))
    score -= 0.5 * (length > 200) + 0.6 * (length > 280) + 1.2 * (length > 380)
    score -= 2.0 * (length > 600)
    return max(-3.0, min(4.0, score))


def is_credited(text: str) -> bool:
    """Whether a line that stands alone is a caption beyond doubt: it names who took the picture."""
    return len(text) < 400 and bool(_CREDIT.search(text)) and weigh(text) >= 1.5
