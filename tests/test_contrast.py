"""Every text can be read: at least 4.5 : 1 to what lies behind it, in light and in dark.

The rules of the styles are read as they are written. A rule that sets a colour and what
lies behind it says a pair by itself; one that sets either is held against everything that
it may meet.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from streamlit import config

from lishui_dash.readings.reading import Status
from lishui_dash.ui import theme
from lishui_dash.ui.theme import DARK, LIGHT, Palette
from lishui_dash.ui.wall import holder

UI = Path(theme.__file__).parent
PAPER = UI / "print.css"
FILES = sorted(
    path for path in UI.glob("*.css") if path.name not in {"map.css", PAPER.name}
)
PALETTES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda one: one.name)

ENOUGH = 4.5
GRAPHICS = {".ld-spark .dot", ".wall .ld-spark .dot", ".wall .cell.is-green"}
"""Backgrounds on which no text stands."""

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|rgba?\([^)]*\)")
_VARIABLE = re.compile(r"var\(--([\w-]+)(?:,[^()]*(?:\([^()]*\))?)?\)")
_NEUTRAL = ("none", "transparent", "inherit", "currentColor")


@dataclass(frozen=True)
class Colour:
    """Red, green, blue from 0 to 255, and how much of what lies behind is covered."""

    red: float
    green: float
    blue: float
    covers: float = 1.0

    def over(self, base: Colour) -> Colour:
        def mixed(upper: float, lower: float) -> float:
            return upper * self.covers + lower * (1 - self.covers)

        return Colour(
            mixed(self.red, base.red),
            mixed(self.green, base.green),
            mixed(self.blue, base.blue),
        )

    @property
    def luminance(self) -> float:
        return (
            0.2126 * _linear(self.red)
            + 0.7152 * _linear(self.green)
            + 0.0722 * _linear(self.blue)
        )


def _linear(channel: float) -> float:
    share = channel / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def contrast(text: Colour, behind: Colour) -> float:
    """Return the ratio of WCAG 2: from 1 for the same to 21 for black on white."""
    high, low = sorted((text.over(behind).luminance, behind.luminance), reverse=True)
    return (high + 0.05) / (low + 0.05)


def colour(said: str) -> Colour:
    if said.startswith("#"):
        digits = said[1:]
        if len(digits) < 6:
            digits = "".join(digit * 2 for digit in digits)
        red, green, blue, *alpha = bytes.fromhex(digits)
        return Colour(red, green, blue, alpha[0] / 255 if alpha else 1.0)
    numbers = [float(one) for one in re.findall(r"[\d.]+", said)]
    return Colour(*numbers)


@dataclass(frozen=True)
class Rule:
    selector: str
    says: Mapping[str, str]

    @property
    def text(self) -> str:
        return self.says.get("color", "")

    @property
    def behind(self) -> str:
        said = self.says.get("background", self.says.get("background-color", ""))
        return "" if said in _NEUTRAL else said


@cache
def rules(written: str) -> tuple[Rule, ...]:
    """Return the rules of a style; those of a condition stand among the others."""
    return tuple(
        Rule(
            " ".join(selector.split()),
            {
                name.strip(): said.strip()
                for name, _, said in (one.partition(":") for one in body.split(";"))
                if said
            },
        )
        for selector, body in _RULE.findall(_COMMENT.sub("", written))
    )


@dataclass(frozen=True)
class Surroundings:
    """What colours are called in a place, and which texts and backgrounds are about.

    `names` holds every value a name may have; those of `--status` and `--wash` belong
    together, and stand in the same order.
    """

    names: Mapping[str, tuple[str, ...]]
    texts: tuple[str, ...]
    behind: tuple[str, ...]

    def spelled(self, said: str, status: int) -> Iterator[str]:
        """Yield what an expression may stand for, all its variables replaced."""
        found = _VARIABLE.search(said)
        if found is None:
            yield said
            return
        values = self.names[found[1]]
        if found[1] in ("status", "wash"):
            values = (values[status],)
        for value in values:
            replaced = said[: found.start()] + value + said[found.end() :]
            yield from self.spelled(replaced, status)

    def behinds(self, said: str, status: int) -> Iterator[Colour]:
        """Yield every colour that may lie behind a text where this background is set."""
        for spelled in self.spelled(said, status):
            bases = [colour(one) for one in self.behind]
            for layer in reversed(_layers(spelled)):
                stops = [colour(one) for one in _COLOUR.findall(layer)]
                bases = [stop.over(base) for stop in stops for base in bases]
            yield from bases


def _layers(said: str) -> list[str]:
    """Split a background at the commas that stand in no bracket."""
    layers, depth = [""], 0
    for letter in said:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and not depth:
            layers.append("")
        else:
            layers[-1] += letter
    return layers


def weak_pairs(found: Iterable[Rule], around: Surroundings) -> list[str]:
    """Return the rules by which a text has too little contrast, with the least it has."""
    weak = []
    for rule in found:
        if rule.selector in GRAPHICS:
            continue
        if (not rule.text or rule.text in _NEUTRAL) and not rule.behind:
            continue
        ratio = min(_ratios(rule, around))
        if ratio < ENOUGH:
            weak.append(f"{rule.selector}: {ratio:.2f}")
    return weak


def _ratios(rule: Rule, around: Surroundings) -> Iterator[float]:
    texts = (rule.text,) if rule.text and rule.text not in _NEUTRAL else around.texts
    behind = (rule.behind,) if rule.behind else around.behind
    for status in range(len(Status)):
        for said in texts:
            for spelled in around.spelled(said, status):
                for back in behind:
                    for lies in around.behinds(back, status):
                        yield contrast(colour(spelled), lies)


def of_pages(palette: Palette) -> Surroundings:
    words = {name: (said,) for name, said in palette.words.items()}
    hatch = _declared(rules(theme.style()), "hatch")
    statuses = tuple(palette.status.values())
    washes = tuple(
        hatch[0] if status is Status.MISSING else palette.words[f"{status.value}-wash"]
        for status in palette.status
    )
    names = {**words, "hatch": hatch, "status": statuses, "wash": washes}
    return Surroundings(
        names, (palette.ink, palette.dim, palette.link), (palette.page, palette.raised)
    )


def of_wall() -> Surroundings:
    """The wall: panels on a ground that is a gradient, tiles that are one of four."""
    found = rules(holder.style())
    scene = next(r for r in found if r.selector == ".wall" and "--bg" in r.says).says
    ground = tuple(_COLOUR.findall(scene["background"]))
    words = {name[2:]: (said,) for name, said in scene.items() if name.startswith("--")}
    hatch = _declared(found, "hatch")
    colours = theme.WALL_COLOURS
    names = {
        **words,
        "hatch": hatch,
        "tile": _declared(found, "tile"),
        "status": tuple(colours.values()),
        "wash": tuple(
            hatch[0] if status is Status.MISSING else f"{colours[status]}{theme.WASH}"
            for status in colours
        ),
    }
    return Surroundings(names, (scene["--ink"], scene["--soft"]), (scene["--bg"], *ground))


def _declared(found: Iterable[Rule], name: str) -> tuple[str, ...]:
    return tuple(rule.says[f"--{name}"] for rule in found if f"--{name}" in rule.says)


@PALETTES
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_text_of_a_page_can_be_read(path: Path, palette: Palette) -> None:
    buttons = '[data-testid="stBaseButton-primary'
    found = [r for r in rules(path.read_text("utf-8")) if buttons not in r.selector]
    assert weak_pairs(found, of_pages(palette)) == []


@PALETTES
def test_the_words_of_a_palette_can_be_read_wherever_they_stand(palette: Palette) -> None:
    """Charts and what Streamlit draws know no rules of ours."""
    around = of_pages(palette)
    anywhere = [f"var(--{name})" for name in ("page", "raised", "hatch")]
    washes = [f"var(--{status.value}-wash)" for status in Status]
    pairs = [
        *((name, back) for name in ("ink", "dim") for back in (*anywhere, *washes)),
        *((status.value, back) for status in Status for back in anywhere[:2]),
        *((status.value, anywhere[2]) for status in (Status.MISSING, Status.AMBER)),
        *((status.value, f"var(--{status.value}-wash)") for status in Status),
        *(("link", back) for back in anywhere),
        ("on-link", "var(--link)"),
    ]
    weak = [
        (name, back)
        for name, back in pairs
        for lies in around.behinds(back, 0)
        if contrast(colour(around.names[name][0]), lies) < ENOUGH
    ]
    assert weak == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_page_takes_every_colour_from_the_palette(path: Path) -> None:
    """A colour that is written out looks the same in the dark."""
    assert _COLOUR.findall(_COMMENT.sub("", path.read_text("utf-8"))) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_variable_of_a_page_is_set(path: Path) -> None:
    told = "\n".join(one.read_text("utf-8") for one in FILES) + theme.style()
    set_ = set(re.findall(r"--([\w-]+):", told))
    assert {found[1] for found in _VARIABLE.finditer(path.read_text("utf-8"))} <= set_


def test_every_text_of_the_wall_can_be_read() -> None:
    assert weak_pairs(rules(holder.style()), of_wall()) == []


def test_streamlit_is_configured_with_the_colours_of_the_palettes() -> None:
    told = tomllib.loads((UI.parents[1] / ".streamlit/config.toml").read_text("utf-8"))
    for palette in (LIGHT, DARK):
        for option, ours in (
            ("primaryColor", palette.link),
            ("textColor", palette.ink),
            ("backgroundColor", palette.page),
            ("secondaryBackgroundColor", palette.raised),
        ):
            theirs = told["theme"][palette.name].get(option) or _default(option, palette)
            assert theirs == ours, f"{palette.name}: {option}"


def _default(option: str, palette: Palette) -> str:
    """Return the colour Streamlit has by itself, as it describes its own option."""
    described = config.get_config_options()[f"theme.{option}"].description or ""
    found = re.search(rf"(#\w+) for the {palette.name}\s+theme", described)
    assert found, option
    return found[1]
