"""Cut the shapes of countries from npm’s world-atlas; run by hand when there is a new one.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python figures/shapes/cut.py package

Keeps the countries and drops the land, which they make up. Each polygon is given the box it lies
in (`boxes`: west, south, east, north), so that only what a map shows need be decoded. The same
package gives the same bytes.
"""

import gzip
import json
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main(package: Path) -> None:
    """Write the three files beside this one."""
    for scale in ("110m", "50m", "10m"):
        topology = json.loads((package / f"countries-{scale}.json").read_bytes())
        cut = {"type": "Topology", "transform": topology["transform"],
               "objects": {"countries": topology["objects"]["countries"]},
               "arcs": topology["arcs"]}
        for land in cut["objects"]["countries"]["geometries"]:
            polygons = [land["arcs"]] if land["type"] == "Polygon" else land["arcs"]
            land["boxes"] = [_box(topology, polygon[0]) for polygon in polygons]
        packed = json.dumps(cut, ensure_ascii=False, separators=(",", ":")).encode()
        (HERE / f"countries-{scale}.json.gz").write_bytes(gzip.compress(packed, 9, mtime=0))


def _box(topology: dict, ring: list[int]) -> list[float]:  # type: ignore[type-arg]
    """The box of an outer ring in degrees, a little too large."""
    (wide, high), (west, south) = (topology["transform"][key] for key in ("scale", "translate"))
    columns: list[float] = []
    rows: list[int] = []
    for number in ring:
        x = y = 0
        arc = []
        for dx, dy in topology["arcs"][number if number >= 0 else ~number]:
            x, y = x + dx, y + dy
            arc.append((x, y))
        for x, y in arc if number >= 0 else arc[::-1]:
            # Past 180° longitudes jump to the other side; here they run on.
            turn = round((columns[-1] - x) * wide / 360) if columns else 0
            columns.append(x + turn * 360 / wide)
            rows.append(y)
    ends = (min(columns) * wide + west, min(rows) * high + south,
            max(columns) * wide + west, max(rows) * high + south)
    if ends[2] - ends[0] > 359:  # round the South Pole
        ends = (-180, -90, 180, ends[3])
    return [round(end + spare, 2) for end, spare in zip(ends, (-.005, -.005, .005, .005),
                                                        strict=True)]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
