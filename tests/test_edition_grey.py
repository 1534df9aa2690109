"""The edition for the copier: black ink alone, and nothing lost by it."""

from __future__ import annotations

import io
import re
import subprocess
from itertools import pairwise
from pathlib import Path

import page as validator
import pikepdf
import pytest
from PIL import Image

from figures.desk.canvas import Canvas
from figures.desk.hatching import HATCHES, hatch
from figures.desk.look import Look
from report.drawing import register
from report.editions.inks import INKS, greyed
from report.themes import formatted
from tests.built import Built, build
from tests.printed import Printed
from tests.scenes import THEMES, theme_of
from tests.seen import contrast, lightness

TEXT = ("ink", "navy", "brick", "blue", "slate")
FILLS = ("brick", "navy", "stone", "sand")


@pytest.fixture(scope="module")
def built(sample: Path, kept: Path) -> Built:
    return build(sample, ("pdf", "pdf-grey"), kept / "grey", kept)


def test_no_page_asks_for_a_colour(built: Built) -> None:
    said = subprocess.run(
        ["gs", "-q", "-o", "-", "-r100", "-sDEVICE=inkcov", built.files["pdf-grey"]],
        check=True, capture_output=True, text=True).stdout
    inks = [tuple(map(float, line.split()[:4])) for line in said.splitlines() if "CMYK" in line]
    assert len(inks) == Printed(built.files["pdf-grey"]).pages
    assert {ink[:3] for ink in inks} == {(0.0, 0.0, 0.0)}
    assert max(ink[3] for ink in inks) < .3  # nor does one drown in black


def test_nothing_in_the_file_is_coloured(built: Built) -> None:
    with pikepdf.open(built.files["pdf-grey"]) as pdf:
        drawn = [page.Contents.read_bytes() for page in pdf.pages]
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Form":
                drawn.append(item.read_bytes())
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image":
                assert item.ColorSpace == "/DeviceGray"
            if isinstance(item, pikepdf.Dictionary | pikepdf.Stream) and "/Group" in item:
                assert "/CS" not in item.Group
    assert sum(len(content) for content in drawn) > 100_000
    for content in drawn:
        assert not re.search(rb"(?m)\s(rg|RG|k|K|sc|SC|scn|SCN)$", content)


def test_it_is_read_aloud_as_the_edition_for_the_screen_is(built: Built) -> None:
    screen, grey = built.printed, Printed(built.files["pdf-grey"])
    assert [(run.text, run.tags) for run in grey.read_aloud] == [
        (run.text, run.tags) for run in screen.read_aloud]
    assert [(tag.name, tag.path, tag.alt) for tag in grey.tags] == [
        (tag.name, tag.path, tag.alt) for tag in screen.tags]


@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_it_passes_the_validator(built: Built, profile: str) -> None:
    looked_at = validator.validate_pdf(built.files["pdf-grey"], profile=profile)
    assert [(failure.rule_id, failure.message) for failure in looked_at.failures] == []


@pytest.mark.parametrize("name", THEMES)
def test_greys_are_apart(name: str) -> None:
    colours = INKS["black"].theme(formatted(theme_of(name), "grey")).colours
    assert {colour for colour in colours.values() if colour != greyed(colour)} == set()
    assert {token: round(contrast(colours[token], colours["paper"]), 1) for token in TEXT
            if contrast(colours[token], colours["paper"]) < 7} == {}
    steps = [lightness(colours[token]) for token in FILLS]
    assert all(later - earlier >= 10 for earlier, later in pairwise(steps))
    hatched = [colours[token] for token in HATCHES if token in colours]
    assert len(set(hatched)) == len(hatched)
    assert not set(hatched) & {colours[token] for token in FILLS}


def test_a_hatch_covers_its_area() -> None:
    for angle in (45, -45):
        lines = list(hatch(10, 20, 40, 25, angle, 1.6))
        for x, y in ((10, 20), (40, 20), (10, 25), (40, 25), (25, 22)):
            near = min(abs((end[1] - start[1]) / (end[0] - start[0]) * (x - start[0])
                           + start[1] - y) for start, end in lines)
            assert near <= 1.6 / 2 ** .5 + .01


def test_words_on_a_hatch_have_a_clear_ground(kept: Path) -> None:
    its = INKS["black"].theme(formatted(theme_of("briefing"), "grey"))
    register(its.faces["sans"], (), kept / "drawings")
    marks = {}
    for hatched in (True, False):
        for baseline in (6, 30):  # on the bar, and below it
            canvas = Canvas(Look(60, 8, its.faces["sans"], its.colours, "en", hatched=hatched))
            canvas.bar(0, 0, 50, 10, canvas.colour("sky"))
            canvas.text(5, baseline, "10 people", canvas.colour("ink"))
            marks[hatched, baseline] = len(canvas.figure(40).get_children())
    assert marks[True, 6] == marks[True, 30] + 1
    assert marks[False, 6] == marks[False, 30] == marks[True, 30] - 1  # there is no hatch


def test_a_photograph_is_made_grey(tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    Image.new("RGBA", (4, 4), (200, 30, 30, 128)).save(file)
    with Image.open(io.BytesIO(INKS["black"].image(file))) as image:
        assert image.mode == "LA"
        assert image.getpixel((0, 0)) == (81, 128)
