"""The templates of `report/templates/`, and the filters that they use.

What Jinja makes of a template is kept beside it, as Python does with its modules: it takes a
tenth of a second to make for a report, and a hundredth to read. `./setup` has all made by

    python -m report.templating
"""

from __future__ import annotations

import base64
import functools
import hashlib
import re
import sys
from contextlib import suppress
from pathlib import Path

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from report.kept import digest, write
from report.versions import version

TEMPLATES = Path(__file__).parent / "templates"


@functools.cache
def environment(is_writing: bool = not sys.dont_write_bytecode) -> Environment:
    """Gives templates by name."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, auto_reload=False, bytecode_cache=_Beside(is_writing),
    )
    made.filters["balanced"] = balanced
    made.filters["loose"] = loose
    made.filters["checksum"] = lambda data: hashlib.sha256(data).hexdigest()[:16]
    made.filters["base64"] = lambda data: base64.b64encode(data).decode()
    return made


def balanced(title: str) -> str:
    """A title whose last two words stay together, so that none stands alone on a line."""
    return "\N{NO-BREAK SPACE}".join(title.rsplit(" ", 1))


def loose(cell: Markup) -> Markup:
    """A cell whose spans of dates may be broken before their ends, for a narrow page."""
    return Markup(re.sub("\N{NO-BREAK SPACE}(to|–|bis|à|a)\N{NO-BREAK SPACE}", r" \1 ", cell))


class _Beside(BytecodeCache):
    """Keeps what is made of templates in a folder beside them. Jinja sees to it that a template
    has not changed since; its own version and what is written here are in the name."""

    def __init__(self, is_writing: bool) -> None:
        self._is_writing = is_writing
        self._made_by = digest(version("jinja2"), Path(__file__).read_bytes())[:8]

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError), self._file(bucket).open("rb") as kept:
            bucket.load_bytecode(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        if self._is_writing:
            with suppress(OSError):  # the folder may be somebody else's
                write(self._file(bucket), bucket.bytecode_to_string())

    def _file(self, bucket: Bucket) -> Path:
        name = f"{bucket.key[:16]}-{self._made_by}.{sys.implementation.cache_tag}"
        return TEMPLATES / "__pycache__" / name


def prepare() -> None:
    """Make all templates ready to be read."""
    made = environment(True)
    for name in made.list_templates(extensions=["html"]):
        made.get_template(name)


if __name__ == "__main__":
    prepare()
