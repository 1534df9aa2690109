"""Where the dots of a cover stand: a lattice, and those that the wind has lifted off its edge.

Chance is seeded, so the same numbers give the same picture on every machine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, exp, hypot, pi, sin
from random import Random

_SKY = 0.39  # of the height: nothing flies higher, for there stands the title
_GROUND = 0.865  # of the height: the lowest row; below stand the words that explain the dots
_FOOT = 0.92  # of the height: no dot reaches lower, however great
_EDGE = 0.53  # of the height: where the edge would lie if nobody had left
_DOT = 0.285  # radius of a dot, of the pitch
_SUNK = 0.72  # of those who left, how many are missing from the field
_HEAP = 0.6  # how high they are heaped, of the hollow's depth
_PUSHES = 90  # rounds of pushing dots apart before they are scattered less

Point = tuple[float, float]


@dataclass(frozen=True)
class Field:
    """The lattice: so many columns over the width, rows counted from the ground up."""

    width: float
    height: float
    columns: int

    @property
    def pitch(self) -> float:
        return self.width / self.columns

    @property
    def radius(self) -> float:
        return _DOT * self.pitch

    @property
    def ground(self) -> float:
        return min(_GROUND * self.height, _FOOT * self.height - self.radius)

    @property
    def rows(self) -> int:
        """How many rows there is room for below the sky."""
        return max(int((self.ground - self.top) / self.pitch + 1), 0)

    @property
    def top(self) -> float:
        return _SKY * self.height + self.radius

    def at(self, column: int, row: float) -> Point:
        return (column + 0.5) * self.pitch, self.ground - row * self.pitch


def field_of(dots: int, width: float, height: float) -> Field:
    """A lattice on which so many dots would reach from the ground to the edge."""
    columns = max(1, round((dots * width / ((_GROUND - _EDGE) * height)) ** 0.5))
    # A low page may need more columns for the rows to keep below the sky.
    while ceil(dots / columns) > Field(width, height, columns).rows:
        columns += 1
    return Field(width, height, columns)


def scattered(
    stayed: int, left: int, width: float, height: float, seed: int
) -> tuple[list[Point], list[Point]]:
    """Where the dots of both groups are."""
    field = field_of(stayed + left, width, height)
    sites = [(column, row) for column in range(field.columns) for row in range(field.rows)]
    depth = _depth(field, stayed, left)
    sites.sort(key=lambda site: (site[1] + depth * _hollow(site[0] / field.columns), site[0]))
    kept, rest = sites[:stayed], sites[stayed:]
    # Those who left fill the hollow and are heaped above it, for the wind to take.
    rest.sort(key=lambda site: (site[1] - _HEAP * depth * _hollow(site[0] / field.columns),
                                site[0]))
    ground = [field.at(*site) for site in kept]
    edge = [0] * field.columns
    for column, row in kept:
        edge[column] = max(edge[column], row + 1)
    wind = 1.0
    while True:
        flying = _blown(field, rest[:left], edge, wind, Random(seed))
        if _parted(field, flying, ground):
            return ground, flying
        # Too crowded to scatter so wildly; in still air the sites themselves are apart.
        wind = wind / 2 if wind > 0.1 else 0.0


def _depth(field: Field, stayed: int, left: int) -> float:
    """Rows by which the hollow is sunk for about as many sites as have left it."""
    mean = sum(_hollow(column / field.columns) for column in range(field.columns))
    return min(_SUNK * left / max(mean, 1.0), 0.8 * stayed / field.columns)


def _hollow(across: float) -> float:
    """How deep the hollow is at a part (0 to 1) of the width; deepest left of the middle."""
    bowl = exp(-(abs((across - 0.37) / 0.23) ** 2))
    ripple = 0.10 * sin(across * 2 * pi * 2.3 + 0.8) + 0.05 * sin(across * 2 * pi * 5.1)
    return max(0.0, bowl + ripple * (0.3 + bowl))


def _blown(
    field: Field, sites: Sequence[tuple[int, int]], edge: Sequence[int], wind: float, dice: Random
) -> list[Point]:
    """Sites carried upwards: in each column the higher, the farther and the wilder."""
    above = [row - edge[column] for column, row in sites]
    deep: dict[int, int] = {}
    for (column, _), rows in zip(sites, above, strict=True):
        deep[column] = max(deep.get(column, 0), rows)
    most = max(deep.values(), default=0) or 1
    room = min((field.at(column, row)[1] - field.top for column, row in sites), default=0.0)
    points = []
    for (column, row), rows in zip(sites, above, strict=True):
        x, y = field.at(column, row)
        reach = deep[column] / most
        # Of its column: a power of it leaves most near the ground and lets a few go far.
        far = min((rows + dice.random()) / (deep[column] + 1), 1.0)
        gust = 0.5 + 0.5 * sin(x / field.width * 2 * pi * 2.6 + 0.6)
        lift = room * reach * far ** 2.4 * (0.42 + 0.22 * gust + 0.36 * dice.random())
        sway = field.pitch * 4 * far * far * reach * sin(x / field.width * 9 + far * 4)
        spread = field.pitch * (0.06 + 2.4 * reach * far ** 1.6)
        points.append((x + wind * (sway + dice.gauss(0, spread)),
                       y - wind * (lift + dice.gauss(0, 0.7 * spread))))
    return points


def _parted(field: Field, points: list[Point], fixed: Sequence[Point]) -> bool:
    """Push points apart, and off the fixed ones, until none is too near another."""
    if not points:
        return True
    apart = 2.7 * field.radius
    low = max(y for _, y in points) + 3 * field.pitch
    still = [point for point in fixed if point[1] < low]
    left, right = field.radius, field.width - field.radius
    for _ in range(_PUSHES):
        cells: dict[tuple[int, int], list[int]] = {}
        everyone = [*points, *still]
        for number, (x, y) in enumerate(everyone):
            cells.setdefault((int(x // apart), int(y // apart)), []).append(number)
        pushed = False
        for number in range(len(points)):
            x, y = points[number]
            for other in _near(cells, x, y, apart):
                if other == number:
                    continue
                ox, oy = points[other] if other < len(points) else everyone[other]
                distance = hypot(x - ox, y - oy)
                if distance < apart * 0.96:
                    pushed = True
                    # A fixed dot does not give way, so the other goes all the way.
                    step = (apart - distance) * (0.55 if other < len(points) else 1.0)
                    away = ((x - ox) / distance, (y - oy) / distance) if distance else (0.6, -0.8)
                    x, y = x + away[0] * step, y + away[1] * step
            points[number] = (min(max(x, left), right), min(max(y, field.top), field.ground))
        if not pushed:
            return True
    return False


def _near(
    cells: Mapping[tuple[int, int], list[int]], x: float, y: float, size: float
) -> list[int]:
    column, row = int(x // size), int(y // size)
    return [number for dx in (-1, 0, 1) for dy in (-1, 0, 1)
            for number in cells.get((column + dx, row + dy), ())]
