"""What PDF/X-4 asks of a file beyond its colours (ISO 15930-7)."""

from __future__ import annotations

import io
import re
import uuid
from typing import TYPE_CHECKING, Any

from report.editions.cmyk import CONDITION, PROFILE
from report.editions.separate import saved

if TYPE_CHECKING:
    from report.editions.finish import Context

_ID = re.compile(rb"xmp\.did:[0-9a-f-]{36}")
# Written for every PDF/X, but a key of PDF/X-1a and 3.
_OLD = re.compile(rb"<pdfx:(\w+)>[^<]*</pdfx:\1>")


def claimed(data: bytes, context: Context) -> bytes:
    """A PDF by WeasyPrint as PDF/X-4: it says for which printing condition it is made, its name is
    the same in every build, and nothing in it can be clicked."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            _drop(page.obj, "/Annots")
            page.Group = pikepdf.Dictionary(
                S=pikepdf.Name.Transparency, CS=pikepdf.Name.DeviceCMYK)
        _drop(pdf.Root, "/Names", "/Outlines", "/OpenAction", "/PageMode")
        pdf.Root.OutputIntents = [_intent(pdf)]
        pdf.docinfo["/GTS_PDFXVersion"] = "PDF/X-4"
        name = uuid.uuid5(uuid.NAMESPACE_URL,
                          f"{context.report.meta.identifier}#{context.made.name}")
        said = _ID.sub(f"uuid:{name}".encode(), pdf.Root.Metadata.read_bytes())
        pdf.Root.Metadata.write(_OLD.sub(b"", said))
        _drop(pdf.trailer, "/ID")  # it was made from the old name; saving makes another
        return saved(pdf)


def _drop(thing: Any, *keys: str) -> None:
    for key in keys:
        if key in thing:
            del thing[key]


def _intent(pdf: Any) -> Any:
    """The printing condition, with its profile."""
    import pikepdf

    profile = pdf.make_stream(PROFILE.read_bytes(), N=4, Alternate=pikepdf.Name.DeviceCMYK)
    return pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent, S=pikepdf.Name.GTS_PDFX,
        OutputConditionIdentifier=CONDITION, RegistryName="http://www.color.org",
        Info="Offset printing on coated paper, ISO 12647-2", DestOutputProfile=profile)
