"""Where rows about persons lie, as the declarations say."""

from __future__ import annotations

from collections.abc import Iterator

from lishui_dash.catalogue import Catalogue
from lishui_dash.spec import About, Feed, Privacy, Rollup
from lishui_dash.store.schema import superseded


def feeds_about_persons(catalogue: Catalogue) -> list[Feed]:
    return [feed for feed in catalogue.feeds.values() if feed.about is not About.THINGS]


def pseudonyms_of(feed: Feed) -> list[str]:
    """Return the columns that hold pseudonyms."""
    return [c.name for c in feed.columns if c.privacy is Privacy.PSEUDONYM]


def rollups_about_persons(catalogue: Catalogue) -> Iterator[tuple[Rollup, list[str]]]:
    """Yield the rollups that hold pseudonyms, and in which columns."""
    for rollup in catalogue.rollups.values():
        personal = {name for feed in rollup.reads for name in pseudonyms_of(feed)}
        held = [name for name, _ in rollup.columns if name in personal]
        if held:
            yield rollup, held


def where_codes_lie(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield every table and column that holds pseudonyms."""
    for feed in catalogue.feeds.values():
        for name in pseudonyms_of(feed):
            yield feed.name, name
            yield superseded(feed), name
    for rollup, names in rollups_about_persons(catalogue):
        yield from ((rollup.name, name) for name in names)


def sql_for_codes(catalogue: Catalogue) -> str:
    """Return SQL for the pseudonyms of all tables as `told`, each as often as it stands."""
    return " UNION ALL ".join(
        f"SELECT {name} AS told FROM {table} WHERE {name} IS NOT NULL"
        for table, name in where_codes_lie(catalogue)
    )
