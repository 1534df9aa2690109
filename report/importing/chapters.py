"""Chapters: the blocks of a text divided into the files of a report."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from report.importing.model import Block, Imported, Left
from report.importing.wording import set_words

_LONG = 8000  # words; a text without chapters that is longer is divided at its headings
_FEWEST = 3
_LABEL = re.compile(r"(?:the\s+)?(?:chapter|kapitel|chapitre)\s+([\divxlc]+|"
                    r"\w+)\b[.:)]?\s*[:—–-]?\s*"
                    r"(?=\S)", re.IGNORECASE)
_PARTS = {
    "summary", "abstract", "foreword", "preface", "introduction", "prologue", "epilogue",
    "conclusion", "afterword", "acknowledgements", "acknowledgments", "dedication", "appendix",
    "glossary", "bibliography", "sources", "colophon", "index", "imprint",
}  # fmt: skip
_RESERVED = {"cover", "titlepage", "imprint", "toc", "nav", "text", "figure-data", "chapter",
             "back-cover", "front", "list-of-figures", "list-of-tables", "half-title",
             "cover-sheet"}  # fmt: skip
_BEFORE = {"summary", "abstract", "foreword", "preface", "prologue", "dedication", "introduction"}
_AFTER = {"epilogue", "afterword", "acknowledgements", "acknowledgments", "appendix", "glossary",
          "bibliography", "sources", "colophon", "references", "notes", "endnotes", "footnotes"}
_NUMBERS = {word: number for number, word in enumerate((
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    "twenty"), 1)}


@dataclass
class Chapter:
    """One text of a report: its title as Markdown, its blocks, and where in the book it stands."""

    title: str
    blocks: list[Block] = field(default_factory=list)
    matter: str = "body"
    heading: Block | None = None
    name: str = ""
    base: int = 0  # the level of its title; what is inside counts from there


@dataclass(frozen=True)
class Divided:
    """The chapters of a text, and what was left out of their titles."""

    chapters: tuple[Chapter, ...]
    left: tuple[Left, ...] = ()


def divide(imported: Imported, title: str) -> Divided:
    """Divide a text into chapters, each with the name of its file."""
    blocks = list(imported.blocks)
    own = _own_title(blocks, title)
    if own is not None:
        blocks.remove(own)
    level = _divider(blocks)
    chapters = [
        Chapter(
            own.markdown if own else set_words(title), heading=own, base=max(0, _least(blocks) - 1)
        )
    ]
    part: Block | None = None
    for block in blocks:
        if block.kind == "heading" and block.level <= level:
            if part is not None and block.level > part.level and not chapters[-1].blocks:
                both = f"{part.markdown.rstrip('.:')}: {block.markdown}"
                chapters[-1] = Chapter(both, heading=replace(
                    block, parts=(*part.parts, *block.parts)), base=block.level)
            else:
                chapters.append(Chapter(block.markdown, heading=block, base=block.level))
            part = block if block.level < level else None
        else:
            chapters[-1].blocks.append(block)
    if not chapters[0].blocks and len(chapters) > 1:
        if own is not None and own.words != title:
            chapters[1].title = f"{own.markdown}: {chapters[1].title}"
        chapters.pop(0)
    elif len(chapters) > 1:
        chapters[0].matter = "front"
    _matter(chapters)
    left = _unnumbered(chapters)
    _name(chapters)
    return Divided(tuple(chapters), tuple(left))


def _own_title(blocks: Sequence[Block], title: str) -> Block | None:
    """The heading that says the title of the whole text."""
    for block in blocks[:12]:
        if block.kind == "heading":
            return block if _letters(block.words) == _letters(title) else None
    return None


def _letters(words: str) -> str:
    return re.sub(r"[\W_]", "", words.lower())


def _least(blocks: Sequence[Block]) -> int:
    return min((block.level for block in blocks if block.kind == "heading"), default=1)


def _divider(blocks: Sequence[Block]) -> int:
    """The level of the headings that begin a text each; 0 if the whole is one text."""
    levels = [block.level for block in blocks if block.kind == "heading"]
    words = sum(len(block.words.split()) for block in blocks)
    if not levels:
        return 0
    named = [block.level for block in blocks if block.kind == "heading"
             and re.match(r"(?:the\s+)?(?:chapter|kapitel|chapitre)\b", block.words, re.IGNORECASE)]
    if len(named) > 1:
        return min(named)
    least = min(levels)
    if levels.count(least) < 2 and levels.count(least + 1) >= _FEWEST and words > _LONG:
        return least + 1
    if levels.count(least) >= _FEWEST and words > _LONG:
        return least
    return 0


def _matter(chapters: Sequence[Chapter]) -> None:
    """Prefaces before the first chapter are front matter, appendices after the last back matter."""
    if len(chapters) < 2:
        return
    for chapter in chapters:
        if chapter.matter == "front" or _word(chapter.title) in _BEFORE:
            chapter.matter = "front"
        else:
            break
    for chapter in reversed(chapters):
        if chapter.matter == "body" and _word(chapter.title) in _AFTER:
            chapter.matter = "back"
        else:
            break
    if not any(chapter.matter == "body" for chapter in chapters):
        for chapter in chapters:
            chapter.matter = "body"


def _word(title: str) -> str:
    """The first word of a title, which may name a part of a book."""
    found = re.match(r"[^\W\d_]+", title.lower())
    return found[0] if found else ""


def _unnumbered(chapters: Sequence[Chapter]) -> list[Left]:
    """Take “Chapter 1” out of titles where Octavo would set the same numbers."""
    body = [chapter for chapter in chapters if chapter.matter == "body"
            and slug(chapter.title) not in _PARTS]
    found = [_LABEL.match(chapter.title) for chapter in body]
    if len(body) < 2 or not all(found):
        return []
    if [_value(match[1]) for match in found if match] != list(range(1, len(body) + 1)):
        return []
    left = []
    for chapter, match in zip(body, found, strict=True):
        line = chapter.heading.lines[0] if chapter.heading else 0
        left.append(Left(line, match[0].strip() if match else "",
                         "Numbers of chapters; Octavo sets its own"))
        chapter.title = chapter.title[match.end() if match else 0 :]
    return left


def _value(number: str) -> int:
    if number.isdigit():
        return int(number)
    if number.lower() in _NUMBERS:
        return _NUMBERS[number.lower()]
    value = last = 0
    for letter in reversed(number.lower()):
        this = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}.get(letter, 0)
        value, last = value + (this if this >= last else -this), max(this, last)
    return value


def _name(chapters: Sequence[Chapter]) -> None:
    """Names of files: numbers for chapters, words for the parts before and after."""
    width = max(2, len(str(sum(chapter.matter == "body" for chapter in chapters))))
    number, taken = 0, set[str]()
    for chapter in chapters:
        stem = slug(chapter.title)
        if stem in ("index", "imprint", "colophon") or (stem in _PARTS and chapter.blocks == []):
            stem += "-text"
        base, count = stem, 1
        while stem in taken:
            count += 1
            stem = f"{base}-{count}"
        taken.add(stem)
        if chapter.matter == "body":
            number += 1
            stem = f"{number:0{width}d}-{stem}"
        chapter.name = f"{stem}.md"


def slug(words: str) -> str:
    """A short name for a file or an id, from the words of a title."""
    words = re.sub(r"\[\^[^\]]*\]|[\ue000-\ue006]", "", words)
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    found = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    made = "-".join(found[:7])[:48].strip("-")
    if made in _RESERVED or re.search(r"-(?:p\d+|title|caption|notes|top|end|data|details)$", made):
        made += "-text"  # Octavo makes such ids itself
    made = re.sub(r"^[\d-]+", "", made) if re.match(r"\d+-[a-z]", made) else made
    return made if re.match(r"[a-z]", made) else f"chapter-{made}".strip("-")
