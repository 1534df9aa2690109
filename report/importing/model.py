"""The types that pass from stage to stage when a text is brought in."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

# Where a sentence ends: a stop, what may close behind it, a space, and a beginning.
_END = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[\"“‘'(\[]*[^\W\d_a-zà-ÿ]|\d)")
_NO_END = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Gen|Col|Lt|Sgt|Rev|Hon|No|Nos|Vol|vs|etc|cf|"
                     r"pp?|Fig|approx|Jan|Feb|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z])\.\s+$")


@dataclass(frozen=True)
class Line:
    """A line of the input as it is read: numbered from 1, its odd characters made plain.

    `indent` counts the spaces before it, `page` the pages of a scan from 1 (0: none known).
    """

    number: int
    text: str
    indent: int = 0
    page: int = 0


@dataclass(frozen=True)
class Sentence:
    """A sentence of a paragraph, and the line of the input on which it begins."""

    words: str
    line: int


@dataclass(frozen=True)
class Block:
    """One thing that the import took the text to be made of.

    `kind` is one of KINDS. `parts` are the lines of the input that it holds, each with the words
    taken from it. `markdown` is how it is written. `level` is a heading's, from 1; `label` a
    note's number or the name that links lead to. `doubt` says what is uncertain, `sure` how
    certain it is, from 0 to 1.
    """

    kind: str
    parts: tuple[tuple[int, str], ...]
    markdown: str
    level: int = 0
    label: str = ""
    doubt: str = ""
    sure: float = 1.0

    @property
    def lines(self) -> tuple[int, ...]:
        return tuple(number for number, _ in self.parts)

    @property
    def words(self) -> str:
        """Its words as plain text."""
        return " ".join(text.strip() for _, text in self.parts if text.strip())

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """A paragraph's sentences, each with the line on which it begins."""
        text, starts = "", []
        for number, part in self.parts:
            starts.append((len(text), number))
            text += part.strip() + " "
        found, begin = [], 0
        for end in _ends(text):
            line = next(number for start, number in reversed(starts) if start <= begin)
            found.append(Sentence(text[begin:end].strip(), line))
            begin = end
        return tuple(sentence for sentence in found if sentence.words)


KINDS = (
    "heading", "paragraph", "quote", "verse", "list", "table", "code", "formula", "rule", "image",
    "gallery", "caption", "note", "box",
)  # fmt: skip


def _ends(text: str) -> Iterator[int]:
    for match in _END.finditer(text):
        if not _NO_END.search(text[max(0, match.start() - 12) : match.end()]):
            yield match.end()
    yield len(text)


@dataclass(frozen=True)
class Left:
    """A line that is in no text of the report, and why."""

    line: int
    text: str
    why: str


@dataclass(frozen=True)
class Doubt:
    """Something that the author should look at; `line` counts in the input."""

    line: int
    says: str


@dataclass(frozen=True)
class Head:
    """What the input says of itself."""

    title: str = ""
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    date: datetime.date | None = None
    language: str = ""
    publisher: str = ""
    description: str = ""
    keywords: tuple[str, ...] = ()
    licence: str = ""


@dataclass(frozen=True)
class Imported:
    """A text that was brought in: what it says of itself, its blocks, and what is left over.

    `images` are picture files by the path that they get in the report. `source` is the input's
    own words, line by line, against which the result is proved. `maths` says that there are
    formulas in it.
    """

    head: Head
    blocks: tuple[Block, ...]
    left: tuple[Left, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    images: Mapping[str, bytes] = field(default_factory=dict)
    source: tuple[tuple[int, str], ...] = ()
    form: str = "plain text"
    maths: bool = False
