"""What is promised of the repository as a whole, so that the next file keeps it too."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lishui_dash.demo.scale import OPENS_AT
from lishui_dash.spec.settings import ADDRESS, PORT, SETTINGS, STORE

ROOT = Path(__file__).parents[1]
PACKAGE = sorted((ROOT / "lishui_dash").rglob("*.py"))
PROGRAM = [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py")), *PACKAGE]
OTHERS = [p for d in ("tests", "benchmarks") for p in sorted((ROOT / d).rglob("*.py"))]
EVERY = [*PROGRAM, *OTHERS]
SERVED = [
    path
    for folder in ("lishui_dash", "pages", ".streamlit")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in {".py", ".css", ".svg", ".toml", ".csv", ".js", ".html"}
]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]

READS_CLOCK = ROOT / "lishui_dash" / "ui" / "clock.py"
CLOCK_TYPES = {"datetime", "date", "time", "dt", "pd"}
CLOCKS = {"now", "today", "utcnow", "localtime", "gmtime", "time_ns"}
MOST_LINES = 400
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "service", "handler"}
NAMESPACES = (
    "http://www.w3.org/",
    "http://schemas.openxmlformats.org/",
    "http://127.0.0.1",
)


def called(path: Path) -> Path:
    return path.relative_to(ROOT)


def each(paths: list[Path]) -> Callable[[Callable[[Path], None]], Callable[[], None]]:
    """Have a check made of every file, in one test that names those that fail it."""

    def of_every(check: Callable[[Path], None]) -> Callable[[], None]:
        def test() -> None:
            faults = [f"{called(path)}: {said}" for path in paths if (said := fault(path))]
            assert faults == []

        def fault(path: Path) -> str:
            try:
                check(path)
            except AssertionError as error:
                return str(error).partition("\n")[0] or "fails"
            return ""

        test.__doc__ = check.__doc__
        return test

    return of_every


@each(EVERY)
def test_a_module_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= MOST_LINES


@each(PROGRAM)
def test_a_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


@each(EVERY)
def test_a_module_has_a_name_that_says_something(path: Path) -> None:
    assert path.stem not in VAGUE


@each(PACKAGE)
def test_folders_are_at_most_three_deep(path: Path) -> None:
    assert len(called(path).parts) <= 4


@each(PROGRAM)
def test_one_place_reads_the_clock(path: Path) -> None:
    if path == READS_CLOCK:
        assert list(_clocks_read(path)) == ["datetime.now"]
    else:
        assert list(_clocks_read(path)) == []


def _clocks_read(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            name = f"{node.value.id}.{node.attr}"
            reads = node.value.id in CLOCK_TYPES and node.attr in CLOCKS
            if reads or name == "time.time":
                yield name
    source = path.read_text("utf-8").lower()
    yield from re.findall(r"current_date|current_timestamp|\bnow\(\)(?= *[,)<>+-])", source)


@each(SERVED)
def test_nothing_comes_from_outside(path: Path) -> None:
    found = re.findall(r"(?:https?:)?//[\w.-]+\.\w{2,}[^\s\"')]*", path.read_text("utf-8"))
    assert [url for url in found if not url.startswith(NAMESPACES)] == []


@each(OTHERS)
def test_no_test_is_skipped(path: Path) -> None:
    marks = re.compile(r"pytest\.(?:mark\.)?" + "(?:skip|xfail|importorskip)")
    assert marks.findall(path.read_text("utf-8")) == []


@each(EVERY)
def test_no_path_of_one_machine_is_written_down(path: Path) -> None:
    assert (
        re.findall(r"[\"'](?:/home|/tmp|/root|/work|/opt)\b", path.read_text("utf-8")) == []
    )


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_everything_installed_is_pinned_with_its_hash(name: str) -> None:
    locked = (ROOT / name).read_text("utf-8")
    assert "://" not in locked
    for requirement in re.split(r"\n(?=\S)", re.sub(r"\n *#.*", "", locked).strip()):
        assert re.match(r"[a-z0-9.-]+==\S+ ", requirement), requirement
        assert "--hash=sha256:" in requirement, requirement


def test_the_gate_runs_on_the_very_versions_that_are_served() -> None:
    served, gate = (
        set(re.findall(r"^(\S+==\S+)", (ROOT / name).read_text("utf-8"), re.MULTILINE))
        for name in ("requirements.txt", "requirements-dev.txt")
    )
    assert served <= gate


def test_readme_lists_every_setting() -> None:
    rows = ["| 设置 | 默认 | 用途 |", "|---|---|---|"]
    for setting in SETTINGS:
        default = f"`{setting.default}`" if setting.default else ""
        words = f"{setting.words.hans}。{setting.words.en}"
        rows.append(f"| `{setting.name}` | {default} | {words} |")
    table = "\n".join(rows)
    assert table in (ROOT / "README.md").read_text("utf-8"), f"README needs:\n{table}"


def test_readme_opens_with_the_two_commands_and_the_wall() -> None:
    opening = (ROOT / "README.md").read_text("utf-8")[:600]
    places = [opening.index(w) for w in ("scripts/run", "scripts/test", "screenshots/wall")]
    assert places == sorted(places)


@each(DOCUMENTS)
def test_what_a_document_points_to_is_there(path: Path) -> None:
    pointed = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text("utf-8"))
    assert [to for to in pointed if not (path.parent / to).exists()] == []


@pytest.mark.parametrize(
    "name", ["scripts/run", "scripts/test", "scripts/check", "scripts/audit", ".ci/run"]
)
def test_a_script_is_ten_lines_and_can_be_started(name: str) -> None:
    script = ROOT / name
    assert script.stat().st_mode & 0o111 == 0o111
    assert script.read_text("utf-8").startswith("#!/usr/bin/env bash\n")
    assert len(script.read_text("utf-8").splitlines()) <= 12


def test_run_serves_where_the_settings_say() -> None:
    script = (ROOT / "scripts/run").read_text("utf-8")
    for setting in (STORE, ADDRESS, PORT):
        assert f"${{{setting.name}:-{setting.default}}}" in script


def test_every_benchmark_has_its_figures() -> None:
    results = (ROOT / "benchmarks/RESULTS.md").read_text("utf-8")
    for path in sorted((ROOT / "benchmarks").glob("*.py")):
        if "__main__" in path.read_text("utf-8"):
            assert f"| `python -m benchmarks.{path.stem}" in results, path.stem


def test_readme_says_when_the_demo_is_looked_at() -> None:
    assert f"{OPENS_AT:%Y-%m-%dT%H:%M}" in (ROOT / "README.md").read_text("utf-8")
