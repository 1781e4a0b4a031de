"""Colours, shapes and type, said once for pages, charts and the wall."""

from __future__ import annotations

import streamlit as st

from lishui_dash.readings.reading import Status
from lishui_dash.views.figures import SHAPES

__all__ = ["COLOURS", "FONT", "SHAPES", "WALL_COLOURS", "apply", "classes"]

FONT = (
    '"Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", '
    '"Noto Sans CJK SC", sans-serif'
)
"""Simplified Chinese faces first: without them Chromium draws Japanese forms."""

COLOURS = {
    Status.GREEN: "#18794e",
    Status.AMBER: "#a15c07",
    Status.RED: "#c5221f",
    Status.MISSING: "#667085",
    Status.REFERENCE: "#1f5fae",
}
"""On white; each has a contrast of at least 4.5 : 1."""

WALL_COLOURS = {
    Status.GREEN: "#37d08f",
    Status.AMBER: "#f6b73c",
    Status.RED: "#ff6b6b",
    Status.MISSING: "#93a1bb",
    Status.REFERENCE: "#6cb2ff",
}
"""On the dark wall."""

_HATCH = (
    "repeating-linear-gradient(135deg, rgba(128,140,165,.30) 0 3px, "
    "rgba(128,140,165,.08) 3px 9px)"
)


def classes(status: Status) -> str:
    """Return the CSS class of a status; `variables` gives it its colours."""
    return f"is-{status.value}"


def weight_class(rejects: bool) -> str:
    """Return the class of a problem: one that rejects looks like red, a flag like amber."""
    return classes(Status.RED if rejects else Status.AMBER)


def variables(colours: dict[Status, str]) -> str:
    """Return rules that set `--status` and `--wash` for the class of each status."""
    rules = [
        f".{classes(status)} {{ --status: {colour}; --wash: {colour}1f; }}"
        for status, colour in colours.items()
    ]
    rules.append(f":root {{ --hatch: {_HATCH}; }}")
    rules.append(f".{classes(Status.MISSING)} {{ --wash: var(--hatch); }}")
    return "\n".join(rules)


_PAGE = """
.stApp, .stApp button, .stApp input { font-family: var(--ld-font); }
.stMainBlockContainer { padding-top: 2.6rem; padding-bottom: 3rem; max-width: 1440px; }
.ld-head { display: flex; flex-wrap: wrap; gap: .3rem 1rem; color: #475467;
  font-size: .875rem; margin: -.6rem 0 .8rem; }
.ld-head b { color: #101828; font-weight: 600; }
.ld-replay { background: #fff4e0; color: #7a4a00; border-radius: 4px; padding: 0 .5rem; }
.ld-tiles { display: grid; gap: .75rem;
  grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); }
.ld-tile { --bg: #fff; --line: #e4e7ec; --ink: #101828; --dim: #475467;
  background: var(--bg); border: 1px solid var(--line); border-radius: 8px;
  border-top: 3px solid var(--status); padding: .7rem .85rem; color: var(--ink);
  font-size: .8125rem; line-height: 1.45; min-width: 0;
  font-variant-numeric: tabular-nums; }
.ld-tile .t { font-weight: 600; font-size: .9rem; min-height: 2.6em; text-wrap: pretty; }
.ld-tile .v { display: flex; align-items: baseline; gap: .3rem; font-size: 1.9rem;
  font-weight: 700; line-height: 1.25; color: var(--ink); }
.ld-tile .v small { font-size: .8rem; font-weight: 400; color: var(--dim); }
.ld-tile .v i { margin-left: auto; font-style: normal; font-size: .8rem; font-weight: 600;
  color: var(--status); white-space: nowrap; }
.ld-tile.is-missing { background: var(--wash), var(--bg); }
.ld-tile.is-missing .v { color: var(--dim); }
.ld-tile .dim { color: var(--dim); }
.ld-tile .warn { color: #a15c07; font-weight: 600; }
.ld-spark { position: relative; height: 2.75rem; margin: .25rem .3rem .3rem 0; }
.ld-spark img { width: 100%; height: 100%; display: block; }
.ld-spark .dot { position: absolute; width: .5rem; height: .5rem; border-radius: 50%;
  background: var(--status); transform: translate(-50%, -50%); }
"""


def apply() -> None:
    """Give a page its type, its status colours and the looks of tiles."""
    st.html(f"<style>:root {{ --ld-font: {FONT}; }}\n{variables(COLOURS)}\n{_PAGE}</style>")
