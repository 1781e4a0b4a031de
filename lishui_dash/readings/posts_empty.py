"""Posts where somebody was missing, those with an empty shift first, and why.

That nobody stood at a post means one thing where people were rostered and stayed away, and
another where the post has silently been given up: its row still says that it is needed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any

from lishui_dash.catalogue.feeds import personnel_deployment, post_requirements
from lishui_dash.catalogue.selects import manning
from lishui_dash.readings.known import sql_for_known
from lishui_dash.store.engine import Reader

LOOK_BACK = 14
"""Over how many days somebody is looked for who stood at the post."""
TOGETHER = 3
"""So many posts of one place that vanish from its report at once were given up rather than
deserted; a judgement."""


class Reason(Enum):
    """Why a post was short, the most urgent first."""

    NEW = "new"
    """needed for less than LOOK_BACK days, and nobody has ever come"""
    NOBODY = "nobody"
    """no line at all about the post, and few others of the place like it"""
    AWAY = "away"
    """those of an empty shift were listed and did not come"""
    UNROSTERED = "unrostered"
    """nobody was listed for an empty shift of a post that others held"""
    UNREGISTERED = "unregistered"
    """no line at all about the post, nor about others of the place: withdrawn, not told"""
    SHORT = "short"
    """every shift was held, by too few"""


@dataclass(frozen=True)
class ShortPost:
    """A post of a place that reported the day; numbers are persons in shifts.

    `empty_shifts` are the codes of shifts that need people and had none, `empty_n` how many
    these shifts need. `last_day` is the last day on which anybody stood at a post with an
    empty shift, the day itself included; None: not within LOOK_BACK days, or not asked.
    """

    place: str
    post: str
    lead_unit: str
    required_n: int
    on_duty_n: int
    short_n: int
    empty_shifts: tuple[str, ...]
    empty_n: int
    last_day: date | None
    reason: Reason


_SHORT_POSTS = f"""
    WITH post_requirements AS ({sql_for_known(post_requirements.feed)}),
    personnel_deployment AS (
        {sql_for_known(personnel_deployment.feed, "duty_date = $as_of")}
    ),
    manned AS (
        SELECT
            manned.*,
            coalesce(listed.listed_n, 0) AS listed_n,
            manned.required_n > 0 AND manned.on_duty_n = 0 AS is_empty
        FROM ({manning.POSTS_AND_SHIFTS}) AS manned
        LEFT JOIN (
            SELECT post_id, shift_code, count(*) AS listed_n
            FROM personnel_deployment
            WHERE duty_date = $as_of
            GROUP BY post_id, shift_code
        ) AS listed
            ON listed.post_id = manned.post_id AND listed.shift_code = manned.shift_code
        WHERE $place = '3311' OR manned.county_code = $place
    ),
    posts AS (
        SELECT
            county_code, post_id,
            max(lead_unit_code) AS lead_unit_code,
            sum(required_n) AS required_n,
            sum(on_duty_n) AS on_duty_n,
            sum(short_n) AS short_n,
            sum(listed_n) AS listed_n,
            string_agg(CASE WHEN is_empty THEN shift_code END, ',') AS empty_shifts,
            sum(CASE WHEN is_empty THEN required_n ELSE 0 END) AS empty_n,
            sum(CASE WHEN is_empty THEN listed_n ELSE 0 END) AS stayed_away_n
        FROM manned
        GROUP BY county_code, post_id
        HAVING sum(short_n) > 0
    )
    SELECT
        county_code, post_id, lead_unit_code, required_n, on_duty_n, short_n, empty_shifts,
        empty_n, listed_n, stayed_away_n
    FROM posts
    ORDER BY county_code, post_id
"""

_BEFORE = f"""
    SELECT needed.post_id, seen.last_day, needed.needed_from
    FROM (
        SELECT post_id, min(effective_from) AS needed_from
        FROM ({sql_for_known(post_requirements.feed, "list_contains($posts, post_id)")})
            AS required
        GROUP BY post_id
    ) AS needed
    LEFT JOIN (
        SELECT post_id, max(duty_date) AS last_day
        FROM ({
    sql_for_known(
        personnel_deployment.feed,
        f"duty_date BETWEEN CAST($as_of AS DATE) - {LOOK_BACK - 1} AND $as_of "
        "AND duty_status = 'on_duty' AND list_contains($posts, post_id)",
    )
}) AS stood
        GROUP BY post_id
    ) AS seen ON seen.post_id = needed.post_id
"""


def posts_short(
    reader: Reader, as_of: date, place: str, known_at: datetime | None = None
) -> list[ShortPost]:
    """Return the posts that lacked people on a day, at one place or under 3311 in all.

    Those with an empty shift come first, by reason and then by how many they need. A place
    that has not reported the day has none: nobody knows who stood there.
    """
    asked = {"as_of": as_of, "place": place, "known_at": known_at}
    rows = reader.query(_SHORT_POSTS, asked)
    empty = [row[1] for row in rows if row[6]]
    # Only of these it matters when somebody stood there last, and looking back costs.
    past = reader.query(_BEFORE, {**asked, "posts": empty}) if empty else []
    before = {post: (last_day, needed_from) for post, last_day, needed_from in past}
    vanished = Counter(row[0] for row in rows if row[6] and not row[8])
    found = [
        _post(row, as_of, vanished[row[0]], *before.get(row[1], (None, as_of)))
        for row in rows
    ]
    order = list(Reason)
    found.sort(
        key=lambda post: (
            order.index(post.reason),
            -post.empty_n,
            -post.short_n,
            post.place,
            post.post,
        )
    )
    return found


def _post(
    row: tuple[Any, ...],
    as_of: date,
    vanished: int,
    last_day: date | None,
    needed_from: date,
) -> ShortPost:
    place, post, lead_unit, required, on_duty, short, shifts, empty = row[:8]
    listed, stayed_away = row[8:]
    is_new = last_day is None and needed_from > as_of - timedelta(days=LOOK_BACK)
    if not shifts:
        reason = Reason.SHORT
    elif stayed_away:
        reason = Reason.AWAY
    elif listed:
        reason = Reason.UNROSTERED
    elif is_new:
        reason = Reason.NEW
    else:
        reason = Reason.UNREGISTERED if vanished >= TOGETHER else Reason.NOBODY
    return ShortPost(
        place=place,
        post=post,
        lead_unit=lead_unit,
        required_n=int(required),
        on_duty_n=int(on_duty),
        short_n=int(short),
        empty_shifts=tuple(shifts.split(",")) if shifts else (),
        empty_n=int(empty),
        last_day=last_day,
        reason=reason,
    )
