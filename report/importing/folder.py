"""The report folder: an Imported as the files of a report that can be built at once."""

from __future__ import annotations

import datetime
import json
import re
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from report.importing.chapters import Chapter, divide, slug
from report.importing.model import Block, Doubt, Imported, Left
from report.importing.wording import LINK, LINKED, WORDS, at_start, escape

_SPACE = uuid.UUID("5b2c1a60-6a0e-5f0c-9d3b-0c7a7a0f8c11")  # of identifiers that imports give
_LINKED = re.compile(f"{LINK}([^{WORDS}]*){WORDS}([^{LINKED}]*){LINKED}")
_DEEPEST = 4
_LONG_BOX = 1500  # characters; a longer box would not fit on a page
LEFT_OVER = "left-over.md"


@dataclass(frozen=True)
class Laid:
    """The files of a report by their paths in it, and all that is uncertain about them."""

    files: Mapping[str, bytes]
    doubts: tuple[Doubt, ...]
    left: tuple[Left, ...]
    date: datetime.date


def lay_out(imported: Imported, name: str, source: str, today: datetime.date,
            date: datetime.date | None = None) -> Laid:
    """The files of a report called `name`, from the file called `source`.

    `date` is the author's word for when it was published; without one the text's own is taken,
    and `today` if it has none.
    """
    doubts = list(imported.doubts)
    title = imported.head.title.strip() or slug(name).replace("-", " ").capitalize()
    if not imported.head.title.strip():
        doubts.append(Doubt(1, f"no title was found; the file's name was taken: {title}"))
    divided = divide(imported, title)
    when = date or imported.head.date or today
    if not date and not imported.head.date:
        doubts.append(Doubt(1, f"no date was found; the day of the import was taken: {when}"))
    left = [*imported.left, *divided.left]
    anchors = _anchors(divided.chapters)
    files = {f"text/{chapter.name}": _text(chapter, anchors).encode()
             for chapter in divided.chapters}
    files["report.toml"] = _settings(imported, title, when, divided.chapters, doubts).encode()
    if left:
        files[LEFT_OVER] = _left_over(left, source).encode()
    used = b"\n".join(files.values())
    files |= {path: data for path, data in imported.images.items() if path.encode() in used}
    doubts.sort(key=lambda doubt: doubt.line)
    return Laid(files, tuple(doubts), tuple(left), when)


# --- report.toml ----------------------------------------------------------------------------


def _settings(imported: Imported, title: str, date: datetime.date, chapters: Sequence[Chapter],
              doubts: Sequence[Doubt]) -> str:
    head = imported.head
    words = "\n".join(text for _, text in imported.source)
    identifier = uuid.uuid5(_SPACE, f"{title}\n{words}")
    rows = [f"# import: {doubt.says}" for doubt in doubts if doubt.line <= 1]
    rows += [f"title = {_quoted(title)}"]
    for name, value in (("subtitle", head.subtitle), ("publisher", head.publisher),
                        ("description", head.description)):
        rows += [f"{name} = {_quoted(value)}"] if value else []
    if head.authors:
        rows.append(f"authors = [{', '.join(map(_quoted, head.authors))}]")
    rows += [f"date = {date.isoformat()}", f'language = "{head.language or "en-GB"}"',
             f'identifier = "urn:uuid:{identifier}"']
    if head.licence:
        named = re.fullmatch(r"\[(.*)\]\((.*)\)", head.licence)
        rows.append(f"licence = {_quoted(named[1] if named else head.licence)}")
    if head.keywords:
        rows.append(f"keywords = [{', '.join(map(_quoted, head.keywords))}]")
    if imported.maths:
        rows.append("maths = true")
    rows += ["", "[matter]"]
    for matter in ("front", "body", "back"):
        names = [chapter.name for chapter in chapters if chapter.matter == matter]
        if len(names) > 2:
            rows += [f"{matter} = [", *(f"  {_quoted(name)}," for name in names), "]"]
        elif names:
            rows.append(f"{matter} = [{', '.join(map(_quoted, names))}]")
    return "\n".join(rows) + "\n"


def _quoted(words: str) -> str:
    return json.dumps(" ".join(words.split()), ensure_ascii=False).replace("\x7f", "")


# --- texts ----------------------------------------------------------------------------------


def _anchors(chapters: Sequence[Chapter]) -> dict[str, str]:
    """Where links inside the text lead: a chapter's file, or a label above a heading."""
    found: dict[str, str] = {}
    for chapter in chapters:
        if chapter.heading and chapter.heading.label:
            found[chapter.heading.label] = chapter.name
        for block in chapter.blocks:
            if block.kind == "heading" and block.label:
                found.setdefault(block.label, f"#to-{block.label}")
    return found


def _text(chapter: Chapter, anchors: Mapping[str, str]) -> str:
    """One chapter as Markdown; the figures of each section stand at its end, notes last."""
    notes = {block.label: block for block in chapter.blocks if block.kind == "note"}
    rows = [f"# {_title(chapter.title)}"]
    level, waiting = 1, list[Block]()
    labels = set[str]()
    for block in chapter.blocks:
        if block.kind in ("gallery", "caption"):
            waiting.append(block)
        elif block.kind == "heading":
            rows += _galleries(waiting)
            waiting = []
            level = max(2, min(_DEEPEST, level + 1, 1 + block.level - chapter.base))
            rows += _doubted(block)
            mark = ""
            if block.label and block.label not in labels:
                labels.add(block.label)
                mark = f"(to-{block.label})=\n"
            rows.append(f"{mark}{'#' * level} {_title(block.markdown)}")
        elif block.kind != "note":
            rows += _doubted(block)
            rows.append(block.markdown)
    rows += _galleries(waiting)
    body = _called("\n\n".join(_apart(rows)), notes)
    written = [row for note in notes.values() for row in (*_doubted(note), _note(note))]
    return _LINKED.sub(lambda match: f"[{match[2]}]({anchors[match[1]]})" if match[1] in anchors
                       else match[2], "\n\n".join([body, *written])) + "\n"


def _apart(rows: Sequence[str]) -> Iterable[str]:
    """Two lists that follow each other would be one: a comment keeps them apart."""
    before = ""
    for row in rows:
        if before[:2] in ("- ", "1.") and re.match(r"- |\d+\. ", row) and (
                before[0].isdigit() == row[0].isdigit()):
            yield "% A list ends here."
        yield row
        before = row


def _title(markdown: str) -> str:
    """A title's words: without the call of a note, which stands in the text."""
    words = re.sub(r"(?<!\\)\[\^[^\]\\]*\]", "", markdown).replace("\n", " ").strip()
    words = _LINKED.sub(r"\2", words)
    return words if not re.search(r"\s#+$", words) else words.rstrip("#") + "\\#"


def _doubted(block: Block) -> list[str]:
    where = f"line {block.lines[0]}" if len(set(block.lines)) == 1 else (
        f"lines {min(block.lines)}–{max(block.lines)}")
    return [f"% import: {block.doubt} ({where})"] if block.doubt else []


def _called(body: str, notes: Mapping[str, Block]) -> str:
    """A text in which every call has a note and every note a call."""
    present = set(re.findall(r"\[\^([^\]\s]+)\]", body))
    for label in present - notes.keys():
        body = body.replace(f"[^{label}]", f"\\[{label}\\]")
    lost = [label for label in notes if label not in present]
    if not lost:
        return body
    calls = "".join(f"[^{label}]" for label in lost)
    rows = body.split("\n\n")
    for at in range(len(rows) - 1, -1, -1):
        if re.match(r"[^\s#>|:`%(\-!]", rows[at]) and not re.match(r"\d+\. |\*\*|~~~", rows[at]):
            rows[at] += calls
            return "\n\n".join(rows)
    return f"{body}\n\n{calls}"


def _note(note: Block) -> str:
    first, *more = note.markdown.split("\n\n")
    return "\n\n".join(
        [f"[^{note.label}]: {_inside(first)}", *(f"    {_inside(row)}" for row in more)]
    )


def _inside(markdown: str) -> str:
    """A note's paragraph: on one line, in which no note is called."""
    row = re.sub(r"\[\^([^\]\s]+)\]", r"\\[\1\\]", markdown.replace("\\\n", " ").replace("\n", " "))
    return at_start(row) if not row.startswith("\\") else row


def _galleries(blocks: Sequence[Block]) -> list[str]:
    """Captions at the end of their section, those of one gallery together."""
    groups: list[tuple[Block | None, list[Block]]] = []
    for block in blocks:
        if block.kind == "gallery":
            groups.append((block, []))
        elif not groups or (groups[-1][0] is not None and block.doubt):
            groups.append((None, [block]))
        else:
            groups[-1][1].append(block)
    rows: list[str] = []
    for title, captions in groups:
        every = [title, *captions] if title else captions
        rows += [row for block in every for row in _doubted(block)]
        items = "\n".join(f"- {at_start(block.markdown)}" for block in captions)
        words = _title(title.markdown) if title else ""
        if len(items) > _LONG_BOX:
            rows += [f"**{words}**"] if words else []
            rows.append(items)
        else:
            rows.append(f":::{{admonition}} {words}".rstrip() + f"\n{items}\n:::")
    return rows


# --- what is left over ----------------------------------------------------------------------


def _left_over(left: Sequence[Left], source: str) -> str:
    """What is in no text, line by line, under the reason for it."""
    by_reason: dict[str, list[Left]] = defaultdict(list)
    for each in left:
        by_reason[each.why].append(each)
    rows = [f"# Left over from {escape(source)}", "Nothing here is in the report. The numbers are "
            "those of the lines."]
    for why, lines in by_reason.items():
        rows.append(f"## {why}")
        rows.append("\n".join(f"    {each.line}: {each.text}" for each in lines))
    return "\n\n".join(rows) + "\n"
