"""What WeasyPrint leaves undone in a PDF, its tags aside, done before the file is written.

`repaired` is a finisher: WeasyPrint calls it with the document and the pydyf objects.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from hashlib import md5
from typing import Any

import pydyf

from report.editions.objects import held

# PDF/UA-1 is claimed beside PDF/A-3a in the same RDF block. PDF/A wants every property that is
# not its own described by an extension schema (ISO 19005-3, 6.6.2.3.2; TechNote 0010).
_UA_1 = """<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\
<pdfuaid:part>1</pdfuaid:part></rdf:Description>\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag>\
<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA Universal Accessibility Schema\
</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/\
</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property>\
<rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>\
Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description></rdf:li>\
</rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
# PDF/A-4 asks for no such description.
_UA_2 = """<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\
<pdfuaid:part>2</pdfuaid:part><pdfuaid:rev>2024</pdfuaid:rev></rdf:Description>"""
CLAIMS: Mapping[str, str] = {"a-3a+ua-1": _UA_1, "a-4f+ua-2": _UA_2}

_BRACKETS = "()[]{}<>«»‹›"  # what Unicode mirrors, of what texts hold


def repaired(document: Any, pdf: pydyf.PDF, standard: str = "a-3a+ua-1") -> None:
    """Claim the standard, name each attached file once, and end every stream unmistakably."""
    claim(standard, pdf)
    unmirror(document, pdf)
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
    end_plainly(pdf)


def unmirror(document: Any, pdf: pydyf.PDF) -> None:
    """Let every bracket be copied as it is drawn.

    Text from right to left is drawn with the mirror image of a bracket, and WeasyPrint notes the
    bracket that was written as what that glyph means, for all other text in the face too.
    """
    written = {font.name: _lines(font.file_content, font.index)
               for font in getattr(document, "fonts", {}).values()}
    for item in pdf.objects:
        if isinstance(item, dict) and "ToUnicode" in item and item.get("BaseFont") in written:
            stream = held(pdf, item["ToUnicode"]).stream
            known = written[item["BaseFont"]]
            stream[:] = [known.get(line.partition(b" ")[0], line) for line in stream]


def brackets(font: bytes, index: int) -> dict[int, str]:
    """What the glyphs of a font's brackets mean."""
    import uharfbuzz

    face = uharfbuzz.Font(uharfbuzz.Face(font, index))
    glyphs = ((face.get_nominal_glyph(ord(each)), each) for each in _BRACKETS)
    return {glyph: letter for glyph, letter in glyphs if glyph}


def _lines(font: bytes, index: int) -> dict[bytes, bytes]:
    """The lines that tell what a font's brackets mean, by the glyph that they begin with."""
    return {f"<{glyph:04x}>".encode(): f"<{glyph:04x}> <{ord(letter):04x}>".encode()
            for glyph, letter in brackets(font, index).items()}


def ends_plainly(data: bytes) -> bool:
    """Whether the stream of all objects, which pydyf makes last, does not end in a line end."""
    end = data.rindex(b"\nendstream", 0, data.rindex(b"/Type /XRef"))
    return data[end - 1] not in b"\r\n"


def end_plainly(pdf: pydyf.PDF) -> None:
    """End every compressed stream of a PDF unmistakably."""
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and item.compress:
            _end_plainly(item)


def _end_plainly(stream: pydyf.Stream) -> None:
    """Keep a compressed stream from ending in a line end.

    One more comes before `endstream`, and a reader could not tell whether the first belongs to
    the data. Deflated data ends with its Adler-32, whose last byte another byte of content
    changes if it is not zero.
    """
    plain = pydyf.Stream(stream.stream).data
    content = plain.split(b"stream\n", 1)[1].removesuffix(b"\nendstream")
    if _is_plain(content) or "N" in stream.extra:  # N: an ICC profile
        return
    if stream.extra.get("Type") == "/EmbeddedFile":
        _without_last_line_end(stream, content)
        return
    if "Length1" in stream.extra:  # a font
        stream.stream = [content + b"\1"]
        stream.extra["Length1"] = len(content) + 1
    else:
        stream.stream = [ended_plainly(content)]


def ended_plainly(content: bytes) -> bytes:
    """What is drawn, so that it does not end in a line end when it is deflated."""
    return content if _is_plain(content) else content + b" "


def plainly_begun(content: bytes) -> bytes:
    """What is drawn, without the space that `ended_plainly` may have put behind it."""
    begun = content.removesuffix(b" ")
    return content if _is_plain(begun) else begun


def _is_plain(content: bytes) -> bool:
    """Whether content does not end in a line end when it is deflated."""
    return zlib.adler32(content) & 0xFF not in b"\r\n"


def _without_last_line_end(stream: pydyf.Stream, content: bytes) -> None:
    """An attached file may not gain a byte that means something; CSV may end without a line end."""
    content = content.removesuffix(b"\n")
    stream.stream = [content]
    stream.extra["Params"]["Size"] = len(content)
    stream.extra["Params"]["CheckSum"] = f"<{md5(content, usedforsecurity=False).hexdigest()}>"


def claim(standard: str, pdf: pydyf.PDF) -> None:
    """Say in the metadata what else than PDF/A the file passes."""
    if standard not in CLAIMS:
        return
    metadata = held(pdf, pdf.catalog["Metadata"])
    metadata.compress = False  # as ISO 19005-1, 6.7.2 wants it; later parts only advise it
    closed = b"</rdf:RDF>"
    said = CLAIMS[standard].encode() + closed
    metadata.stream = [part.replace(closed, said) for part in metadata.stream]
