"""The cover's picture: drawn from data, or a photograph."""

from __future__ import annotations

from figures import kinds
from report.errors import did_you_mean
from report.images import media_type
from report.markup import facts, tabulated
from report.markup.desk import Desk
from report.model import Cover, Figure, Table


def cover(desk: Desk, given: Cover) -> Figure | None:
    """The cover's picture as a figure without a number; None where it carries words only."""
    if given.image:
        return _photograph(desk, given)
    return _drawing(desk, given) if given.kind else None


def _photograph(desk: Desk, given: Cover) -> Figure | None:
    images = desk.manuscript.images
    faults: list[tuple[str, str]] = []
    if given.kind:
        faults.append(("The cover has both a kind of figure and an image.",
                       "Take “kind” or “image” out."))
    for option in given.options:
        faults.append((f"A cover with an image has no option “{option}”.",
                       did_you_mean(option, ("image", "credit", "alt", "words"))))
    if given.image not in images:
        faults.append((f"There is no image “{given.image}”.", did_you_mean(given.image, images)))
    elif media_type(images[given.image]) == "image/svg+xml":
        faults.append(("A cover's image is a photograph, and this is a drawing.",
                       "Save it as JPEG or PNG."))
    if not given.alt.strip():
        faults.append(("The cover's image has no alternative text.",
                       'Say what is seen: alt = "A queue of people before a closed gate".'))
    if not given.credit.strip():
        faults.append(("The cover's image has no credit.",
                       'Say whose it is: credit = "A. Photographer, CC BY 4.0".'))
    for wrong, mend in faults:
        desk.faults.found(given.place, wrong, mend)
    return None if faults else Figure(
        "cover", 0, "image", ("Cover",), (), (), (), (given.credit,), given.alt, "page", {}, {},
        given.place, image=images[given.image])


def _drawing(desk: Desk, given: Cover) -> Figure | None:
    known = kinds(desk.manuscript.kinds)
    if given.kind not in known:
        desk.faults.found(given.place, f"There is no kind of figure “{given.kind}”.",
                          did_you_mean(given.kind, known))
    elif tabulated.code(desk.manuscript, given.kind):
        desk.faults.found(given.place, f"“{given.kind}” is words, not a picture.",
                          "Let a kind that draws make the cover.")
        return None
    tables = desk.manuscript.tables
    if given.data not in tables:
        desk.faults.found(given.place, f"There is no file “{given.data}” in data/.",
                          did_you_mean(given.data, tables))
    if given.credit:
        desk.faults.found(given.place, "The cover has a credit and no image.",
                          "Name the image, or say in “words” where the data come from.")
    return Figure("cover", 0, given.kind, ("Cover",), (), (), (), (), given.alt, "page",
                  given.options, {}, given.place, data=_data(desk, given))


def _data(desk: Desk, given: Cover) -> Table | None:
    table = desk.manuscript.tables.get(given.data)
    return table and facts.in_cover(desk, table)
