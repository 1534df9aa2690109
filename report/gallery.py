"""The gallery: every kind of figure in every theme, from the examples that kinds carry.

It is a report like any other, a chapter a kind, written into a folder and built from there; so
what it shows is what an author gets.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import escape
from inspect import cleandoc
from pathlib import Path
from types import ModuleType

from figures import kind, kinds
from report.clock import Clock
from report.compose import compose
from report.editions import web, workshop
from report.editions.joining import Programs, joined
from report.editions.prints import PRINTS
from report.editions.typesetter import Typesetter
from report.errors import OctavoError
from report.illustrate import draw
from report.kept import write
from report.model import Pages, Placement, Theme, Unit
from report.press import understand
from report.themes import STYLES, css

_PRINT = PRINTS["pdf"]
EDITION = replace(web.EDITION, parts=(), media=("print", "narrow"))
_USUAL = "briefing"
_SETTINGS = """title = "Gallery"
date = 2016-03-07
language = "en-GB"
identifier = "urn:octavo:gallery"
theme = "{theme}"

[matter]
body = [{texts}]
"""
_SHEET = Path(__file__).parent / "templates" / "gallery.css"


def themes() -> list[str]:
    """Every theme by name, the one that reports have unless told first."""
    names = {file.parent.name for file in STYLES.glob("*/theme.toml")}
    return sorted(names, key=lambda name: (name != _USUAL, name))


def page(keep: Path, clock: Clock) -> bytes:
    """One HTML page: each kind with what it wants, its example, and the picture in each theme."""
    shown = [_composed(theme, keep, clock) for theme in themes()]
    first, theme = shown[0]
    bodies = []
    for number, unit in enumerate(first.units):
        others = "".join(_in_theme(pages.units[number], look) for pages, look in shown[1:])
        bodies.append(replace(unit, body=unit.body + others))
    contents = "".join(f'<li><a href="#{unit.id}">{escape(unit.title)}</a></li>'
                       for unit in first.units)
    toc = Unit("toc", "toc", "", f'<nav class="toc" aria-label="Kinds"><ol>{contents}</ol></nav>')
    cover = Unit("cover", "cover", "", '<h1 class="gallery-title">Gallery of figures</h1>')
    grounds = "".join(_grounds(look) for _, look in shown)
    sheet = css(theme, "screen") + _SHEET.read_text(encoding="utf-8") + grounds
    return web.write(replace(first, units=(cover, toc, *bodies)), sheet, theme, keep / "fonts")


def _composed(name: str, keep: Path, clock: Clock) -> tuple[Pages, Theme]:
    """The gallery's chapters in one theme, with the theme."""
    with clock.stage("read"):
        _, report, theme = understand(source(keep / "gallery" / name, name))
    with clock.stage("draw"):
        drawn = draw(report, theme, EDITION.media, keep / "drawings")
    with clock.stage("compose"):
        return compose(report, EDITION, drawn), theme


def _grounds(theme: Theme) -> str:
    """CSS for what is made to lie on a colour of its own, as a cover is."""
    lying = {name: kind(name).GROUND for name in kinds() if hasattr(kind(name), "GROUND")}
    return "".join(
        f"#{name}-{theme.name} .picture{{width:fit-content;background:{theme.colours[ground]}}}"
        for name, ground in lying.items())


def _in_theme(unit: Unit, theme: Theme) -> str:
    """A chapter's figure in the colours of another theme."""
    tokens = "".join(f"--{name}:{colour};" for name, colour in theme.colours.items())
    return (f'<section class="in-theme" style="{tokens}"><p class="theme-name">{theme.name}</p>'
            f"{_only_its_figure(unit).body}</section>")


def source(folder: Path, theme: str) -> Path:
    """Write the gallery as a report's folder; a theme after the first shows the figures alone."""
    names = kinds()
    texts = ", ".join(f'"{name}.md"' for name in names)
    write(folder / "report.toml", _SETTINGS.format(theme=theme, texts=texts).encode())
    is_first = theme == themes()[0]
    for name in names:
        module = kind(name)
        example = module.EXAMPLE
        write(folder / "data" / f"{name}.csv", example.data.encode())
        directive = example.directive(name, f"{name}-{theme}", f"{name}.csv")
        text = f"# {name}\n\n{directive}"
        if is_first:
            text = f"# {name}\n\n{_told(module)}\n\n{directive}\n{_wanted(name, module)}"
        write(folder / "text" / f"{name}.md", text.encode())
    return folder


# --- in words -------------------------------------------------------------------------------


def reference() -> str:
    """docs/figures.md: every kind with a picture, its example, its columns and its options."""
    parts = [f"## {name}\n\n{_told(kind(name))}\n\n"
             f"![{kind(name).EXAMPLE.options['title']}](figures/{name}.png)\n\n"
             f"{_wanted(name, kind(name))}" for name in kinds()]
    return (Path(__file__).parent / "templates" / "figures.md").read_text(
        encoding="utf-8") + "\n" + "\n".join(parts)


def _told(module: ModuleType) -> str:
    """What a kind's own docstring says, after its name."""
    text = cleandoc(module.__doc__ or "").partition(": ")[2]
    return text[:1].upper() + text[1:]


def _wanted(name: str, module: ModuleType) -> str:
    """A kind's example, columns and options in Markdown."""
    example = module.EXAMPLE
    parts = [f"```\n{example.directive(name)}```\n\n`{example.file}`:\n\n"
             f"```\n{example.data.rstrip()}\n```\n"]
    if module.COLUMNS:
        parts.append(_table(("Column", "Holds", "Meaning"), (
            (f"`{column.name}`", column.holds, column.meaning + (
                "" if column.required else " (optional)")) for column in module.COLUMNS)))
    if module.OPTIONS:
        parts.append(_table(("Option", "Meaning"), (
            (f"`{option}`", meaning) for option, meaning in module.OPTIONS.items())))
    return "\n".join(parts)


def _table(heads: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    lines = [heads, ("---",) * len(heads), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n"
                   for line in lines)


# --- in pictures ----------------------------------------------------------------------------


def pictures(keep: Path, clock: Clock) -> Mapping[str, bytes]:
    """Each kind's example as it is printed, with its title and source: PNG by kind.

    Raises OctavoError where poppler's `pdftoppm` is not installed.
    """
    if not shutil.which("pdftoppm"):
        raise OctavoError("Pictures of pages are made by pdftoppm: install poppler-utils.")
    name = themes()[0]
    _, report, theme = understand(source(keep / "gallery" / name, name))
    drawn = draw(report, theme, ["print"], keep / "drawings")
    typesetter = Typesetter(_PRINT, theme, css(theme, "print"), drawn, {}, (), report.meta.date)
    programs = Programs(keep / "programs")
    made = {}
    for unit in compose(report, _PRINT.edition, drawn, Placement()).units:
        if unit.kind == "chapter":
            with clock.stage("layout"):
                alone = _only_its_figure(unit)
                document = typesetter.lay_out(
                    workshop.page(alone, report.meta), _ALONE + _grounds(theme))
            part = typesetter.part(document, frozenset(), programs.keep)
            made[unit.title] = _cropped(joined(
                [part], programs.read, typesetter.standard, report.meta.date))
    return made


_ALONE = "@page{margin:8mm;@top-left{content:none}@top-right{content:none}" \
    "@bottom-left{content:none}@bottom-right{content:none}@bottom-center{content:none}}"


def _only_its_figure(unit: Unit) -> Unit:
    """A chapter without its text: from where its first figure, table or band begins to its end."""
    from lxml import etree

    tree = etree.fromstring(f"<body>{unit.body}</body>")
    found = tree.xpath("//figure|//div[starts-with(@class, 'table ')]|//ul[@class='key-figures']")
    return replace(unit, body=etree.tostring(found[0], encoding="unicode", with_tail=False))


def _cropped(data: bytes) -> bytes:
    """The inked part of a PDF's first page as PNG, 144 pixels to the inch."""
    from PIL import Image, ImageOps

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.pdf"
        file.write_bytes(data)
        subprocess.run(["pdftoppm", "-r", "144", "-png", "-f", "1", "-l", "1", "-singlefile",
                        file, Path(folder) / "page"], check=True)
        image = Image.open(Path(folder) / "page.png").convert("RGB")
    inked = ImageOps.invert(image).getbbox() or (0, 0, *image.size)
    left, top, right, bottom = inked
    image = image.crop((max(left - 12, 0), max(top - 12, 0), right + 12, bottom + 12))
    stream = io.BytesIO()
    image.quantize(64).save(stream, "PNG", optimize=True)
    return stream.getvalue()
