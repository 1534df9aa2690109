"""Deep calls that are made over and over again ask the system for no memory."""

from __future__ import annotations

import resource

from report.stack import roomy


def _deep(depth: int) -> None:
    """Calls at every depth up to one, many times."""
    for _ in range(50):
        _leaf()
    if depth:
        _deep(depth - 1)


def _leaf() -> None:
    pass


def _faults() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt


def test_no_chunk_is_given_back_at_a_border() -> None:
    roomy(_deep)(500)
    before = _faults()
    _deep(500)
    plain, before = _faults() - before, _faults()
    roomy(_deep)(500)
    assert _faults() - before < max(plain / 2, 40)


def test_a_roomy_task_says_what_it_says() -> None:
    assert roomy(divmod)(7, 2) == (3, 1)
    assert roomy(_leaf).__name__ == "_leaf"
