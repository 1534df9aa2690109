"""The studio: figures are drawn while other things are done.

Who asks for a drawing that is still to come waits for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import TracebackType

from report.crew import FIGURES, crew
from report.drawing import Drawing, Order, are_apart, known, make
from report.errors import Fault, Place, SourceError

Drawings = Mapping[str, Drawing]  # of one figure, by medium


@dataclass(frozen=True)
class Commission:
    """What a figure needs: an order for each medium. `place` is where the figure stands, for its
    kind may refuse its data."""

    orders: Mapping[str, Order]
    place: Place


@dataclass(frozen=True, eq=False)
class Coming(Mapping[str, Drawing]):
    """The drawings of a figure, by medium, which may be still to come."""

    studio: Studio
    drawn: Future[Drawings]
    media: tuple[str, ...]

    @property
    def are_there(self) -> bool:
        """Whether nobody has to wait for them."""
        return self.drawn.done()

    def __getitem__(self, medium: str) -> Drawing:
        return self.studio.awaited(self.drawn)[medium]

    def __iter__(self) -> Iterator[str]:
        return iter(self.media)

    def __len__(self) -> int:
        return len(self.media)


@dataclass
class Studio:
    """Has figures drawn as long as it is open; `waiting` is entered while somebody waits."""

    waiting: Callable[[], AbstractContextManager[None]] = nullcontext
    _figures: list[Future[Drawings]] = field(default_factory=list)
    _thread: ThreadPoolExecutor = field(default_factory=partial(ThreadPoolExecutor, 1))

    def draw(self, wanted: Mapping[str, Commission], keep: Path) -> dict[str, Coming]:
        """The drawings of each figure, made as soon as may be and kept in the folder `keep`:
        here, or by a crew while other things are done."""
        figures = {name: Future[Drawings]() for name in wanted}
        self._figures += figures.values()
        desk = _Desk(wanted, figures)
        orders = {(name, medium): order for name, commission in wanted.items()
                  for medium, order in commission.orders.items()}
        there = known(orders, keep)
        for key, drawing in there.items():
            desk.take(key, drawing)
        missing = {key: order for key, order in orders.items() if key not in there}
        if are_apart(len(missing)):
            self._thread.submit(desk.fill, missing, keep)
        else:
            desk.fill(missing, keep)
        return {name: Coming(self, figures[name], tuple(wanted[name].orders)) for name in wanted}

    def dismiss(self) -> None:
        """Let the crew go when all is drawn: what it has imported is dear, and pages want the
        memory."""
        self._thread.submit(crew(FIGURES).stop)

    def awaited(self, drawn: Future[Drawings]) -> Drawings:
        """The drawings of a figure. Raises SourceError, with all that any kind refuses, if its
        own does."""
        self._wait([drawn])
        if isinstance(drawn.exception(), SourceError):
            self.finish()
        return drawn.result()

    def finish(self) -> None:
        """Wait for all; raises SourceError, naming the figures, when kinds refuse their data."""
        self._wait(self._figures)
        faults: list[Fault] = []
        for drawn in self._figures:
            try:
                drawn.result()
            except SourceError as error:
                faults += error.faults
        if faults:
            raise SourceError(faults)

    def _wait(self, figures: list[Future[Drawings]]) -> None:
        if not all(drawn.done() for drawn in figures):
            with self.waiting():
                wait(figures)

    def __enter__(self) -> Studio:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Leave undrawn what nobody will ask for."""
        if error:
            crew(FIGURES).stop()
        self._thread.shutdown(cancel_futures=error is not None)


@dataclass(frozen=True)
class _Desk:
    """Where the drawings of each figure come together."""

    wanted: Mapping[str, Commission]
    figures: Mapping[str, Future[Drawings]]
    _drawn: dict[str, dict[str, Drawing]] = field(default_factory=dict)

    def fill(self, orders: Mapping[tuple[str, str], Order], keep: Path) -> None:
        """Have the missing drawings made; what goes wrong is heard by who waits for one."""
        try:
            for key, drawing in make(orders, keep):
                self.take(key, drawing)
        except BaseException as error:
            for figure in self.figures.values():
                if not figure.done():
                    figure.set_exception(error)

    def take(self, key: tuple[str, str], drawing: Drawing | str) -> None:
        """A drawing, or why a kind refuses to make it."""
        name, medium = key
        figure, commission = self.figures[name], self.wanted[name]
        made = self._drawn.setdefault(name, {})
        if figure.done():  # since it was refused in another medium
            return
        if isinstance(drawing, str):
            figure.set_exception(SourceError([Fault(commission.place, drawing)]))
            return
        made[medium] = drawing
        if len(made) == len(commission.orders):
            figure.set_result(made)
