"""Bring a text in: decode → lines → blocks → report folder.

    bytes of a file
      → decode     a text, by its own signs; or a clear word why it is none
      → lines      numbered lines, their odd characters made plain
      → blocks     what each line is taken for: `Imported`
      → lay out    the files of a report

Nothing here imports a step of a build. `Imported` is the seam for what else is to be found in a
text: its blocks know their lines, and its paragraphs their sentences.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from report.importing import (
    account,
    candidates,
    ebook,
    markdown,
    office,
    opendocument,
    openings,
    plain,
    published,
    record,
    word,
)
from report.importing.archive import Archive
from report.importing.candidates import Candidates, shown
from report.importing.chapters import slug
from report.importing.decode import decode, read, refusal
from report.importing.folder import Laid, lay_out
from report.importing.hypertext import Hypertext, Page
from report.importing.language import guess
from report.importing.lines import lines
from report.importing.model import Block, Doubt, Head, Imported, Left
from report.importing.names import head_of
from report.importing.pictures import Pictures, from_folder
from report.importing.proof import Proof, prove
from report.importing.published import Ask

_NAME = re.compile(r"[\w][\w.-]*")
_MARKDOWN = {".md", ".markdown", ".mkd", ".mdown", ".qmd", ".rmd", ".myst"}
_HTML = {".html", ".htm", ".xhtml"}


@dataclass(frozen=True)
class Done:
    """A report that an import has written, and what there is to say about it."""

    folder: Path
    says: tuple[str, ...]


def to_report(file: Path, reports: Path, name: str = "", into: str = "", update: bool = False,
              date: str = "", find: bool = True, as_draft: bool = False,
              ask: Ask | None = None) -> Done:
    """Make a folder of `reports` of a text; with `into` and `update`, bring it up to date.

    With `find` the counts and dates of the text become candidates of its ledger, unconfirmed;
    with `as_draft` they are accepted unseen, and drawn as a draft. If dates hang on a day of
    publication that is not known, `ask` is asked for it; without one they stay open.

    Raises SourceError if the file cannot be brought in, or if the report is there already.
    """
    folder = _place(file, reports, name, into, update)
    given = published.given(date, file)
    today = datetime.date.today()
    if into:
        known = record.recorded(folder)["of"]
        today = datetime.date.fromisoformat(known.get("date", today.isoformat()))
        given = given or published.given(known.get("published", ""), folder)
    imported = bring(file)
    found = _found(imported, given) if find else Candidates()
    if ask and not (given or imported.head.date) and (given := published.asked(found, ask)):
        found = _found(imported, given)
    laid = lay_out(imported, folder.name, file.name, today, given)
    says = tuple(account.account(imported, laid))
    if found.counts or found.dates:
        laid = _with(found, imported, laid, as_draft)
        says += tuple(account.candidates(found, as_draft))
    of = {"source": file.name, "date": laid.date.isoformat(),
          "published": given.isoformat() if given else ""}
    if into:
        result = record.update(folder, laid.files, of)
        return Done(folder, (*says, *account.settled(result)))
    record.begin(folder, laid.files, of)
    return Done(folder, says)


def _found(imported: Imported, given: datetime.date | None) -> Candidates:
    """The counts and dates of a text."""
    return candidates.find(imported.blocks, given or imported.head.date, _language(imported))


def _with(found: Candidates, imported: Imported, laid: Laid, as_draft: bool) -> Laid:
    """A report with the counts and dates of its text in its data."""
    where = imported.head.publisher or imported.head.title
    files = shown.added(laid.files, found, where, _language(imported), as_draft)
    return replace(laid, files=files)


def _language(imported: Imported) -> str:
    return imported.head.language or "en"


def proved(file: Path) -> Proof:
    """Bring a file in without writing anything, and prove that nothing of it is lost."""
    imported = bring(file)
    laid = lay_out(imported, slug(file.stem), file.name, datetime.date.today())
    return prove(replace(imported, left=laid.left), laid.files)


def _place(file: Path, reports: Path, name: str, into: str, update: bool) -> Path:
    """The folder to write to; SourceError if that would overwrite something."""
    if update and not into:
        raise refusal(file, "It is not said which report is to be updated.",
                      "Write: invoke import FILE --into NAME --update")
    named = into or name or slug(file.stem)
    if not _NAME.fullmatch(named):
        raise refusal(file, f"“{named}” cannot be the name of a folder.",
                      "Use letters, digits and hyphens: --name my-report")
    folder = reports / named
    if into and not (folder / "report.toml").exists():
        raise refusal(folder, f"There is no report “{into}”.", "Leave --into out to make one.")
    if into and not update:
        raise refusal(folder, "This report is there already.",
                      "Add --update: what you changed in it is kept.")
    if not into and folder.exists():
        raise refusal(folder, "This report is there already, and nothing overwrites it.",
                      f"Use --name for another, or update it: --into {named} --update")
    return folder


def bring(file: Path) -> Imported:
    """Bring a file in. Raises SourceError if it is none that can be brought in."""
    data = read(file)
    if data.startswith(b"PK\x03\x04"):
        imported = _archive(data, file)
    else:
        decoded = decode(data, file)
        ending = file.suffix.lower()
        if ending in _HTML or re.match(r"\s*(?:<\?xml[^>]*>\s*)?<!doctype html|\s*<html\b",
                                       decoded.text[:2000], re.IGNORECASE):
            imported = _web_page(decoded.text, file)
        elif ending in _MARKDOWN or markdown.is_markdown(decoded.text):
            imported = _markdown(decoded.text, file)
        else:
            imported = plain.read(lines(decoded.text))
        if decoded.doubt:
            doubt = Doubt(0, f"{decoded.doubt}")
            imported = replace(imported, doubts=(doubt, *imported.doubts))
    if not imported.blocks:
        raise refusal(file, "There is no text in this file.", "Nothing could be brought in.")
    return published.dated(imported)


def _archive(data: bytes, file: Path) -> Imported:
    """A DOCX, an ODT or an EPUB, told by what is in it."""
    archive = Archive(data, file)
    kind = archive.read("mimetype").strip()
    if "word/document.xml" in archive.names:
        made = word.docx(archive)
    elif kind == b"application/epub+zip" or "META-INF/container.xml" in archive.names:
        return _ebook(archive, file)
    elif "content.xml" in archive.names and kind.endswith(b".text"):
        made = opendocument.odt(archive)
    else:
        raise refusal(file, "This is an archive, not a text.",
                      "Octavo brings in plain text, Markdown, HTML, DOCX, ODT and EPUB.")
    pictures = Pictures()
    page = Page(made.root, images=pictures.keeper(lambda path: office.picture(archive, path)))
    form = "DOCX" if "word/document.xml" in archive.names else "ODT"
    return _read([page], made.said, form, pictures, made.left)


def _ebook(archive: Archive, file: Path) -> Imported:
    book, pictures = ebook.book(archive, file), Pictures()

    def page(path: str, root: object) -> Page:
        keep = pictures.keeper(lambda address: ebook.picture(archive, path, address), path)
        return Page(root, path.rsplit("/", 1)[-1], keep)

    return _read([page(path, root) for path, root in book.pages], book.said, "EPUB", pictures)


def _web_page(text: str, file: Path) -> Imported:
    from lxml import html

    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True
    )
    root = html.document_fromstring(text.encode(), parser=parser)
    pictures = Pictures()
    page = Page(root, images=pictures.keeper(from_folder(file.parent)), is_whole=True)
    said = dict(head_of(root))
    said["title"] = said.get("og") or said.get("title", "")
    said["date"] = said.get("date") or said.get("time", "")
    return _read([page], said, "HTML", pictures)


def _markdown(text: str, file: Path) -> Imported:
    root, said = markdown.page(text.replace("\r\n", "\n").replace("\r", "\n"))
    pictures = Pictures()
    page = Page(root, images=pictures.keeper(from_folder(file.parent)))
    imported = _read([page], said, "Markdown", pictures)
    left = [Left(1, f"{name}: {value}", "Front matter") for name, value in said.items() if value]
    return replace(imported, left=(*imported.left, *left))


def _read(pages: list[Page], said: Mapping[str, str], form: str, pictures: Pictures,
          left: list[Left] | None = None) -> Imported:
    """Pages of HTML as an Imported."""
    read_ = Hypertext(pages)
    blocks = read_.blocks
    doubts = [
        *read_.doubts,
        *(Doubt(block.lines[0], block.doubt) for block in blocks if block.doubt),
    ]
    return Imported(_head(said, blocks), tuple(blocks), (*(left or ()), *read_.left), tuple(doubts),
                    pictures.files, tuple(read_.source), form, read_.inline.formulas > 0)


def _head(said: Mapping[str, str], blocks: list[Block]) -> Head:
    """What a text says of itself: in front matter, properties, or the head of a page."""
    headings = [block for block in blocks if block.kind == "heading"]
    tops = [block for block in headings if block.level == min(each.level for each in headings)]
    title = said.get("title") or said.get("subject", "")
    if (not title or (len(tops) == 1 and tops[0].level == 1)) and headings:
        title = tops[0].words if len(tops) == 1 or not title else title
    language = said.get("language") or said.get("lang", "")
    sample = " ".join(block.words for block in blocks[:400]
                      if block.kind not in ("code", "formula"))
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", language) or language == "en":
        language = guess(sample)
    return Head(
        title, said.get("subtitle", ""), markdown.names(said, "author", "authors", "creator"),
        _date(said), language, said.get("publisher", ""), said.get("description", ""),
        tuple(word for word in re.split(r"[;,]\s*", said.get("keywords") or said.get("tags", ""))
              if word), said.get("licence") or said.get("license", ""))


def _date(said: Mapping[str, str]) -> datetime.date | None:
    for name in ("date", "published", "pubdate", "created", "updated"):
        if said.get(name) and (date := openings.date_in(said[name])):
            return date
    return None
