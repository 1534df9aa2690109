"""What an author gets wrong: each fault is said once, with its place, and harms nothing.

Each row of `BROKEN` is a small report with one thing wrong in it: what it is, the files that
make it wrong, the place that must be named, and words that the message must hold.
"""

from __future__ import annotations

import io
import os
import random
import re
import shutil
import subprocess
import sys
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from PIL import Image

from report import desk, press
from report.clock import Clock
from report.errors import SourceError
from tests.conftest import ROOT, MakeReport

PEOPLE = "country,people,year\nLebanon,1000,2015\nJordan,600,2014\n"
FIGURE = """\
:::{figure} counts
:name: hosts
:data: people.csv
:label: country
:value: people
:title: Lebanon hosts most
:::
"""


class Broken(NamedTuple):
    """A report with one fault: `at` is FILE:LINE[:COLUMN] as the message must give it."""

    name: str
    files: Mapping[str, str | bytes | None]
    at: str
    says: str


def text(body: str) -> dict[str, str | bytes | None]:
    """A chapter whose line 5 is the first of `body`, and the data that it may draw."""
    return {"text/01-north.md": f"# The road\n\nCut in May.\n\n{body}", "data/people.csv": PEOPLE}


def figure(old: str = "", new: str = "", data: str | bytes = PEOPLE) -> dict[
        str, str | bytes | None]:
    """A chapter with a figure in which something is replaced; its lines are 5 to 11."""
    assert old in FIGURE
    return text(FIGURE.replace(old, new) if old else FIGURE) | {"data/people.csv": data}


def settings(old: str, new: str) -> dict[str, str | bytes | None]:
    """Settings in which something is replaced; `title` stands in line 1."""
    assert old in SETTINGS
    return {"report.toml": SETTINGS.replace(old, new)}


SETTINGS = """\
title = "A report"
date = 2016-03-07
language = "en-GB"
identifier = "urn:uuid:1"
authors = ["A. Writer"]

[matter]
body = ["01-north.md"]
"""


def picture(form: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    """A small picture that does not compress well, the same every time."""
    pixels = random.Random(1).randbytes(size[0] * size[1] * 3)
    stream = io.BytesIO()
    Image.frombytes("RGB", size, pixels).save(stream, form)
    return stream.getvalue()


def stretched(png: bytes, width: int, height: int) -> bytes:
    """A PNG that says it is larger than it is."""
    header = b"IHDR" + width.to_bytes(4, "big") + height.to_bytes(4, "big") + png[24:29]
    return png[:12] + header + zlib.crc32(header).to_bytes(4, "big") + png[33:]


SHOWN = text("![A gate](images/gate.png)\n")
DRAWN = text("![A gate](images/gate.svg)\n")
SVG = '<svg xmlns="http://www.w3.org/2000/svg"\n viewBox="0 0 1 1">\n{}\n</svg>\n'

# fmt: off
BROKEN = [
    # Settings
    Broken("no settings", {"report.toml": None}, "report.toml", "There is no such file"),
    Broken("settings not TOML", settings('"A report"', "A report"), "report.toml:1:9", "not TOML"),
    Broken("settings not closed", settings('"01-north.md"]', '"01-north.md"'), "report.toml:8",
           "not TOML"),
    Broken("settings in Latin-1", {"report.toml": SETTINGS.replace("A rep", "Ré").encode("latin1")},
           "report.toml:1:11", "not UTF-8"),
    Broken("settings too deep", {"report.toml": "a = " + "[" * 100_000}, "report.toml", "too deep"),
    Broken("number of 5,000 digits", settings('"A report"', "9" * 5000), "report.toml", "not TOML"),
    Broken("unknown setting", settings("authors", "autors"), "report.toml:5",
           "Did you mean “authors”?"),
    Broken("unknown matter", settings("body", "main"), "report.toml:8", "“matter.main”"),
    Broken("missing setting", settings("date = 2016-03-07\n", ""), "report.toml",
           "date = 2016-03-07"),
    Broken("date that no calendar has", settings("2016-03-07", "2016-02-30"), "report.toml:2:8",
           "invalid date"),
    Broken("date in quotes", settings("2016-03-07", '"2016-03-07"'), "report.toml:2",
           "without quotes"),
    Broken("year as date", settings("2016-03-07", "2016"), "report.toml:2", "a date"),
    Broken("language by name", settings("en-GB", "English"), "report.toml:3", "language tag"),
    Broken("language that nobody knows", settings("en-GB", "tlh"), "report.toml:3", "not known"),
    Broken("licence that is a script", settings("title", 'licence_url = "javascript:x"\ntitle'),
           "report.toml:1", "https://…"),
    Broken("identifier of no kind", settings("urn:uuid:1", "report 1"), "report.toml:4", "URN"),
    Broken("authors no list", settings('["A. Writer"]', '"A. Writer"'), "report.toml:5", "a list"),
    Broken("control character", settings("A report", "A\\u0001report"), "report.toml:1",
           "no text can hold"),
    Broken("unknown theme", settings("title", 'theme = "brifing"\ntitle'), "report.toml:1",
           "Did you mean “briefing”?"),
    Broken("theme elsewhere", settings("title", 'theme = "../styles/briefing"\ntitle'),
           "report.toml:1", "There is no theme"),
    Broken("text that is not there", settings("01-north.md", "01-nort.md"), "report.toml:8",
           "Did you mean “01-north.md”?"),
    Broken("text outside", settings("01-north.md", "../../01-north.md"), "report.toml:8",
           "There is no text"),
    Broken("text named twice", settings('md"]', 'md", "01-north.md"]'), "report.toml:8", "twice"),
    Broken("cover of no kind", settings("[matter]", '[cover]\nkind = "dot"\ndata = "people.csv"\n'
           "\n[matter]") | {"data/people.csv": PEOPLE}, "report.toml:7", "Did you mean “dots”?"),
    Broken("cover without data", settings("[matter]", '[cover]\nkind = "dots"\n\n[matter]'),
           "report.toml:7", "data/"),
    # Texts
    Broken("no text at all", {"text/01-north.md": None}, "text", "There is no text"),
    Broken("empty text", {"text/01-north.md": ""}, "01-north.md:1", "empty"),
    Broken("blank text", {"text/01-north.md": "\n" * 50}, "01-north.md:1", "empty"),
    Broken("text in Latin-1", {"text/01-north.md": "# T\n\nCafé\n".encode("latin-1")},
           "01-north.md:3:4", "not UTF-8"),
    Broken("text in UTF-16", {"text/01-north.md": "# T\n\nCafé\n".encode("utf-16")},
           "01-north.md:1:1", "UTF-16"),
    Broken("NUL in a text", text("Cut\0off.\n"), "01-north.md:5:4", "U+0000"),
    Broken("form feed in a text", text("Cut.\n\x0c\n"), "01-north.md:6:1", "U+000C"),
    Broken("picture called a text", {"text/01-north.md": picture()}, "01-north.md:1:1",
           "not UTF-8"),
    Broken("text called .MD", {"text/02-south.MD": "# South\n"}, "02-south.MD", "end in .md"),
    Broken("heading without words", text("##\n\nCut.\n"), "01-north.md:5", "no words"),
    Broken("title without words", {"text/01-north.md": "#\n\nCut.\n"}, "01-north.md:1",
           "no words"),
    Broken("quotation without words", text("> -- A. Speaker\n"), "01-north.md:5", "is empty"),
    Broken("no title", {"text/01-north.md": "Cut in May.\n"}, "01-north.md:1", "no title"),
    Broken("words above the title", {"text/01-north.md": "Cut.\n\n# The road\n"}, "01-north.md:1",
           "above the text's title"),
    Broken("label of a title", {"text/01-north.md": "(road)=\n# The road\n\n{numref}`road`\n"},
           "01-north.md:1", "{numref}`north`"),
    Broken("two titles", text("# Another\n"), "01-north.md:5", "a second"),
    Broken("heading that skips a level", text("### Gates\n"), "01-north.md:5",
           "Begin it with ## instead of ###"),
    Broken("heading too deep", text("## A\n\n### B\n\n#### C\n\n##### D\n"), "01-north.md:11",
           "too deep"),
    Broken("heading in a quotation", text("> ## Gates\n"), "01-north.md:5", "cannot stand inside"),
    Broken("label above nothing", text("(gate)=\n\nCut.\n\nSee {numref}`gate`.\n"),
           "01-north.md:5", "above no heading"),
    Broken("label at the end", text("(gate)=\n"), "01-north.md:5", "above no heading"),
    Broken("duplicate id", text("(gate)=\n## One\n\n(gate)=\n## Two\n"), "01-north.md:8",
           "taken already, in 01-north.md, line 5"),
    Broken("id with a space", text("(the gate)=\n## One\n"),
           "01-north.md:5", "“the-gate”"),
    Broken("id of Octavo's own", text("(toc)=\n## One\n"), "01-north.md:5", "gives itself"),
    Broken("two texts of one name", {"text/02-north.md": "# Another\n"}, "02-north.md:1",
           "taken already"),
    Broken("quotes too deep", text(">" * 200 + " Cut.\n"), "01-north.md:5", "too deep"),
    Broken("lists too deep", text("".join(f"{'  ' * n}- Cut.\n" for n in range(200))),
           "01-north.md:13", "too deep"),
    Broken("spans too deep", text("*a _b " * 300 + "c" + "_ *" * 300 + "\n"), "01-north.md:5",
           "too deep"),
    Broken("raw HTML", text("Cut <b>off</b>.\n"), "01-north.md:5:5", "Raw HTML"),
    Broken("raw HTML block", text("<div>\n\nCut.\n\n</div>\n"), "01-north.md:5:1", "Raw HTML"),
    Broken("raw HTML not closed", text("Cut <b>off.\n") | {
           "report.toml": f"raw_html = true\n{SETTINGS}"}, "01-north.md:5:5", "not well-formed"),
    Broken("code not closed", text("```\ncut\n"), "01-north.md:5", "never closed"),
    Broken("row of a table too long", text("| a | b |\n|---|---|\n| 1 | 2 |\n| 1 | 2 | 3 |\n"),
           "01-north.md:8", "3 cells"),
    Broken("row of a table too short", text("| a | b |\n|---|---|\n| 1 |\n"), "01-north.md:7",
           "1 cell,"),
    Broken("an id as attribute", text("{#gate}\nCut.\n"), "01-north.md:5", "“id”"),
    Broken("an event as attribute", text("{onclick=x}\nCut.\n"), "01-north.md:5", "“onclick”"),
    Broken("language of no kind", text("[Azaz]{lang=Arabic}\n"), "01-north.md:5", "language tag"),
    # References, notes, links
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
    # Directives
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
    # Figures and tables
    Broken("unknown kind", figure("counts", "count"), "01-north.md:5", "Did you mean “counts”?"),
    Broken("unknown option of a kind", figure(":title:", ":sorted: yes\n:title:"),
           "01-north.md:10", "Did you mean “sort”?"),
    Broken("figure without title", figure(":title: Lebanon hosts most\n", ""), "01-north.md:5",
           "no title"),
    Broken("figure without data", figure(":data: people.csv\n", ""), "01-north.md:5", "no data"),
    Broken("option that is none", figure(":data: people", ":the data: people"),
           "01-north.md:7", "is no option"),
    Broken("missing data file", figure("people.csv", "poeple.csv"), "01-north.md:7",
           "Did you mean “people.csv”?"),
    Broken("data outside", figure("people.csv", "../../people.csv"), "01-north.md:7",
           "There is no file “../../people.csv”"),
    Broken("missing column", figure("country", "countries"), "01-north.md:8",
           "Did you mean “country”?"),
    Broken("where that matches nothing", figure(":title:", ":where: year = 2016\n:title:"),
           "01-north.md:10", "“2016”"),
    Broken("where without a column", figure(":title:", ":where: yaer = 2015\n:title:"),
           "01-north.md:10", "Did you mean “year”?"),
    Broken("where that is none", figure(":title:", ":where: 2015\n:title:"), "01-north.md:10",
           "Write: year = 2015"),
    Broken("unknown width", figure(":title:", ":width: wide\n:title:"), "01-north.md:10",
           "no width"),
    Broken("table without title", text(":::{table}\n:data: people.csv\n:::\n"), "01-north.md:5",
           "no title"),
    Broken("table without rows", text(":::{table} Hosts\n:::\n"), "01-north.md:5", "no rows"),
    Broken("words in a table", text(":::{table} Hosts\n| a |\n|---|\n| 1 |\n\nCut.\n:::\n"),
           "01-north.md:10", "nothing else"),
    Broken("table of an unknown column", text(
           ":::{table} Hosts\n:data: people.csv\n:columns: county = Country\n:::\n"),
           "01-north.md:7", "Did you mean “country”?"),
    # Data
    Broken("text where a number belongs", figure(data=PEOPLE.replace("600", "many")),
           "people.csv:3:2", "“many” is no number"),
    Broken("number with a comma", figure(data=PEOPLE.replace("600", '"1,600"')),
           "people.csv:3:2", "1600"),
    Broken("number with a decimal comma", figure(data=PEOPLE.replace("600", '"16,5"')),
           "people.csv:3:2", "16.5"),
    Broken("number with spaces", figure(data=PEOPLE.replace("600", "1 600")), "people.csv:3:2",
           "1600"),
    Broken("number that is none", figure(data=PEOPLE.replace("600", "nan")), "people.csv:3:2",
           "no finite number"),
    Broken("number too great", figure(data=PEOPLE.replace("600", "1e300")), "people.csv:3:2",
           "too great"),
    Broken("day that no calendar has", text(
           ":::{figure} timeline\n:data: events.csv\n:title: One month\n:::\n") | {
           "data/events.csv": "date,event\n2016-02-03,Cut\n2016-02-30,Closed\n"},
           "events.csv:3:1", "no calendar has"),
    Broken("row too long", figure(data=PEOPLE + "Türkiye,2,503,549\n"), "people.csv:4",
           "4 cells, but the header has 3"),
    Broken("row too short", figure(data=PEOPLE + "Türkiye\n"), "people.csv:4", "1 cell,"),
    Broken("row too short after a cell of two lines", figure(
           data=PEOPLE + '"Türk\niye",1,2015\nIraq,1\n'), "people.csv:6", "2 cells"),
    Broken("quotation mark not closed", figure(data=PEOPLE + '"Türkiye,1,2015\nIraq,1,2015\n'),
           "people.csv:4", "quotation mark"),
    Broken("header and no rows", figure(data="country,people,year\n"), "01-north.md:7",
           "a header and no rows"),
    Broken("empty data", figure(data=""), "people.csv", "empty"),
    Broken("semicolons", figure(data=PEOPLE.replace(",", ";")), "people.csv:1", "semicolons"),
    Broken("column without name", figure(data=PEOPLE.replace("year", "")), "people.csv:1",
           "Column 3"),
    Broken("two columns of one name", figure(data=PEOPLE.replace("year", "people")),
           "people.csv:1", "Two columns"),
    Broken("data in Latin-1", figure(data=(PEOPLE + "Österreich,1,2015\n").encode("latin-1")),
           "people.csv:4:1", "not UTF-8"),
    Broken("spreadsheet called CSV", figure(data=b"PK\x03\x04\x14\0\0\0"), "people.csv:1:3",
           "U+0003"),
    # Images
    Broken("missing image", SHOWN, "01-north.md:5:11", "There is no image"),
    Broken("image of another place", text("![A gate](../gate.png)\n"), "01-north.md:5:11",
           "There is no image"),
    Broken("image on the network", text("![A gate](https://example.org/gate.png)\n"),
           "01-north.md:5:11", "fetches nothing"),
    Broken("image of another kind", text("![A gate](images/gate.tiff)\n") | {
           "images/gate.tiff": picture("TIFF")}, "01-north.md:5:11", "PNG, JPEG or SVG"),
    Broken("image without words", text("![](images/gate.png)\n") | {"images/gate.png": picture()},
           "01-north.md:5:5", "no alternative text"),
    Broken("figure of an image without words", text(
           ":::{figure} images/gate.png\n:title: A gate\n:::\n") | {
           "images/gate.png": picture()}, "01-north.md:5", "no alternative text"),
    Broken("image of 40 MB", SHOWN | {"images/gate.png": picture() + bytes(40_000_000)},
           "gate.png", "40 MB"),
    Broken("image of 90 million pixels", SHOWN | {
           "images/gate.png": stretched(picture(), 30_000, 3_000)}, "gate.png", "million"),
    Broken("image of 4,000 million pixels", SHOWN | {
           "images/gate.png": stretched(picture(), 63_000, 63_000)}, "gate.png", "too many"),
    Broken("text called an image", SHOWN | {"images/gate.png": "A gate.\n"}, "gate.png",
           "no image"),
    Broken("empty image", SHOWN | {"images/gate.png": ""}, "gate.png", "no image"),
    Broken("image cut off", SHOWN | {"images/gate.png": picture()[:900]}, "gate.png", "broken"),
    Broken("JPEG cut off", text("![A gate](images/gate.jpg)\n") | {
           "images/gate.jpg": picture("JPEG")[:900]}, "gate.jpg", "broken"),
    Broken("JPEG called PNG", SHOWN | {"images/gate.png": picture("JPEG")}, "gate.png",
           "a JPEG image"),
    Broken("SVG not closed", DRAWN | {"images/gate.svg": SVG.format("<g>")}, "gate.svg:4:7",
           "broken"),
    Broken("SVG with a script", DRAWN | {"images/gate.svg": SVG.format("<script>x</script>")},
           "gate.svg:3", "<script>"),
    Broken("SVG with an event", DRAWN | {"images/gate.svg": SVG.format('<g onload="x()"/>')},
           "gate.svg:3", "onload"),
    Broken("SVG with an image elsewhere", DRAWN | {"images/gate.svg": SVG.format(
           '<image href="https://example.org/a.png"/>')}, "gate.svg:3", "https://example.org"),
    Broken("SVG with a file beside it", DRAWN | {"images/gate.svg": SVG.format(
           '<image href="../text/01-north.md"/>')}, "gate.svg:3", "outside itself"),
    Broken("SVG with styles elsewhere", DRAWN | {"images/gate.svg": SVG.format(
           "<style>@import url(https://example.org/a.css);</style>")}, "gate.svg:3", "fetch"),
    Broken("SVG with a fill elsewhere", DRAWN | {"images/gate.svg": SVG.format(
           "<rect style=\"fill: url('https://example.org/a.svg#b')\"/>")}, "gate.svg:3",
           "outside itself"),
    Broken("SVG with entities", DRAWN | {"images/gate.svg": '<!DOCTYPE svg [<!ENTITY a "b">]>\n'
           + SVG.format("<text>&a;</text>")}, "gate.svg:1", "entities"),
    Broken("SVG with a stylesheet", DRAWN | {"images/gate.svg":
           '<?xml-stylesheet href="https://example.org/a.css"?>\n' + SVG.format("")},
           "gate.svg:1", "processing instruction"),
    Broken("page called SVG", DRAWN | {"images/gate.svg": "<html><body/></html>"}, "gate.svg:1",
           "no SVG"),
]
# fmt: on


def written(make_report: MakeReport, folder: Path, files: Mapping[str, Any]) -> Path:
    """A small report with some of its files replaced, or taken away where one is None."""
    report = make_report(folder, files={
        name: content for name, content in files.items() if content is not None})
    for name, content in files.items():
        if content is None:
            (report / name).unlink()
    return report


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.name)
def test_a_fault_is_said_once_with_its_place(
    broken: Broken, tmp_path: Path, make_report: MakeReport
) -> None:
    report = written(make_report, tmp_path, broken.files)

    with pytest.raises(SourceError) as caught:
        press.understand(report)

    said = [str(fault) for fault in caught.value.faults]
    assert len(said) == 1, "\n".join(said)
    assert said[0].startswith(f"{report}/"), said[0]
    assert f"/{broken.at}: " in said[0]
    assert broken.says in said[0]


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.name)
def test_a_fault_leaves_what_was_built(
    broken: Broken, tmp_path: Path, make_report: MakeReport, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    report = written(make_report, tmp_path, broken.files)
    dist = tmp_path / "dist"
    dist.mkdir()
    for suffix in ("html", "pdf", "epub"):
        (dist / f"report.{suffix}").write_text(f"the last {suffix}")
    monkeypatch.setattr(desk, "DIST", dist)
    monkeypatch.setattr(desk, "KEEP", tmp_path / "kept")

    with pytest.raises(SystemExit) as left:
        desk.run(lambda: desk.build(("html", "pdf", "epub"), "", str(report), "", False))

    said = capsys.readouterr()
    assert left.value.code == 1
    assert said.out == ""
    assert "Traceback" not in said.err
    assert said.err.rstrip().endswith("Nothing was written.")
    assert {file.name: file.read_text() for file in dist.iterdir()} == {
        f"report.{suffix}": f"the last {suffix}" for suffix in ("html", "pdf", "epub")}


# --- several at once ------------------------------------------------------------------------


def test_all_faults_are_said_in_one_run_in_the_order_of_the_files(
    tmp_path: Path, make_report: MakeReport
) -> None:
    report = make_report(
        tmp_path,
        texts={
            "02-south.md": "# South\n\nCut.[^a]\n\n:::{figur} counts\n:::\n",
            "01-north.md": f"# North\n\nSee {{numref}}`gate`.\n\n{FIGURE}",
        },
        data={"people.csv": PEOPLE.replace("600", "many"), "spare.csv": "a,b\n1\n"},
        files={"images/gate.png": "A gate."},
    )

    with pytest.raises(SourceError) as caught:
        press.understand(report)

    assert [(fault.place.file.name, fault.place.line) for fault in caught.value.faults] == [
        ("people.csv", 3), ("spare.csv", 2), ("gate.png", 0), ("01-north.md", 3),
        ("02-south.md", 3), ("02-south.md", 5),
    ]


def test_empty_settings_say_what_is_wanted(tmp_path: Path, make_report: MakeReport) -> None:
    report = make_report(tmp_path, files={"report.toml": ""})

    with pytest.raises(SourceError) as caught:
        press.understand(report)

    assert [fault.wrong for fault in caught.value.faults] == [
        f"The setting “{name}” is missing." for name in ("date", "identifier", "language", "title")]
    assert all(fault.mend.startswith("Add a line such as: ") for fault in caught.value.faults)


# --- links that lead out of the folder ------------------------------------------------------


@pytest.mark.parametrize("name", ["text/02-south.md", "data/people.csv", "images/gate.png"])
def test_nothing_outside_the_folder_is_read(
    name: str, tmp_path: Path, make_report: MakeReport
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret words")
    report = make_report(tmp_path)
    (report / name).parent.mkdir(exist_ok=True)
    (report / name).symlink_to(secret)

    with pytest.raises(SourceError) as caught:
        press.understand(report)

    (fault,) = caught.value.faults
    assert fault.place.file == report / name
    assert "leads out of the report's folder" in fault.wrong
    assert "secret words" not in str(fault)


def test_settings_outside_the_folder_are_not_read(tmp_path: Path, make_report: MakeReport) -> None:
    report = make_report(tmp_path)
    (report / "report.toml").rename(tmp_path / "other.toml")
    (report / "report.toml").symlink_to(tmp_path / "other.toml")

    with pytest.raises(SourceError, match="leads out of the report's folder"):
        press.understand(report)


@pytest.mark.parametrize("name", ["text/02-south.md", "data/people.csv", "report.toml"])
def test_a_folder_in_the_place_of_a_file(
    name: str, tmp_path: Path, make_report: MakeReport
) -> None:
    report = make_report(tmp_path)
    (report / name).unlink(missing_ok=True)
    (report / name).mkdir(parents=True)

    with pytest.raises(SourceError) as caught:
        press.understand(report)

    (fault,) = caught.value.faults
    assert fault.place.file == report / name
    assert "This is a folder" in fault.wrong


def test_a_link_to_itself(tmp_path: Path, make_report: MakeReport) -> None:
    report = make_report(tmp_path)
    (report / "text" / "02-south.md").symlink_to(report / "text" / "02-south.md")

    with pytest.raises(SourceError, match=r"02-south\.md: This is a link"):
        press.understand(report)


# --- odd, and right -------------------------------------------------------------------------

ODD = {
    "byte-order mark": "\ufeff# The road\n\nCut.\n".encode(),
    "Windows line ends": b"# The road\r\n\r\nCut.\r\n",
    "old Macintosh line ends": b"# The road\r\rCut.\r",
    "no line end": b"# The road\n\nCut.",
    "tabs": b"#\tThe road\n\nCut.\n\n-\tOne\n\n\tTwo\n",
    "line of 1 MB": b"# The road\n\n" + b"The road was cut again. " * 42_000 + b"\n",
    "brackets, 20,000": b"# The road\n\n" + b"[" * 20_000 + b"\n",
    "emphasis, 5,000 times": b"# The road\n\n" + b"The road was *cut*. " * 5000 + b"\n",
    "stars, 20,000": b"# The road\n\n" + b"*a " * 20_000 + b"\n",
    "backticks, 20,000": b"# The road\n\n" + b"`a ``b " * 10_000 + b"\n",
    "entities": b"# The road\n\n&#1; &#xFFFE; &amp; &nbsp; &bogus;\n",
    "quotation mark not closed": b"# The road\n\nShe said \"cut.\n",
    "directive in a directive": b"# The road\n\n::::{admonition} Box\n:::{aside}\nA.\n:::\n::::\n",
    "comment": b"# The road\n\n<!-- cut -->\n\nCut.\n\n% cut\n",
    "heading like an id of ours": b"# The road\n\n## P1\n\n## Title\n\n## Notes\n\n## 2016\n\nA.\n",
}


@pytest.mark.parametrize("name", ODD)
def test_odd_texts_are_read(name: str, tmp_path: Path, make_report: MakeReport) -> None:
    report = make_report(tmp_path, texts={"01-north.md": ODD[name]})

    _, understood, _ = press.understand(report)

    (section,) = understood.sections
    assert section.title == ("The road",)


def test_no_id_is_given_twice(tmp_path: Path, make_report: MakeReport, kept: Path) -> None:
    report = make_report(tmp_path, texts={"01-north.md": (
        "# The road\n\n## Title\n\nA.[^a]\n\n## Notes\n\n## P1\n\n:::{admonition} Box\nB.\n:::\n\n"
        "## Box title\n\n## Table caption\n\n| a |\n|---|\n| 1 |\n\n[^a]: CNN.\n")})

    press.build(report, ["html"], tmp_path / "dist", kept, Clock())

    ids = re.findall(r'\sid="([^"]+)"', (tmp_path / "dist" / "report.html").read_text())
    assert sorted(ids) == sorted(set(ids))


# --- the real command -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with nothing built in it but one old file."""
    copy = tmp_path_factory.mktemp("checkout")
    for name in ("report", "figures", "styles"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "tasks.py", copy)
    (copy / "dist").mkdir()
    (copy / "dist" / "report.html").write_text("the last page")
    return copy


@pytest.mark.parametrize("name", [
    "missing data file", "text where a number belongs", "settings not TOML", "text in Latin-1"])
def test_the_command_leaves_with_1_and_one_message(
    name: str, checkout: Path, tmp_path: Path, make_report: MakeReport
) -> None:
    broken = next(broken for broken in BROKEN if broken.name == name)
    report = written(make_report, tmp_path, broken.files)

    done = subprocess.run(
        [sys.executable, "-m", "invoke", "html", "--source", str(report)], cwd=checkout,
        capture_output=True, text=True, check=False, env={**os.environ, "PYTHONWARNINGS": "error"})

    assert done.returncode == 1
    assert done.stdout == ""
    first, *_, last = done.stderr.strip().splitlines()
    assert first.startswith(f"{report}/")
    assert f"/{broken.at}: " in first
    assert last == "1 fault. Nothing was written."
    assert "Traceback" not in done.stderr
    assert [file.name for file in (checkout / "dist").glob("[!.]*")] == ["report.html"]
    assert (checkout / "dist" / "report.html").read_text() == "the last page"


@pytest.mark.parametrize("source, says", [
    ("nowhere", "nowhere: There is no such folder."),
    ("tasks.py", "tasks.py: There is no report here."),
    (".", "There is no report here."),
])
def test_the_command_wants_a_report(source: str, says: str, checkout: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "invoke", "html", "--source", source], cwd=checkout,
        capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert says in done.stderr
    assert "Traceback" not in done.stderr
