"""An event's title: the sentence of a date, without the date, cut to a few words."""

from __future__ import annotations

import re

from report.importing.candidates.model import When

_MOST, _FEWEST = 72, 3  # characters; words
_LEAD = re.compile(r"^(?:[A-ZÀ-Þ][\w .,’'()-]{2,50}\s(?:--|-|–|—)\s+)")  # a dateline
_ATTRIBUTED = re.compile(r"^[^\"“”;:]{3,80}?\b(?:said|says|say|reported|estimates?|announced"
                         r"|claimed|"
                         r"warned|believes?)(?: that)? (?=(?:[^\s,]+ ){3})(?!to |in |on |at )")
_BEFORE = re.compile(r"(?:,\s*)?(?:\b(?:in|on|since|by|until|till|from|of|during|at|late|early"
                     r"|before|"
                     r"after|for|between|back in|over|the night of|the morning of|pictured "
                     r"on)\s+)+$",
                     re.IGNORECASE)
_FIRST = re.compile(r"[,;:–—]\s|\s--\s|\s(?:and|but|while|when|which|who|as|because|since|so"
                    r"|saying)\s")
_EDGES = " ,;:–—-.\"“”"
_BAD_END = re.compile(r"\s(?:the|a|an|of|in|on|at|and|or|to|for|by|with|from|its|their|his|her"
                      r"|that|who|"
                      r"which|were|was|is|are|has|had|have|be|as|than|after|before|until|since)$",
                      re.IGNORECASE)


def title(words: str, when: When) -> str:
    """A few words that say what happened; never longer than a timeline has room for."""
    before = _BEFORE.sub("", words[:when.start])
    behind = words[when.end:]
    lead = _LEAD.match(before)
    before = before[lead.end():] if lead else before
    if len(re.findall(r"\w+", before)) >= 3:
        is_last = re.match(r"\s*[,.;:!?”\"]", behind)
        text = before if is_last else f"{before.rstrip()} {behind.lstrip()}"
        if len(text) > _MOST and len(before) > 24:
            text = before
    else:
        text = f"{before} {behind.lstrip(_EDGES)}"
    text = re.sub(r"[\s\u00a0]+", " ", text).strip(_EDGES)
    text = _ATTRIBUTED.sub("", text)
    if len(text.split()) < _FEWEST:
        text = re.sub(r"[\s\u00a0]+", " ", words).strip(_EDGES)
    return _cut(_balanced(text))


def _cut(text: str) -> str:
    if len(text) > _MOST:
        stops = [match.start() for match in _FIRST.finditer(text) if 24 <= match.start() <= _MOST]
        if stops:
            text = text[:stops[-1] if stops[-1] <= _MOST else stops[0]]
        else:
            text = text[:_MOST].rsplit(" ", 1)[0]
            text = _trimmed(text) + " …"
    text = _trimmed(text)
    return text[:1].upper() + text[1:]


def _trimmed(text: str) -> str:
    text = text.strip(_EDGES)
    while _BAD_END.search(text):
        text = _BAD_END.sub("", text).strip(_EDGES)
    return text


def _balanced(text: str) -> str:
    """Quotation marks and brackets that lost their partner are taken out."""
    for opening, closing in (("“", "”"), ("(", ")")):
        if text.count(opening) != text.count(closing):
            text = text.replace(opening, "").replace(closing, "")
    return text.replace('"', "") if text.count('"') % 2 else text
