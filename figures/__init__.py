"""One module a kind of figure; a kind is found by being here, or in a folder of a report's own.

A kind has a docstring, whose first line says what it shows, and

- `COLUMNS`, a tuple of `figures.desk.data.Column`: what it wants of the data;
- `OPTIONS`, a mapping of option name to its meaning: what a directive may say besides;
- `EXAMPLE`, a `figures.desk.example.Example`: what the gallery shows and authors start from;
- `draw(rows, options, look)`, which gives a matplotlib figure;
- `alt(rows, options, look)`, which gives the alternative text, one sentence;
- `describe(rows, options, look)`, which gives the longer description, from the data.

A kind that is words rather than a picture (`table`, `key-figures`) has `tabulate` in place of
the last three, as `figures.desk.cells` tells.

`rows` are mappings of a column's name to its value; `options` maps names to text. All raise
ValueError, with a sentence for the author, when the data cannot be drawn. A kind imports
matplotlib only to draw. What kinds share is in `figures/desk/`, what one alone needs in the
folder of its name there. Nothing here knows of reports, editions or files.
"""

import functools
import importlib
import importlib.util
import pkgutil
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

NONE: Mapping[str, Path] = {}


def kinds(own: Mapping[str, Path] = NONE) -> list[str]:
    """The kinds of figure there are: every module beside this one, and a report's own."""
    return sorted({*_ours(), *own})


@functools.cache
def _ours() -> tuple[str, ...]:
    return tuple(module.name.replace("_", "-") for module in pkgutil.iter_modules(__path__)
                 if not module.ispkg)


def kind(name: str, own: Mapping[str, Path] = NONE) -> ModuleType:
    """The module of a kind; `own` maps the names of a report's own kinds to their files.

    Raises whatever the code of a report's own kind raises when it is run.
    """
    if name not in own:
        return importlib.import_module(f"figures.{name.replace('-', '_')}")
    spec = importlib.util.spec_from_file_location(
        f"kinds_of_a_report.{name.replace('-', '_')}", own[name])
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
