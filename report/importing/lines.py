"""Lines: text becomes numbered lines, their odd characters made plain, none of them lost."""

from __future__ import annotations

import re

from report.importing.model import Line

# No-break and other odd spaces; what has no width; ligatures that a scan or a PDF leaves behind.
_PLAIN = str.maketrans({
    **dict.fromkeys("\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
                    "\u200a\u202f\u205f\u3000", " "),
    **dict.fromkeys("\u200b\u2060\ufeff\u00ad\u200e\u200f", None),
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
    "\u2028": "\n", "\u2029": "\n", "\x85": "\n", "\u2011": "-",
})  # fmt: skip
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0\ufffe\uffff]")
_TAB = 8


def plain(text: str) -> str:
    """Text without no-break spaces, zero-width characters, ligatures and control characters."""
    return _CONTROL.sub("", text.translate(_PLAIN))


def lines(text: str) -> tuple[Line, ...]:
    """The lines of a text; a form feed begins a page, and is no line itself."""
    text = plain(text.replace("\r\n", "\n").replace("\r", "\n"))
    page = 1 if "\f" in text else 0
    found = []
    for number, raw in enumerate(text.split("\n"), 1):
        if "\f" in raw:
            page += raw.count("\f")
            raw = raw.replace("\f", " ") if raw.strip("\f ") else ""
        words = raw.strip()
        before = raw[: len(raw) - len(raw.lstrip())].expandtabs(_TAB)
        found.append(Line(number, words, len(before), page))
    return tuple(found)
