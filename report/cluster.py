"""A Dask cluster in place of the cores of one machine.

Its workers need Octavo's packages, and must see the same folders under the same paths: they read
the report, and write what they build, where one machine would. Nothing else is sent to them than
the name of a function of Octavo's and what it is to work on.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

from report.errors import OctavoError
from report.pool import Lost

Thing = TypeVar("Thing")
Made = TypeVar("Made")
_ROOT = Path(__file__).parent.parent
_PATIENCE = 15  # seconds to wait for a scheduler, and for its first worker


class ClusterError(OctavoError):
    """There is no cluster to be had."""


def on_cluster(
    address: str, make: Callable[[Thing], Made], things: Iterable[Thing]
) -> Iterator[tuple[Thing, Made | Lost]]:
    """What is made of each thing, as it comes, by the workers of the cluster at an address.

    As `pool.side_by_side`. Raises ClusterError if nobody answers there, or works there.
    """
    client, as_completed = _client(address)
    try:
        things = list(things)
        futures = {client.submit(_remote, str(_ROOT), pickle.dumps((make, thing)), pure=False,
                                 key=f"octavo-{client.id}-{i}"): thing
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
        cloudpickle: Any = import_module("cloudpickle")
        distributed: Any = import_module("distributed")
    except ImportError:
        raise ClusterError("A cluster needs the package distributed: "
                           "pip install 'octavo[dask]'") from None
    # Else a worker that was started elsewhere would have to find this module by itself.
    cloudpickle.register_pickle_by_value(sys.modules[__name__])
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


def _remote(root: str, work: bytes) -> bytes:
    """Runs on a worker, where nothing of Octavo's is imported yet."""
    import os
    import pickle
    import socket
    import sys

    if not os.path.isdir(root):  # noqa: PTH112 - no import above may be relied on
        raise RuntimeError(f"The worker on {socket.gethostname()} does not see {root}: a cluster "
                           "must share the file system.")
    if root not in sys.path:
        sys.path.insert(0, root)
    make, thing = pickle.loads(work)
    return pickle.dumps(make(thing))


def _result(future: Any) -> Any:
    error = future.exception()
    if error is None:
        return pickle.loads(future.result())
    return Lost(f"{type(error).__name__}: {_short(error)}")
