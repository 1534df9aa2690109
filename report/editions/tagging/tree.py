"""The structure tree of a PDF while it grows: tags, what they hold, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pydyf

Content = tuple[int, int]  # marked content: the page, from 0, and its number on that page
Box = tuple[float, float, float, float]  # left, bottom, right, top: points of the page


@dataclass(eq=False, slots=True)
class Tag:
    """One element of the tree.

    `role` is a structure type of PDF 2.0, or one that only PDF 1.7 has; `element` the XHTML
    element that it comes from; `after` the notes that are called in it and read after it.
    `leads` are tags that it refers to, `beyond` ids of other units that it does. `boxes` say where
    it stands on which page, and `links` are the annotations that it holds.
    """

    role: str
    element: Any = None
    above: Tag | None = None
    kids: list[Tag | Content] = field(default_factory=list)
    after: list[Tag] = field(default_factory=list)
    name: str = ""
    alt: str = ""
    language: str = ""
    expansion: str = ""
    attributes: dict[str, dict[str, Any]] = field(default_factory=dict)
    leads: list[Tag] = field(default_factory=list)
    beyond: list[str] = field(default_factory=list)
    boxes: list[tuple[int, Box]] = field(default_factory=list)
    links: list[tuple[int, pydyf.Dictionary]] = field(default_factory=list)

    def add(self, role: str, element: Any = None, first: bool = False) -> Tag:
        tag = Tag(role, element, self)
        self.kids.insert(0 if first else len(self.kids), tag)
        return tag

    def note(self, role: str, element: Any) -> Tag:
        """A tag that is read after this one."""
        tag = Tag(role, element, self.above)
        self.after.append(tag)
        return tag

    def nearest(self, *roles: str) -> Tag | None:
        """This tag or the next one above it that has one of the roles."""
        tag: Tag | None = self
        while tag and tag.role not in roles:
            tag = tag.above
        return tag

    def all(self) -> Iterator[Tag]:
        """This tag and all under it, in the order of reading; notes after what calls them."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Tag):
                yield from kid.all()

    def settle(self) -> bool:
        """Put notes in their places and drop what holds nothing; whether anything is left.

        A cell of a table stays, for its column is counted.
        """
        settled: list[Tag | Content] = []
        for kid in self.kids:
            if not isinstance(kid, Tag):
                settled.append(kid)
                continue
            settled += [each for each in (kid, *kid.after) if each.settle()]
        self.kids = settled
        return bool(settled or self.links or self.role in ("TD", "TH"))
