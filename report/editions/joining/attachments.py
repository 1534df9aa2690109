"""The files that go with a PDF."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from hashlib import md5
from pathlib import PurePosixPath

import pydyf

from report.model import Attached

_NUMBER = re.compile(r"^figure-\d+-")  # before a figure's name in that of its data's file


def attach(
    pdf: pydyf.PDF, files: Sequence[Attached], date: datetime.date, related: bool
) -> Mapping[str, bytes]:
    """Attach files that hold the data of pictures; returns their references by the picture:
    pictures/hosts.svg is drawn from figure-03-hosts.csv. `related` ones say that they are data,
    as PDF/A wants it."""
    moment = pydyf.String(f"{date:D:%Y%m%d}000000Z")
    references = {}
    for file in files:
        stream = pydyf.Stream([file.data], pydyf.Dictionary({
            "Type": "/EmbeddedFile", "Subtype": "/text#2fcsv", "Params": pydyf.Dictionary({
                "CheckSum": f"<{md5(file.data, usedforsecurity=False).hexdigest()}>",
                "Size": len(file.data), "CreationDate": moment, "ModDate": moment})}),
            compress=True)
        pdf.add_object(stream)
        said = pydyf.Dictionary({
            "Type": "/Filespec", "F": pydyf.String(file.name), "UF": pydyf.String(file.name),
            "EF": pydyf.Dictionary({"F": stream.reference}),
            "Desc": pydyf.String(file.description)})
        if related:
            said["AFRelationship"] = "/Data"
        pdf.add_object(said)
        references[file.name] = said.reference
    if references:
        names = pydyf.Dictionary({"Names": pydyf.Array(
            each for name in sorted(references) for each in (pydyf.String(name),
                                                             references[name]))})
        pdf.add_object(names)
        pdf.catalog.setdefault("Names", pydyf.Dictionary())["EmbeddedFiles"] = names.reference
        if related:
            pdf.catalog["AF"] = pydyf.Array(references.values())
    return {picture(name): reference for name, reference in references.items()}


def picture(file: str) -> str:
    """The drawing whose data a file holds."""
    return f"pictures/{_NUMBER.sub('', PurePosixPath(file).stem)}.svg"
