"""What is too much is refused: soon, with little memory, and with nothing lost."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from lishui_dash.intake import limits
from lishui_dash.intake.decode import decode
from lishui_dash.intake.marked import marked_copy
from lishui_dash.intake.receive import Desk
from lishui_dash.spec.settings import MOST_ROWS
from tests.intake.books import Page, book
from tests.intake.cases import HEAD, MASKS, SUITS, arrival, lines, refused, stored
from tests.intake.traps import BAD_NAMES, TRAPS, cell, ods, sheet, xlsx

_LEAST_MEASURED = """
import json, resource, sys
from lishui_dash.intake.decode import decode
from lishui_dash.intake.faults import Undecodable
from tests.intake.traps import TRAPS, heavy

def most(who):
    return resource.getrusage(who).ru_maxrss

made = {name: make() for name, (make, _) in TRAPS.items()}
fits = heavy()
before, rules = most(resource.RUSAGE_SELF), {}
for name, content in made.items():
    try:
        decode(content)
    except Undecodable as error:
        rules[name] = error.problem.rule
assert [one.head for one in decode(fits).sheets] == [(("x",),)]
grown = most(resource.RUSAGE_SELF) - before
print(json.dumps([grown, most(resource.RUSAGE_CHILDREN), rules]))
"""


def test_a_trap_takes_little_memory_in_the_server_and_beside_it() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LEAST_MEASURED], check=True, capture_output=True, text=True
    )
    grown, beside, rules = json.loads(done.stdout)
    assert rules == {name: rule for name, (_, rule) in TRAPS.items()}
    assert grown < 100 * 1024
    assert beside < 300 * 1024


def test_a_trap_is_refused_and_kept_as_it_came(desk: Desk) -> None:
    make, rule = TRAPS["a cell in the far corner"]
    content = make()
    [problem] = refused(desk, arrival(content, name="上报.xlsx"))
    assert problem.rule == rule
    [(number, verdict)] = desk.engine.query("SELECT delivery_no, verdict FROM delivery")
    assert verdict == "rejected"
    assert desk.original(number) == content


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_name_that_leads_elsewhere_is_refused_as_an_attack(desk: Desk, name: str) -> None:
    [problem] = refused(desk, arrival(lines(HEAD, MASKS), name=name))
    assert problem.rule == limits.PATH_IN_NAME
    assert problem.rule in limits.ATTACKS
    assert desk.original(1) == lines(HEAD, MASKS).encode()


@pytest.mark.parametrize(
    "name", ["C:\\报表\\上报.csv", "报表/上报.csv", "上报..csv", "..."]
)
def test_a_path_of_the_clerks_own_disk_is_no_attack(desk: Desk, name: str) -> None:
    assert desk.check(arrival(lines(HEAD, MASKS), name=name)).is_accepted


def test_attacks_are_told_from_mistakes(desk: Desk) -> None:
    assert {rule for _, rule in TRAPS.values()} > limits.ATTACKS - {limits.PATH_IN_NAME}
    for problem in refused(desk, arrival("a,b\n1,2\n")):
        assert problem.rule not in limits.ATTACKS


def test_one_row_more_than_the_setting_says_is_refused(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = lines(HEAD, MASKS, SUITS)
    rows = [line.split(",") for line in text.splitlines()]
    monkeypatch.setenv(MOST_ROWS.name, "2")
    assert desk.check(arrival(text)).is_accepted
    monkeypatch.setenv(MOST_ROWS.name, "1")
    for content in (text.encode(), text.replace("只", '"只"').encode(), book(Page(rows))):
        [problem] = desk.check(arrival(content)).problems
        assert problem.rule == "too_many_rows"


@pytest.mark.parametrize("rows", ["300,000", "viele", ""])
def test_a_number_of_rows_that_is_none_is_told(
    rows: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(MOST_ROWS.name, rows)
    if rows:
        with pytest.raises(ValueError, match="invalid literal"):
            limits.most_rows()
    else:
        assert limits.most_rows() == int(MOST_ROWS.default)


def test_a_cell_that_is_too_long_is_named_by_its_row(desk: Desk) -> None:
    long = MASKS.replace("只", "长" * (limits.LONGEST_CELL + 1))
    [problem] = desk.check(arrival(lines(HEAD, SUITS, long))).problems
    assert (problem.rule, problem.row) == ("too_long_cell", 3)
    fits = MASKS.replace("只", "长" * limits.LONGEST_CELL)
    rules = {p.rule for p in desk.check(arrival(lines(HEAD, SUITS, fits))).problems}
    assert "too_long_cell" not in rules


def test_cells_that_are_only_coloured_do_not_count() -> None:
    coloured = '<c r="XFD1" s="1"/><c r="XFC1" s="1"></c>'
    read = decode(xlsx(sheet(f'<row r="1">{cell("A1")}{coloured}</row>')))
    assert [one.head for one in read.sheets] == [(("x",),)]


def test_workbooks_that_office_programs_do_not_write_are_read_all_the_same() -> None:
    bare = '<c t="inlineStr"><is><t>x</t></is></c>'
    for content in (xlsx(sheet(f"<row>{bare}{bare}</row>")), ods(2, 1)):
        assert [one.head for one in decode(content).sheets] == [(("x", "x"),)]


def test_cells_merged_below_the_last_row_are_left_out(desk: Desk) -> None:
    rows = "".join(
        f'<row r="{number}">'
        + "".join(cell(f"{chr(65 + at)}{number}", t) for at, t in enumerate(row.split(",")))
        + "</row>"
        for number, row in enumerate((HEAD, MASKS), 1)
    )
    below = '<mergeCells><mergeCell ref="B3:C9"/><mergeCell ref="D2:D9"/></mergeCells>'
    assert desk.check(arrival(xlsx(sheet(rows, after=below)))).is_accepted


def test_a_trap_comes_back_as_the_list_of_its_problems(desk: Desk) -> None:
    for make, _ in TRAPS.values():
        problems = desk.check(arrival(make())).problems
        assert marked_copy(make(), "上报", problems, "hans").startswith(b"PK")


def test_nothing_of_a_trap_is_stored(desk: Desk) -> None:
    content = TRAPS["entities in a sheet"][0]()
    refused(desk, arrival(content, feed="supplies_daily"))
    assert stored(desk, "supplies_daily") == 0
