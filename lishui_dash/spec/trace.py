"""What is kept of people beside the rows of reports, mostly of who uses the program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lishui_dash.words import Words


@dataclass(frozen=True)
class Trace:
    """One sort of record, as the page about personal data tells of it.

    `columns` are those that tell of somebody, of each table or file. `seen_by` may name
    `{roles}`, who has the right to see it; `until` may name `{days}`, the time of keeping.
    """

    name: str
    words: Words
    columns: Mapping[str, tuple[str, ...]]
    what: Words
    purpose: Words
    seen_by: Words
    until: Words
