"""A crew: processes that work side by side for this one, and stay as long as it lives.

They are Python processes of their own, started as `hand.py` tells, and none of
multiprocessing's: these would import the command that runs once more, start a process to look
after them, and hold up the end of the first until each has cleared its memory; and a worker of
Dask's may not start them.
"""

from __future__ import annotations

import atexit
import os
import pickle
import signal
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Generic, TypeVar

from report.errors import LayoutError

ROOT = Path(__file__).parent.parent
_ALONE = {"OPENBLAS_NUM_THREADS": "1"}  # a process that divides must have no threads
Thing = TypeVar("Thing")
FIGURES, PAGES = "figures", "pages"  # what crews are for
_MOMENT = 0.02  # seconds until it is looked again whether something has come from elsewhere
_PATIENCE = 0.2  # seconds for a process to hear that it should end
_WORTH = 12  # pages that it takes a process to be worth starting


@dataclass(frozen=True)
class Task(Generic[Thing]):
    """Something to be done by a process: a function that can be imported, and what it is given.

    `thing` tells who sent it which task is done; it is not sent.
    """

    thing: Thing
    do: Callable[..., Any]
    given: tuple[Any, ...]


@dataclass(frozen=True)
class Lost:
    """What came of a task whose process died, and how it did."""

    how: str


@dataclass(eq=False)
class Hand:
    """A process, the pipe to it, and whether anybody waits for each answer that is to come.

    `process` is the first of those that were started together, which ends last.
    """

    process: subprocess.Popen[bytes]
    pipe: Connection
    awaited: deque[bool] = field(default_factory=deque)

    def send(self, task: bytes, is_awaited: bool = True) -> None:
        """Have a `packed` task done after those sent before; `receive` will say if it has died."""
        self.awaited.append(is_awaited)
        with suppress(OSError):
            self.pipe.send_bytes(task)

    def receive(self) -> tuple[bool, bytes | None]:
        """Whether anybody waits for the next answer, and the answer, as `hand.py` packs it; or
        None if it has died."""
        try:
            return self.awaited[0], self.pipe.recv_bytes()
        except (EOFError, OSError):
            return True, None
        finally:
            self.awaited.popleft()

    def lost(self) -> Lost:
        """How one died that was started by itself."""
        self.pipe.close()
        code = self.process.wait()
        return Lost(
            f"killed by {signal.Signals(-code).name}" if code < 0 else f"it left with {code}")


@dataclass
class Crew:
    """Some processes, each of which does one thing after another and keeps what it has imported.

    Where one dies, as happens when memory runs out, a crew that `mends` puts another in its place
    and goes on; any other is stopped as a whole.
    """

    mends: bool = False
    _hands: list[Hand] = field(default_factory=list)
    _modules: Sequence[str] = ()

    def __len__(self) -> int:
        return len(self._hands)

    def grow(self, number: int, modules: Sequence[str] = ()) -> None:
        """Let there be at least so many; those that have to be started import some modules.

        In a crew that mends each is started by itself, so that it is known how it dies.
        """
        self._modules = modules
        together = 1 if self.mends else number - len(self._hands)
        while len(self._hands) < number:
            self._hands += hired(together, modules)

    def tell(self, at: int, do: Callable[..., Any], *given: Any) -> None:
        """Have one process do something of which nothing comes back."""
        self._hands[at].send(packed(do, *given), False)

    def work(
        self, choose: Callable[[int], Task[Thing] | None],
        awaits: Callable[[], bool] = lambda: False,
    ) -> Iterator[tuple[Thing, Any]]:
        """The thing of each task and what came of it, in the order in which they are done.

        `choose` says for a process that is free what it should do, or nothing; it is asked again
        whenever something is done, and every now and then as long as it `awaits` something from
        elsewhere. What a task raises is raised here. Of a task whose process dies comes `Lost` if
        the crew mends itself; else raises LayoutError, and the crew is gone.
        """
        hands, busy = self._hands, dict[int, Task[Thing]]()
        try:
            while True:
                for at, hand in enumerate(hands):
                    if at not in busy and (task := choose(at)):
                        hand.send(packed(task.do, *task.given))
                        busy[at] = task
                is_awaiting = awaits()
                if not busy and not is_awaiting:
                    return
                for at, answer in self._answered(hands, busy, _MOMENT if is_awaiting else None):
                    yield busy.pop(at).thing, self._made(hands, at, answer)
        finally:
            for at in busy:
                if hands[at].awaited:
                    hands[at].awaited[-1] = False

    def each(
        self, do: Callable[[Any], Any], things: Iterable[tuple[Thing, Any]]
    ) -> Iterator[tuple[Thing, Any]]:
        """What is made of each thing, which comes with what is given for it, as it is done."""
        left = iter(things)
        return self.work(
            lambda at: next((Task(thing, do, (given,)) for thing, given in left), None))

    def stop(self) -> None:
        """End all processes at once, whatever they are at; may be said by another thread than
        that which they work for, and is heard there."""
        hands, self._hands = self._hands, []
        for hand in hands:
            with socket.socket(fileno=os.dup(hand.pipe.fileno())) as pipe, suppress(OSError):
                pipe.shutdown(socket.SHUT_RDWR)  # which both ends take for the end
        for hand in hands:
            try:
                hand.process.wait(0 if self.mends else _PATIENCE)
            except subprocess.TimeoutExpired:  # it is in the middle of an import, or a regex
                hand.process.kill()
                hand.process.wait()

    def _answered(
        self, hands: Sequence[Hand], busy: Collection[int], seconds: float | None
    ) -> Iterator[tuple[int, bytes | None]]:
        """Those of some processes that answer within so many seconds, if that is limited, and the
        answers; what nobody waits for is passed over."""
        pipes = {hands[at].pipe: at for at in busy}
        for pipe in wait(list(pipes), seconds):
            at = pipes[pipe]  # type: ignore[index]
            is_awaited, answer = hands[at].receive()
            if is_awaited:
                yield at, answer

    def _made(self, hands: list[Hand], at: int, answer: bytes | None) -> Any:
        """What an answer says was made; a process that died is replaced, or ends the crew."""
        if answer is not None:
            return unpacked(answer)
        if not self.mends or hands is not self._hands:
            self.stop()
            raise LayoutError(
                "A process that was to help was stopped from outside: most often because memory "
                "ran out. Set OCTAVO_PROCESSES=1 to use one process only.")
        lost = hands[at].lost()
        hands[at:at + 1] = hired(1, self._modules)
        return lost


def packed(do: Callable[..., Any], *given: Any) -> bytes:
    """A task as it is sent: a function that can be imported, and what it is given."""
    return pickle.dumps((do, given), pickle.HIGHEST_PROTOCOL)


def unpacked(answer: bytes) -> Any:
    """What a task made; what it raised is raised."""
    is_made, made = pickle.loads(answer)
    if not is_made:
        raise made
    return made


def allowed() -> int:
    """How many processes may work at once: `OCTAVO_PROCESSES`, or one on each core."""
    return int(os.environ.get("OCTAVO_PROCESSES", "0")) or len(os.sched_getaffinity(0))


def worthwhile(pages: int) -> int:
    """How many processes are worth starting for so many pages."""
    return max(1, min(allowed(), pages // _WORTH))


_crews: dict[str, Crew] = {}


def crew(name: str, number: int = 0, modules: Sequence[str] = ()) -> Crew:
    """The crew of this process with a name, of at least so many; it is there for all builds."""
    if name not in _crews:
        _crews[name] = Crew()
        atexit.register(_crews[name].stop)
    _crews[name].grow(number, modules)
    return _crews[name]


def hired(number: int, modules: Sequence[str], root: Path = ROOT) -> list[Hand]:
    """Start processes that wait for tasks: one, which imports what is needed and then divides.
    They end when this one does, even if this is killed. `root` is the folder of Octavo's code.

    Ctrl-C reaches all processes of a terminal, and is for the first of them to heed.
    """
    pipes = [socket.socketpair() for _ in range(number)]
    ends = [theirs.fileno() for _, theirs in pipes]
    code = (f"import sys; sys.path.insert(0, {str(root)!r}); "
            f"from report.hand import work; work({ends}, {list(modules)})")
    with _undisturbed():
        process = subprocess.Popen([sys.executable, "-P", "-c", code], pass_fds=ends,
                                   stdin=subprocess.DEVNULL, env=os.environ | _ALONE)
    for _, theirs in pipes:
        theirs.close()
    return [Hand(process, Connection(ours.detach())) for ours, _ in pipes]


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep Ctrl-C from what is started meanwhile; here it comes a moment later."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
