"""Which right each page asks for: said once for the menu, the page itself and its links.

A page that is not listed here is shown to nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lishui_dash.access.roles import Right
from lishui_dash.access.scope import Scope
from lishui_dash.catalogue import CLAUSES
from lishui_dash.catalogue.places import WHOLE
from lishui_dash.errors import AccessRefused
from lishui_dash.spec import Group
from lishui_dash.words import Words


@dataclass(frozen=True)
class Needs:
    """What a page asks of its viewer: one of `rights`, and that it reaches `everywhere`
    where it shows nothing but the whole city. Routes and commands ask alike."""

    rights: tuple[Right, ...]
    everywhere: bool = False

    def met_by(self, scope: Scope) -> bool:
        """Whether it may be opened, passed or run."""
        return any(
            scope.may(right, WHOLE if self.everywhere else None) for right in self.rights
        )


PAGES: Mapping[str, Needs] = {
    "wall": Needs((Right.FIGURES, Right.WALL), everywhere=True),
    "overview": Needs((Right.FIGURES,), everywhere=True),
    **{
        stem: Needs((Right.FIGURES,))
        for stem, clause in CLAUSES.items()
        if clause.group is not Group.DATA
    },
    "unit": Needs((Right.FIGURES,)),
    "alerts": Needs((Right.FIGURES,)),
    "upload": Needs((Right.SEND, Right.CATALOGUE)),
    "reporting": Needs((Right.LEDGER,)),
    "search": Needs((Right.REFERENCE,)),
    "dictionary": Needs((Right.REFERENCE,)),
    "privacy": Needs((Right.REFERENCE,)),
    "admin": Needs((Right.ACCOUNTS, Right.CATALOGUE)),
    "audit": Needs((Right.AUDIT,), everywhere=True),
}


def may_open(scope: Scope, stem: str) -> bool:
    needs = PAGES.get(stem)
    return needs is not None and needs.met_by(scope)


def require_page(scope: Scope, stem: str) -> None:
    """Raises AccessRefused for a page that is not for this viewer, or listed nowhere."""
    needs = PAGES.get(stem)
    if needs is None:
        raise AccessRefused(
            Words("本页没有声明访问权限，不予打开", "no right is declared for this page")
        )
    if not needs.met_by(scope):
        where = WHOLE if needs.everywhere and scope.may(needs.rights[0]) else None
        scope.require(needs.rights[0], where)
