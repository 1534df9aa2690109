"""Every kind of figure in every theme, looked at: can it be read, told apart, and heard?

Nothing here knows of a kind by name: a new one is looked at as soon as its file is there.
"""

from __future__ import annotations

import functools
import re
import subprocess
import sys
from collections.abc import Iterator, Set
from contextlib import suppress
from itertools import combinations
from pathlib import Path

import pytest
from matplotlib.figure import Figure

from figures import kind
from figures.desk.canvas import Canvas
from figures.desk.words import quantity
from report.drawing import register
from report.fonts import ARABIC
from tests import scenes, sheet
from tests.conftest import ROOT
from tests.scenes import DRAWN, THEMES, Scene, Size, sizes, theme_of
from tests.seen import EYES, STACK, Seen, contrast, difference, lightness, seen

READABLE = 4.5  # contrast of text, WCAG 2.2, 1.4.3
PARTED = 3.0  # contrast of marks that touch, 1.4.11
GREY = 15.0  # L* by which marks differ on a photocopy
HUES = 10.0  # ΔE by which they differ for every eye
THICKER = 1.5  # times; lines so different need not differ in grey


@pytest.fixture(scope="module", autouse=True)
def faces(kept: Path) -> None:
    """The faces of all themes, as matplotlib is given them."""
    for name in THEMES:
        register(theme_of(name).faces["sans"], (ARABIC,), kept / "drawings")


EVERY = [pytest.param(name, theme, id=f"{theme}-{name}") for theme in THEMES for name in DRAWN]
IN_EVERY_SIZE = [pytest.param(name, theme, size, id=f"{theme}-{name}-{size.width:g}")
                 for theme in THEMES for name in DRAWN for size in sizes(theme)
                 # On a screen all themes are as wide.
                 if theme == THEMES[0] or size.width in theme_of(theme).measures.values()]


def behind(theme: str, dark: bool = False) -> set[str]:
    """What things lie on and do not lie beside: paper, land, and what is sea or under a line."""
    colours = theme_of(theme).dark if dark else theme_of(theme).colours
    water = "haze" if "haze" in colours else "sky"
    return {colours[token].lower() for token in ("paper", "sand", water) if token in colours}


@functools.cache
def drawn(name: str, number: int, theme: str, size: Size) -> Figure:
    return scenes.drawn(scenes.scenes(name)[number], theme, size)


@functools.cache
def looked_at(name: str, number: int, theme: str, size: Size) -> Seen:
    """A scene as it lies on its ground."""
    ground = theme_of(theme).colours[getattr(kind(name), "GROUND", "paper")]
    return seen(drawn(name, number, theme, size), ground)


def in_the_dark(picture: Seen, theme: str) -> Seen:
    """As a web page shows it in dark mode: the theme's colours swapped after drawing."""
    its = theme_of(theme)
    return picture.recoloured({colour.lower(): its.dark[token].lower()
                               for token, colour in its.colours.items() if token in its.dark})


def shown(name: str, theme: str) -> Iterator[tuple[str, Seen]]:
    """All scenes of a kind in a narrow and a wide size, each with its name."""
    for number, scene in enumerate(scenes.scenes(name)):
        for size in (sizes(theme)[0], scenes.in_a_column(theme)):
            yield f"{scene.name}, {size.width:g} mm", looked_at(name, number, theme, size)


# --- reading --------------------------------------------------------------------------------


def unreadable(picture: Seen, grounds: Set[str]) -> Iterator[str]:
    """What keeps words from being read: too little contrast, a line, the edge of a mark."""
    for words in picture.words:
        for under in words.under:
            if contrast(words.colour, under) < READABLE:
                yield (f"“{words.text}” in {words.colour} on {under}: "
                       f"{contrast(words.colour, under):.2f}")
        if words.crossed:
            yield f"“{words.text}” is crossed by a line in {', '.join(words.crossed)}"
        if len(words.under - grounds) and len(words.under) > 1:
            yield f"“{words.text}” lies across an edge of {', '.join(words.under)}"


@pytest.mark.parametrize(("name", "theme", "size"), IN_EVERY_SIZE)
def test_words_can_be_read(name: str, theme: str, size: Size) -> None:
    assert list(unreadable(looked_at(name, 0, theme, size), behind(theme))) == []


@pytest.mark.parametrize(("name", "theme"), EVERY)
def test_words_of_all_that_a_kind_can_show_can_be_read(name: str, theme: str) -> None:
    assert [f"{scene}: {fault}" for scene, picture in shown(name, theme)
            for fault in unreadable(picture, behind(theme))] == []


@pytest.mark.parametrize(("name", "theme"), EVERY)
def test_words_can_be_read_in_the_dark(name: str, theme: str) -> None:
    if hasattr(kind(name), "GROUND"):
        pytest.skip("what has a ground of its own keeps its colours")
    assert [f"{scene}: “{words.text}” in {words.colour} on {under}"
            for scene, picture in shown(name, theme) for words in in_the_dark(picture, theme).words
            for under in words.under if contrast(words.colour, under) < READABLE] == []


# --- telling apart --------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "theme"), EVERY)
def test_marks_that_touch_differ_in_light_or_are_parted(name: str, theme: str) -> None:
    """Land beside sea is no pair of marks: a line parts them, and neither is a number."""
    assert [f"{scene}: {one} touches {other}, {contrast(one, other):.2f}"
            for scene, picture in shown(name, theme) for one, other in picture.touching
            if contrast(one, other) < PARTED and not {one, other} <= behind(theme)] == []


def alike_in_grey(picture: Seen, grounds: Set[str]) -> Iterator[str]:
    """Pairs of marks that a photocopy makes one.

    Of five areas or more only neighbours count, which carry their names in the order in which
    they lie. Lines may also differ in thickness, or each have words in its colour at its end;
    what has the colour of a line is its dot.
    """
    fills = picture.fills - grounds - {colour for colour, _ in picture.strokes}
    for one, other in combinations(sorted(fills), 2):
        compared = len(fills) < STACK or frozenset((one, other)) in picture.beside
        if compared and abs(lightness(one) - lightness(other)) < GREY:
            yield f"the areas {one} and {other}"
    said = {words.colour for words in picture.words}
    for (one, thin), (other, thick) in combinations(sorted(picture.strokes), 2):
        otherwise = max(thin, thick) >= THICKER * min(thin, thick) or {one, other} <= said
        if one != other and not otherwise and abs(lightness(one) - lightness(other)) < GREY:
            yield f"the lines {one} and {other}"


@pytest.mark.parametrize(("name", "theme"), EVERY)
def test_marks_differ_on_a_photocopy(name: str, theme: str) -> None:
    if hasattr(kind(name), "GROUND"):
        pytest.skip("the groups of a cover lie in places of their own")
    assert [f"{scene}: {pair}" for scene, picture in shown(name, theme)
            for pair in alike_in_grey(picture, behind(theme))] == []


@pytest.mark.parametrize(("name", "theme"), EVERY)
def test_marks_differ_for_every_eye(name: str, theme: str) -> None:
    faults = []
    for scene, light in shown(name, theme):
        for picture, dark in ((light, False), (in_the_dark(light, theme), True)):
            marks = picture.fills | {colour for colour, _ in picture.strokes}
            faults += [f"{scene}: {one} and {other} with {eye or 'any eye'}"
                       for one, other in combinations(sorted(marks - behind(theme, dark)), 2)
                       for eye in ("", *EYES) if difference(one, other, eye) < HUES]
    assert faults == []


# --- keeping apart --------------------------------------------------------------------------

LANGUAGES = ("de", "fr", "es", "ar")
BAD = re.compile(r"\bNone\b|\bnan\b|\binf\b|[\[\]{}<>]|Period\(| {2}|\.\.|Error")


def collisions(scene: Scene, theme: str, size: Size, language: str = "en-GB") -> str:
    """What is wrong with a drawing: words that meet, leave the sheet or lie on a dot."""
    figure = scenes.drawn(scene, theme, size, language)
    try:
        sheet.assert_clean(figure, over_bars=True)
    except AssertionError as error:
        return str(error).splitlines()[0]
    return ""


@pytest.mark.parametrize(("name", "theme", "size"), IN_EVERY_SIZE)
def test_nothing_collides(name: str, theme: str, size: Size) -> None:
    sheet.assert_clean(drawn(name, 0, theme, size), over_bars=True)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", DRAWN)
def test_nothing_collides_in_other_languages(name: str, language: str) -> None:
    """Where there is least room."""
    faults = []
    for scene in scenes.scenes(name):
        fault = collisions(scene, THEMES[0], sizes(THEMES[0])[0], language)
        faults += [f"{scene.name}: {fault}"] if fault else []
    assert faults == []


def no_sentence(text: str) -> bool:
    """Whether what an author is told is not one: a fragment, or code."""
    opens = text[:1].isupper() or text[:1].isdigit() or text[:1] == "“"
    return not opens or text[-1:] not in ".?" or len(text) <= 20 or bool(BAD.search(text))


@pytest.mark.parametrize(("name", "size"), [
    pytest.param(name, size, id=f"{name}-{size.width:g}") for name in DRAWN
    for size in scenes.for_hostile(name)])
def test_hostile_data_is_drawn_clean_or_refused_in_a_sentence(name: str, size: Size) -> None:
    faults, clean = [], 0
    for scene in scenes.hostile(name):
        try:
            fault = collisions(scene, THEMES[0], size)
        except ValueError as error:
            fault = f"says: {error}" if no_sentence(str(error)) else ""
        else:
            clean += 1
        if fault:
            faults.append(f"{scene.name}: {fault}")
    assert faults == []
    assert clean >= scenes.LEAST


@pytest.mark.parametrize("name", DRAWN)
def test_letters_that_a_face_lacks_are_refused(name: str) -> None:
    """Empty boxes in place of letters would be printed, and nobody would have been told."""
    theme = THEMES[0]
    for scene in scenes.foreign(name):
        with suppress(ValueError):  # else matplotlib warns, and warnings fail
            scenes.drawn(scene, theme, scenes.in_a_column(theme))


# --- hearing --------------------------------------------------------------------------------

EVERY_SCENE = [pytest.param(scene, id=f"{scene.kind}-{scene.name}")
               for name in DRAWN for scene in scenes.scenes(name)]


@pytest.mark.parametrize("scene", EVERY_SCENE)
def test_the_alternative_text_is_one_short_sentence(scene: Scene) -> None:
    text = scenes.told(scene, "alt")
    assert len(text) <= 250
    assert not no_sentence(text)
    assert len(re.findall(r"[.!?]( |$)", text)) == 1


@pytest.mark.parametrize("scene", EVERY_SCENE)
def test_the_description_is_sentences(scene: Scene) -> None:
    text = scenes.told(scene, "describe")
    assert not no_sentence(text)
    assert not re.search(r"\b(1|one) (rows|lines|events|places|statements|squares)\b", text)
    assert text == scenes.told(scene, "describe")


@pytest.mark.parametrize("name", DRAWN)
def test_hostile_data_is_told_or_refused_in_sentences(name: str) -> None:
    faults = []
    for scene in scenes.hostile(name):
        for how in ("alt", "describe"):
            try:
                text = scenes.told(scene, how)
            except ValueError as error:
                text = str(error)
            faults += [f"{scene.name}: {how} says: {text}"] if no_sentence(text) else []
    assert faults == []


@pytest.mark.parametrize("name", DRAWN)
def test_the_description_says_the_greatest(name: str) -> None:
    """By its label, and by its date or number where there is none."""
    scene, module = scenes.scenes(name)[0], kind(name)
    labels, numbers = ([column.name for column in module.COLUMNS
                        if column.holds == held and column.required]
                       for held in ("text", "number"))
    stated = [row for row in scene.rows if numbers and row[numbers[-1]] is not None]
    if not stated:
        pytest.skip("it draws no number that every row has")
    greatest = max(stated, key=lambda row: float(str(row[numbers[-1]])))
    text = scenes.told(scene, "describe")
    assert quantity(float(str(greatest[numbers[-1]])), "en-GB") in text
    assert all(str(greatest[label]) in text for label in labels)


def test_words_need_no_matplotlib() -> None:
    """Checking a report's source must stay quick: what is imported is half a second."""
    code = ("import sys; from tests import scenes; "
            "[scenes.told(scene, how) for name in scenes.DRAWN for scene in scenes.scenes(name)"
            " for how in ('alt', 'describe')]; print('matplotlib' in sys.modules)")
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True,
                          capture_output=True, text=True)
    assert done.stdout == "False\n"


# --- what the looking itself sees -----------------------------------------------------------


@pytest.mark.parametrize(("text", "wrong"), [
    ("Bar chart of five rows, the longest Türkiye.", False),
    ("“per” is 0; make it greater than that.", False),
    ("27 bars are higher than the page.", False),
    ("The kind is “twon”; did you mean “town”?", False),
    ("could not convert string to float.", True),
    ("The longest is None with 3 people.", True),
    ("The row {'label': 1} has no number.", True),
    ("Two  spaces stand in this sentence.", True),
    ("It has no full stop at the end", True),
    ("Too short.", True)])
def test_it_hears_what_is_no_sentence(text: str, wrong: bool) -> None:
    assert no_sentence(text) == wrong


def sketch() -> Canvas:
    return Canvas(sheet.look(100))


def test_colours_differ_as_they_are_known_to() -> None:
    """The values that WCAG and the CIE give for these."""
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)
    assert lightness("#777777") == pytest.approx(50.03, abs=0.05)
    assert difference("#FF0000", "#00FF00") == pytest.approx(170.6, abs=0.2)
    for eye in ("protanopia", "deuteranopia"):
        assert difference("#9E6B00", "#6F8200", eye) < 15 < difference("#9E6B00", "#6F8200")


@pytest.mark.parametrize(("under", "fault"), [
    ("paper", ""), ("stone", ""), ("navy", "on #17324d"), ("sky", "")])
def test_it_sees_what_words_lie_on(under: str, fault: str) -> None:
    canvas = sketch()
    canvas.bar(0, 0, 100, 20, canvas.colour(under))
    canvas.text(10, 10, "Words", canvas.colour("ink"))
    found = list(unreadable(seen(canvas.figure(20), "#FFFFFF"), {"#ffffff"}))
    assert [fault in each for each in found] == [True] * bool(fault)


def test_it_sees_words_half_on_a_mark_and_lines_through_them() -> None:
    canvas = sketch()
    canvas.bar(0, 0, 14, 20, canvas.colour("ochre"))
    canvas.text(10, 10, "Words", canvas.colour("ink"))
    canvas.rule((0, 15), (100, 15), canvas.colour("stone"))
    canvas.text(30, 16, "crossed", canvas.colour("ink"))
    found = list(unreadable(seen(canvas.figure(20), "#FFFFFF"), {"#ffffff"}))
    assert [each.split(" ", 1)[1][:12] for each in found] == ["lies across ", "is crossed b"]


@pytest.mark.parametrize(("gap", "touching"), [(0.0, True), (0.05, True), (0.3, False)])
def test_it_sees_whether_marks_are_parted(gap: float, touching: bool) -> None:
    canvas = sketch()
    for place, token in enumerate(("slate", "ink", "blue")):
        canvas.bar(0, 22 + 5 * place, 20, 4, canvas.colour(token))
    canvas.bar(0, 0, 50, 20, canvas.colour("navy"))
    canvas.bar(50 + gap, 0, 50 - gap, 20, canvas.colour("brick"))
    pair = frozenset(canvas.colour(token).lower() for token in ("navy", "brick"))
    found = seen(canvas.figure(40), "#FFFFFF")
    assert (pair in found.touching) == touching
    assert pair in found.beside


def test_it_sees_marks_that_a_photocopy_makes_one() -> None:
    canvas = sketch()
    for left, token in ((0, "navy"), (60, "ink")):
        canvas.bar(left, 0, 40, 20, canvas.colour(token))
    for y, token in ((22, "slate"), (24, "brick")):
        canvas.stroke([(0, y), (50, y)], canvas.colour(token), 1.9)
    canvas.text(60, 24, "brick", canvas.colour("brick"))
    found = list(alike_in_grey(seen(canvas.figure(30), "#FFFFFF"), {"#ffffff"}))
    assert [each.split(" ")[1] for each in found] == ["areas", "lines"]
