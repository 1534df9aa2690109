"""What is wrong in directives."""

from __future__ import annotations

from tests.broken.parts import FIGURE, Broken, figure, text

BROKEN = [
    Broken("unknown directive", text(":::{figur} counts\n:name: a\n:::\n\n{numref}`a`\n"),
           "01-north.md:5", "Did you mean “figure”?"),
    Broken("directive without braces", text("::: figure\n:::\n"), "01-north.md:5",
           "name in braces"),
    Broken("directive not closed", text(":::{admonition} A box\nCut.\n\n## Gates\n\nCut.\n"),
           "01-north.md:5", "{admonition} is never closed"),
    Broken("directive not closed before another", text(
           FIGURE.replace(":::\n", "") + "\n:::{aside}\nCut.\n:::\n\nSee {numref}`hosts`.\n"),
           "01-north.md:5", "in line 12"),
    Broken("directive in a directive", text(
           ":::{admonition} A box\nCut.\n:::{aside}\nOff.\n:::\n:::\n\nThe end.\n"),
           "01-north.md:5", "begin and end it with ::::"),
    Broken("colons that end nothing", text("Cut.\n\n:::\n\nOff.\n"), "01-north.md:7",
           "end nothing"),
    Broken("unknown option", text(":::{aside}\n:nmae: a\n\nCut.\n:::\n"), "01-north.md:6",
           "Did you mean “name”?"),
    Broken("option given twice", figure(":title:", ":title: One\n:title:"), "01-north.md:11",
           "given twice"),
    Broken("empty box", text(":::{admonition} A box\n:::\n"), "01-north.md:5", "is empty"),
    Broken("empty pull quote", text(":::{pull-quote}\n:::\n"), "01-north.md:5", "is empty"),
    Broken("empty key figures", text(":::{key-figures}\n:::\n"), "01-north.md:5", "are empty"),
    Broken("key figures as a list", text(":::{key-figures}\n- 75,775 people\n:::\n"),
           "01-north.md:6", "what they count"),
    Broken("title of a side note", text(":::{aside} Azaz\nCut.\n:::\n"), "01-north.md:5",
           "has no title"),
    Broken("heading in a box", text(":::{admonition} A box\n## Gates\n:::\n"), "01-north.md:6",
           "cannot stand inside"),
]
