"""python -m benchmarks.load_demo [small|full]: how fast the demo is made and taken in.

From nothing to a store with every reading: files made, judged, stored and refreshed.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measuring import print_row
from lishui_dash.actions.desk import open_desk
from lishui_dash.demo import Scale, load


def main(scale: Scale) -> None:
    with TemporaryDirectory() as folder:
        store = Path(folder) / "lishui.duckdb"
        desk = open_desk(store, Path(folder) / "pseudonym.key")
        loaded = load(desk, scale)
        desk.engine.close()
        size = store.stat().st_size / 1024**2
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print_row(
        f"python -m benchmarks.load_demo {scale.value}",
        f"{loaded.rows:,} rows in {loaded.deliveries:,} deliveries: {loaded.seconds:.1f} s,"
        f" {loaded.rows / loaded.seconds:,.0f} rows/s; peak {peak:,.0f} MiB;"
        f" store {size:,.0f} MiB",
    )


if __name__ == "__main__":
    main(Scale(sys.argv[1] if len(sys.argv) > 1 else "full"))
