"""`flow`: how many from where to where, as bands between two sides.

Each row is one band, as thick as its number; the bars at its ends are the sums of their bands.
A name that stands in both columns is two bars, one on each side. Up to fourteen names a side and
sixty bands; on the margin’s width up to seven names and twelve bands.

A missing figure is not a zero: leave its cell empty. It is drawn as a dashed line, and the sums
that lack it are “at least” so many. Where numbers are qualified, so are their sums.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from figures.desk import totals
from figures.desk.data import Column, Row
from figures.desk.example import Example
from figures.desk.flow.flows import Band, Flows, Node, flows
from figures.desk.look import Look
from figures.desk.words import cardinal, listed

if TYPE_CHECKING:
    from matplotlib.figure import Figure

COLUMNS = (
    Column("from", "text", "where they come from: a name on the left"),
    Column("to", "text", "where they go: a name on the right"),
    Column("value", "number", "how many; empty if nobody has stated a figure"),
    Column("qualifier", "qualifier", "about, more than, at least, nearly, up to", required=False),
    Column("note", "text", "a few words in grey under the picture", required=False),
)
OPTIONS: Mapping[str, str] = {
    "from-title": "what stands over the left side",
    "to-title": "what stands over the right side",
    "emphasis": "the name, or names with ; between, whose bands are set in the accent colour",
    "sort": "descending: the greatest of each side first; else the order of the file",
    "other": "how many of the greatest of each side keep a bar of their own; the rest share one",
    "unit": "what the numbers count, such as % or people",
    "numbers": "exact (every digit) or short (2.5 million)",
    **totals.OPTIONS,
}
EXAMPLE = Example(
    {"from": "place", "to": "party", "value": "people", "from-title": "Under siege",
     "to-title": "Besieged by", "emphasis": "Deir ez-Zor city", "width": "column",
     "title": "One besieged city held about as many people as all the other places counted",
     "deck": "People under siege in Syria by place and by besieging party, as of 18 January 2016",
     "source": "UN figures cited by the French foreign ministry, 18 January 2016",
     "note": "The source names no place for the siege by non-state armed groups. It puts those "
             "besieged by the government at some 181,200, which is 200 more than its three places "
             "add up to, and all people under siege at nearly 400,000. OCHA gave 486,700 for the "
             "same month."},
    "place,party,people,qualifier\nDeir ez-Zor city,ISIS,200000,around\n"
    "Eastern Ghouta group,Government,176500,around\nDaraya,Government,4000,around\n"
    "Zabadani,Government,500,\nPlaces not named,Non-state armed groups,12500,around\n",
    "people-under-siege.csv")
_MOST_NAMED = 6  # names that a listener can keep apart; of more, the first and the last
_MOST_SHARED_OUT = 3  # names whose number is shared out to the other side
_MOST_SHARES = 4  # into which one number is told apart


def draw(rows: Sequence[Row], options: Mapping[str, str], look: Look) -> Figure:
    """A figure `look.width` wide and as high as its bands and names need."""
    from figures.desk.flow.streams import drawn  # brings matplotlib, which only drawing needs

    return drawn(flows(rows, options, look.language), look)


def alt(rows: Sequence[Row], options: Mapping[str, str], look: Look) -> str:
    """How many names there are on both sides, and which flow is the greatest."""
    told, language = flows(rows, options, look.language), look.language
    return f"{_opening(told, language)}{_greatest(told)}."


def describe(rows: Sequence[Row], options: Mapping[str, str], look: Look) -> str:
    """Both sides from the greatest to the least, and how the greatest are shared out."""
    told, language = flows(rows, options, look.language), look.language
    unit = f" {told.unit}" if told.unit else ""
    missing = [band for band in told.bands if band.value is None]
    partly = [band for band in told.bands if band.gap and band.value is not None]
    none = [band for band in told.bands if band.value == 0]
    sentences = [
        f"{_opening(told, language)}; {told.total}{unit} in all.",
        f"{_heading(told.titles[0], 'From')}{_ranking(told.origins, language)}.",
        f"{_heading(told.titles[1], 'To')}{_ranking(told.goals, language)}.",
        *_shared_out(told, language),
    ]
    if none:
        sentences.append(f"The number {_routes(told, none, language)} is 0.")
    if missing:
        sentences.append(f"There is no figure {_routes(told, missing, language)}.")
    if partly:
        sentences.append(f"A part of what runs {_routes(told, partly, language)} has no figure.")
    accented = [node.name for node in (*told.origins, *told.goals) if node.emphasised]
    if accented:
        sentences.append(f"Emphasised: {listed(list(dict.fromkeys(accented)), language)}.")
    return " ".join([*sentences, told.differs]).strip()


def _opening(told: Flows, language: str) -> str:
    """What sort of picture it is: “Flow chart from five names to three”."""
    return (f"Flow chart from {_how_many(told.origins, language, 'name')} "
            f"to {_how_many(told.goals, language)}")


def _how_many(nodes: Sequence[Node], language: str, word: str = "") -> str:
    own = [node for node in nodes if not node.gathered]
    count = cardinal(len(own), language)
    count += f" {word}{'s' if len(own) > 1 else ''}" if word else ""
    gathered = [cardinal(node.gathered, language) for node in nodes if node.gathered]
    return f"{count} and {gathered[0]} others as one" if gathered else count


def _greatest(told: Flows) -> str:
    """The greatest flow between two names, or what is to be said where there is none."""
    unit = f" {told.unit}" if told.unit else ""
    stated = [band for band in told.bands if band.value]
    stated = [band for band in stated if not _gathered(told, band)] or stated
    first = max(stated, key=lambda band: band.value or 0)
    equal = [band for band in stated if band.value == first.value]
    if len(stated) == 1:
        return f": {first.said}{unit} {_route(told, first)}"
    if len(equal) > 2:
        return f"; the greatest {cardinal(len(equal))} flows are equal, {first.said}{unit} each"
    if len(equal) == 2:
        return (f"; the greatest flows, {first.said}{unit} each, run "
                f"{_route(told, equal[0])} and {_route(told, equal[1])}")
    return f"; the greatest flow, {first.said}{unit}, runs {_route(told, first)}"


def _gathered(told: Flows, band: Band) -> bool:
    return bool(told.origins[band.origin].gathered or told.goals[band.goal].gathered)


def _route(told: Flows, band: Band) -> str:
    origin, goal = told.names(band)
    return f"from {origin} to {goal}"


def _routes(told: Flows, bands: Sequence[Band], language: str) -> str:
    """Where a few bands run; of many only how many they are."""
    if len(bands) > _MOST_NAMED:
        return f"for {cardinal(len(bands), language)} of the {len(told.bands)} flows"
    return listed([_route(told, band) for band in bands], language)


def _heading(title: str, otherwise: str) -> str:
    return f"{title or otherwise}: "


def _ranking(nodes: Sequence[Node], language: str) -> str:
    """Names with their numbers from the greatest to the least, those of many cut short."""
    ranked = sorted((node for node in nodes if node.value is not None),
                    key=lambda node: (node.gathered > 0, -(node.value or 0)))
    own = [node for node in ranked if not node.gathered]
    if len(own) <= _MOST_NAMED:
        return "; ".join(map(_phrase, ranked))
    text = "; ".join(map(_phrase, own[:3]))
    text += (f"; the other {cardinal(len(own) - 3, language)} range from {own[3].said} "
             f"({own[3].name}) to {own[-1].said} ({own[-1].name})")
    return "; ".join([text, *map(_phrase, ranked[len(own):])])


def _phrase(node: Node) -> str:
    """A colon keeps a name that ends in figures off the number."""
    return f"{node.name}: {node.said}" if node.name[-1].isdigit() else f"{node.name} {node.said}"


def _shared_out(told: Flows, language: str) -> list[str]:
    """How the greatest names are shared out: those on the left, or else those on the right."""
    for nodes, end, other, prep in ((told.origins, "origin", told.goals, "from"),
                                    (told.goals, "goal", told.origins, "to")):
        parts = {place: sorted((band for band in told.bands
                                if getattr(band, end) == place and band.value),
                               key=lambda band: -(band.value or 0))
                 for place in range(len(nodes))}
        several = sorted((place for place, its in parts.items()
                          if len(its) > 1 and not nodes[place].gathered),
                         key=lambda place: -(nodes[place].value or 0))
        if several:
            far = "goal" if end == "origin" else "origin"
            return [_shares(nodes[place], parts[place], [other[getattr(band, far)].name
                                                         for band in parts[place]], prep, language)
                    for place in several[:_MOST_SHARED_OUT]]
    return []


def _shares(
    node: Node, bands: Sequence[Band], names: Sequence[str], prep: str, language: str
) -> str:
    way, verb = ("to", "go") if prep == "from" else ("from", "come")
    shares = [f"{band.said} {way} {name}" for band, name in zip(bands, names, strict=True)]
    if len(shares) > _MOST_SHARES:
        rest = cardinal(len(shares) - 3, language)
        shares = [*shares[:3], f"the rest {way} {rest} others"]
    shares[0] = f"{bands[0].said} {verb} {way} {names[0]}"
    the = "the " if node.said[0].isdigit() else ""
    return f"Of {the}{node.said} {prep} {node.name}, {listed(shares, language)}."
