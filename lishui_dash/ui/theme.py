"""Colours, shapes and type, said once for pages, charts and the wall.

Pages follow the system of the viewer: with `[theme.light]` and `[theme.dark]` in its
configuration Streamlit does, and its menu, where a viewer could choose otherwise, is not
shown. Styles therefore ask `prefers-color-scheme`, and what the server draws asks
`palette`. On paper a browser prefers light by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import streamlit as st

from lishui_dash.readings.reading import Status
from lishui_dash.ui import language, scripts
from lishui_dash.views.figures import SHAPES

__all__ = ["COLOURS", "DARK", "FONT", "LIGHT", "SHAPES", "WALL_COLOURS", "apply", "classes"]

FONT = (
    '"Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", '
    '"Noto Sans CJK SC", sans-serif'
)
"""Simplified Chinese faces first: without them Chromium draws Japanese forms."""

COLOURS = {
    Status.GREEN: "#16734a",
    Status.AMBER: "#8f5206",
    Status.RED: "#c5221f",
    Status.MISSING: "#515d6e",
    Status.REFERENCE: "#1f5fae",
}
"""On white, on their own wash and on the hatch."""

WALL_COLOURS = {
    Status.GREEN: "#37d08f",
    Status.AMBER: "#f6b73c",
    Status.RED: "#ff7272",
    Status.MISSING: "#a3b0c8",
    Status.REFERENCE: "#6cb2ff",
}
"""On the dark wall, and on dark pages."""

WASH = "18"
"""How much of its colour the background of a status holds, as the alpha of a colour."""
_HATCH = (
    "repeating-linear-gradient(135deg, rgba(128,140,165,.22) 0 3px, "
    "rgba(128,140,165,.08) 3px 9px)"
)


@dataclass(frozen=True)
class Palette:
    """What a page is written and drawn with.

    `page` is what lies behind everything, `raised` what sets heads and boxes off from it.
    `ink` and `dim` are read on either, `on_link` on a button in the colour of `link`.
    """

    name: str
    ink: str
    dim: str
    line: str
    page: str
    raised: str
    link: str
    on_link: str
    status: Mapping[Status, str]

    @property
    def words(self) -> Mapping[str, str]:
        """The colours by the names that styles know them by."""
        told = {
            "ink": self.ink,
            "dim": self.dim,
            "line": self.line,
            "page": self.page,
            "raised": self.raised,
            "link": self.link,
            "on-link": self.on_link,
        }
        return {**told, **_statuses(self.status)}


LIGHT = Palette(
    name="light",
    ink="#101828",
    dim="#475467",
    line="#e4e7ec",
    page="#ffffff",
    raised="#f5f7fa",
    link=COLOURS[Status.REFERENCE],
    on_link="#ffffff",
    status=COLOURS,
)
DARK = Palette(
    name="dark",
    ink="#edebe8",
    dim="#b8b3ab",
    line="#4a4742",
    page="#171614",
    raised="#2d2b27",
    link=WALL_COLOURS[Status.REFERENCE],
    on_link="#0b1220",
    status=WALL_COLOURS,
)
"""`ink`, `page` and `raised` are Streamlit's own: what is set is sent at every run."""

_HERE = Path(__file__).parent


def palette() -> Palette:
    """Return the palette this viewer sees; light where nothing is known of the viewer."""
    return DARK if st.context.theme.type == DARK.name else LIGHT


def classes(status: Status) -> str:
    """Return the CSS class of a status; `variables` gives it its colours."""
    return f"is-{status.value}"


def weight_class(rejects: bool) -> str:
    """Return the class of a problem: one that rejects looks like red, a flag like amber."""
    return classes(Status.RED if rejects else Status.AMBER)


def variables(colours: Mapping[Status, str]) -> str:
    """Return the colours, and rules that set `--status` and `--wash` for each status."""
    return f"{_root(_statuses(colours))}\n{_CLASSES}"


def _statuses(colours: Mapping[Status, str]) -> dict[str, str]:
    told = {status.value: colour for status, colour in colours.items()}
    return {**told, **{f"{name}-wash": f"{colour}{WASH}" for name, colour in told.items()}}


def _wash(status: Status) -> str:
    return "hatch" if status is Status.MISSING else f"{status.value}-wash"


_CLASSES = "\n".join(
    (
        f":root {{ --hatch: {_HATCH}; }}",
        *(
            f".{classes(status)} {{ --status: var(--{status.value}); "
            f"--wash: var(--{_wash(status)}); }}"
            for status in Status
        ),
    )
)


def _root(words: Mapping[str, str]) -> str:
    return f":root {{ {' '.join(f'--{name}: {of};' for name, of in words.items())} }}"


@cache
def style() -> str:
    """Return the looks of every page: type, colours in light and dark, frame, paper."""
    files = (_HERE / "frame.css", _HERE / "print.css")
    return "\n".join(
        (
            palettes(),
            *(path.read_text("utf-8") for path in files),
        )
    )


@cache
def palettes() -> str:
    """Return the type, the colours in light and dark, and what each status sets."""
    return "\n".join(
        (
            f":root {{ --ld-font: {FONT}; }}",
            _root(LIGHT.words),
            _CLASSES,
            f"@media (prefers-color-scheme: dark) {{ {_root(DARK.words)} }}",
        )
    )


def apply() -> None:
    """Give a page its type, its colours and the looks of tiles, and say its language."""
    st.html(f"<style>{style()}</style>")
    told = scripts.speaking(language.HTML_LANG[language.lang()])
    st.html(told, unsafe_allow_javascript=True)
