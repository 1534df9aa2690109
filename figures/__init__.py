"""One module a kind of figure; a kind is found by being here.

A kind has a docstring that says what it shows and with which columns, and

- `COLUMNS`, a tuple of `figures.desk.data.Column`: what it wants of the data;
- `OPTIONS`, a mapping of option name to its meaning: what a directive may say besides;
- `draw(rows, options, look)`, which gives a matplotlib figure;
- `describe(rows, options, look)`, which gives the alternative text, one or two sentences.

`rows` are mappings of a column's name to its value; `options` maps names to text. Both raise
ValueError, with a sentence for the author, when the data cannot be drawn. A kind imports
matplotlib only to draw. What kinds share is in `figures/desk/`. Nothing here knows of reports,
editions or files.
"""

import pkgutil


def kinds() -> list[str]:
    """The kinds of figure there are: every module beside this one."""
    return [module.name for module in pkgutil.iter_modules(__path__) if not module.ispkg]
