"""Markdown of other makers as HTML: Pandoc's, GitHub's and MyST's ways of writing.

Each block carries the line on which it stood, as `data-line`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, MutableMapping, Sequence
from html import escape
from itertools import pairwise
from typing import Any

from lxml import etree
from lxml import html as hypertext
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin

_TAGS_WORDS = """
    a abbr address article aside b blockquote body br center cite code col colgroup dd del
    details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 head header
    hr html i img ins kbd li main mark math meta nav ol p pre q s samp script section
    small source span strike strong style sub summary sup svg table tbody td tfoot th
    thead time title tr tt u ul var video audio iframe object embed form input button
    picture link noscript
"""
_TAGS = set(_TAGS_WORDS.split())
_TAG = re.compile(r"</?([A-Za-z][\w-]*)(?=[\s/>])")
_BOXES = {
    "note", "warning", "tip", "important", "caution", "admonition", "seealso", "hint", "attention",
    "danger", "error", "topic", "sidebar", "margin", "box", "info", "example", "callout",
}  # fmt: skip
_CODES = {"code", "code-block", "code-cell", "sourcecode", "literalinclude"}
_ALERT = re.compile(r"\s*\[!(\w+)\]\s*\n?")
_ROLE = re.compile(r":(?:numref|eqref|ref|cite[pt]?|doc|term|any):`([^`\n]+)`|"
                   r"\{(?:numref|eq|ref|cite(?::\w+)?|doc|term|any)\}`([^`\n]+)`")
# A formula's name on the line under it, as d2l's books have it.
_NAMED = re.compile(r"\$\$[ \t]*\n:(?:eq)?label:`([A-Za-z][\w-]*)`[ \t]*$", re.MULTILINE)
_NAME_BEHIND = re.compile(r"\$\$[ \t]*\(([A-Za-z][\w-]*)\)[ \t]*$", re.MULTILINE)
_EQREF = re.compile(r"(?::eqref:|\{eq\})`([A-Za-z][\w-]*)`")
_LABEL = re.compile(r"^:(?:eq)?label:`([^`\n]+)`[ \t]*$", re.MULTILINE)
_HEADING_ATTRIBUTES = re.compile(
    r"^(#{1,6} [^\n{]*)\{([#.\w-][^{}\n]*)\}[ \t]*$", re.M)


def is_markdown(text: str) -> bool:
    """Whether a text whose name does not say so is written in Markdown."""
    sample = text[:60_000]
    marks = (
        len(re.findall(r"^#{1,4} \S", sample, re.M)) >= 2, sample.startswith("---\n"),
        bool(re.search(r"^(```|~~~)", sample, re.M)),
        len(re.findall(r"\]\((?:https?:|#|\.?/|\w+\.md)", sample)) >= 2,
        bool(re.search(r"^\[\^[\w-]+\]: ", sample, re.M)), bool(re.search(r"^\|?\s*:?-{3,}:?\s*\|",
                                                                          sample, re.M)),
        len(re.findall(r"\*\*[^*\n]+\*\*", sample)) >= 3,
    )  # fmt: skip
    return sum(marks) >= 2 or marks[0]


def page(text: str) -> tuple[etree._Element, dict[str, str]]:
    """Markdown as a page of HTML, and what its front matter says."""
    said, body, offset = front_matter(text)
    body = _NAMED.sub(r"$$ (\1)\n", body)
    equations = set(_NAME_BEHIND.findall(body))
    body = _EQREF.sub(lambda match: f'<code class="formula-ref">{match[1]}</code>'
                      if match[1] in equations else match[0], body)
    body = _LABEL.sub(lambda match: f"<!--label {match[1]}-->", body)
    body = _ROLE.sub(lambda match: f"`{match[1] or match[2]}`", body)
    ids = {body.count("\n", 0, match.start()): named[1]
           for match in _HEADING_ATTRIBUTES.finditer(body)
           if (named := re.search(r"#([\w:-]+)", match[2]))}
    body = _HEADING_ATTRIBUTES.sub(r"\1", body)
    parser = _parser()
    env: dict[str, Any] = {}
    tokens = parser.parse(body, env)
    _identify(tokens, ids)
    _place(tokens, offset)
    made = parser.renderer.render(tokens, parser.options, env)
    root = _tree(made)
    alerts(root)
    return root, said


def _tree(made: str) -> etree._Element:
    parser = hypertext.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True,
                                  no_network=True, huge_tree=False)
    return hypertext.document_fromstring(
        f"<html><body>{made}</body></html>".encode(), parser=parser)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True})
    parser.enable(["table"])
    for plugin in (colon_fence_plugin, deflist_plugin, attrs_plugin, attrs_block_plugin,
                   front_matter_plugin, myst_block_plugin):
        parser.use(plugin)
    parser.use(dollarmath_plugin, allow_space=False, allow_digits=False, double_inline=True)
    parser.use(footnote_plugin, inline=True, move_to_end=True, always_match_refs=True)
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    rules: dict[str, Any] = {
        "footnote_ref": _call, "footnote_block_open": _empty, "footnote_block_close": _empty,
        "footnote_open": _note, "footnote_close": _note_end, "footnote_anchor": _empty,
        "fence": _fence, "colon_fence": _colons, "html_inline": _raw, "html_block": _raw,
        "math_inline": _formula, "math_inline_double": _formula, "math_block": _formula,
        "math_block_label": _formula, "myst_line_comment": _empty, "myst_target": _named,
        "myst_block_break": _empty, "code_block": _indented, "front_matter": _empty,
    }  # fmt: skip
    for name, rule in rules.items():
        parser.add_render_rule(name, rule)
    return parser


def _identify(tokens: Sequence[Token], ids: Mapping[int, str]) -> None:
    """Give headings the ids that links lead to: the author's, or GitHub's, made of the words."""
    for token, inner in pairwise(tokens):
        if token.type == "heading_open" and token.map:
            words = re.sub(r"[^\w\s-]", "", inner.content.lower()).strip()
            token.attrSet("id", ids.get(token.map[0]) or re.sub(r"\s", "-", words))


def _place(tokens: Sequence[Token], offset: int) -> None:
    for token in tokens:
        if token.map and token.nesting >= 0:
            token.attrSet("data-line", str(token.map[0] + 1 + offset))


def _line(token: Token) -> str:
    return f' data-line="{token.attrGet("data-line")}"' if token.attrGet("data-line") else ""


def _empty(*_: Any) -> str:
    return ""


def _call(self: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    meta = tokens[at].meta
    label = str(meta.get("label") or meta["id"] + 1)
    return (f'<sup class="footnote-ref"><a href="#fn-{meta["id"]}" data-label="{escape(label)}">'
            f"{escape(label)}</a></sup>")


def _note(self: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    return f'<div role="doc-footnote" id="fn-{tokens[at].meta["id"]}"{_line(tokens[at])}>'


def _note_end(*_: Any) -> str:
    return "</div>\n"


def _named(self: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    return f'<a id="{escape(tokens[at].content.strip())}"></a>'


def _formula(self: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    token = tokens[at]
    if token.type.startswith("math_block"):
        name = f' data-name="{escape(token.info)}"' if token.type == "math_block_label" else ""
        return f'<pre class="math"{name}{_line(token)}>{escape(token.content.strip())}</pre>\n'
    kind = "math display" if token.type == "math_inline_double" else "math"
    return f'<code class="{kind}">{escape(token.content)}</code>'


def _indented(self: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    return f"<pre{_line(tokens[at])}>\n{escape(tokens[at].content)}</pre>\n"


def _fence(self: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    token = tokens[at]
    match = re.match(r"\{([\w-]+)\}\s*(.*)", token.info.strip())
    if match and match[1] not in _CODES:
        return _directive(match[1], match[2], token, env)
    content = _options(token.content)[1] if match else token.content
    return f"<pre{_line(token)}>\n{escape(content)}</pre>\n"


def _colons(self: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    token = tokens[at]
    info = token.info.strip()
    match = re.match(r"\{([\w-]+)\}\s*(.*)", info)
    if match:
        return _directive(match[1], match[2], token, env)
    kind = re.search(r"[\w-]+", info)
    return _directive(kind[0].lower() if kind else "div", "", token, env)


def _directive(name: str, argument: str, token: Token, env: MutableMapping[str, Any]) -> str:
    """A directive of MyST or a div of Pandoc: a box, an image, or what it holds."""
    options, body = _options(token.content)
    if name in ("figure", "image", "img"):
        caption = _inner(body)
        alt = escape(options.get("alt", ""))
        return (f'<figure{_line(token)}><img src="{escape(argument)}" alt="{alt}">'
                f"<figcaption>{caption}</figcaption></figure>\n") if body.strip() else (
                f'<p{_line(token)}><img src="{escape(argument)}" alt="{alt}"></p>\n')
    if name == "math":
        return f'<pre class="math"{_line(token)}>{escape(body.strip())}</pre>\n'
    if name in _BOXES:
        title = argument.strip() or options.get("title", "") or name.capitalize()
        return (f'<aside class="octavo-box"{_line(token)}><p>{_inline(title)}</p>'
                f"{_inner(body)}</aside>\n")
    if name in ("epigraph", "pull-quote", "highlights", "quote"):
        return f"<blockquote{_line(token)}>{_inner(body)}</blockquote>\n"
    if name in ("toctree", "tableofcontents", "contents", "bibliography"):
        return ""
    if name == "div" or token.type == "colon_fence":
        return f"<div{_line(token)}>{_inner(body)}</div>\n"
    return f"<pre{_line(token)}>\n{escape(token.content)}</pre>\n"


def _options(content: str) -> tuple[dict[str, str], str]:
    """The options at the head of a directive, and its body."""
    options: dict[str, str] = {}
    rows = content.split("\n")
    at = 0
    while at < len(rows) and (match := re.match(r":([\w-]+):\s*(.*)", rows[at])):
        options[match[1]] = match[2]
        at += 1
    return options, "\n".join(rows[at:])


def _inner(body: str) -> str:
    return str(_parser().render(body)) if body.strip() else ""


def _inline(text: str) -> str:
    return str(_parser().renderInline(text))


def _raw(self: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    """HTML that is HTML; what only looks like it, `<name>`, stays as it is written."""
    content = tokens[at].content
    if content.startswith("<!--label"):
        return f'<a id="{escape(content[10:-3].strip())}"></a>'
    found = _TAG.match(content.strip())
    if found and found[1].lower() not in _TAGS:
        return escape(content)
    return content


def front_matter(text: str) -> tuple[dict[str, str], str, int]:
    """What the YAML above a text says, the text without it, and how many lines that were.

    Only what a text says of itself is understood: names with a value, a list, or folded lines.
    """
    match = re.match(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", text, re.DOTALL)
    if not match or not re.match(r"\s*[\w-]+\s*:|\s*#|\s*$", match[1]):
        return _pandoc_title(text)
    said: dict[str, str] = {}
    name = ""
    for row in match[1].split("\n"):
        if key := re.match(r"([A-Za-z_][\w-]*)\s*:\s*(.*)", row):
            name = key[1].lower()
            said[name] = _scalar(key[2])
        elif name and (item := re.match(r"\s*-\s+(.*)", row)):
            value = re.sub(r"^name\s*:\s*", "", item[1])
            said[name] = f"{said[name]}; {_scalar(value)}".strip("; ")
        elif name and row.startswith((" ", "\t")) and row.strip():
            said[name] = f"{said[name]} {_scalar(row.strip())}".strip()
    return said, text[match.end():], match[0].count("\n")


def _pandoc_title(text: str) -> tuple[dict[str, str], str, int]:
    """Pandoc's title block: up to three lines that begin with `%`."""
    match = re.match(r"((?:% .*\n){1,3})", text)
    if not match:
        return {}, text, 0
    rows = [row[2:].strip() for row in match[1].strip("\n").split("\n")]
    said = dict(zip(("title", "author", "date"), rows, strict=False))
    return said, text[match.end():], len(rows)


def _scalar(value: str) -> str:
    value = value.strip()
    if value in ("|", ">", "|-", ">-", "[]", "{}", "null", "~"):
        return ""
    if len(value) > 1 and value[0] == "[" and value[-1] == "]" and not value.startswith("[["):
        return "; ".join(part.strip(" '\"") for part in value[1:-1].split(","))
    if len(value) > 1 and value[0] in "'\"" and value[-1] == value[0]:
        return value[1:-1].replace("''", "'").replace('\\"', '"')
    return value


def alerts(root: etree._Element) -> None:
    """GitHub's `> [!NOTE]` becomes a box."""
    for quote in list(root.iter("blockquote")):
        first = quote.find("p")
        if first is None or not (match := _ALERT.match(first.text or "")):
            continue
        quote.tag = "aside"
        quote.set("class", "octavo-box")
        first.text = (first.text or "")[match.end():]
        title = etree.Element("p")
        title.text = match[1].capitalize()
        quote.insert(0, title)


def names(said: Mapping[str, str], *keys: str) -> tuple[str, ...]:
    """The names that front matter gives under one of some keys."""
    for key in keys:
        if said.get(key):
            return tuple(name.strip() for name in re.split(r";|\s+and\s+|,\s+(?=[A-Z][\w.]* [A-Z])",
                                                           said[key]) if name.strip())
    return ()
