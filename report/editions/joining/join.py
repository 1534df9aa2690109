"""The parts of all units as one PDF, which cannot be told from one that was written at once."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence

import pydyf

from report.editions.joining import fonts
from report.editions.joining.attachments import attach
from report.editions.joining.file import filed
from report.editions.joining.numbers import Numbered
from report.editions.joining.outline import Entry, outlined
from report.editions.joining.parts import Part
from report.editions.joining.trunk import grown, planted
from report.editions.objects import encoded
from report.editions.pagelabels import label
from report.editions.prints import TAGGED, Standard
from report.editions.repair import claim, end_plainly
from report.model import Attached

_VERSIONS: Mapping[Standard, str] = {
    "a-3a+ua-1": "1.7", "a-4f+ua-2": "2.0", "x-4": "1.6", "none": "1.7"}


def joined(
    parts: Sequence[Part],
    program: Callable[[str], bytes],
    standard: Standard,
    date: datetime.date,
    attached: Sequence[Attached] = (),
    body: int = 1,
    kept: fonts.Kept = lambda key, make: make(),
) -> bytes:
    """The pages of all units as one PDF, with what the first says of the whole.

    `program` gives the font file with a name; `kept` gives a font that was cut before with the
    same key, or makes it. `date` is what attached files say of their making; on the page `body`
    the folios begin at 1.
    """
    pdf = pydyf.PDF()
    trunk = planted(pdf, standard == "a-4f+ua-2") if parts[0].tree else None
    units = _numbered(pdf, parts, trunk.numbers if trunk else (0, 0, 0), {
        letters.key: fonts.written(letters, pdf, program, kept)
        for letters in fonts.united(parts)})
    pages = [unit.reference(page) for unit in units for page in unit.part.pages]
    pdf.pages.update({"Kids": pydyf.Array(pages), "Count": len(pages)})
    files = attach(pdf, attached, date, standard in TAGGED)
    standing = _lead(pdf, units)
    if trunk:
        grown(pdf, trunk, [(unit, unit.part.tree) for unit in units if unit.part.tree],
              standing, files)
    outlined(pdf, list(_entries(units)))
    _say(pdf, units[0], standard)
    label(pdf, body)
    for unit in units:
        unit.write()
    end_plainly(pdf)
    return filed(pdf, _VERSIONS[standard], standard != "none")


def _numbered(
    pdf: pydyf.PDF, parts: Sequence[Part], trunk: tuple[int, int, int],
    cut: Mapping[str, bytes],
) -> list[Numbered]:
    """All units with numbers for their objects. They share one table of fonts, but for a unit
    that has fonts of its own as well."""
    table = pydyf.Dictionary(cut)
    pdf.add_object(table)
    shared: dict[bytes, int] = {}
    units = []
    for part in parts:
        fonts_of = table
        if part.own_fonts:
            fonts_of = pydyf.Dictionary(
                {letters.key: cut[letters.key] for letters in part.letters})
            pdf.add_object(fonts_of)
        unit = Numbered(part, pdf, (pdf.pages.number, fonts_of.number, *trunk), shared)
        fonts_of.update((key, unit.reference(font)) for key, font in part.own_fonts)
        units.append(unit)
    return units


def _lead(pdf: pydyf.PDF, units: Sequence[Numbered]) -> dict[str, int]:
    """Write the named destinations; returns the tags that they lead to."""
    found: dict[str, bytes] = {}
    standing = {}
    for unit in units:
        for name, there, tag in unit.part.destinations:
            if name not in found:
                found[name] = unit.placed(there)
                if tag >= 0:
                    standing[name] = unit.number(tag)
    if found:
        names = pydyf.Array(each for name in sorted(found, key=encoded)
                            for each in (pydyf.String(name), found[name]))
        pdf.catalog.setdefault("Names", pydyf.Dictionary())["Dests"] = pydyf.Dictionary(
            {"Names": names})
    return standing


def _entries(units: Sequence[Numbered]) -> list[Entry]:
    """All bookmarks, in PDF 2.0 with the tags that they lead to."""
    entries = []
    for unit in units:
        for mark in unit.part.bookmarks:
            place = ("/XYZ", mark.x, mark.y, 0)
            there = pydyf.Array([unit.reference(unit.part.pages[mark.page]), *place])
            said = pydyf.Dictionary({"Title": pydyf.String(mark.title)})
            if mark.tag < 0:
                said["Dest"] = there
            else:
                said["A"] = pydyf.Dictionary({"S": "/GoTo", "D": there, "SD": pydyf.Array(
                    [unit.reference(mark.tag), *place])})
            entries.append(Entry(mark.level, said, mark.is_open))
    return entries


def _say(pdf: pydyf.PDF, first: Numbered, standard: Standard) -> None:
    """Write what is said of the whole file."""
    pdf.catalog.update({key: first.placed(said) for key, said in first.part.catalog.items()})
    pdf.info.update(first.part.info)
    if first.part.metadata:
        metadata = pydyf.Stream(
            [first.part.metadata], pydyf.Dictionary({"Type": "/Metadata", "Subtype": "/XML"}))
        pdf.add_object(metadata)
        pdf.catalog["Metadata"] = metadata.reference
        claim(standard, pdf)
