"""The rows of a feed as the store knew them at a moment.

Nothing is deleted, so what a later delivery replaced can be put back in its place.
"""

from __future__ import annotations

from lishui_dash.spec import Feed
from lishui_dash.store.schema import superseded

_COME = "SELECT delivery_no FROM delivery WHERE received_at <= $known_at"


def sql_for_known(feed: Feed, where: str = "TRUE") -> str:
    """Return the SELECT of a feed's own columns as known at `$known_at`; NULL: as now.

    Under the name of its table in a WITH it stands in for it, so that the SELECTs of the
    catalogue speak of that moment. `where` narrows the rows by columns of the feed: what a
    WITH yields is made whole before the rest of the statement picks from it.
    """
    names = ", ".join(feed.column_names)
    return f"""
        SELECT {names}
        FROM {feed.name}
        WHERE ({where}) AND ($known_at IS NULL OR delivery_no IN ({_COME}))
        UNION ALL
        SELECT {names}
        FROM {superseded(feed)}
        WHERE ({where}) AND superseded_at > $known_at AND delivery_no IN ({_COME})
    """
