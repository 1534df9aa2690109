"""What is wrong in references, notes and links."""

from __future__ import annotations

from tests.broken.parts import Broken, figure, text

BROKEN = [
    Broken("unknown role", text("See {ref}`hosts`.\n"), "01-north.md:5:5", "no role {ref}"),
    Broken("unknown cross reference", figure("Lebanon hosts", "See {numref}`host`: Lebanon hosts"),
           "01-north.md:10:22", "Did you mean “hosts”?"),
    Broken("role without content", text("See {numref}``.\n"), "01-north.md:5:5", "no content"),
    Broken("link that is a script", text("[Cut](javascript:alert(1))\n"), "01-north.md:5:7",
           "javascript:alert(1)"),
    Broken("image within an address", text("![Cut](data:image/png;base64,AAAA)\n"),
           "01-north.md:5:8", "not in the report's folder"),
    Broken("abbreviation without words", text("The {abbr}`IOM`.\n"), "01-north.md:5:12",
           "not explained"),
    Broken("note without text", text("Cut.\nOff.[^a]\n"), "01-north.md:6:5", "has no text"),
    Broken("note misspelt", text("Cut.[^source-a]\n\n[^source-b]: CNN.\n"), "01-north.md:5:5",
           "Did you mean “source-b”?"),
    Broken("empty note", text("Cut.[^a]\n\n[^a]:\n"), "01-north.md:7", "is empty"),
    Broken("note never called", text("Cut.\n\n[^a]: CNN.\n"), "01-north.md:7", "called nowhere"),
    Broken("note defined twice", text("Cut.[^a]\n\n[^a]: CNN.\n\n[^a]: UN.\n"), "01-north.md:9",
           "written twice"),
    Broken("note that calls itself", text("Cut.[^a]\n\n[^a]: See.[^a]\n"), "01-north.md:7:11",
           "cannot call a note"),
    Broken("note that holds a list", text("Cut.[^a]\n\n[^a]: CNN.\n\n    - UN.\n"),
           "01-north.md:9", "holds paragraphs"),
    Broken("link to a missing text", text("The [road](02-south.md).\n"), "01-north.md:5:12",
           "02-south.md"),
    Broken("link to a missing file", text("The [data](data/people.csv).\n"), "01-north.md:5:12",
           "data/people.csv"),
    Broken("link to a missing id", text("The [road](#nort).\n"), "01-north.md:5:12",
           "Did you mean “north”?"),
    Broken("link without words", text("The [](#north).\n"), "01-north.md:5:8", "no words"),
    Broken("link to a disk", text("The [road](file:///etc/passwd).\n"), "01-north.md:5:12",
           "file:///etc/passwd"),
    Broken("note in a link", text("[Cut[^a]](#north)\n\n[^a]: CNN.\n"), "01-north.md:5:9",
           "cannot hold"),
    Broken("reference in a link", text("[See {numref}`north`](#north)\n"), "01-north.md:5:23",
           "cannot hold"),
]
