"""A Dask cluster in place of the cores of one machine.

Its workers need Octavo's packages, and must see the same folders under the same paths: they read
the report, and write what they build, where one machine would. Nothing else is sent to them than
the name of a function of Octavo's and what it is to work on, which they hand on (`errand.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from importlib import import_module
from typing import Any, TypeVar

from report.crew import ROOT, Lost, packed, unpacked
from report.errors import OctavoError

Thing = TypeVar("Thing")
Made = TypeVar("Made")
_PATIENCE = 15  # seconds to wait for a scheduler, and for its first worker


class ClusterError(OctavoError):
    """There is no cluster to be had."""


def on_cluster(
    address: str, make: Callable[[Thing], Made], things: Iterable[Thing], needs: Sequence[str] = ()
) -> Generator[tuple[Thing, Made | Lost]]:
    """What is made of each thing, as it comes, by the workers of the cluster at an address.

    Their processes first import what they need. Of a thing whose process died comes `Lost`.
    Raises ClusterError if nobody answers there, or works there.
    """
    client, as_completed = _client(address)
    try:
        futures = {client.submit(_errand(), str(ROOT), client.id, needs, packed(make, thing),
                                 pure=False, key=f"octavo-{client.id}-{i}"): thing
                   for i, thing in enumerate(things)}
        try:
            for future in as_completed(futures, loop=client.loop):
                yield futures[future], _result(future)
        finally:
            client.cancel(list(futures))
    finally:
        client.close()


def _client(address: str) -> tuple[Any, Any]:
    try:
        distributed: Any = import_module("distributed")
    except ImportError:
        raise ClusterError("A cluster needs the package distributed: "
                           "pip install 'octavo[dask]'") from None
    try:
        client = distributed.Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise ClusterError(f"No Dask scheduler answers at {address}: {_short(error)}\n"
                           "    It says its address when it starts, such as "
                           "tcp://10.0.0.5:8786.") from None
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError:
        client.close()
        raise ClusterError(f"The Dask scheduler at {address} has no workers.\n"
                           f"    Start one: dask worker {address}") from None
    return client, distributed.as_completed


def _short(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__


def _errand() -> Callable[..., bytes]:
    """What a worker runs, which knows nothing of Octavo's: a function within a function is sent
    as its code, any other as its name."""
    def run(root: str, batch: str, needs: Sequence[str], task: bytes) -> bytes:
        import os
        import socket
        import sys
        from pathlib import Path

        if not os.path.isdir(root):  # noqa: PTH112 - no import above may be relied on
            raise RuntimeError(f"The worker on {socket.gethostname()} does not see {root}: a "
                               "cluster must share the file system.")
        if root not in sys.path:
            sys.path.insert(0, root)
        from report import errand

        return errand.run(task, batch, Path(root), needs)

    return run


def _result(future: Any) -> Any:
    """What was made of a thing; `Lost` if its worker died too often, or Octavo fails there."""
    error = future.exception()
    if error is None:
        try:
            return unpacked(future.result())
        except Exception as raised:
            error = raised
    return Lost(f"{type(error).__name__}: {_short(error)}")
