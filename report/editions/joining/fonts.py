"""One font for all units: their letters together, cut once from the whole font file.

As WeasyPrint's `Font.clean` and `build_fonts_dictionary` do it for one document: glyphs keep
their numbers, tables that a reader of PDF has no use for are dropped, axes are pinned.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from math import ceil

import pydyf

from report.editions.joining.parts import Letters, Part

_DROPPED = ("BASE", "DSIG", "EBDT", "EBLC", "EBSC", "GPOS", "GSUB", "JSTF", "LTSH", "PCLT", "FFTM",
            "STAT", "SVG ")
_FIXED = 1 << 0  # the flag of a font whose letters are all equally wide
_A_BATCH = 100  # as many lines as a CMap may have in a row
_CMAP = ("/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap", "/CIDSystemInfo",
         "<< /Registry (Adobe)", "/Ordering (UCS)", "/Supplement 0", ">> def",
         "/CMapName /Adobe-Identity-UCS def", "/CMapType 2 def", "1 begincodespacerange",
         "<0000> <ffff>", "endcodespacerange")
_CMAP_END = ("endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end")

Kept = Callable[[tuple[object, ...], Callable[[], bytes]], bytes]


def united(parts: Sequence[Part]) -> list[Letters]:
    """The fonts of all units, each with all its glyphs; of what units say otherwise the first
    holds."""
    found: dict[str, Letters] = {}
    for part in parts:
        for letters in part.letters:
            first = found.get(letters.key)
            found[letters.key] = letters if first is None else replace(
                first, texts={**first.texts, **letters.texts, **first.texts},
                widths={**first.widths, **letters.widths, **first.widths})
    return list(found.values())


def written(
    letters: Letters, pdf: pydyf.PDF, program: Callable[[str], bytes], kept: Kept
) -> bytes:
    """Write a font; returns its reference. `program` gives a whole font file by its name, `kept`
    what was made before by a key, or makes it."""
    glyphs = sorted(letters.texts)
    cut = kept((letters.program, letters.face, letters.axes, glyphs),
               lambda: _cut(program(letters.program), letters.face, dict(letters.axes), glyphs))
    is_cff = cut[:4] == b"OTTO"
    descriptor = _descriptor(letters)
    descriptor[f"FontFile{3 if is_cff else 2}"] = _added(pdf, pydyf.Stream(
        [cut], {"Subtype": "/OpenType"} if is_cff else {"Length1": len(cut)}, compress=True))
    inner = pydyf.Dictionary({
        "Type": "/Font", "Subtype": f"/CIDFontType{0 if is_cff else 2}",
        "BaseFont": f"/{letters.name}", "CIDSystemInfo": pydyf.Dictionary({
            "Registry": pydyf.String("Adobe"), "Ordering": pydyf.String("Identity"),
            "Supplement": 0}),
        "CIDToGIDMap": "/Identity", "W": _widths(letters),
        "FontDescriptor": _added(pdf, descriptor)})
    return _added(pdf, pydyf.Dictionary({
        "Type": "/Font", "Subtype": "/Type0", "BaseFont": f"/{letters.name}",
        "ToUnicode": _added(pdf, pydyf.Stream(list(_meanings(letters)), compress=True)),
        "Encoding": "/Identity-H",
        "DescendantFonts": pydyf.Array([_added(pdf, inner)])}))


def _added(pdf: pydyf.PDF, thing: pydyf.Object) -> bytes:
    pdf.add_object(thing)
    reference: bytes = thing.reference
    return reference


def _cut(program: bytes, face: int, axes: dict[str, float], glyphs: Iterable[int]) -> bytes:
    """A font file with some glyphs alone, which keep their numbers; the axes pinned."""
    import uharfbuzz

    whole = uharfbuzz.Face(program, face)
    wanted = _wanted(glyphs)
    if whole.axis_infos:  # outlines of variable fonts overlap; those who draw them must know
        wanted.flags |= uharfbuzz.SubsetFlags.SET_OVERLAPS_FLAG
        wanted.pin_all_axes_to_default(whole)
        for tag, value in axes.items():
            wanted.pin_axis_location(whole, tag, value)
    few = uharfbuzz.subset(whole, wanted)
    # Once more without the empty glyphs after the last.
    wanted = _wanted(range(max(glyphs) + 1))
    wanted.flags &= ~uharfbuzz.SubsetFlags.RETAIN_GIDS
    wanted.flags |= uharfbuzz.SubsetFlags.NO_HINTING
    return bytes(uharfbuzz.subset(few, wanted).blob.data)


def _wanted(glyphs: Iterable[int]):  # type: ignore[no-untyped-def]
    import uharfbuzz

    wanted = uharfbuzz.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.flags = (uharfbuzz.SubsetFlags.RETAIN_GIDS | uharfbuzz.SubsetFlags.DESUBROUTINIZE
                    | uharfbuzz.SubsetFlags.PASSTHROUGH_UNRECOGNIZED)
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode()) for tag in _DROPPED)
    return wanted


def _descriptor(letters: Letters) -> pydyf.Dictionary:
    """What is said of a font as a whole."""
    widths = letters.widths.values()
    is_fixed = len(letters.widths) > 1 and len(set(widths)) == 1
    return pydyf.Dictionary({
        "Type": "/FontDescriptor", "FontName": f"/{letters.name}",
        "FontFamily": pydyf.String(letters.family),
        "Flags": letters.flags + (_FIXED if is_fixed else 0),
        "FontBBox": pydyf.Array([0, letters.descent, max(widths, default=0), letters.ascent]),
        "ItalicAngle": letters.slant, "Ascent": letters.ascent, "Descent": letters.descent,
        "CapHeight": letters.ascent, "StemV": letters.stems[0], "StemH": letters.stems[1]})


def _widths(letters: Letters) -> pydyf.Array:
    """The widths of glyphs: runs of numbers with their widths."""
    runs = pydyf.Array()
    last = -2
    for glyph in sorted(letters.widths):
        if glyph != last + 1:
            runs += [glyph, pydyf.Array()]
        runs[-1].append(letters.widths[glyph])
        last = glyph
    return runs


def _meanings(letters: Letters) -> Iterable[bytes]:
    """The lines of a CMap that says what each glyph means."""
    lines = [f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>"
             for glyph, text in letters.texts.items()]
    yield from map(str.encode, _CMAP)
    for batch in range(ceil(len(lines) / _A_BATCH)):
        some = lines[batch * _A_BATCH:(batch + 1) * _A_BATCH]
        yield from map(str.encode, (f"{len(some)} beginbfchar", *some, "endbfchar"))
    yield from map(str.encode, _CMAP_END)
