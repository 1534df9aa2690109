"""What a library or a web page puts around a text, and what the text says of itself there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from report.importing.model import Left, Line

_BEGINS = re.compile(r"\*{3}\s*START OF (?:THE|THIS) .*", re.IGNORECASE)
_BEGUN = re.compile(r".*\*{3}\s*$")
_ENDS = re.compile(r"\*{3}\s*END OF (?:THE|THIS) |End of (?:the )?Project Gutenberg", re.IGNORECASE)
_SAID = re.compile(r"(Title|Subtitle|Author|Language|Editor|Translator|Release date)\s*:\s+(.+)",
                   re.IGNORECASE)
_HEADER = re.compile(r"(From|To|Cc|Bcc|Date|Sent|Subject|Reply-To|Message-ID): (.*)", re.I)
_MAKERS = re.compile(r"(?:Produced|Transcribed|Digiti[sz]ed|Scanned|Prepared|"
                     r"E-?text prepared) by\b|"
                     r"Transcriber['’]s [Nn]ote|(?:This|Printed) .*(?:generously made available)")
_CONTENTS = re.compile(r"(?:table of )?contents\.?|inhalt(?:sverzeichnis)?|table des matières",
                       re.IGNORECASE)
_ENTRY = re.compile(r".*(?:\.{3,}|…|(?: \.){3,}|_{3,}|\s{3,}|\t)\W*\d{1,4}\W*$|.*[.]{4,}.*|"
                    r".*[a-z]{18,}.*")
# What a page says around an article: each a line of its own, in these words and no others.
_PAGE = re.compile(
    r"(?:advertisement|share(?: this)?(?: article| story)?(?: on .*)?|read more|continue reading|"
    r"sign up(?: here| now)?|subscribe(?: now)?|follow us(?: on .*)?|print|email|tweet|comments?|"
    r"\d+ comments?|story continues below.*|hide caption|show caption|previous|next|close|"
    r"play video|media caption|skip to (?:main )?content|related (?:topics|articles|content|"
    r"stories)|"
    r"more on this story|most (?:read|viewed)|back to (?:the )?top|"
    r"all rights reserved\.?|(?:©|\(c\)|copyright) .{0,60}|photos?: \d+ of \d+|\d+ (?:of|/) \d+)",
    re.IGNORECASE)


@dataclass
class Trimmed:
    """A text without what stood around it."""

    lines: list[Line]
    left: list[Left] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)


def trim(lines: Sequence[Line]) -> Trimmed:
    """Take licence, makers' notes and the furniture of a web page away from a text."""
    begin, end = _bounds(lines)
    trimmed = Trimmed([])
    mail = _mail(lines, trimmed.said)
    for at, line in enumerate(lines):
        why = ""
        if at in mail:
            why = "The head of a mail"
        elif not begin <= at < end:
            why = "The licence of a library"
            if at < begin and (match := _SAID.match(line.text)):
                trimmed.said.setdefault(match[1].lower(), match[2].strip())
        elif _PAGE.fullmatch(line.text):
            why = "Words of a web page"
        elif at < begin + 60 and begin and _MAKERS.match(line.text):
            why = "Who made the file"
        if why and line.text:
            trimmed.left.append(Left(line.number, line.text, why))
        else:
            trimmed.lines.append(line if not why else Line(line.number, ""))
    return trimmed


def _mail(lines: Sequence[Line], said: dict[str, str]) -> set[int]:
    """The lines that are the head of a mail; its subject, sender and date are put into `said`."""
    found: set[int] = set()
    for at, line in enumerate(lines[:25]):
        if match := _HEADER.match(line.text):
            found.add(at)
            if name := {"subject": "title", "from": "author", "date": "release date"}.get(
                    match[1].lower()):
                said[name] = re.sub(r"^(?:(?:re|fwd?|aw): *)+|\s*<[^>]*>", "", match[2], flags=re.I)
        elif found and line.text:
            break
    if len(found) < 3:
        said.clear()
        return set()
    return found


def _bounds(lines: Sequence[Line]) -> tuple[int, int]:
    """Where a library's text begins and ends, its licence standing before and behind."""
    begin, end = 0, len(lines)
    for at, line in enumerate(lines):
        if line.text[:1] == "*" and not begin and _BEGINS.match(line.text):
            begin = at + 1
            while begin < len(lines) and begin < at + 4 and not _BEGUN.match(lines[begin - 1].text):
                begin += 1
        elif line.text[:1] in "*Ee" and at > begin and _ENDS.match(line.text):
            end = at
            break
    return begin, end


def contents(lines: Sequence[Line]) -> tuple[list[Line], list[Left]]:
    """Take tables of contents out: Octavo makes its own."""
    rest: list[Line] = []
    left: list[Left] = []
    behind = 0
    for at, line in enumerate(lines):
        if at < behind:
            if line.text:
                left.append(
                    Left(line.number, line.text, "A table of contents; Octavo makes its own")
                )
            continue
        if line.text and _CONTENTS.fullmatch(re.split(r"\s+(?:--|—|–)\s+", line.text)[0]):
            end = _contents_end(lines, at + 1)
            if end > at + 2:
                behind = end
                left.append(Left(line.number, line.text,
                                 "A table of contents; Octavo makes its own"))
                continue
        rest.append(line)
    return rest, left


def _contents_end(lines: Sequence[Line], begin: int) -> int:
    """Behind the last entry: entries end in page numbers, or stand again below as headings."""
    below: dict[str, int] = {}
    for at in range(begin, len(lines)):
        if len(lines[at].text) < 100:
            below[_key(lines[at].text)] = at
    end, misses, entries = begin, 0, 0
    for at in range(begin, len(lines)):
        text = lines[at].text
        if not text:
            continue
        is_entry = bool(len(text) < 400 and _ENTRY.fullmatch(text)) or (
            entries > 10 and len(text) < 120 and bool(re.search(r"(?:^|\s)\d{1,3}$", text))) or (
            len(text) < 100 and bool(_key(text)) and below.get(_key(text), 0) > at)
        if is_entry:
            if misses == 0 and entries > 2 and below.get(_key(lines[begin].text)) == at:
                break
            end, misses, entries = at + 1, 0, entries + 1
        else:
            misses += 1
            if misses > (6 if entries > 10 else 3) or (len(text) > 160 and not is_entry):
                break
    return end if entries >= 2 else begin


def _key(text: str) -> str:
    """A heading as it stands in the contents and again above its text."""
    text = re.sub(r"[\s.…_]*\d*\s*$", "", text.lower())
    text = re.sub(r"^(?:chapter\s+)?(?:[ivxlc]+|\d+)[.):]?\s+(?=\S)", "", text)
    return re.sub(r"[\W_]+", " ", text).strip()
