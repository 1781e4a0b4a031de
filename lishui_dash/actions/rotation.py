"""A new key is put above those before: pseudonyms are carried over, originals locked anew.

The key is in its file before the store has gone through it, and the store says how many it
has: wherever a rotation breaks off, both fit together, and the next one goes on with the
key that waits.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pyarrow as pa
from cryptography.exceptions import InvalidTag

from lishui_dash.catalogue import Catalogue
from lishui_dash.errors import StoreUnavailable
from lishui_dash.intake.key_file import add_key, new_key
from lishui_dash.intake.privacy import KeyRing
from lishui_dash.store.engine import Engine, Reader, Transaction
from lishui_dash.store.kept import Rotation, keep_rotation, rotations_of
from lishui_dash.store.personal import sql_for_codes, where_codes_lie
from lishui_dash.store.scrubbing import note_scrub

_AT_ONCE = 500
"""Originals that are opened and locked together."""


@dataclass(frozen=True)
class Rotated:
    """`number` is how many keys there are now. `unreadable_n` counts originals that opened
    with none of them, and stay as they are."""

    number: int
    pseudonyms_n: int
    originals_n: int
    unreadable_n: int


def fitting(reader: Reader, keys: KeyRing) -> KeyRing:
    """Return the keys as far as the store has gone through them.

    Raises StoreUnavailable where it has gone through one that is not there: IDs would
    become other pseudonyms than those it holds.
    """
    rotations = rotations_of(reader)
    applied = 1 + len(rotations)
    is_known = keys.number >= applied and all(
        keys.print_of(one.number) == one.key_print for one in rotations
    )
    if not is_known:
        raise StoreUnavailable(
            f"密钥文件与数据库不配套：数据库已用到第 {applied} 把密钥，请恢复更换密钥后的"
            "密钥文件。 The key file is older than the store, or another one: restore the "
            "one that was kept after the key was rotated."
        )
    return keys.applied(applied)


def _nobody(_: Rotated) -> None:
    """Be told, and tell nobody."""


def rotate(
    engine: Engine,
    key_file: Path,
    at: datetime,
    *,
    tell: Callable[[Rotated], None] = _nobody,
) -> Rotated:
    """Carry the store over to a new key, in one transaction. Nobody else may have it open.

    A key that an earlier rotation has left waiting in the file is taken; else a new one is
    put there. `tell` is told before the store has changed; where it fails it stays as it
    was, and the key waits. Raises SetupRefused or StoreUnavailable for a file that does
    not fit.
    """
    keys = KeyRing.from_file(key_file)
    fitting(engine, keys)
    applied = 1 + len(rotations_of(engine))
    known = _pseudonyms(engine)
    if applied == keys.number:
        key = new_key()
        keys = keys.added(key)
        renamed = _renamed(known, keys, applied)
        add_key(key_file, key)
    else:
        renamed = _renamed(known, keys, applied)
    with engine.writing() as transaction:
        _carry_over(transaction, engine.catalogue, renamed)
        originals_n, unreadable_n = _lock_anew(transaction, keys)
        for number in range(applied + 1, keys.number + 1):
            keep_rotation(transaction, Rotation(number, keys.print_of(number), at))
        note_scrub(transaction, at)
        done = Rotated(keys.number, len(known), originals_n, unreadable_n)
        tell(done)
    engine.scrub()
    return done


def _pseudonyms(engine: Engine) -> list[str]:
    every = sql_for_codes(engine.catalogue)
    rows = engine.query(f"SELECT DISTINCT told FROM ({every}) ORDER BY told")
    return [told for (told,) in rows]


def _renamed(known: Sequence[str], keys: KeyRing, applied: int) -> pa.Table:
    """Return what each pseudonym becomes.

    Raises StoreUnavailable where two would become one; of a million persons that happens
    to one key in forty million.
    """
    after = [keys.carried(told, since=applied) for told in known]
    if len(set(after)) < len(known):
        raise StoreUnavailable(
            "新密钥使两个人员代码重合，未更换，请再执行一次。"
            " Two pseudonyms would become one, so nothing was changed: run it again."
        )
    return pa.table(
        {"before": pa.array(known, pa.string()), "after": pa.array(after, pa.string())}
    )


def _carry_over(transaction: Transaction, catalogue: Catalogue, renamed: pa.Table) -> None:
    transaction.register("renamed", renamed)
    for table, name in where_codes_lie(catalogue):
        transaction.execute(
            f"""
            UPDATE {table}
            SET {name} = renamed.after
            FROM renamed
            WHERE {table}.{name} = renamed.before
            """
        )
    transaction.unregister("renamed")


def _lock_anew(transaction: Transaction, keys: KeyRing) -> tuple[int, int]:
    """Lock every original with the newest key; return how many, and how many not."""
    done = unreadable = last = 0
    while rows := transaction.query(_SOME_ORIGINALS, {"last": last, "most": _AT_ONCE}):
        last = rows[-1][0]
        locked: dict[int, bytes] = {}
        for number, original in rows:
            try:
                locked[number] = keys.lock(keys.unlock(original))
            except InvalidTag:
                unreadable += 1
        done += len(locked)
        table = {
            "delivery_no": pa.array(list(locked), pa.int64()),
            "original": pa.array(list(locked.values()), pa.binary()),
        }
        transaction.register("locked", pa.table(table))
        transaction.execute(
            """
            UPDATE delivery
            SET original = locked.original
            FROM locked
            WHERE delivery.delivery_no = locked.delivery_no
            """
        )
        transaction.unregister("locked")
    return done, unreadable


_SOME_ORIGINALS = """
    SELECT delivery_no, original
    FROM delivery
    WHERE original IS NOT NULL AND delivery_no > $last
    ORDER BY delivery_no
    LIMIT $most
"""
