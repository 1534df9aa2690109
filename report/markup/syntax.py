"""The Markdown that authors write: CommonMark with MyST's roles and directives.

https://spec.commonmark.org/0.31.2/ and https://mystmd.org/spec
"""

from __future__ import annotations

from markdown_it import MarkdownIt
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.colon_fence import colon_fence_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

# Opening and closing marks, double then single, by language; the default is English.
_QUOTES = {
    "en": "“”‘’", "de": "„“‚‘", "fr": ["«\u202f", "\u202f»", "‹\u202f", "\u202f›"],
    "es": "«»“”", "it": "«»“”", "pl": "„”‚’", "sv": "””’’", "fi": "””’’", "ru": "«»„“",
    "uk": "«»„“", "cs": "„“‚‘", "nl": "“”‘’", "pt": "“”‘’", "da": "»«›‹", "nb": "«»‘’",
}  # fmt: skip


def markdown(language: str, maths: bool = False) -> MarkdownIt:
    """A parser with every extension that Octavo knows and the quotation marks of a language.

    With `maths` dollars stand round formulas, by Pandoc's rule: no space inside them, no digit
    outside.
    """
    quotes = _QUOTES.get(language.split("-")[0], _QUOTES["en"])
    parser = MarkdownIt("commonmark", {"typographer": True, "quotes": quotes})
    parser.enable(["table", "smartquotes", "replacements"])
    parser.use(colon_fence_plugin)
    parser.use(myst_role_plugin)
    parser.use(myst_block_plugin)
    parser.use(deflist_plugin)
    if maths:
        parser.use(dollarmath_plugin, allow_space=False, allow_digits=False,
                   allow_blank_lines=False, double_inline=True)
    parser.use(attrs_plugin, spans=True)
    parser.use(attrs_block_plugin)
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # links are checked later
    parser.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    return parser
