"""One PDF of units that were laid out and painted apart, in other processes or another build.

A unit gives a `Part`: the objects of its pages with gaps for all numbers, and what must be known
to join them. Nothing here knows WeasyPrint but `making` and `noting`, which are in the process
that paints.

    parts     what a unit gives
    loose     objects that wait for their numbers
    making    from the painted pages of a unit to its part
    noting    while they are painted, where numbers of pages are drawn
    overwritten   a part with other numbers
    programs  whole font files, which units only name
    join      from all parts to the file
    numbers   the objects of a unit get their numbers
    fonts     one font for all units, cut once
    trunk     the tags of all units as one tree
    outline   the bookmarks of all units as one tree
    attachments   the files that go with the PDF
    file      the objects as bytes
"""

from report.editions.joining.join import joined
from report.editions.joining.parts import Part
from report.editions.joining.programs import Programs

__all__ = ["Part", "Programs", "joined"]
