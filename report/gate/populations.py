"""Different populations that are added, or drawn on one axis, as if they were one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report.gate.dossier import Dossier, Objection
from report.model import Fact


def mixed_populations(dossier: Dossier) -> Iterator[Objection]:
    """Facts about different populations in a sum, or in a figure that does not name each."""
    for mention in dossier.mentions:
        for names in mention.sums if mention.facts else ():
            kinds = _kinds([dossier.ledger.facts[name] for name in names])
            if len(kinds) < 2:
                continue
            yield Objection(mention.place, "mixed-populations",
                            f"This adds or subtracts different populations: {_and(kinds)}.",
                            "State them side by side, or make the sum a fact of its own whose "
                            "population and note say what it holds.")
    for shown in dossier.shown:
        kinds = _kinds(shown.facts)
        unnamed = [kind for kind in kinds if not _names(shown.words, kind)]
        if len(kinds) > 1 and unnamed:
            yield Objection(shown.exhibit.place, "mixed-populations",
                            f"{shown.name} shows different populations together: "
                            f"{_and(kinds)}. Its words do not name “{unnamed[0]}”.",
                            "Draw them apart, or let title, deck or labels name each.")


def _kinds(facts: list[Fact] | tuple[Fact, ...]) -> list[str]:
    """The populations of facts, each once."""
    return list(dict.fromkeys(fact.population for fact in facts if fact.population))


def _names(words: str, population: str) -> bool:
    """Whether words name a population, whatever the endings."""
    heard = {word[:6] for word in re.findall(r"\w+", words.lower())}
    return all(word[:6] in heard for word in re.findall(r"\w{4,}", population.lower()))


def _and(names: list[str]) -> str:
    quoted = [f"“{name}”" for name in names]
    return f"{', '.join(quoted[:-1])} and {quoted[-1]}"
