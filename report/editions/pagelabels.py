"""Page labels: a reader's page box shows the folios that are printed."""

from __future__ import annotations

import pydyf


def label(pdf: pydyf.PDF, body: int) -> None:
    """Label the pages of a PDF: roman up to the page `body`, from there counted from 1."""
    if body > 1:
        pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array([
            0, pydyf.Dictionary({"S": "/r"}),
            body - 1, pydyf.Dictionary({"S": "/D"})])})
