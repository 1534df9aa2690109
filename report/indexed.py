"""The index: the words that texts mark, sorted and gathered, each with its places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from report.folios import folio
from report.model import Marked


@dataclass(frozen=True)
class Locator:
    """A place that an entry leads to: what is printed, and the id of what it leads to."""

    words: str
    target: str


@dataclass(frozen=True)
class Entry:
    """A line of the index, and the lines under it."""

    words: str
    locators: tuple[Locator, ...]
    inner: tuple[Entry, ...] = ()


def index(
    marks: Iterable[Marked], locate: Callable[[Sequence[Marked]], tuple[Locator, ...]],
    key: Callable[[str], tuple[str, str]],
) -> list[tuple[str, list[Entry]]]:
    """Entries by their first letter; `locate` says where marks stand, `key` sorts words."""
    by_term: dict[str, list[Marked]] = {}
    for mark in marks:
        by_term.setdefault(mark.term, []).append(mark)
    entries = [_entry(term, by_term[term], locate, key) for term in sorted(by_term, key=key)]
    return [(letter, list(group)) for letter, group in groupby(
        entries, lambda entry: key(entry.words)[0][:1].upper())]


def _entry(
    term: str, marks: list[Marked], locate: Callable[[Sequence[Marked]], tuple[Locator, ...]],
    key: Callable[[str], tuple[str, str]],
) -> Entry:
    subs: dict[str, list[Marked]] = {}
    for mark in marks:
        subs.setdefault(mark.sub, []).append(mark)
    own = subs.pop("", [])
    inner = tuple(Entry(sub, locate(subs[sub])) for sub in sorted(subs, key=key))
    return Entry(term, locate(own) if own else (), inner)


def pages(
    marks: Sequence[Marked], page: Callable[[str], int], body: int = 1
) -> tuple[Locator, ...]:
    """Folios, those of pages that follow on each other as a range: iv, 7–9.

    `page` says on which page a mark stands, `body` is the page from which folios are arabic.
    """
    first = {page(mark.id): mark.id for mark in reversed(marks)}
    runs: list[list[int]] = []
    for number in sorted(first):
        if runs and number == runs[-1][-1] + 1 and number != body:
            runs[-1].append(number)
        else:
            runs.append([number])
    return tuple(Locator("–".join(folio(end, body) for end in dict.fromkeys((run[0], run[-1]))),
                         first[run[0]]) for run in runs)


def sections(marks: Sequence[Marked], title: Callable[[str], str]) -> tuple[Locator, ...]:
    """Titles of the sections that hold marks; several marks in one are numbered: (1), (2)."""
    found: list[Locator] = []
    for where, group in groupby(marks, lambda mark: title(mark.id)):
        ids = [mark.id for mark in group]
        if len(ids) == 1:
            found.append(Locator(where, ids[0]))
        else:
            found += [Locator(f"{where} (1)" if number == 1 else f"({number})", name)
                      for number, name in enumerate(ids, 1)]
    return tuple(found)
