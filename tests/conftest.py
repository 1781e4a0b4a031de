"""What the tests of several parts stand on: the real engine, and the small demo."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lishui_dash.actions.desk import open_desk
from lishui_dash.intake.receive import Desk
from lishui_dash.store.engine import Engine
from tests.demo_store import copied
from tests.kept import Kept

LONGEST = (
    *("test_no_personal_data", "test_no_personal_words", "test_never_green"),
    *("test_visibility", "test_demo"),
    *("test_commands", "test_boundary", "test_silent_days", "test_mutated"),
    *("test_pages", "test_narrowing", "test_attacks", "test_desk"),
)
"""The files that take longest; they come first, for the worker that had one last would
end alone."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.stem not in LONGEST)


@pytest.fixture
def desk() -> Iterator[Desk]:
    """The desk of an empty store in memory."""
    opened = open_desk()
    yield opened
    opened.engine.close()


@pytest.fixture
def engine(desk: Desk) -> Engine:
    """The store behind `desk`: every table, the reference data, and no rows."""
    return desk.engine


@pytest.fixture(scope="session")
def small_demo(
    pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory
) -> Kept:
    """The files of a store that holds the small demo. Take a copy: they are shared."""
    assert pytestconfig.cache
    folder = pytestconfig.cache.mkdir("small_demo")
    return copied(folder, tmp_path_factory.mktemp("small_demo"))
