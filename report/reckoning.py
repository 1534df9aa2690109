"""What the ledger answers when an author asks it for a number: its words in a language.

Arithmetic is exact, adds only what has the same unit, and carries every fact that goes into it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from figures.desk import vocabulary
from report import quantities
from report.calls import EVENT_OPTIONS, FACT_OPTIONS, INSTEAD, SHARES, Call, UnsaidError, call
from report.errors import did_you_mean
from report.model import Event, Fact, Ledger
from report.quantities import Amount


@dataclass(frozen=True)
class Said:
    """A number as it is set: its qualifier before it, its words, its date behind.

    `operators` are those between the ids, `options` what the author asked for.
    """

    words: str
    before: str = ""
    after: str = ""
    ids: tuple[str, ...] = ()
    operators: tuple[str, ...] = ()
    options: tuple[str, ...] = ()

    @property
    def whole(self) -> str:
        return " ".join(filter(None, (self.before, self.words, self.after)))

    @property
    def form(self) -> str:
        return ", ".join(self.options)


def fact(content: str, ledger: Ledger, language: str) -> Said:
    """What `{fact}` sets; raises UnsaidError if it cannot be set as it is asked for."""
    asked = call(content, FACT_OPTIONS)
    facts = [_known(name, ledger) for name in asked.ids]
    try:
        for option in INSTEAD:
            if option in asked:
                words = _instead(option, facts, language)
                return Said(_capital(words, asked), ids=asked.ids, operators=asked.operators,
                            options=asked.listed)
        return _said(asked, facts, language)
    except UnsaidError:
        raise
    except ValueError as error:  # a language that Octavo has not learnt
        raise UnsaidError(str(error), "Choose a form without words.") from None


def event(content: str, ledger: Ledger, language: str) -> Said:
    """What `{event}` sets: a date; raises UnsaidError if it cannot be set as it is asked for."""
    asked = call(content, EVENT_OPTIONS)
    if asked.operators:
        raise UnsaidError("Events cannot be reckoned with.", "Name one event.")
    found = _known_event(asked.ids[0], ledger)
    style = next((option for option in asked.options if option not in ("when", "capital")), "long")
    try:
        words = (quantities.when(found.date, language, style != "short") if "when" in asked
                 else quantities.dated(found.date, language, style))
    except ValueError as error:
        raise UnsaidError(str(error), "Choose another form.") from None
    return Said(_capital(words, asked), ids=asked.ids, options=asked.listed)


# --- what there is ---------------------------------------------------------------------------

def _known(name: str, ledger: Ledger) -> Fact:
    if name not in ledger.facts:
        if name in ledger.events:
            raise UnsaidError(f"“{name}” is an event.", f"Write {{event}}`{name}`.")
        raise UnsaidError(f"There is no fact “{name}” in the ledger.", did_you_mean(
            name, ledger.facts) if ledger.facts else "Write facts into data/facts.csv.")
    found = ledger.facts[name]
    _confirmed(found)
    return found


def _known_event(name: str, ledger: Ledger) -> Event:
    if name not in ledger.events:
        raise UnsaidError(f"There is no event “{name}” in the ledger.", did_you_mean(
            name, ledger.events) if ledger.events else "Write events into data/events.csv.")
    _confirmed(ledger.events[name])
    return ledger.events[name]


def _confirmed(found: Fact | Event) -> None:
    if not found.is_confirmed:
        raise UnsaidError(f"Nobody has confirmed “{found.id}”.",
                          f"Compare it with its source, and empty its status in "
                          f"{found.at.file.name}, line {found.at.line}.")


# --- what is said -----------------------------------------------------------------------------


def _said(asked: Call, facts: Sequence[Fact], language: str) -> Said:
    share = next((option for option in SHARES if option in asked), "")
    amount = _amount(asked, facts, share)
    step = asked.options.get("to") or asked.options.get(share, "") if share else asked.options.get(
        "to", "")
    number = _number(asked, amount, share, step, language)
    if "unit" in asked and not share:
        number = quantities.with_unit(number, amount.unit, language)
    after = ""
    if "date" in asked:
        after = _date(facts, language)
    before = _qualifier(facts, asked) if "qualifier" in asked else ""
    before = vocabulary.qualified(before, "", language)
    if before:
        before = _capital(before, asked)
    else:
        number = _capital(number, asked)
    return Said(number, before, after, asked.ids, asked.operators, asked.listed)


def _amount(asked: Call, facts: Sequence[Fact], share: str) -> Amount:
    """What an expression comes to, exactly."""
    terms = [_ends(fact, asked) for fact in facts]
    slash = asked.operators.index("/") + 1 if "/" in asked.operators else len(terms)
    if share and slash == len(terms):
        raise UnsaidError(f"“{share}” wants two facts.", f"Write: a / b, {share}")
    _same_units(facts[:slash])
    above = _sum(terms[:slash], asked.operators[: slash - 1])
    if slash == len(terms):
        return Amount(above.low, above.high, facts[0].unit)
    _same_units(facts[slash:])
    if share:
        _same_units(facts)
    below = _sum(terms[slash:], asked.operators[slash:])
    if below.low <= 0 <= below.high or (below.low == 0 or below.high == 0):
        raise UnsaidError("This divides by nothing.", "Divide by a number that is not 0.")
    quotients = [a / b for a in (above.low, above.high) for b in (below.low, below.high)]
    return Amount(min(quotients), max(quotients))


def _ends(fact: Fact, asked: Call) -> Amount:
    has_both = fact.low is not None and fact.high is not None
    if has_both and (fact.value is None or {"range", "words", "between"} & asked.options.keys()):
        assert fact.low is not None and fact.high is not None
        return Amount(fact.low, fact.high)
    if fact.value is None:
        raise UnsaidError(f"“{fact.id}” has no number.", "Write one into the ledger.")
    return Amount(fact.value, fact.value)


def _same_units(facts: Sequence[Fact]) -> None:
    first = facts[0]
    for other in facts[1:]:
        if other.unit != first.unit:
            raise UnsaidError(
                f"“{first.id}” counts {first.unit or 'nothing named'} and “{other.id}” "
                f"{other.unit or 'nothing named'}: these cannot be reckoned together.",
                "Give both the same unit in the ledger if they count the same.")


def _sum(terms: Sequence[Amount], operators: Sequence[str]) -> Amount:
    total = terms[0]
    for operator, term in zip(operators, terms[1:], strict=True):
        total = (Amount(total.low + term.low, total.high + term.high) if operator == "+"
                 else Amount(total.low - term.high, total.high - term.low))
    return total


def _number(asked: Call, amount: Amount, share: str, step: str, language: str) -> str:
    """A quantity in the form that is asked for, without qualifier and date."""
    def exact(value: Decimal) -> str:
        return quantities.digits(value, language)

    if share:
        return _share(amount, share, step, language, asked)
    if "/" in asked.operators and not step:
        raise UnsaidError("A quotient wants a form.", "Write: a / b, percent; or: a / b, to 0.1")
    if step:
        amount = amount.map(lambda value: quantities.rounded(value, Decimal(step)))
    if "short" in asked:
        amount = amount.map(quantities.to_figures)
    style = next((option for option in ("between", "words") if option in asked), "")
    if "plain" in asked:
        return quantities.ranged(amount, lambda value: f"{value.normalize():f}", language)
    if "spelled" in asked:
        words = quantities.ranged(
            amount, lambda value: quantities.spelled(value, language), language, style or "words")
        if not words or not quantities.spelled(amount.low, language):
            raise UnsaidError(f"{exact(amount.high)} is not spelled out.",
                              "Only whole numbers up to twelve are.")
        return words
    if _decimals(step):
        return quantities.ranged(amount, lambda value: quantities.digits(
            value, language, _decimals(step)), language, style)
    say = exact if "exact" in asked else lambda value: quantities.shortest(value, language)
    return quantities.ranged(amount, say, language, style)


def _share(amount: Amount, share: str, step: str, language: str, asked: Call) -> str:
    """A quotient as a share, a multiple, or one in so many."""
    style = next((option for option in ("between", "words") if option in asked), "")
    if share == "one in":
        many = 1 / amount.low if amount.low else Decimal(0)
        whole = quantities.rounded(many, Decimal(1))
        if amount.is_range or whole < 2 or abs(many - whole) > whole / 10:
            raise UnsaidError(f"This is one in {quantities.digits(round(many, 2), language)}, "
                              "which is near no whole number.", "Say it in per cent.")
        return quantities.one_in(quantities.spelled(whole, language)
                                 or quantities.digits(whole, language), language)
    if share == "times":
        amount = amount.map(lambda value: quantities.rounded(value, Decimal(step or "0.1")))
        return quantities.times(quantities.ranged(
            amount, lambda value: quantities.digits(value, language, _decimals(step)), language,
            style), language)
    if share == "percent more":
        amount = amount.map(lambda value: value - 1)
    if share == "percent less":
        amount = Amount(1 - amount.high, 1 - amount.low)
    amount = amount.map(lambda value: value * 100)
    least = min(abs(amount.low), abs(amount.high))
    by = Decimal(step or ("1" if least >= 1 or not least else "0.1"))
    amount = amount.map(lambda value: quantities.rounded(value, by))
    number = quantities.ranged(
        amount, lambda value: quantities.digits(value, language, _decimals(step)), language, style)
    return quantities.with_unit(number, "%" if share == "%" else "percent", language)


def _decimals(step: str) -> int:
    """How many decimals somebody wants who rounds to a step: 1 for 0.1, so that 3.0 stays so."""
    exponent = Decimal(step or "1").as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _qualifier(facts: Sequence[Fact], asked: Call) -> str:
    """The qualifier of what is reckoned: that of its facts if all agree and are added."""
    found = {fact.qualifier for fact in facts}
    if len(found) == 1 and set(asked.operators) <= {"+"}:
        return found.pop()
    return "about" if found - {""} else ""


def _date(facts: Sequence[Fact], language: str) -> str:
    dates = {fact.as_of.words: fact.as_of for fact in facts if fact.as_of}
    if len(dates) != 1 or not all(fact.as_of for fact in facts):
        missing = [fact.id for fact in facts if not fact.as_of]
        raise UnsaidError(
            f"“{missing[0]}” has no date." if missing else "These facts are of different dates.",
            "Write it into as_of." if missing else "Say each with its own date.")
    return quantities.when(next(iter(dates.values())), language)


def _instead(option: str, facts: Sequence[Fact], language: str) -> str:
    """What is set in place of the number: its date, who stated it, where."""
    if len(facts) > 1:
        raise UnsaidError(f"“{option}” is for one fact.", "Name one fact.")
    found = facts[0]
    if option == "as-of":
        words = quantities.dated(found.as_of, language) if found.as_of else ""
    else:
        words = found.said_by if option == "said-by" else found.reported_in
    if not words:
        raise UnsaidError(f"“{found.id}” says nothing for “{option}”.",
                          f"Fill its column {option.replace('-', '_')} in the ledger.")
    return words


def _capital(words: str, asked: Call) -> str:
    return words[:1].upper() + words[1:] if "capital" in asked else words
