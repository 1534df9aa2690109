"""What an EPUB claims of its accessibility is what its files bear out."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from lxml import etree

from report.accessibility import Claim, claims, opened
from report.model import Edition, Finding, Report

_OPF = "{http://www.idpf.org/2007/opf}"


def check(data: bytes, file: Path, report: Report, edition: Edition) -> list[Finding]:
    made, written = _read(data)
    return [Finding("claims", file, f"The e-book claims {claim.value}, but: {claim.against[0]}")
            for claim in made if not claim.holds and (claim.name, claim.value) in written]


def missing(data: bytes) -> list[str]:
    """The claims that the e-book does not make, each with what keeps it from being true."""
    made, _ = _read(data)
    return [f"not claimed: {claim.value}. {claim.against[0]}"
            for claim in made if not claim.holds]


def _read(data: bytes) -> tuple[tuple[Claim, ...], set[tuple[str, str]]]:
    """The claims that the files bear out or not, and those that are written in the package."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        files = {re.sub(r"^EPUB/", "", name): book.read(name) for name in book.namelist()}
    package = etree.fromstring(files["content.opf"])
    written = {(meta.get("property", ""), (meta.text or "").strip())
               for meta in package.iter(f"{_OPF}meta")}
    certified = any(name == "a11y:certifiedBy" for name, _ in written)
    return claims(opened(files), "somebody" if certified else ""), written
