"""Streamlit and Plotly stay in ui, at run time too and not only in the import graph."""

from __future__ import annotations

import pkgutil
import subprocess
import sys

import pytest

import lishui_dash

DRAWING = ("streamlit", "plotly")
LISTS_MODULES = """
import importlib, pkgutil, sys
part = importlib.import_module(sys.argv[1])
for found in pkgutil.walk_packages(getattr(part, "__path__", []), part.__name__ + "."):
    importlib.import_module(found.name)
print(*sys.modules, sep="\\n")
"""


def loaded_by(module: str) -> set[str]:
    """Return every module that a fresh process holds after importing all of `module`."""
    done = subprocess.run(
        [sys.executable, "-c", LISTS_MODULES, module],
        check=True,
        capture_output=True,
        text=True,
    )
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "part",
    [part.name for part in pkgutil.iter_modules(lishui_dash.__path__) if part.name != "ui"],
)
def test_nothing_but_ui_loads_streamlit_or_plotly(part: str) -> None:
    assert loaded_by(f"lishui_dash.{part}").isdisjoint(DRAWING)


@pytest.mark.parametrize("part", ["words", "errors", "spec", "catalogue"])
def test_declarations_load_only_the_standard_library(part: str) -> None:
    tops = {name.partition(".")[0] for name in loaded_by(f"lishui_dash.{part}")}
    assert tops.isdisjoint({"numpy", "pandas", "pyarrow", "duckdb", "opencc"})


def test_ui_does_load_them() -> None:
    assert "streamlit" in loaded_by("lishui_dash.ui")
