"""The composed document as pandoc understands it: notes as an e-book has them.

Pandoc makes of it a document for Typst, in a layout of its own: one column, no side notes
beside the text, no mirrored margins. Page references stand as they were composed.
It drops the alternative texts of pictures, so that the PDF has tags but is no PDF/A.
"""

from __future__ import annotations

from pathlib import Path

from lxml import html

from benchmarks.composed import PAGE

_NAME = "pandoc.html"
OPTIONS = (f"{_NAME} -f html+epub_html_exts -t typst -s --toc -V papersize=a4 "
           "-V mainfont='Source Serif 4' -o pandoc.typ")


def write(folder: Path) -> Path:
    """Write the document that stands in a folder for pandoc too."""
    page = html.fromstring((folder / PAGE).read_bytes())
    body = page.find("body")
    for part in [*body.iter("nav"), *body.iter("header")]:
        part.getparent().remove(part)
    for call in body.find_class("notecall"):
        call.set("epub:type", "noteref")
    for note in body.find_class("footnote"):
        for number in note.find_class("note-number"):
            number.drop_tree()
        tail, note.tail = note.tail or "", None
        _append(note.getparent(), note, tail)
        note.tag = "aside"
        note.set("epub:type", "footnote")
        body.append(note)
    file = folder / _NAME
    file.write_bytes(html.tostring(page, encoding="utf-8", doctype="<!DOCTYPE html>"))
    return file


def _append(parent: html.HtmlElement, note: html.HtmlElement, tail: str) -> None:
    """What followed a note follows what stands before it."""
    before = note.getprevious()
    if before is None:
        parent.text = (parent.text or "") + tail
    else:
        before.tail = (before.tail or "") + tail
