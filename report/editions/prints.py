"""The editions of the PDF: what `styles/editions.toml` says of each."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from report.editions.rules import BACK_COVER
from report.model import Edition

_TABLE = Path(__file__).parents[2] / "styles" / "editions.toml"
_PARTS = ("cover", "imprint", "titlepage", "toc")
SCREEN = "screen"

Standard = Literal["a-3a+ua-1", "a-4f+ua-2", "x-4", "none"]
# What WeasyPrint calls the variant that it writes for a standard; only some are tagged.
VARIANTS: Mapping[Standard, str | None] = {
    "a-3a+ua-1": "pdf/a-3a", "a-4f+ua-2": "pdf/a-4f", "x-4": "pdf/x-4", "none": None}
TAGGED = ("a-3a+ua-1", "a-4f+ua-2")


class Print(BaseModel):
    """One entry of the table, which says what each setting means."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    purpose: str
    standard: Standard = "a-3a+ua-1"
    format: str = ""
    sheet: str = ""
    inks: Literal["rgb", "cmyk", "black"] = "rgb"
    parts: tuple[str, ...] = _PARTS
    whole: bool = True
    after: str = ""
    finish: tuple[str, ...] = ()
    attached: bool = False
    says: str = ""

    @property
    def edition(self) -> Edition:
        """What composing needs to know of it; the plain PDF is for the screen."""
        ending = "" if self.name == SCREEN else f"-{self.name}"
        return Edition(
            f"pdf{ending}", f"{ending}.pdf", parts=self.parts, media=("print",), paged=True,
            closing=(BACK_COVER,) if self.whole and "cover" in self.parts else (),
            whole=self.whole, tagged=self.standard in TAGGED, attached=self.attached,
            marked="standard-pages" in self.finish)


PRINTS: Mapping[str, Print] = {
    made.edition.name: made
    for name, entry in tomllib.loads(_TABLE.read_text(encoding="utf-8")).items()
    for made in [Print(name=name, **entry)]}
