"""A web page asks for nothing outside itself."""

from __future__ import annotations

import re
from pathlib import Path

from report.model import Edition, Finding, Report

_ASKS = re.compile(
    r"""(?:\bsrc|\bsrcset|<link[^>]+href|\bposter|\bdata)\s*=\s*["'](?!data:|#)([^"']+)"""
    r"""|url\(\s*["']?(?!data:|#)([^"')]+)|@import\s+["']([^"']+)""")


def check(data: bytes, file: Path, report: Report, edition: Edition) -> list[Finding]:
    asked = ("".join(groups) for groups in _ASKS.findall(data.decode()))
    return [Finding("self-contained", file, f"The page asks for “{address}”.")
            for address in sorted(set(asked))]
