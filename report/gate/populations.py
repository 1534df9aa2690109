"""Different populations that are added, or drawn on one axis, as if they were one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report.gate.dossier import Dossier, Objection
from report.model import Fact


def mixed_populations(dossier: Dossier) -> Iterator[Objection]:
    """Facts about different populations in a sum or a figure whose words do not name each."""
    for sentence in dossier.sentences:
        for names in (names for mention in sentence.mentions for names in mention.sums):
            kinds = _kinds([dossier.ledger.facts[name] for name in names])
            words = f"{sentence.words} {sentence.around}"
            if len(kinds) > 1 and not all(_names(words, kind) for kind in kinds):
                yield Objection(sentence.mentions[0].place, "mixed-populations",
                                f"This adds or subtracts different populations: {_and(kinds)}.",
                                "State them side by side, or name each in the sentence.")
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
