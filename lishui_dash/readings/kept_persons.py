"""How much is kept of persons, and since when: counts alone, whoever asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from lishui_dash.catalogue import Catalogue
from lishui_dash.spec import Feed, Privacy
from lishui_dash.store.engine import Engine, Reader
from lishui_dash.store.kept import Rotation, Run, last_run, rotations_of
from lishui_dash.store.schema import superseded


@dataclass(frozen=True)
class KeptRows:
    """What is kept of one feed. `older_n` are rows that were corrected since, `reduced_n`
    those of which only the number is left; `oldest` is the day of the oldest row."""

    feed: Feed
    rows_n: int
    older_n: int
    reduced_n: int
    oldest: date | None


@dataclass(frozen=True)
class KeptPersons:
    """`run` is the last reduction, `rotations` are those of the key, oldest first."""

    feeds: tuple[KeptRows, ...]
    originals_n: int
    oldest_original: date | None
    run: Run | None
    rotations: tuple[Rotation, ...]


def kept_persons(engine: Engine) -> KeptPersons:
    """Return what is kept of persons in the whole store.

    Everybody may know how much is kept, of himself too, and no count tells of whom: so it
    is told of the whole store, whatever the engine is narrowed to.
    """
    whole = engine.behind
    [(originals_n, oldest)] = whole.query(
        """
        SELECT count(*), min(CAST(received_at AS DATE))
        FROM delivery
        WHERE original IS NOT NULL
        """
    )
    return KeptPersons(
        tuple(_kept(whole, feed) for feed in telling_of_persons(engine.catalogue)),
        originals_n,
        oldest,
        last_run(whole),
        tuple(rotations_of(whole)),
    )


def telling_of_persons(catalogue: Catalogue) -> Iterator[Feed]:
    """Yield the feeds and lists with a column in which somebody may be told of."""
    for feed in catalogue.deliverable.values():
        if any(column.privacy is not Privacy.NONE for column in feed.columns):
            yield feed


def _kept(reader: Reader, feed: Feed) -> KeptRows:
    [(rows_n, oldest, older_n, reduced_n)] = reader.query(
        f"""
        SELECT
            count(*),
            min(CAST({feed.day} AS DATE)),
            (SELECT count(*) FROM {superseded(feed)}),
            (SELECT coalesce(sum(rows_n), 0) FROM reduced_count WHERE feed = $feed)
        FROM {feed.name}
        """,
        {"feed": feed.name},
    )
    return KeptRows(feed, rows_n, older_n, int(reduced_n), oldest)
