"""The proof that nothing is lost: the words of the input against those of the result.

The files that the import writes are read again as Markdown, independently of how they were made.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin

from report.importing.folder import LEFT_OVER
from report.importing.inline import normal
from report.importing.model import Imported
from report.importing.wording import LINK, LINKED, WORDS

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Proof:
    """How many words the input has, which of them are missing in the result, which were added."""

    words: int
    missing: Mapping[str, int]
    added: Mapping[str, int]
    lines: Sequence[int]  # lines of the input that are in no place, or in two
    moved: Sequence[int]  # lines whose words stand in another order

    @property
    def holds(self) -> bool:
        return not (self.missing or self.added or self.lines or self.moved)


def prove(imported: Imported, files: Mapping[str, bytes]) -> Proof:
    """Compare the words of the input with those of the result and of what is left over."""
    is_plain = imported.form == "plain text"
    source = Counter(word for _, text in imported.source for word in _words(text))
    result: Counter[str] = Counter()
    for path, data in files.items():
        if path.startswith("text/"):
            result.update(word for text in said(data.decode(), is_plain, imported.maths)
                          for word in _words(text))
    title = _words(tomllib.loads(files["report.toml"].decode())["title"])
    for row in files.get(LEFT_OVER, b"").decode().split("\n"):
        if match := re.match(r" {4}(\d+): (.*)", row):
            result.update(_words(match[2]))
    missing, added = source - result, result - source
    _join(missing, added)
    added -= Counter(title)  # the title of a text stands in report.toml, and above it too
    extra = _beside(imported)
    return Proof(sum(source.values()), dict(missing), dict(added - extra),
                 _lines(imported) if is_plain else (), _moved(imported, is_plain))


def _words(text: str) -> list[str]:
    return _WORD.findall(normal(text).lower())


def _join(missing: Counter[str], added: Counter[str]) -> None:
    """Words divided at the end of a line, or by emphasis, are the same words joined."""
    for one, other in ((missing, added), (added, missing)):
        for word in list(other):
            while other[word] > 0 and (parts := _divided(word, one)):
                for part in parts:
                    one[part] -= 1
                    if not one[part]:
                        del one[part]
                other[word] -= 1
            if other[word] <= 0:
                del other[word]


def _divided(word: str, pool: Counter[str]) -> tuple[str, ...]:
    """Words of a pool that make a word when they are joined: two of them, or three."""
    for at in range(1, min(len(word), 60)):
        head, tail = word[:at], word[at:]
        if not pool.get(head):
            continue
        if pool.get(tail, 0) > (head == tail):
            return head, tail
        for inner in range(1, len(tail)):
            if pool.get(tail[:inner]) and pool.get(tail[inner:]):
                return head, tail[:inner], tail[inner:]
    return ()


def _beside(imported: Imported) -> Counter[str]:
    """Words that are left over without having stood in the text: addresses, properties."""
    found: Counter[str] = Counter()
    if imported.form != "plain text":
        for left in imported.left:
            found.update(_words(left.text))
    return found


def _lines(imported: Imported) -> list[int]:
    """Lines with words that are in no place, or in more than one."""
    whole = dict(imported.source)
    places: Counter[int] = Counter(left.line for left in imported.left
                                   if left.text == whole.get(left.line)
                                   and not left.why.startswith("Numbers of chapters"))
    for block in imported.blocks:
        places.update(set(block.lines))
    divided = {block.lines[0] for block in imported.blocks if len(block.lines) == 1}
    return [number for number, _ in imported.source
            if places[number] != 1 and not (places[number] > 1 and number in divided)]


def _moved(imported: Imported, is_plain: bool) -> list[int]:
    """Lines of blocks whose words do not come in the order in which they were read."""
    found = []
    for block in imported.blocks:
        if block.kind in ("image", "rule", "note", "code", "formula", "heading") or not block.parts:
            continue
        before = "".join(_words(block.words))
        markdown = re.sub(f"{LINK}[^{WORDS}]*{WORDS}|{LINKED}", "", block.markdown)
        after = "".join(word for text in said(markdown, is_plain, imported.maths)
                        for word in _words(text))
        if before != after:
            found.append(block.lines[0])
    return found


def said(markdown: str, is_plain: bool, maths: bool = False) -> Iterator[str]:
    """The words of a text that a reader sees; with `is_plain`, the numbers of notes too.

    With `maths` dollars stand round formulas, whose LaTeX is what they say.
    """
    parser = MarkdownIt("commonmark")
    parser.enable("table")
    for plugin in (colon_fence_plugin, deflist_plugin, myst_block_plugin):
        parser.use(plugin)
    if maths:
        parser.use(dollarmath_plugin, allow_space=False, allow_digits=False, double_inline=True)
        markdown = re.sub(r"\{(?:eq|math)\}(?=`)", "", markdown)
    parser.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    yield from _tokens(parser.parse(markdown), is_plain)


def _tokens(tokens: Sequence[Token], is_plain: bool) -> Iterator[str]:
    for token in tokens:
        match token.type:
            case "inline":
                yield "".join(_spans(token.children or []))
            case "math_block" | "math_block_label":
                yield token.content
            case "fence" | "code_block":
                yield f"{token.info} {token.content}" if is_plain else token.content
            case "colon_fence":
                yield from _directive(token, is_plain)
            case "footnote_reference_open" if is_plain:
                yield _number(str(token.meta["label"]))
            case "ordered_list_open":
                pass
            case "list_item_open" if token.info:
                yield token.info if is_plain else ""


def _directive(token: Token, is_plain: bool) -> Iterator[str]:
    yield re.sub(r"^\{[\w-]+\}", "", token.info) if "figure" not in token.info else ""
    rows = token.content.split("\n")
    while rows and (match := re.match(r":(\w+): (.*)", rows[0])):
        if match[1] == "title":
            yield from said(match[2], is_plain)
        rows.pop(0)
    yield from said("\n".join(rows), is_plain)


def _spans(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("text", "code_inline"):
            yield token.content
        elif token.type in ("softbreak", "hardbreak"):
            yield " "
        elif token.type == "footnote_ref":
            yield f" {_number(str(token.meta['label']))} "
        elif token.type in ("math_inline", "math_inline_double"):
            yield token.content


def _number(label: str) -> str:
    """The number or word with which the input called a note, from the label that it got."""
    if re.fullmatch(r"p\d+(-\d+)?|star(-\d+)?|(?:double-)?dagger(-\d+)?", label):
        return ""
    return re.sub(r"-\d+$", "", label)
