"""Habits: what a report leaves to its theme.

A theme's print stylesheet says what it does of itself, `:root { --drop-caps: yes; }`, and a
report may say otherwise.
"""

from __future__ import annotations

import re
from dataclasses import replace

from report.model import Meta


def settled(meta: Meta, sheet: str) -> Meta:
    """A report's settings with those that it leaves open as the print stylesheet has them."""
    return replace(
        meta,
        roman_front=_either(meta.roman_front, "roman-front", sheet),
        drop_caps=_either(meta.drop_caps, "drop-caps", sheet))


def _either(said: bool | None, habit: str, sheet: str) -> bool:
    return bool(re.search(rf"--{habit}:\s*yes", sheet)) if said is None else said
