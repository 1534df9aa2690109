"""Small reports with one thing wrong in each: what it is, the files that make it wrong, the place
that must be named, and words that the message must hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.broken import directives, figures, images, links, settings, texts
from tests.conftest import MakeReport

BROKEN = [*settings.BROKEN, *texts.BROKEN, *links.BROKEN, *directives.BROKEN, *figures.BROKEN,
          *images.BROKEN]


def written(make_report: MakeReport, folder: Path, files: Mapping[str, Any]) -> Path:
    """A small report with some of its files replaced, or taken away where one is None."""
    report = make_report(folder, files={
        name: content for name, content in files.items() if content is not None})
    for name, content in files.items():
        if content is None:
            (report / name).unlink()
    return report
