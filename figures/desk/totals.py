"""Whether parts add up to the total that is stated for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from figures.desk import asked
from figures.desk.data import number
from figures.desk.words import quantity

OPTIONS: Mapping[str, str] = {
    "total": "the stated total that the values must add up to",
    "total-differs": "yes: the source’s own parts do not add up to its total",
}


def check(values: Sequence[float | None], options: Mapping[str, str], language: str) -> str:
    """Raise ValueError if values do not add up to `total`, which is a mistake unless marked.

    Returns the sentence that tells a marked difference; empty if there is none.
    """
    written = options.get("total", "").strip()
    if not written:
        if options.get("total-differs"):
            raise ValueError("“total-differs” is given, but no “total” that values could miss.")
        return ""
    try:
        total = number(written)
    except ValueError as error:
        raise ValueError(f"“total”: {error}") from None
    found = _sum(values)
    marked = asked.choice(options, "total-differs", ("no", "yes")) == "yes"
    if found == total:
        if marked:
            raise ValueError("“total-differs” is not needed: the values add up to the total.")
        return ""
    said, stated, gap = (quantity(each, language) for each in (found, total, abs(found - total)))
    away = f"{gap} {'less' if found < total else 'more'} than"
    if not marked:
        raise ValueError(
            f"The values add up to {said}, {away} the total of {stated}. Correct the number that "
            "is wrong; if the source itself differs, say so: “:total-differs: yes”.")
    return f"The parts add up to {said}, {away} the stated total of {stated}."


def _sum(values: Sequence[float | None]) -> float:
    """The sum as a person would add it: 0.1 and 0.2 make 0.3."""
    from fractions import Fraction

    exact = sum((Fraction(str(value)) for value in values if value is not None), Fraction(0))
    return int(exact) if exact.denominator == 1 else float(exact)
