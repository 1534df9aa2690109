"""What is wanted of a setting, in words for an author: what pydantic finds, as faults."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from report.errors import Faults, did_you_mean
from report.toml import Toml

# The names of the settings that stand in a table of report.toml, or in none.
Known = Callable[[str], Iterable[str]]


def say(error: ValidationError, toml: Toml, known: Known, faults: Faults) -> None:
    """Turn pydantic's findings into faults, each on its line."""
    for detail in error.errors():
        _say(detail, toml, known, faults)


def _say(detail: ErrorDetails, toml: Toml, known: Known, faults: Faults) -> None:
    path = tuple(str(part) for part in detail["loc"] if isinstance(part, str))
    name = ".".join(path)
    place = toml.at(*path)
    match detail["type"]:
        case "missing":
            faults.found(place, f"The setting “{name}” is missing.",
                         f"Add a line such as: {EXAMPLES.get(name, name + ' = …')}")
        case "extra_forbidden":
            faults.found(place, f"There is no setting “{name}”.",
                         did_you_mean(path[-1], known(path[0])))
        case kind:
            plainly = detail["msg"].removeprefix("Input should be ")
            wanted = _LISTS if path[0] == "lists" else _WANTED.get(kind, plainly)
            if kind == "string_pattern_mismatch":
                wanted = _PATTERNS.get(path[-1], "some words")
            faults.found(place, f"The setting “{name}” should be {wanted}.",
                         f"For example: {EXAMPLES[name]}" if name in EXAMPLES else "")


_LISTS = "a list of “figures” and “tables”"
_WANTED = {
    "string_type": "a text in quotes",
    "string_too_short": "some words",
    "tuple_type": "a list: [\"…\"]",
    "date_type": "a date without quotes, such as 2016-02-29",
    "bool_type": "true or false, without quotes",
    "int_type": "a whole number, without quotes",
    "greater_than_equal": "1 or more",
    "less_than_equal": "4 or less",
    "dict_type": "a table of its own",
    "model_type": "a table of its own",
}
_PATTERNS = {
    "language": "a language tag such as en-GB, fr or de-AT",
    "identifier": "a URN, a DOI or a web address",
    "licence_url": "a web address: https://…",
    "address": "a web address: https://…",
    "kinds": "the name of a folder in the report",
    "paper": "the name of a paper that the theme knows, such as letter",
}
EXAMPLES = {
    "title": 'title = "Aleppo, February 2016"',
    "date": "date = 2016-03-07",
    "as_of": "as_of = 2016-02-29",
    "language": 'language = "en-GB"',
    "identifier": 'identifier = "urn:uuid:…", made once and never changed',
    "lists": 'lists = ["figures", "tables"]',
    "authors": 'authors = ["A. Writer"]',
}
