"""The structure tree of a PDF, read by walking it from its root, as a screen reader does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pikepdf

from tests.printed import Printed, Run


@dataclass(eq=False)
class Element:
    """A structure element: its type, its object, what it holds in order, where it hangs."""

    name: str
    made: Any
    above: Element | None = None
    kids: list[Element | Run] = field(default_factory=list)
    links: list[Any] = field(default_factory=list)
    numbers: list[tuple[int, int]] = field(default_factory=list)  # page and number of content

    @property
    def elements(self) -> list[Element]:
        return [kid for kid in self.kids if isinstance(kid, Element)]

    def all(self, *names: str) -> Iterator[Element]:
        """This element and those under it, of some types or of all."""
        if not names or self.name in names:
            yield self
        for kid in self.elements:
            yield from kid.all(*names)

    @property
    def runs(self) -> list[Run]:
        return [run for kid in self.kids
                for run in (kid.runs if isinstance(kid, Element) else [kid])]

    @property
    def words(self) -> str:
        return " ".join("".join(run.text for run in self.runs).split())

    def said(self, key: str) -> str:
        return str(self.made.get(key, ""))

    def attribute(self, key: str) -> Any:
        """An attribute of any owner; None if it is not there."""
        given = self.made.get("/A", [])
        for each in given if isinstance(given, pikepdf.Array) else [given]:
            if key in each:
                return each[key]
        return None


class Tagged:
    """The tree of a printed file."""

    def __init__(self, printed: Printed) -> None:
        self._printed = printed
        self.tree = printed.root.StructTreeRoot

    @cached_property
    def root(self) -> Element:
        (document,) = self.tree.K
        return self._element(document, None, None)

    def _element(self, made: Any, above: Element | None, page: Any) -> Element:
        element = Element(str(made.S).lstrip("/"), made, above)
        page = made.get("/Pg", page)
        kids = made.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if not isinstance(kid, pikepdf.Dictionary):
                self._hold(element, page, int(kid))
            elif "/MCID" in kid:
                self._hold(element, kid.Pg, int(kid.MCID))
            elif "/Obj" in kid:
                element.links.append(kid.Obj)
            else:
                element.kids.append(self._element(kid, element, page))
        return element

    def _hold(self, element: Element, page: Any, number: int) -> None:
        folio = self._printed.folio_of(page)
        element.numbers.append((folio, number))
        element.kids += self._printed.marked(folio).get(number, [])

    def element(self, reference: Any) -> Element:
        """The element of the tree that an object stands for."""
        return self._by_object[reference.objgen]

    @cached_property
    def _by_object(self) -> dict[tuple[int, int], Element]:
        return {element.made.objgen: element for element in self.root.all()}
