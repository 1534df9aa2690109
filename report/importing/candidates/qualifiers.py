"""What stands before a number and weakens it, by the names that the ledger has for it."""

from __future__ import annotations

import re
from collections.abc import Mapping

_NAMED: Mapping[str, str] = {
    "more than": "well over|upwards of|in excess of|(?:slightly |far )?more than|above|exceeding",
    "over": "over",
    "just over": "just over|little more than|slightly over",
    "just under": "just under|slightly under|just short of",
    "at least": "at least|a minimum of|not less than",
    "no fewer than": "no (?:fewer|less) than",
    "nearly": "nearly|close to|closer to|not quite|approaching",
    "almost": "almost",
    "about": "about|approximately|approx\\.?|circa|c\\.|~",
    "around": "around|in the region of|on the order of",
    "some": "some",
    "roughly": "roughly|something like",
    "estimated": "(?:an |the )?estimated|estimates? of",
    "up to": "up to|as (?:many|much|high) as",
    "at most": "at most|a maximum of",
    "no more than": "no(?:t)? more than",
    "less than": "less than|below",
    "fewer than": "fewer than",
    "under": "under",
}
_BEFORE = tuple(
    (name, re.compile(rf"(?<![\w-])(?:{words})(?: an?| the| some| only)?\s*$", re.IGNORECASE))
    for name, words in sorted(_NAMED.items(), key=lambda item: -len(item[0])))
_MORE = re.compile(r"\s(?:or|and) more\b|\+", re.IGNORECASE)
_SO = re.compile(r"\s(?:or so|or thereabouts)\b", re.IGNORECASE)
_FURTHER = re.compile(r"(?<!\w)(?:a further|another|an additional|an extra)"
                      r"(?: (?:some|estimated|about))?\s*$", re.IGNORECASE)


def qualifier(words: str, start: int, end: int) -> str:
    """The name of the qualifier of the number that stands from `start` to `end`; "" if none."""
    before = words[max(0, start - 28):start]
    for name, pattern in _BEFORE:
        if pattern.search(before):
            return name
    behind = words[end:end + 16]
    if _MORE.match(behind):
        return "at least"
    return "about" if _SO.match(behind) else ""


def is_further(words: str, start: int) -> bool:
    """Whether a number comes on top of another: “a further 1,070 people”."""
    return bool(_FURTHER.search(words[max(0, start - 40):start]))
