"""Objects of a PDF that wait for their numbers.

A unit of a report is written apart from the others. What its objects will be numbered is only
known when all units are joined, so each is kept as bytes with a gap for every reference.
"""

from __future__ import annotations

import re
from typing import NamedTuple

# Strings are passed over: what a reader is told may look like a reference. pydyf writes a
# backslash before each bracket within them.
_TOKEN = re.compile(rb"(\((?:[^\\()]|\\.)*\))|\b(\d+) 0 R\b", re.DOTALL)


class Loose(NamedTuple):
    """An object: its bytes with `%d` for the numbers of those that it refers to, these by their
    places in the unit, and the data of a stream from `stream` on."""

    pattern: bytes
    leads: tuple[int, ...] = ()
    data: bytes = b""

    def placed(self, numbers: list[int], said: bytes = b"") -> bytes:
        """The object, given the numbers of all in its unit; `said` is added to a dictionary."""
        written = self.pattern % tuple([numbers[place] for place in self.leads])
        return (written[:-2] + said + b">>" if said else written) + self.data


def loosened(written: bytes) -> Loose:
    """An object as pydyf writes it; what it leads to stays numbered as it is."""
    start = written.find(b"\nstream\n")
    head, data = (written[:start], written[start:]) if start >= 0 else (written, b"")
    leads: list[int] = []

    def gap(found: re.Match[bytes]) -> bytes:
        if found[1] is not None:
            return found[1]
        leads.append(int(found[2]))
        return b"%d 0 R"

    return Loose(_TOKEN.sub(gap, head.replace(b"%", b"%%")), tuple(leads), data)
