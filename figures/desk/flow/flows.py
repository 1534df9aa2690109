"""Rows read as flows: the names on both sides with their sums, and what runs between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from figures.desk import asked, totals
from figures.desk.claims import AT_LEAST, UP_TO
from figures.desk.data import Row
from figures.desk.vocabulary import qualified, term
from figures.desk.words import quantity

MOST_NODES = 14  # on one side, so that each still has a line for its name
MOST_BANDS = 60
_HOW = ("Draw fewer with “where”, or gather the least of each side: “:other: {0}” keeps the {0} "
        "greatest.")


@dataclass(frozen=True)
class Node:
    """A name on one side; `value` is None if none of its flows has a figure.

    `gathered` is how many names it stands for, if it stands for the rest.
    """

    name: str
    value: int | float | None
    said: str
    emphasised: bool = False
    gathered: int = 0


@dataclass(frozen=True)
class Band:
    """What runs from one name (a place in `Flows.origins`) to another (in `Flows.goals`)."""

    origin: int
    goal: int
    value: int | float | None
    said: str
    note: str = ""
    emphasised: bool = False
    gap: bool = False  # whether any flow in it has no figure


@dataclass(frozen=True)
class Flows:
    """Two sides in order with the bands between them; `total` is the sum of all in words.

    `unit` is a word that is said once; `titles` stand over the sides. `differs` tells that the
    parts miss the stated total, if the author has said so.
    """

    origins: list[Node]
    goals: list[Node]
    bands: list[Band]
    total: str
    unit: str
    titles: tuple[str, str]
    differs: str

    def names(self, band: Band) -> tuple[str, str]:
        return self.origins[band.origin].name, self.goals[band.goal].name


@dataclass(frozen=True)
class _Flow:
    origin: str
    goal: str
    value: int | float | None
    qualifier: str
    note: str


def flows(rows: Sequence[Row], options: Mapping[str, str], language: str) -> Flows:
    """The rows as they are drawn; ValueError, with a sentence, if they cannot be."""
    asked.some(rows)
    stated = [_flow(row) for row in rows]
    _once(stated)
    differs = totals.check([flow.value for flow in stated], options, language)
    if all(flow.value is None for flow in stated):
        raise ValueError("No row has a value, so there is no band to draw.")
    if not any(flow.value for flow in stated):
        raise ValueError("Every value is 0, so there is no band to draw. Say so in the text.")
    names = {name for flow in stated for name in (flow.origin, flow.goal)}
    emphasised = asked.emphasis(options, names, "name (“from” or “to”)")
    say = _Saying(options, language)
    origins, goals = (_side(stated, end, emphasised, options, say) for end in ("origin", "goal"))
    for side, word in ((origins, "from"), (goals, "to")):
        if len(side) > MOST_NODES:
            raise ValueError(f"There are {len(side)} names under “{word}”; no more than "
                             f"{MOST_NODES} can be told apart. {_HOW.format(8)}")
    bands = _bands(stated, origins, goals, say)
    if len(bands) > MOST_BANDS:
        raise ValueError(f"There are {len(bands)} flows; no more than {MOST_BANDS} can be told "
                         f"apart. {_HOW.format(6)}")
    return Flows(
        [node for node, _ in origins], [node for node, _ in goals], bands,
        say.sum(stated), say.word,
        (options.get("from-title", "").strip(), options.get("to-title", "").strip()), differs)


def _flow(row: Row) -> _Flow:
    origin, goal = asked.text(row, "from"), asked.text(row, "to")
    if not origin or not goal:
        empty, other, name = ("from", "to", goal) if not origin else ("to", "from", origin)
        raise ValueError(f"A row has no “{empty}”" + (f" (its “{other}” is “{name}”)" if name
                         else "") + ", so nobody could tell where its band belongs.")
    value = asked.number(row, "value", f"{origin} – {goal}")
    if value is not None and value < 0:
        raise ValueError(f"The value of “{origin} – {goal}” is {value}; a band cannot be below "
                         "zero. If so many came back, turn “from” and “to” round.")
    return _Flow(origin, goal, value, asked.text(row, "qualifier"), asked.text(row, "note"))


def _once(stated: Sequence[_Flow]) -> None:
    seen = set()
    for flow in stated:
        if (flow.origin, flow.goal) in seen:
            raise ValueError(f"There are two rows from “{flow.origin}” to “{flow.goal}”. Add them "
                             "up in the file, or choose one with “where”.")
        seen.add((flow.origin, flow.goal))


# --- sides ----------------------------------------------------------------------------------

_Side = list[tuple[Node, frozenset[str]]]  # each with the names in the file that it stands for


def _side(
    stated: Sequence[_Flow], end: str, emphasised: Sequence[str], options: Mapping[str, str],
    say: _Saying,
) -> _Side:
    """The names of one side with their sums, in the order in which they stand."""
    parts: dict[str, list[_Flow]] = {}
    for flow in stated:
        parts.setdefault(getattr(flow, end), []).append(flow)
    nodes = {name: Node(name, _sum(its), say.sum(its), name in emphasised)
             for name, its in parts.items()}
    ranked = sorted(nodes, key=lambda name: _rank(nodes[name].value))
    kept = _kept(ranked, options, emphasised)
    order = ranked if asked.choice(options, "sort", ("file", "descending")) == "descending" \
        else list(nodes)
    side: _Side = [(nodes[name], frozenset((name,))) for name in order if name in kept]
    rest = [name for name in ranked if name not in kept]
    if rest:
        its = [flow for name in rest for flow in parts[name]]
        word = term("others", say.language)
        side.append((Node(f"{word[:1].upper()}{word[1:]} ({len(rest)})", _sum(its), say.sum(its),
                          gathered=len(rest)), frozenset(rest)))
    return side


def _kept(
    ranked: Sequence[str], options: Mapping[str, str], emphasised: Sequence[str]
) -> Sequence[str]:
    """The names that keep a bar of their own."""
    told = options.get("other", "").strip()
    if not told:
        return ranked
    if not told.isdecimal() or int(told) < 1:
        raise ValueError(f"“other” is “{told}”; it says how many of the greatest of each side "
                         "keep a bar of their own, such as 6.")
    if len(ranked) - int(told) < 2:  # to call one name “others” would only hide it
        return ranked
    for place, name in enumerate(ranked[int(told):], int(told) + 1):
        if name in emphasised:
            raise ValueError(f"“emphasis” names “{name}”, which “other” gathers with the rest; "
                             f"it is number {place} of its side, so write “:other: {place}”.")
    return ranked[:int(told)]


def _rank(value: float | None) -> float:
    """The greatest first, what nobody has stated last."""
    return 1.0 if value is None else -value


def _bands(stated: Sequence[_Flow], origins: _Side, goals: _Side, say: _Saying) -> list[Band]:
    """What runs between the names that are drawn, from the top left downwards."""
    bands = []
    for start, (origin, starts) in enumerate(origins):
        for end, (goal, ends) in enumerate(goals):
            its = [flow for flow in stated if flow.origin in starts and flow.goal in ends]
            if its:
                bands.append(Band(
                    start, end, _sum(its), say.sum(its), its[0].note if len(its) == 1 else "",
                    origin.emphasised or goal.emphasised,
                    any(flow.value is None for flow in its)))
    return bands


# --- sums -----------------------------------------------------------------------------------


class _Saying:
    """How numbers are said, as the options want them."""

    def __init__(self, options: Mapping[str, str], language: str) -> None:
        self.language = language
        self._short = asked.choice(options, "numbers", ("exact", "short")) == "short"
        unit = options.get("unit", "").strip()
        self._sign, self.word = (unit, "") if asked.is_sign(unit) else ("", unit)

    def sum(self, parts: Sequence[_Flow]) -> str:
        """The sum of flows behind its qualifiers, or that there is no figure."""
        value = _sum(parts)
        if value is None:
            return term("no figure", self.language)
        said = quantity(value, self.language, self._short) + self._sign
        for name in reversed(_qualifiers(parts)):
            said = qualified(name, said, self.language)
        return said


def _sum(parts: Sequence[_Flow]) -> int | float | None:
    """The sum as a person would add it: 0.1 and 0.2 make 0.3; None if nothing is stated."""
    values = [Fraction(str(part.value)) for part in parts if part.value is not None]
    if not values:
        return None
    total = sum(values, Fraction(0))
    return int(total) if total.denominator == 1 else float(total)


def _qualifiers(parts: Sequence[_Flow]) -> tuple[str, ...]:
    """What stands before a sum, outermost first: one with a gap is at least so many."""
    named = {part.qualifier for part in parts if part.value is not None} - {""}
    gap = any(part.value is None for part in parts)
    if not gap and len(named) < 2:
        return tuple(named)
    low, high = gap or bool(named & AT_LEAST), bool(named & UP_TO)
    if low and high:
        return ("about",)
    near = ("about",) if named - AT_LEAST - UP_TO else ()
    return ("at least", *near) if low else ("up to", *near) if high else near
