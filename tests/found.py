"""What the tests of candidates share: texts to look through, and what is found in sentences."""

from __future__ import annotations

import datetime
from pathlib import Path

from report.importing.candidates import find
from report.importing.candidates.model import Candidates
from report.importing.model import Block

HERE = Path(__file__).parent / "cases"
MARKS = HERE / "candidates"
SUNDAY = datetime.date(2016, 2, 14)


def source(case: str) -> Path:
    own = MARKS / f"{case}.txt"
    return own if own.exists() else next((HERE / "import" / case).glob("source.*"))


def of(*sentences: str, day: datetime.date | None = SUNDAY) -> Candidates:
    """What is found in paragraphs, one a line."""
    return find([Block("paragraph", ((line, words),), words)
                 for line, words in enumerate(sentences, 1)], day)
