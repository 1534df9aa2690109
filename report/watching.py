"""Watch: a report is built again whenever one of its files is saved.

The process stays warm between builds: nothing is imported twice, texts stay parsed, and units
stay laid out in the processes that set them.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from report.errors import OctavoError

_SETTLING = 80  # milliseconds without another save before a build begins
_GLANCE = 100  # milliseconds after which a wait for the next save begins anew


def watch(
    folders: Iterable[Path], build: Callable[[], None], failed: Callable[[OctavoError], None],
    say: Callable[[str], None],
) -> None:
    """Build at once, and again after each change in `folders`, until it is interrupted.

    What `build` raises for a fault goes to `failed`, and the watch goes on.
    """
    with suppress(KeyboardInterrupt):  # which comes during a build as well as between two
        _watch(folders, build, failed, say)


def _watch(
    folders: Iterable[Path], build: Callable[[], None], failed: Callable[[OctavoError], None],
    say: Callable[[str], None],
) -> None:
    from watchfiles import watch as changes

    def once() -> None:
        begun = time.perf_counter()
        try:
            build()
        except OctavoError as error:
            failed(error)
        else:
            say(f"{time.strftime('%H:%M:%S')}  up to date after "
                f"{time.perf_counter() - begun:.1f} s; watching. Ctrl-C ends it.")
        gc.collect()  # while nobody waits

    is_built = False
    for changed in changes(*folders, step=_SETTLING, debounce=_SETTLING * 4, rust_timeout=_GLANCE,
                           yield_on_timeout=True, raise_interrupt=False):
        if changed:
            names = sorted({Path(path).name for _, path in changed})
            more = f" and {len(names) - 3} more" if len(names) > 3 else ""
            say(f"\n{time.strftime('%H:%M:%S')}  {', '.join(names[:3])}{more} changed")
        if changed or not is_built:  # it is watched already, so no save is missed meanwhile
            is_built = True
            once()
