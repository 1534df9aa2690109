"""What a typesetter would not let pass: spaces that must not break, acronyms in capitals.

Quotation marks, dashes and ellipses are set by the Markdown parser; this module gets its text.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from html import escape

NO_BREAK = "\N{NO-BREAK SPACE}"
NARROW_NO_BREAK = "\N{NARROW NO-BREAK SPACE}"

_UNITS = (
    "million|billion|thousand|hundred|per cent|percent|%|‰|°C|km|km²|m|m²|cm|mm|kg|g|t|tonnes|"
    "tons|litres|l|ha|pt|ppi|MB|GB|kB|years?|months?|weeks?|days?|hours?|minutes?|people|"
    "a\\.m\\.|p\\.m\\.|Millionen|Milliarden|Prozent|millions?|milliards?"
)
_NUMBERED = (  # with a number behind them
    "figures?|tables?|chapters?|sections?|box|pages?|resolution|article|no|no\\.|nos\\.|p\\.|pp\\.|"
    "vol\\.|Abbildung|Abb\\.|Tabelle|Tab\\.|Kapitel|Abschnitt|Seite|S\\.|Nr\\.|Artikel|"
    "tableau|chapitre|n°"
)
_NAMED = (  # with a name or a letter behind them
    "Figure|Figures|Table|Tables|Chapter|Chapters|Section|Box|Resolution|Article|"
    "Mr|Mrs|Ms|Dr|Prof\\.|St|Herr|Frau|M\\.|Mme|Mlle"
)
_SPANS = "to|and|or|bis|und|oder|au|et|ou|a|y"  # between the days of a span: 1 to 3 February
# Licences such as CC BY-SA are names, not acronyms.
_ACRONYM = re.compile(r"(?<![\w$€£’'-])(?!CC\b)[A-Z][A-Z0-9]*[A-Z][A-Z0-9]*(?![\w$€£]|-[A-Z])")
_LEFT_OVER = re.compile(r"'(?=\w)")  # an apostrophe that opens a word: the ’90s
_ROMAN = re.compile(r"[IVXLCDM]+")
# What a text must hold for a rule to be worth trying: soon looked for, since it begins with a
# certain sign, and not held by most texts.
_COUNTED = re.compile(r"\d(?:\.|er)? ")
_COUNTING = re.compile(r" \d")
_GROUPED = re.compile(r"\d \d{3}")
_SIGN = re.compile(r"[$€£] \d")
_CURRENCY = re.compile(r"[RDP] (?<=\b(?:EUR|USD|GBP) )\d")
_BY = re.compile("BY")
_INITIAL = re.compile(r"\. (?<=\b[A-Za-z]\. )")
_DASH = re.compile(" [–—] ")
_PAUSE = re.compile(" [:%;!?]")


def _behind(words: str, follows: str) -> re.Pattern[str]:
    """A space behind one of some words, each as long as it is written (s? is written or not)."""
    plain = [word for each in words.split("|")
             for word in ((each[:-2], f"{each[:-2]}s") if each.endswith("s?") else (each,))]
    return re.compile(f" (?={follows})(?i:{'|'.join(map(_lookbehind, plain))})")


def _lookbehind(word: str) -> str:
    return rf"(?<=\b{word} )"


_NAMING = _behind(_NAMED, "[A-Z]")
_NUMBERING = _behind(_NUMBERED, r"[\d%]")
_NEEDS = (_COUNTED, _COUNTING, _GROUPED, _SIGN, _CURRENCY, _BY, _INITIAL, _DASH, _PAUSE, _NAMING,
          _NUMBERING)


def keep_together(text: str, language: str) -> str:
    """Put no-break spaces into dates, quantities, references and names with initials."""
    if " " not in text:
        return text
    wanted = {need: bool(need.search(text)) for need in _NEEDS}
    for pattern, space, need in _rules(language):
        if wanted[need]:
            text = pattern.sub(rf"\1{space}", text)
    return text


@functools.cache
def _rules(language: str) -> tuple[tuple[re.Pattern[str], str, re.Pattern[str]], ...]:
    """Patterns of a space and what stands before it, the space to stand there instead, and what
    a text needs to be looked through for it."""
    months = "|".join(map(re.escape, _months(language)))
    between = [
        (r"\b\d{1,2}(?:\.|er)?", rf"(?:{months})\b", _COUNTED),
        (r"\b\d{1,2}", rf"(?:{_SPANS}) \d{{1,2}}[ {NO_BREAK}](?:{months})\b", _COUNTED),
        (rf"\b(?:{months})\.?", r"\d{1,2}\b", _COUNTING),
        (r"\d", rf"(?:{_UNITS})(?!\w)", _COUNTED),
        (r"(?:US|A|C|NZ)?[$€£]", r"\d", _SIGN),
        (r"\b(?:EUR|USD|GBP)", r"\d", _CURRENCY),
        (r"(?<![\d.,])\d{1,3}", r"\d{3}\b", _GROUPED),
        (rf"\b(?i:{_NUMBERED})", r"[\d%]", _NUMBERING),
        (rf"\b(?:{_NAMED})", r"[A-Z]", _NAMING),
        (r"\bCC", r"BY\b", _BY),
        (r"\bBY(?:-[A-Z]{2})*", r"\d", _BY),
        (r"\b[A-Z]\.", r"[A-Z]", _INITIAL),
        (r"\b[A-Za-z]\.", r"[A-Za-z]\.", _INITIAL),
        (r"[\w,.)’”»]", r"[–—] ", _DASH),
    ]
    french = [("", r"[:%]", NO_BREAK), ("", r"[;!?]", NARROW_NO_BREAK)]
    rules = [(before, after, NO_BREAK, need) for before, after, need in between]
    if language.startswith("fr"):
        rules += [(before, after, space, _PAUSE) for before, after, space in french]
    return tuple((re.compile(rf"({before}) (?={after})"), space, need)
                 for before, after, space, need in rules)


@functools.cache
def _months(language: str) -> tuple[str, ...]:
    """The names of the months, whole and short, in a language."""
    from babel import Locale, UnknownLocaleError

    try:
        names = Locale.parse(language, sep="-").months["format"]
    except (UnknownLocaleError, ValueError):
        names = Locale("en").months["format"]
    found = {name for width in ("wide", "abbreviated") for name in names[width].values()}
    return tuple(sorted(found, key=len, reverse=True))


def set_text(text: str, language: str, abbreviations: Mapping[str, str]) -> str:
    """Plain text as XHTML: escaped, kept together, acronyms and abbreviations marked."""
    text = keep_together(_LEFT_OVER.sub("’", text), language)
    pattern = _abbreviation_pattern(tuple(sorted(abbreviations, key=len, reverse=True)))
    parts = []
    end = 0
    for match in pattern.finditer(text):
        word = match[0]
        if word not in abbreviations and _ROMAN.fullmatch(word):
            continue
        parts += [escape(text[end : match.start()], quote=False), abbr(word, abbreviations)]
        end = match.end()
    return "".join(parts) + escape(text[end:], quote=False)


@functools.cache
def _abbreviation_pattern(known: tuple[str, ...]) -> re.Pattern[str]:
    named = [rf"(?<!\w){re.escape(word)}(?!\w)" for word in known]
    return re.compile("|".join([*named, _ACRONYM.pattern]))


def abbr(word: str, abbreviations: Mapping[str, str]) -> str:
    """An abbreviation as XHTML, with what it stands for where that is known."""
    meaning = abbreviations.get(word)
    title = f' title="{escape(meaning)}"' if meaning else ""
    return f"<abbr{title}>{escape(word)}</abbr>"
