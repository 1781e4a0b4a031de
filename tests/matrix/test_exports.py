"""Every sort of file that leaves the program, for every role, own unit and foreign."""

from __future__ import annotations

import re

import pytest

import lishui_dash
from lishui_dash.access.exports import EXPORTS, Export, may_take
from lishui_dash.access.roles import Role
from lishui_dash.access.scope import NOTHING, OPEN
from tests.access.people import FOREIGN, HOME, OF_CITY, OF_COUNTY
from tests.opened import ROOT

MAY = """
    export      | leader | head | clerk | duty | admin | auditor
    shown       | yes    | yes  | yes   | yes  | yes   | yes
    rows        | yes    | yes  | -     | yes  | -     | -
    persons     | -      | yes  | -     | -    | -     | -
    changed_persons | -  | -    | yes   | -    | -     | -
    form        | -      | -    | yes   | -    | yes   | -
    filled_form | -      | -    | yes   | -    | -     | -
    marked_copy | -      | -    | yes   | -    | yes   | -
    audit_log   | -      | -    | -     | -    | -     | yes
"""
PACKAGE = ROOT / lishui_dash.__name__


def said() -> dict[tuple[Role, Export], bool]:
    head, *lines = (
        [cell.strip() for cell in line.split("|")] for line in MAY.strip().splitlines()
    )
    return {
        (Role(role), Export(line[0])): cell == "yes"
        for line in lines
        for role, cell in zip(head[1:], line[1:], strict=True)
    }


def test_every_export_is_declared_and_expected() -> None:
    assert set(EXPORTS) == set(Export)
    assert set(said()) == {(role, export) for role in Role for export in Export}


@pytest.mark.parametrize(("role", "export"), list(said()))
def test_a_file_is_for_whom_it_is_declared(role: Role, export: Export) -> None:
    of_city, of_county = (group[list(Role).index(role)] for group in (OF_CITY, OF_COUNTY))
    may = said()[role, export]
    assert may_take(of_city.scope, export) == may
    assert may_take(of_city.scope, export, FOREIGN) == may
    assert may_take(of_county.scope, export) == may
    assert may_take(of_county.scope, export, HOME) == may
    assert not may_take(of_county.scope, export, FOREIGN)


@pytest.mark.parametrize("export", Export)
def test_open_may_take_everything_and_nobody_nothing(export: Export) -> None:
    assert may_take(OPEN, export)
    assert not may_take(NOTHING, export)


def test_every_file_is_offered_in_one_place() -> None:
    offering = {
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if re.search(r"\.download_button\(", path.read_text("utf-8"))
    }
    assert offering == {"ui/take.py"}


def test_no_page_links_to_a_file_of_its_own() -> None:
    for path in [*PACKAGE.rglob("*.py"), *(ROOT / "pages").glob("*.py")]:
        source = path.read_text("utf-8")
        assert "add_static" not in source, path
        assert not re.search(r"href=.{0,3}/media", source), path
