"""A long text in several files, for readers that take in no more than so much at once.

A chapter is cut before headings of its own, so that each file begins where a part of it does;
links are led to where their targets have gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from copy import deepcopy
from dataclasses import replace

from lxml import etree

from report.editions.package import Entry, File

_H = "{http://www.w3.org/1999/xhtml}"
_HEAD = b'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'


def cut(
    files: Sequence[File], contents: Sequence[Entry], largest: int
) -> tuple[list[File], list[Entry]]:
    """Files of which no text is larger than `largest` bytes where it can be cut, and the
    contents that lead to them."""
    made: list[File] = []
    moved: dict[str, str] = {}  # “file#id” before, and the file that it is in now
    homes: dict[str, str] = {}  # a file, and the one that it was cut from
    taken = {file.name for file in files}
    for file in files:
        parts = list(_parts(file, largest, taken)) if file.name.endswith(".xhtml") else [file]
        made += parts
        homes.update({part.name: file.name for part in parts})
        for part in parts[1:]:
            moved.update({f"{file.name}#{name}": part.name for name in _ids(part)})
    if not moved:
        return list(files), list(contents)
    led = [replace(file, data=_led(file, homes[file.name], moved))
           if file.name.endswith(".xhtml") else file for file in made]
    return led, [_entry(entry, moved) for entry in contents]


def _parts(file: File, largest: int, taken: Set[str]) -> Iterator[File]:
    """A document as one file or several: hosts.xhtml, hosts-2.xhtml, …"""
    root = etree.fromstring(file.data)
    section = root.find(f"{_H}body/{_H}section")
    if len(file.data) <= largest or section is None:
        yield file
        return
    for number, children in enumerate(_groups(section, largest), 1):
        part = deepcopy(root)
        holder = part.find(f"{_H}body/{_H}section")
        assert holder is not None
        for child in list(holder):
            holder.remove(child)
        holder.extend(children)
        name = file.name
        if number > 1:
            name = _free(name.removesuffix(".xhtml"), number, taken)
            for attribute in ("id", "aria-labelledby"):
                holder.attrib.pop(attribute, None)
            _name_after_heading(holder)
        yield replace(file, name=name, data=_HEAD + etree.tostring(part, encoding="utf-8"))


def _free(stem: str, number: int, taken: Set[str]) -> str:
    """A name for a part that no other text has: a chapter may be called “hosts-2” itself."""
    name = f"{stem}-{number}.xhtml"
    return _free(f"{stem}-part", number, taken) if name in taken else name


def _name_after_heading(section: etree._Element) -> None:
    """A part that begins in the middle of a chapter is called what its heading says."""
    heading = next(section.iter(f"{_H}h2", f"{_H}h3", f"{_H}h4"), None)
    if heading is not None and heading.get("id"):
        section.set("aria-labelledby", heading.get("id") or "")


def _groups(section: etree._Element, largest: int) -> Iterator[list[etree._Element]]:
    """The children of a section in runs, each begun by a heading and small enough if it can be."""
    group: list[etree._Element] = []
    size = 0
    for child in section:
        length = len(etree.tostring(child))
        # The notes stay with what comes before: they are the end of the last file.
        if group and _may_begin(child) and size + _until_next(child) > largest:
            marks = [group.pop()] if group[-1].tag == f"{_H}span" else []  # of a printed page
            if group:
                yield [deepcopy(each) for each in group]
                group, size = [], 0
            group += marks
        group.append(child)
        size += length
    yield [deepcopy(each) for each in group]


def _may_begin(element: etree._Element) -> bool:
    """Whether a file may begin with an element: a heading, or a section that begins with one."""
    first = next(iter(element), element) if element.tag == f"{_H}section" else element
    return first.tag in (f"{_H}h2", f"{_H}h3")


def _until_next(heading: etree._Element) -> int:
    """How much stands under a heading, up to the next that a file may begin with."""
    size = len(etree.tostring(heading))
    for element in heading.itersiblings():
        if _may_begin(element):
            break
        size += len(etree.tostring(element))
    return size


def _ids(file: File) -> list[str]:
    return re.findall(r'\bid="([^"]+)"', file.data.decode())


def _led(file: File, home: str, moved: Mapping[str, str]) -> bytes:
    """A document whose links lead to where their targets are now."""
    own = set(_ids(file))

    def lead(match: re.Match[str]) -> str:
        target, name = match[1], match[2]
        if not target and name in own:
            return match[0]
        there = moved.get(f"{target or home}#{name}", target or home)
        return f'href="{there}#{name}"'

    def led(tag: re.Match[str]) -> str:  # never words of the text that look like a link
        return re.sub(r'\bhref="([^"#:]*)#([^"]+)"', lead, tag[0])

    return re.sub(r"<[^<>]+>", led, file.data.decode()).encode()


def _entry(entry: Entry, moved: Mapping[str, str]) -> Entry:
    file, _, name = entry.href.partition("#")
    there = moved.get(entry.href, file)
    return Entry(entry.title, f"{there}#{name}" if name else file,
                 tuple(_entry(inner, moved) for inner in entry.inner))
