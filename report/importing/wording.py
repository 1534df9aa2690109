"""Words as Octavo's Markdown: typography mended, and signs escaped so that text means itself."""

from __future__ import annotations

import re
from collections.abc import Callable

# A note's call while a text is still plain: its label between two signs that no text holds.
CALL, CALLED = "\ue000", "\ue001"
# A link inside the text, until it is known in which file it leads where: place, words.
LINK, WORDS, LINKED = "\ue004", "\ue005", "\ue006"
_CALL = re.compile(f"{CALL}([^{CALLED}]*){CALLED}")

_SPECIAL = re.compile(r"[\\`*_\[\]<{}|~$]")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_REPLACED = re.compile(r"\((?=(?:c|r|p|tm)\))", re.IGNORECASE)  # becomes a sign in a build
# What means something at the beginning of a line only.
_START = re.compile(r"(\d{1,9})([.)])(?=\s|$)|([-+=#%:>])|(\()(?=[^\s()]+\)=)")
# Two things that Octavo takes for slips of the pen even if they are escaped.
_SLIP = re.compile(r"(\\\])\((?=[^\s)]+\))|"
                   r"(\\\{)(?=(?:numref|abbr|index|term|fact|event|as-is|math|eq)\\\})")

_EMPHASIS = re.compile(r"(?<![\w_\\])_(?=[^\s_])([^_]{1,300}?[^\s_])_(?![\w_])")
_STRONG = re.compile(r"(?<![\w*\\])\*(?=[^\s*])([^*\n]{1,200}?[^\s*])\*(?![\w*])")
_OPENING = "(^|[\\s(\\[{—–\\-/“‘])"


def escape(text: str) -> str:
    """Plain text as one line of Markdown that means exactly this text; calls become notes."""
    text = _SPECIAL.sub(r"\\\g<0>", text)
    text = _REPLACED.sub(r"\\(", _ENTITY.sub(r"\\&", text))
    text = _SLIP.sub(lambda m: (m[1] + "<!-- -->(") if m[1] else m[2] + "<!-- -->", text)
    return after_calls(_CALL.sub(r"[^\1]", text))


def after_calls(markdown: str) -> str:
    """Markdown in which what follows a note's call does not make a link or a note of it."""
    return re.sub(r"(\[\^[^\]\s]+\])(?=[(:])", r"\1\\", markdown)


def at_start(markdown: str) -> str:
    """A line of Markdown that begins no list, heading, quotation, comment or directive."""
    match = _START.match(markdown)
    if not match:
        return markdown
    end = match.start(2) if match[1] else 0
    if match[3] == ":" and not markdown.startswith((": ", ":::", ":\t")):
        return markdown
    return f"{markdown[:end]}\\{markdown[end:]}"


def set_words(text: str) -> str:
    """A plain text's words as Markdown: mended, escaped, `_so_` and `*so*` emphasised."""
    text = mend(" ".join(text.split()))
    parts, end = [], 0
    for match in sorted([*_EMPHASIS.finditer(text), *_STRONG.finditer(text)],
                        key=lambda found: found.start()):
        if match.start() < end:
            continue
        parts += [escape(text[end : match.start()]), f"*{escape(match[1])}*"]
        end = match.end()
    return "".join([*parts, escape(text[end:])])


def paragraph(text: str) -> str:
    """A plain text's paragraph as Markdown."""
    return at_start(set_words(text))


def fenced(text: str, info: str = "") -> str:
    """Code between fences longer than any inside it."""
    longest = max((len(run) for run in re.findall(r"`{3,}", text)), default=2)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{info}\n{text}\n{fence}"


def mend(text: str) -> str:
    """Quotation marks, dashes and ellipses that a build would not set right by itself."""
    for pattern, becomes in _MENDED:
        text = pattern.sub(becomes, text)
    if text.count('"') % 2:  # a quotation that goes on in the next paragraph, or a slip
        text = re.sub(rf'{_OPENING}"(?=\S)', r"\1“", text).replace('"', "”")
    return text


_MENDED: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"(?:``|,,)(?=\S)(.{1,500}?)(?:''|``)"), r'"\1"'),
    (re.compile(r"(?<=\S)''|''(?=\S)"), '"'),
    (re.compile(rf"{_OPENING}`(?=\w)([^`']{1,300})'"), r"\1'\2'"),
    (re.compile(rf"{_OPENING}['‘](?=\d\ds?\b|(?:tis|twas|em|til|cause|n)\b)", re.I), r"\1’"),
    (re.compile(r"(?<=\w)[´`](?=\w)"), "'"),
    (re.compile(r"(?<!\.)\.(?: \.){2}( ?\.)?(?!\.)"), lambda m: "…." if m[1] else "…"),
    (re.compile(r"(?<=\w) - (?=\w)"), " -- "),
    (re.compile(r"(?<=[^\s-])--(?=\s)|(?<=\s)--(?=[^\s-])"), "--"),
    (re.compile(r"(?<=\d)-(?=\d{4}\b)(?<=\b\d{4}-)"), "–"),
)
