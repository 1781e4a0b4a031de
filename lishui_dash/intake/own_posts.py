"""Whether who only contributes to a report speaks of posts of his own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyarrow as pa

from lishui_dash.catalogue.registers import Registers
from lishui_dash.catalogue.units import Unit
from lishui_dash.errors import Problem
from lishui_dash.intake.speaks import MAY_SEND_FOR_OTHERS
from lishui_dash.spec import Feed, Register
from lishui_dash.words import Words


def problems_of_posts(
    feed: Feed,
    rows: pa.Table | None,
    sender: Unit | None,
    headings: Mapping[str, str],
    registers: Registers,
) -> tuple[Problem, ...]:
    """Return the rows about posts of others; whoever owes the whole report may send any.

    A post that the registers do not know is nobody else's.
    """
    if rows is None or sender is None or sender.kind not in feed.contributors:
        return ()
    if sender.kind in MAY_SEND_FOR_OTHERS:
        return ()
    column = next((c for c in feed.columns if c.refers_to is Register.POST), None)
    if column is None:
        return ()
    heading = headings.get(column.name, column.words.hans)
    return tuple(_of_others(rows, column.name, heading, sender, registers))


def _of_others(
    rows: pa.Table, name: str, heading: str, sender: Unit, registers: Registers
) -> Iterator[Problem]:
    for code, row in zip(
        rows[name].to_pylist(), rows["source_row"].to_pylist(), strict=True
    ):
        post = registers.posts.get(code or "")
        if post and sender.code not in (post.township, post.lead_unit):
            yield Problem(
                row,
                heading,
                post.words.hans,
                "post_of_another",
                Words(
                    f"“{sender.words.hans}”不负责该点位",
                    f"{sender.words.en or sender.code} does not lead this post",
                ),
                Words(
                    "请删去其他单位的点位，由牵头单位或县（市、区）指挥部报送",
                    "leave out posts of others: who leads them reports them, or the county",
                ),
            )
