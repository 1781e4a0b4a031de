"""SQL that lays the figures of a file beside what was reported before them."""

from __future__ import annotations

from lishui_dash.spec import Feed

DAYS = 28
"""How far back a series is looked at: four weeks hold each day of the week four times."""
LEAST = 7
"""With fewer figures than a week has days there is no custom to speak of."""
FARTHEST = 3.5
"""The modified z-score beyond which a figure is odd (Iglewicz and Hoaglin 1993)."""
JUMP, SMALL = 3, 10
"""A stock of more than three times the last one, or of less than a third, has jumped.
Stocks under ten count as ten: from 2 to 7 is no jump."""
BALANCE = 0.5
"""The rounding that the balance of a row is allowed, too."""


def sql_for_odd(feed: Feed, incoming: str, most: int) -> str:
    """Return SQL for the rows of a file that are odd beside their past, in their order.

    It takes `$first_day`, from which on the past is wanted, and `$last_day`. The columns
    are `source_row` and the day; for each figure that is watched its content, the median
    of its past, and whether it is odd; then, where the feed is chained, the opening, the
    closing, the day reported last and its closing, and whether the chain is broken and
    whether the stock has jumped.
    """
    shown = [f"t.source_row, t.{feed.day}"]
    odd = []
    for name in feed.watched:
        shown.append(f"t.{name}, m.middle_{name}, {_sql_for_far(name)} AS is_odd_{name}")
        odd.append(f"is_odd_{name}")
    if feed.chained:
        opening, closing = feed.chained
        shown.append(f"t.{opening}, t.{closing}, m.last_day, m.last_closing")
        shown.append(f"{_sql_for_broken(feed, opening, closing)} AS is_broken")
        shown.append(f"{_sql_for_jumped(opening, closing)} AS is_jump")
        odd += ["is_broken", "is_jump"]
    return f"""
        {_sql_for_medians(feed, incoming)}
        SELECT *
        FROM (
            SELECT {", ".join(shown)}
            FROM told AS t
            JOIN medians AS m ON {_same("t", "m", feed.key)}
            JOIN spreads AS s ON {_same("t", "s", feed.key)}
        ) AS compared
        WHERE {" OR ".join(odd)}
        ORDER BY source_row
        LIMIT {most}
    """


def _sql_for_medians(feed: Feed, incoming: str) -> str:
    """Return the rows that say something new, and the medians and spreads of their past.

    A row whose figures are stored just so has been asked about before.
    """
    columns = ", ".join(dict.fromkeys((*feed.key, feed.reporter, *feed.compared)))
    # What others have reported of the same thing is for them alone.
    series = tuple(dict.fromkeys((*feed.series, feed.reporter)))
    alike = " AND ".join(
        f"b.{name} IS NOT DISTINCT FROM i.{name}" for name in feed.compared
    )
    key = ", ".join(f"t.{name}" for name in feed.key)
    past = ", ".join(f"p.{name} AS past_{name}" for name in feed.compared)
    medians = [
        f"count(past_{name}) AS number_{name}, median(past_{name}) AS middle_{name}"
        for name in feed.watched
    ]
    if feed.chained:
        medians.append("max(past_day) AS last_day")
        medians.append(f"max_by(past_{feed.chained[1]}, past_day) AS last_closing")
    spreads = [
        f"median(abs(past_{name} - middle_{name})) AS mad_{name}, "
        f"avg(abs(past_{name} - middle_{name})) AS mean_{name}"
        for name in feed.watched
    ]
    own, names = feed.name, ", ".join(feed.key)
    return f"""
        WITH told AS (
            SELECT {columns}, source_row
            FROM {incoming} AS i
            WHERE NOT EXISTS (
                SELECT 1 FROM {own} AS b WHERE {_same("b", "i", feed.key)} AND {alike}
            )
        ),
        past AS (
            SELECT {columns}
            FROM {own}
            WHERE {feed.day} >= $first_day AND {feed.day} < $last_day
                AND EXISTS (SELECT 1 FROM told AS t WHERE {_same("t", own, series)})
                AND NOT EXISTS (
                    SELECT 1 FROM {incoming} AS i WHERE {_same("i", own, feed.key)}
                )
            UNION ALL
            SELECT {columns} FROM {incoming}
        ),
        pairs AS (
            SELECT {key}, p.{feed.day} AS past_day, {past}
            FROM told AS t
            JOIN past AS p
                ON {_same("t", "p", series)}
                AND p.{feed.day} < t.{feed.day}
                AND p.{feed.day} >= t.{feed.day} - INTERVAL {DAYS} DAY
        ),
        medians AS (
            SELECT {names}, {", ".join(medians)}
            FROM pairs
            GROUP BY {names}
        ),
        spreads AS (
            SELECT {", ".join(f"q.{name}" for name in feed.key)}, {", ".join(spreads)}
            FROM pairs AS q
            JOIN medians AS m ON {_same("q", "m", feed.key)}
            GROUP BY {", ".join(f"q.{name}" for name in feed.key)}
        )
    """


def _sql_for_far(name: str) -> str:
    """Return SQL for whether a figure is far from the median of its past.

    0.6745 times the distance over the median distance is the modified z-score. Where more
    than half of the past is one and the same figure that distance is 0, and the mean
    distance stands in, as in the manual of SPSS: distance / (1.253314 x mean). A spread
    of less than one, or than a twentieth of the median, counts as that much, or a steady
    series would have every small change explained.
    """
    spread = f"""
        greatest(
            CASE
                WHEN s.mad_{name} > 0 THEN s.mad_{name} / 0.6745
                ELSE 1.253314 * s.mean_{name}
            END,
            abs(m.middle_{name}) / 20,
            1
        )
    """
    far = f"abs(t.{name} - m.middle_{name}) > {FARTHEST} * {spread}"
    return f"coalesce(m.number_{name} >= {LEAST} AND {far}, false)"


def _sql_for_broken(feed: Feed, opening: str, closing: str) -> str:
    """Return SQL for whether the opening is not the closing of the day before."""
    day_before = f"m.last_day = t.{feed.day} - INTERVAL 1 DAY"
    return (
        f"coalesce({day_before} AND abs(t.{opening} - m.last_closing) > {BALANCE}, false)"
    )


def _sql_for_jumped(opening: str, closing: str) -> str:
    """Return SQL for whether the stock is of another size, with no movement to show why.

    What came in and went out is the closing less the opening; it explains a jump when it
    is at least half of it. Days that nobody reported are bridged.
    """
    larger = f"greatest(t.{closing}, {SMALL}), greatest(m.last_closing, {SMALL})"
    return f"""
        coalesce(
            greatest({larger}) > {JUMP} * least({larger})
            AND 2 * abs(t.{closing} - t.{opening}) < abs(t.{closing} - m.last_closing),
            false
        )
    """


def _same(one: str, other: str, names: tuple[str, ...]) -> str:
    return " AND ".join(f"{one}.{name} = {other}.{name}" for name in names)
