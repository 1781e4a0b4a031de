"""Which group of the identity provider holds which role, at which unit.

One table says it, a CSV file with the heading `group,role,unit`:

    lishui-leaders,leader,LS-ZHB
    county-{unit}-heads,head,{unit}-ZHB
    clerk:{unit},clerk,{unit}

`{unit}` in a group stands for a unit's code, or a part of one, and fills `{unit}` in the
unit of its row. A group may stand in several rows; what no row names gives nothing.
"""

from __future__ import annotations

import csv
import io
import re
import stat
from collections.abc import Container, Iterable
from dataclasses import dataclass
from pathlib import Path

from lishui_dash.access.roles import Grant, Role
from lishui_dash.errors import SetupRefused

_COLUMNS = ["group", "role", "unit"]
_UNIT = "{unit}"
_CODE = "([A-Za-z0-9]+(?:-[A-Za-z0-9]+)*)"


@dataclass(frozen=True)
class Row:
    """One row of the table: whoever is in `group` holds `role` at `unit`."""

    group: str
    role: Role
    unit: str

    def grant_of(self, group: str) -> Grant | None:
        """Return what this row gives to a group of the provider; None: nothing."""
        parts = map(re.escape, self.group.split(_UNIT))
        found = re.fullmatch(_CODE.join(parts), group)
        if found is None:
            return None
        unit = self.unit.replace(_UNIT, found[1]) if _UNIT in self.unit else self.unit
        return Grant(self.role, unit)


def grants_of(
    groups: Iterable[str], rows: Iterable[Row], units: Container[str]
) -> frozenset[Grant]:
    """Return what the groups of a person give together.

    A unit that is not among `units` gives nothing: its name may be given to another one.
    """
    known = tuple(rows)
    found = (row.grant_of(group) for group in groups for row in known)
    return frozenset(grant for grant in found if grant and grant.unit in units)


def rows_from(path: Path) -> tuple[Row, ...]:
    """Read the whole table. Raises SetupRefused, with the line, for what is no row.

    Half a table would take rights from people who then ask why, and a file that anybody may
    write would give them.
    """
    try:
        if path.stat().st_mode & stat.S_IWOTH:
            raise SetupRefused(
                f"用户组对照表 {path} 任何人都可改写，请收紧权限（chmod o-w）。"
                " Anybody may write the table of groups: take that right away."
            )
        content = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SetupRefused(
            f"用户组对照表 {path} 无法读取。 The table of groups cannot be read. ({error})"
        ) from error
    lines = csv.reader(io.StringIO(content, newline=""), strict=True)
    rows: list[Row] = []
    try:
        if next(lines, None) != _COLUMNS:
            raise ValueError("应以 group,role,unit 开头 it begins with group,role,unit")
        rows = [_row(line) for line in lines if any(map(str.strip, line))]
    except (ValueError, csv.Error) as error:
        raise SetupRefused(
            f"用户组对照表 {path} 第 {max(lines.line_num, 1)} 行有误：{error}。"
            " The table of groups has a fault on this line."
        ) from error
    return tuple(rows)


def _row(line: list[str]) -> Row:
    """Raises ValueError, in words, for what gives no clear right.

    A blank unit is refused: it would have to mean the whole city.
    """
    if len(line) != len(_COLUMNS):
        raise ValueError(f"应为 {len(_COLUMNS)} 列 it has {len(_COLUMNS)} columns")
    group, role, unit = map(str.strip, line)
    if not group or not unit:
        raise ValueError("用户组和单位不能空 neither group nor unit is blank")
    if group.count(_UNIT) > 1 or (_UNIT in unit and _UNIT not in group):
        raise ValueError(f"{_UNIT} 在用户组中出现一次 {_UNIT} stands once in the group")
    if group == _UNIT:
        raise ValueError(f"用户组不能只写 {_UNIT} a group is more than {_UNIT}")
    roles = [one.value for one in Role]
    if role not in roles:
        raise ValueError(f"角色应为 the role is one of: {', '.join(roles)}")
    return Row(group, Role(role), unit)
