"""What an author asks of the ledger, taken apart: `a`, `a + b`, `a / b, percent to 0.1`.

    content      expression [, option …]
    expression   ids with + and - between, and at most one / between two such sums
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from report.errors import did_you_mean

FACT_OPTIONS: Mapping[str, str] = {
    "exact": "every digit: 2,503,549",
    "short": "two figures that count: 2.5 million",
    "to N": "rounded to a multiple of N: to 1000, to 0.1",
    "spelled": "in words up to twelve",
    "plain": "digits alone, as data files have them: 2503549",
    "qualifier": "with its qualifier: at least 50,000",
    "unit": "with its unit: 2.5 million people",
    "date": "with its date: 50,000 on 13 February 2016",
    "capital": "with a capital, where a sentence begins with it",
    "range": "low and high, where there is a value too",
    "words": "a range with a word: 300,000 to 320,000",
    "between": "a range in words: between 300,000 and 320,000",
    "percent": "a / b as a share of a hundred: 84 per cent",
    "%": "the same with its sign: 84%",
    "percent more": "by how much a is more than b: 22 per cent",
    "percent less": "by how much a is less than b",
    "times": "a / b as a multiple: 3.4 times",
    "one in": "a / b as one in so many: one in four",
    "as-of": "its date in place of the number",
    "said-by": "who stated it in place of the number",
    "reported-in": "where it was published in place of the number",
}
EVENT_OPTIONS: Mapping[str, str] = {
    "long": "5 February 2016; so too without an option",
    "short": "5 February", "day": "5", "month": "February 2016", "year": "2016",
    "when": "on 5 February 2016; with short: on 5 February", "capital": "with a capital",
}
SHARES = ("percent", "%", "percent more", "percent less", "times", "one in")
INSTEAD = ("as-of", "said-by", "reported-in")
_OPERATORS = {"+": "+", "-": "-", "\N{MINUS SIGN}": "-", "–": "-", "/": "/"}


class UnsaidError(ValueError):
    """What cannot be said as it is asked for: what is wrong, and what to do about it."""

    def __init__(self, wrong: str, mend: str = "") -> None:
        super().__init__(wrong)
        self.wrong, self.mend = wrong, mend


@dataclass(frozen=True)
class Call:
    """An expression taken apart; options by name, `to N` as “to” with its N."""

    ids: tuple[str, ...]
    operators: tuple[str, ...]
    options: Mapping[str, str]

    def __contains__(self, option: str) -> bool:
        return option in self.options

    @property
    def listed(self) -> tuple[str, ...]:
        return tuple(name if not value else f"to {value}" if name == "to" else f"{name} to {value}"
                     for name, value in self.options.items())


def call(content: str, known: Mapping[str, str]) -> Call:
    expression, *options = (part.strip() for part in " ".join(content.split()).split(","))
    words = expression.split(" ")
    if not expression:
        raise UnsaidError("This names nothing of the ledger.", "Write its id: {fact}`an-id`.")
    ids, operators = words[::2], words[1::2]
    stray = next((word for word in operators if word not in _OPERATORS), "")
    if stray or len(words) % 2 == 0 or any(word in _OPERATORS for word in ids):
        raise UnsaidError(f"“{expression}” cannot be reckoned.",
                          "Write ids with + - or / and spaces between: a + b / c; options stand "
                          "behind a comma.")
    signs = tuple(_OPERATORS[word] for word in operators)
    if signs.count("/") > 1:
        raise UnsaidError(f"“{expression}” divides twice.", "Divide once.")
    return Call(tuple(ids), signs, dict(_option(option, known) for option in options if option))


def _option(written: str, known: Mapping[str, str]) -> tuple[str, str]:
    """An option's name and what it is given: `percent to 0.1` is “percent” with 0.1."""
    if written in known and written != "to N":
        return written, ""
    rounding = re.fullmatch(r"(?:(.+) )?to (\S+)", written)
    if rounding and "to N" in known and (rounding[1] is None or rounding[1] in SHARES):
        try:
            step = Decimal(rounding[2].replace(",", ""))
        except InvalidOperation:
            step = Decimal(0)
        if step.is_finite() and step > 0:
            return rounding[1] or "to", str(step)
        raise UnsaidError(f"“{rounding[2]}” is nothing to round to.", "Write: to 1000, or to 0.1")
    raise UnsaidError(f"There is no form “{written}”.", did_you_mean(written, known))
