"""Notes of a plain text: what is written at the foot or the end, and where it is called."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field

from report.importing.model import Block, Line
from report.importing.pages import note_number
from report.importing.units import Unit, joined
from report.importing.wording import CALL, CALLED, set_words

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_DIGITS = str.maketrans(_RAISED, "0123456789")
_BRACKETED = re.compile(r"\[\^?(?:Footnote |note |Note )?"
                        r"(?:(\d{1,4})[\]:]:?\s*(?=\S)|([A-Z*†]{1,2})[\]:]:?\s+(?=\S))")
_RAISED_AT = re.compile(rf"([{_RAISED}]{{1,4}})\s*(?=\S)")
_PLAIN_AT = re.compile(r"(\d{1,4})(?:[.)]\s+|\s+)(?=\S)")
_PAREN_AT = re.compile(r"\((\d{1,3})\)\s+(?=\S)")
_STARRED = re.compile(r"(?:\[?([*†‡]{1,3})\]?)\s*(?=[^\s*])")
_SECTION = re.compile(r"(?:foot|end)?\s?notes?(?: and references)?\W*|references\W*|anmerkungen|"
                      r"fu(?:ß|ss)noten", re.IGNORECASE)


@dataclass
class Noted:
    """Texts with their calls marked, and the notes that belong to them.

    `texts` are by position of the unit; `taken` are units that are notes, or the heading above
    them; `notes` stand behind the unit by whose position they are kept.
    """

    texts: dict[int, str] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)
    notes: dict[int, list[Block]] = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True)
class _Written:
    """A note as it is written: its number or sign, its words, and its lines."""

    sign: str
    words: str
    parts: tuple[tuple[int, str], ...]


def footnotes(units: Sequence[Unit], zones: Sequence[Sequence[Line]], head: Set[int]) -> Noted:
    """Pair the notes of a text with their calls, those at the feet of pages page by page.

    `head` are units that are neither: the title of the text, its byline.
    """
    noted = Noted(texts={at: unit.text for at, unit in enumerate(units)})
    labels: Counter[str] = Counter()
    by_page: dict[int, list[int]] = defaultdict(list)
    for at, unit in enumerate(units):
        for page in {line.page for line in unit.lines} if at not in head else ():
            by_page[page].append(at)
    firsts = [unit.number for unit in units]
    last = 0
    for zone in zones:
        above = max(0, bisect(firsts, zone[0].number) - 1)
        own = list(_of_zone(zone))
        firm = _firm([int(note.sign) for note in own if note.sign.isdigit()], last)
        last = sorted(firm)[len(firm) // 2] if firm else last
        _page(by_page.get(zone[0].page) or [above], zone, own, firm, noted, labels)
    noted.taken |= head  # while notes are looked for
    for style, written in _at_end(units):
        _end(units, style, [each for each in written if each[0] not in head], noted, labels)
    noted.taken -= head
    return noted


def _label(sign: str, labels: Counter[str]) -> str:
    """A label that no other note of the text has, with the number that it had."""
    sign = {"*": "star", "†": "dagger", "‡": "double-dagger"}.get(sign[:1], sign)
    labels[sign] += 1
    return sign if labels[sign] == 1 else f"{sign}-{labels[sign]}"


# --- notes at the foot of a page ------------------------------------------------------------


def _firm(numbers: Sequence[int], last: int) -> set[int]:
    """Those numbers of a page's notes that can be right, after pages that ended with `last`.

    A scan misreads: a 4 among 342, 343, 345 is no fourth note, and what is called in the text
    with a 4 has nothing to do with it.
    """
    near = {number for number in numbers if last - 5 < number < last + 40}
    if len(near) * 2 >= len(numbers) or not numbers:
        return near
    groups = [{other for other in numbers if 0 <= other - number <= 12} for number in numbers]
    largest = max(groups, key=len)  # counting begins again, or pages are missing
    return largest if len(largest) > (3 if last else 1) or min(largest) == 1 else near


def _page(here: Sequence[int], zone: Sequence[Line], written: Sequence[_Written],
          firm: Set[int], noted: Noted, labels: Counter[str]) -> None:
    """Notes of one page: each at its call in the units `here`, those without one together."""
    lost: list[_Written] = []
    for note in written:
        is_firm = note.words and (not note.sign.isdigit() or int(note.sign) in firm)
        for at in here if note.sign and is_firm else ():
            label = f"{CALL}{note.sign}{CALLED}"
            text, count = _calls(note.sign, "page").subn(label, noted.texts[at], count=1)
            if count:
                name = _label(note.sign, labels)
                noted.texts[at] = text.replace(label, f"{CALL}{name}{CALLED}")
                noted.notes[at].append(Block("note", note.parts, set_words(note.words), label=name))
                break
        else:
            lost.append(note)
    if not lost:
        return
    at = here[-1]
    name = _label(f"p{zone[0].page}", labels)
    noted.texts[at] += f"{CALL}{name}{CALLED}"
    text = "\n\n".join(set_words(f"{note.sign} {note.words}".strip()) for note in lost)
    noted.notes[at].append(Block(
        "note", tuple(part for note in lost for part in note.parts), text, label=name,
        doubt=f"the calls of {len(lost)} note{'s' if len(lost) > 1 else ''} of this page were not "
        "found; they hang together behind its last paragraph", sure=0.4))


def _of_zone(zone: Sequence[Line]) -> Iterator[_Written]:
    """The notes of a page, each from a line that begins with a number."""
    gathered: list[Line] = []
    for line in zone:
        if gathered and note_number(line.text) is not None:
            yield _written(gathered)
            gathered = []
        gathered.append(line)
    if gathered:
        yield _written(gathered)


def _written(lines: Sequence[Line]) -> _Written:
    match = re.match(rf"(\d{{1,4}}|[{_RAISED}]+)[.)]?\s*", lines[0].text)
    sign = match[1].translate(_DIGITS) if match else ""
    words = joined(
        [lines[0].text[match.end() if match else 0 :], *(line.text for line in lines[1:])]
    )
    return _Written(sign, words, tuple((line.number, line.text) for line in lines))


# --- notes at the end, or between the paragraphs --------------------------------------------


def _at_end(units: Sequence[Unit]) -> Iterator[tuple[str, list[tuple[int, _Written]]]]:
    """Units that are written like notes, by their style."""
    styles: dict[str, list[tuple[int, _Written]]] = defaultdict(list)
    within = False
    for at, unit in enumerate(units):
        if len(unit.text) < 40 and _SECTION.fullmatch(unit.text):
            within = True
            styles["section"].append((at, _Written("", "", unit.parts)))
            continue
        for style, pattern in (("bracket", _BRACKETED), ("raised", _RAISED_AT),
                               ("paren", _PAREN_AT), ("star", _STARRED),
                               ("plain", _PLAIN_AT)):
            match = pattern.match(unit.text)
            if match and (style != "plain" or within):
                sign = (match[1] or match[2]).translate(_DIGITS)
                words = unit.text[match.end():]
                if style == "bracket" and "]" not in match[0]:
                    words = words.removesuffix("]")
                styles[style].append((at, _Written(sign, words, unit.parts)))
                break
        else:
            within = within and len(unit.text) > 100
    sections = styles.pop("section", [])
    for style, written in styles.items():
        yield style, [*written, *(sections if style != "star" else [])]


def _calls(sign: str, style: str) -> re.Pattern[str]:
    """Where a note's number is called: raised, in brackets, or close behind a word."""
    number = re.escape(sign)
    raised = sign.translate(str.maketrans("0123456789", _RAISED)) if sign.isdigit() else "$^"
    forms = {
        "bracket": rf"\s?\[\^?{number}\](?!:)",
        "raised": rf"{raised}(?![{_RAISED}])",
        "paren": rf"(?<=[^\s()\d])\({number}\)",
        "star": rf"(?<=[\w.,;:!?\"”’)])\[?{number}\]?(?![*†‡\w])",
        "plain": rf"\s?\[{number}\]|{raised}(?![{_RAISED}])|\({number}\)|"
                 rf"(?:(?<=[a-z\"”’)][.,;:!?])|(?<=[.,;:!?][\"”’)])|(?<=[a-z)\"”’])){number}(?![\d\w%])",
    }
    # At the feet of a scan: no “§ 924(e)(2)”, no “November9”, and no sign that was misread behind.
    forms["page"] = (rf"\s?\[{number}\]|{raised}(?![{_RAISED}])|\^{number}\b|"
                     rf"(?<!ember)(?<!ober)(?<!uary)(?<!arch)(?<!pril)(?<!\bMay)(?<!\bJune)"
                     rf"(?<!\bJuly)(?<!ugust)(?:(?<=[a-z\"”’)][.,;:!?])|(?<=[.,;:!?][\"”’])|"
                     rf"(?<=[a-z\"”’])){number}(?=[,.;:)—–]?(?:\s|$))")
    return re.compile(forms[style])


def _end(units: Sequence[Unit], style: str, written: Sequence[tuple[int, _Written]], noted: Noted,
         labels: Counter[str]) -> None:
    """Pair notes with calls in the order in which both come; each number may begin again."""
    notes = {at: note for at, note in written if note.sign}
    signs = {note.sign for note in notes.values()}
    if not signs:
        return
    waiting: dict[str, deque[int]] = defaultdict(deque)
    for at, note in notes.items():
        waiting[note.sign].append(at)
    any_call = _any(signs, style)
    if style == "paren":  # “(2)” begins an item and cites a law more often than it calls a note
        called = {match[0][1:-1] for at, text in noted.texts.items() if at not in notes
                  for match in any_call.finditer(text)}
        if len(called & signs) * 2 < len(notes):
            return
    for at in range(len(units)):
        if at in notes or at in noted.taken:
            continue

        def call(match: re.Match[str], at: int = at) -> str:
            sign = re.sub(r"[\s\[\]()^]", "", match[0]).translate(_DIGITS)
            queue = waiting.get(sign)
            if not queue or (style == "plain" and queue[0] < at):
                return match[0]
            if style == "star" and not at < queue[0] < at + 12:
                return match[0]
            where = queue.popleft()
            name = _label(sign, labels)
            note = notes[where]
            noted.taken.add(where)
            noted.notes[at].append(Block("note", note.parts, set_words(note.words), label=name))
            return f"{CALL}{name}{CALLED}"

        noted.texts[at] = any_call.sub(call, noted.texts[at])
    taken = [at for at in notes if at in noted.taken]
    if len(taken) * 2 >= len(notes):
        for at, note in written:
            if not note.sign and any(at < other < at + 4 for other in taken):
                noted.taken.add(at)  # the heading above notes that have all gone to their places
                noted.texts[at] = ""


def _any(signs: set[str], style: str) -> re.Pattern[str]:
    """One pattern for the calls of all notes, so that each text is gone through once."""
    if all(sign.isdigit() for sign in signs):
        if style == "bracket":
            return re.compile(r"\s?\[\^?\d{1,4}\](?!:)")
        if style == "paren":
            return re.compile(r"(?<=[^\s()\d])\(\d{1,3}\)")
        if style == "raised":
            return re.compile(rf"[{_RAISED}]{{1,4}}")
        return re.compile(
            rf"\s?\[\d{{1,4}}\]|[{_RAISED}]{{1,4}}|"
            r"(?:(?<=[a-z\"”’)][.,;:!?])|(?<=[.,;:!?][\"”’)])|(?<=[a-z)\"”’]))\d{1,4}(?![\d\w%])")
    return re.compile("|".join(_calls(sign, style).pattern for sign in sorted(signs, reverse=True)))
