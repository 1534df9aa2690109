"""Numbers that an author typed: those that have no source, and those that nearly have one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from report.gate.dossier import Dossier, Objection, spans
from report.gate.likely import Likely, ends
from report.model import Fact
from report.model.prose import Numeral, Passage

_FLOOR = re.compile(r"(?:more than|over|at least|upwards of|plus de|au moins|mehr als|mindestens|"
                    r"über|más de|al menos)\s$", re.IGNORECASE)
PER_CENT = ("%", "per cent", "percent", "pour cent", "Prozent", "por ciento")


def typed(dossier: Dossier) -> Iterator[Objection]:
    """Every number in the words of the report that is said by no role, and needs a source.

    It is in no entry of the ledger, or in one and typed by hand (naked-number), or nearly in one
    (near-miss).
    """
    rows, likely = _rows(dossier.prose.passages), Likely(dossier.ledger.facts.values())
    for passage in dossier.prose.passages:
        for numeral in passage.numerals:
            if not _is_free(passage, numeral, dossier.allow):
                yield _objection(likely, passage, numeral, rows)


def _is_free(passage: Passage, numeral: Numeral, allow: Sequence[str]) -> bool:
    """Whether its author vouches for a number, in the text or in report.toml."""
    if any(start < numeral.end and numeral.start < end for start, end in passage.as_is):
        return True
    for words in allow:
        for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", passage.words):
            if match.start() < numeral.end and numeral.start < match.end():
                return True
    return False


def _objection(
    likely: Likely, passage: Passage, numeral: Numeral, rows: dict[object, str]
) -> Objection:
    place, words = passage.at(numeral.start), numeral.words
    around = rows.get((place.file, place.line), "") if passage.within == "cell" else next(
        passage.words[start:end] for start, end in spans(passage.words)
        if start <= numeral.start < end)
    floor = bool(_FLOOR.search(passage.words[: numeral.start]))
    facts = [fact for fact in likely.to(numeral) if _is_like(fact, numeral)]
    same = [fact for fact in facts if _states(numeral, fact, floor)]
    if same:
        roles = [f"{{fact}}`{fact.id}{_form(passage, numeral, fact)}`"
                 for fact in _nearest(same, around)]
        return Objection(place, "naked-number",
                         f"“{words}” is typed by hand, and it is a number of the ledger.",
                         f"Write {_or(roles)}.")
    near = [fact for fact in facts if _is_near(numeral, fact) and _shared(fact, around)]
    if near:
        fact = _nearest(near, around)[0]
        return Objection(place, "near-miss",
                         f"“{words}” is nearly, but not quite, the ledger's {number(fact)} "
                         f"({fact.id}).",
                         f"Write {{fact}}`{fact.id}`; if another number is meant, give it a row "
                         "in data/facts.csv.")
    return Objection(place, "naked-number", f"“{words}” is in no entry of the ledger.",
                     "Give it a row in data/facts.csv and write {fact}`its-id`; if it is no "
                     f"statement of the report's, write {{as-is}}`{words}`.")


# --- a number and a fact ----------------------------------------------------------------------


def _is_like(fact: Fact, numeral: Numeral) -> bool:
    """Whether both are shares, or neither is."""
    return bool(numeral.values) and (fact.unit in PER_CENT) == numeral.is_share


def number(fact: Fact) -> str:
    """A fact's number as it stands in the ledger, with separators."""
    low, high = (f"{each:,}" for each in (ends(fact)[0], ends(fact)[-1]))
    return low if fact.value is not None else f"{low} to {high}"


def _states(numeral: Numeral, fact: Fact, floor: bool) -> bool:
    """Whether a number says what a fact says, as it is or rounded honestly."""
    if len(numeral.values) == 2:
        return numeral.values == (fact.low, fact.high)
    value = numeral.values[0]
    for mine in ends(fact):
        if mine == value:
            return True
        if value and value / numeral.step >= 10 and (
                rounded(mine, numeral.step) == value
                or (floor and (mine // numeral.step) * numeral.step == value)):
            return True
    return False


def rounded(value: Decimal, step: Decimal) -> Decimal:
    return (value / step).quantize(Decimal(1), ROUND_HALF_UP) * step


def _is_near(numeral: Numeral, fact: Fact) -> bool:
    return any(_nearly(value, mine, numeral.step)
               for value in numeral.values for mine in ends(fact))


def _nearly(value: Decimal, mine: Decimal, step: Decimal) -> bool:
    """Whether one number may be a slip of the pen for another.

    Digits that changed places, one digit that is wrong, a nought too many or too few, or one
    step off in rounding: 2.4 for 2.5 million.
    """
    typed, meant = (f"{each.normalize():f}" for each in (value, mine))
    if value in (mine * 10, mine / 10) and mine >= 10:
        return True
    counting = min(len(each.replace(".", "").rstrip("0")) for each in (typed, meant))
    if len(typed) == len(meant) and counting >= 3:
        if sorted(typed) == sorted(meant):
            return True
        if sum(a != b for a, b in zip(typed, meant, strict=True)) == 1:
            return True
    coarse = rounded(mine, step)
    return value / step >= 10 and abs(coarse - value) == step and abs(mine - value) <= mine / 10


def _form(passage: Passage, numeral: Numeral, fact: Fact) -> str:
    """The option that makes a role say a number as its author typed it."""
    if passage.within == "option":
        return ", plain"
    return "" if numeral.values[0] in ends(fact) else ", short"


# --- words ------------------------------------------------------------------------------------

_WORD = re.compile(r"[^\W\d_]{4,}")
_COMMON = frozenset(re.findall(
    r"\w+",
    "about after also area areas been before between both count counted does during each first "
    "from have last less more most number numbers only other over people persons said same "
    "since some such than that their them then there these they this those through total under "
    "until were when where which while will with within year years"))


def _meant(words: str) -> set[str]:
    """The words of a text that tell what it is about, cut so that endings do not matter."""
    return {word[:6] for word in _WORD.findall(words.lower()) if word not in _COMMON}


def _shared(fact: Fact, around: str) -> int:
    """How many words a fact shares with those round a number."""
    own = _meant(f"{fact.place} {fact.population} {fact.what} {fact.said_by} {fact.id}")
    return len(own & _meant(around)) + (f"`{fact.id}" in around)


def _nearest(facts: Sequence[Fact], around: str) -> list[Fact]:
    """The three facts that share the most words with those round a number."""
    return sorted(facts, key=lambda fact: -_shared(fact, around))[:3]


def _or(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _rows(passages: Sequence[Passage]) -> dict[object, str]:
    """The words of each row of a written table, by its line: a cell alone says too little."""
    rows: dict[object, str] = {}
    for passage in passages:
        if passage.within == "cell":
            place = passage.at(0)
            key = (place.file, place.line)
            rows[key] = f"{rows.get(key, '')} {passage.words}"
    return rows
