"""python -m benchmarks.page_time: the server's time for every page, on the full demo.

`first` is the run that builds the page's view after a delivery; `warm` is the median of
the runs that follow, which is what every further viewer costs.
"""

from __future__ import annotations

import os
from tempfile import mkdtemp
from time import perf_counter

from benchmarks.measuring import ROOT, full_desk, kept_files, median_and_worst, print_row

TIMES = 9
UNIT = "331121"
"""Whose page is opened where a page is of one unit."""


def main() -> None:
    full_desk().engine.close()
    store, key_file = kept_files()
    folder = mkdtemp()
    os.environ |= {
        "LISHUI_STORE": str(store),
        "LISHUI_KEY_FILE": str(key_file),
        "LISHUI_CLOCK": "2020-03-04T09:00",
        "LISHUI_ACCESS": "open",
        "LISHUI_AUDIT": f"{folder}/audit.jsonl",
        "LISHUI_SECRET_FILE": f"{folder}/access.key",
    }
    os.chdir(ROOT)
    from streamlit.testing.v1 import AppTest  # after the settings: it reads them

    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    for page in sorted((ROOT / "pages").glob("*.py")):
        app.switch_page(f"pages/{page.name}")
        app.query_params["unit"] = UNIT
        seconds = []
        for _ in range(1 + TIMES):
            begun = perf_counter()
            app.run()
            seconds.append(perf_counter() - begun)
        assert not app.exception, page.stem
        median, worst = median_and_worst(seconds[1:])
        print_row(
            "python -m benchmarks.page_time",
            f"{page.stem}: first {seconds[0] * 1000:,.0f} ms, warm median"
            f" {median * 1000:,.0f} ms, worst {worst * 1000:,.0f} ms of {TIMES}",
        )


if __name__ == "__main__":
    main()
