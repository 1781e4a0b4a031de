"""The storylines S01 to S13, one module each, found by their names.

A module has `STORY`. `LATENESS` is what happens on any ordinary morning.
"""

from __future__ import annotations

import importlib
import pkgutil

from lishui_dash.demo.sheets import Story
from lishui_dash.demo.stories.lateness import LATENESS

__all__ = ["LATENESS", "STORIES", "story"]


def _found() -> tuple[Story, ...]:
    names = sorted(found.name for found in pkgutil.iter_modules(__path__))
    modules = [
        importlib.import_module(f"{__name__}.{name}") for name in names if name[0] == "s"
    ]
    return tuple(module.STORY for module in modules)


STORIES = _found()


def story(number: str) -> Story:
    """Raises KeyError when there is no such storyline."""
    return {told.number: told for told in STORIES}[number]
