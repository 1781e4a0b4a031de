"""Code lists: what may stand in a cell, and every way to write it. Found, never listed."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping

from lishui_dash.errors import DeclarationError
from lishui_dash.spec import CodeList


def _found() -> Iterator[CodeList]:
    for found in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{found.name}")
        yield from (value for value in vars(module).values() if isinstance(value, CodeList))


def _by_name() -> dict[str, CodeList]:
    lists: dict[str, CodeList] = {}
    for code_list in _found():
        if lists.setdefault(code_list.name, code_list) is not code_list:
            raise DeclarationError(f"code list {code_list.name}: declared twice")
    return lists


CODE_LISTS: Mapping[str, CodeList] = _by_name()
