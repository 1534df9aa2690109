"""What is mended in a PDF before it is written."""

from __future__ import annotations

import zlib

import pydyf

from report.editions.repair import repaired


def _pdf() -> pydyf.PDF:
    pdf = pydyf.PDF()
    metadata = pydyf.Stream([b"<rdf:RDF></rdf:RDF>"], {"Type": "/Metadata"}, compress=True)
    pdf.add_object(metadata)
    pdf.catalog["Metadata"] = metadata.reference
    return pdf


def _deflated(stream: pydyf.Stream) -> bytes:
    data: bytes = stream.data
    return data.split(b"stream\n", 1)[1].removesuffix(b"\nendstream")


def test_no_stream_ends_in_a_line_end() -> None:
    """Before `endstream` stands a line end; one of the data's own could not be told from it."""
    pdf = _pdf()
    streams = [pydyf.Stream([f"BT {n} Tj".encode(), b"ET"], compress=True) for n in range(3000)]
    for stream in streams:
        pdf.add_object(stream)
    assert any(_deflated(stream)[-1:] in (b"\r", b"\n") for stream in streams)
    repaired(None, pdf)
    assert not [stream for stream in streams if _deflated(stream)[-1:] in (b"\r", b"\n")]
    assert [zlib.decompress(_deflated(stream)).rstrip() for stream in streams] == [
        f"BT {n} Tj\nET".encode() for n in range(3000)]


def test_a_font_that_grows_by_a_byte_says_so() -> None:
    pdf = _pdf()
    fonts = [pydyf.Stream([bytes([n, n + 1, n + 2])], {"Length1": 3}, compress=True)
             for n in range(200)]
    for font in fonts:
        pdf.add_object(font)
    repaired(None, pdf)
    assert {font.extra["Length1"] for font in fonts} == {3, 4}
    assert not [font for font in fonts if _deflated(font)[-1:] in (b"\r", b"\n")]
    assert all(len(zlib.decompress(_deflated(font))) == font.extra["Length1"] for font in fonts)


def test_the_metadata_says_the_standard_and_stays_readable() -> None:
    for standard, part in (("a-3a+ua-1", b"1"), ("a-4f+ua-2", b"2")):
        pdf = _pdf()
        repaired(None, pdf, standard=standard)
        metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
        assert b"<pdfuaid:part>%s</pdfuaid:part>" % part in metadata.data
        assert b"Filter" not in metadata.data
