"""Floats: figures and tables that may stand a little later or earlier than in the text.

Works on the XHTML of a composed section, whose blocks stand one after another in it. What an
author wrote between two figures stays between their numbers: no figure passes another.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

FARTHEST = 6  # blocks that a figure may pass

_TAG = re.compile(
    r"<!--.*?-->|<(?P<close>/?)(?P<name>[a-zA-Z][\w:-]*)"
    r"(?P<attributes>(?:\"[^\"]*\"|'[^']*'|[^\"'>])*?)(?P<void>/?)>", re.DOTALL)
_VOID = ("br", "hr", "img", "wbr")
_ID = re.compile(r'\bid="([^"]*)"')
_CLASS = re.compile(r'\bclass="([^"]*)"')
_LEADS_IN = re.compile(r":\s*(?:</\w+>\s*)*\Z")


@dataclass(frozen=True)
class Item:
    """Blocks that stay together: a block with the side notes before it and the marks behind it.

    `first` and `count` say which blocks of the section they are.
    """

    xhtml: str
    name: str
    tag: str
    classes: tuple[str, ...]
    first: int
    count: int

    @property
    def floats(self) -> bool:
        """Whether it may move: a numbered figure or table that its author has not pinned."""
        return "floats" in self.classes

    @property
    def is_heading(self) -> bool:
        return self.tag in ("h1", "h2", "h3", "h4", "hr") or "chapter-number" in self.classes

    @property
    def leads_in(self) -> bool:
        """Whether it ends with a colon: what follows must follow at once."""
        return bool(_LEADS_IN.search(self.xhtml))


@dataclass(frozen=True)
class Strip:
    """A section as items: what floats, and the text that it floats in.

    `homes` says after how many items of text each float was written.
    """

    opening: str
    closing: str
    text: tuple[Item, ...] = ()
    floats: tuple[Item, ...] = ()
    homes: tuple[int, ...] = field(default=())

    def ordered(self, places: Sequence[int]) -> list[Item]:
        """All items, each float after so many items of text."""
        order = []
        for i in range(len(self.text) + 1):
            order += [each for each, place in zip(self.floats, places, strict=True) if place == i]
            order += self.text[i : i + 1]
        return order

    def allowed(self, number: int) -> list[int]:
        """Where a float may stand, its home first, then nearer places before farther ones.

        It crosses no heading, comes not before the paragraph that first mentions it (unless its
        author put it there), and never parts what leads in from what it leads to.
        """
        home, name = self.homes[number], self.floats[number].name
        mention = next((i for i, item in enumerate(self.text) if f'href="#{name}"' in item.xhtml),
                       home)
        later = self._run(range(home, min(len(self.text), home + FARTHEST)), 1)
        earlier = self._run(range(home - 1, max(mention, home - FARTHEST - 1), -1), 0)
        places = sorted({*later, *earlier} - {home}, key=lambda place: (abs(place - home), -place))
        return [home, *(place for place in places if self._is_free(place))]

    def _run(self, passing: range, beyond: int) -> list[int]:
        """The places reached by passing items of text one after another."""
        places = []
        for i in passing:
            if self.text[i].is_heading:
                break
            places.append(i + beyond)
        return places

    def _is_free(self, place: int) -> bool:
        before = self.text[place - 1] if place else None
        return before is not None and not before.is_heading and not before.leads_in


def moved(body: str, moves: Mapping[str, int]) -> str:
    """A section's XHTML with floats moved past so many items of text, back where negative."""
    if not any(f'id="{name}"' in body for name in moves):
        return body
    strip = strip_of(body)
    places = [home + moves.get(each.name, 0)
              for each, home in zip(strip.floats, strip.homes, strict=True)]
    return strip.opening + "".join(item.xhtml for item in strip.ordered(places)) + strip.closing


def strip_of(body: str) -> Strip:
    """A composed section taken apart."""
    opening, blocks, closing = _blocks(body)
    text: list[Item] = []
    floats: list[Item] = []
    homes: list[int] = []
    for item in _items(blocks):
        if item.floats:
            floats.append(item)
            homes.append(len(text))
        else:
            text.append(item)
    return Strip(opening, closing, tuple(text), tuple(floats), tuple(homes))


def _items(blocks: Sequence[str]) -> list[Item]:
    """Blocks gathered: a side note goes with the block after it, a mark with the one before."""
    items: list[Item] = []
    waiting: list[str] = []
    for number, block in enumerate(blocks):
        waiting.append(block)
        name, tag, classes = _said(block)
        if name.endswith("-end") and items and len(waiting) == 1:
            last = items.pop()
            items.append(Item(last.xhtml + waiting.pop(), last.name, last.tag, last.classes,
                              last.first, last.count + 1))
        elif "beside" not in classes or number == len(blocks) - 1:
            items.append(Item("".join(waiting), name, tag, classes,
                              number - len(waiting) + 1, len(waiting)))
            waiting = []
    return items


def _said(block: str) -> tuple[str, str, tuple[str, ...]]:
    """The id, the tag and the classes of a block."""
    tag = next(match for match in _TAG.finditer(block) if match["name"])
    name, classes = _ID.search(tag["attributes"]), _CLASS.search(tag["attributes"])
    return (name[1] if name else "", tag["name"],
            tuple(classes[1].split()) if classes else ())


def _blocks(body: str) -> tuple[str, list[str], str]:
    """The opening of a section, the blocks in it with the space behind them, and its closing."""
    depth = 0
    begins = [0]
    closing = len(body)
    for match in _TAG.finditer(body):
        if not match["name"]:
            continue
        is_void = match["void"] or match["name"] in _VOID
        if match["close"]:
            depth -= 1
            if not depth:
                closing = match.start()
                break
        elif depth == 1:
            begins.append(match.start())
        depth += not is_void and not match["close"]
    if len(begins) == 1:
        return body, [], ""
    ends = [*begins[2:], closing]
    blocks = [body[begin:end] for begin, end in zip(begins[1:], ends, strict=True)]
    return body[: begins[1]], blocks, body[closing:]
