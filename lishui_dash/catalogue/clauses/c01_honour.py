"""一、政治激励: those who do well at the front are seen, admitted and commended."""

from __future__ import annotations

from lishui_dash.catalogue import vocabulary as say
from lishui_dash.catalogue.feeds import incentive_records, personnel_roster
from lishui_dash.catalogue.policy import incentives
from lishui_dash.catalogue.selects import incentives_given
from lishui_dash.spec import (
    Audience,
    Better,
    Clause,
    Combine,
    Extra,
    Format,
    Group,
    Indicator,
    Kind,
    Threshold,
    Words,
)

clause = Clause(
    number=1,
    group=Group.INCENTIVE,
    words=Words("政治激励", "Political honour", "政治激勵"),
    summary=Words(
        "培养、发现、使用表现优秀人员，发展党员，宣传和表彰先进",
        "Train, discover and employ those who do well; admit them to the Party; praise "
        "and publicize",
    ),
    icon=":material/military_tech:",
    promises=incentives.HONOUR,
)

commended = Indicator(
    name="M01_COMMEND",
    words=Words(
        "表扬表彰人数（每千人）", "Persons commended per 1,000", "表揚表彰人數（每千人）"
    ),
    question=Words(
        "每千名参加防控的人员中，有多少人受到表扬表彰？",
        "Of each 1,000 who took part, how many have been commended?",
    ),
    numerator=Words(
        "受通报表扬、及时性表彰、嘉奖、记功的人员",
        "Persons praised, commended or awarded merits",
    ),
    denominator=Words("参加过防控工作的人员", "Persons who have taken part"),
    unit=say.PER_MILLE,
    format=Format.PER_MILLE,
    better=Better.HIGHER,
    threshold=Threshold(
        Kind.REFERENCE,
        Words(
            "全省至2月16日：5687人/31.5万人=千分之18，仅作参照；嘉奖、记功比例不受限制，"
            "不得设上限",
            "Province by 16 February: 5,687 of 315,000 = 18 ‰, a reference only; "
            "commendations have no ratio limit, so no ceiling may be set",
        ),
        reference=0.018,
    ),
    owner=say.jointly(say.ORGANISATION, say.PERSONNEL),
    audience=(Audience.WALL, Audience.DEPARTMENT),
    reads=(incentive_records.feed, personnel_roster.feed),
    sql=f"""
        SELECT
            place,
            coalesce(commended, 0) AS numerator,
            participants AS denominator,
            numerator / nullif(denominator, 0) AS value,
            coalesce(collectives, 0) AS collectives,
            coalesce(stories_7d, 0) AS stories_7d,
            coalesce(performance_pay_units, 0) AS performance_pay_units
        FROM ({incentives_given.PARTICIPANTS}) AS took_part
        LEFT JOIN ({incentives_given.HONOURS}) AS given USING (place)
    """,
    rows_sql=say.sql_for_rows(
        "record_date, unit_code, subject_type, person_id, personnel_category, "
        "incentive_type, level, doc_no",
        "incentive_records WHERE stage = 'approved' AND record_date <= $as_of AND "
        "incentive_type IN ('praise', 'timely_award', 'jiajiang', 'jigong', "
        "'publicity', 'perf_pay')",
        worst_first="record_date DESC, record_id",
    ),
    over_places=Combine.RATIO_OF_SUMS,
    promises=("1.4", "1.5", "3.3", "4.3"),
    wall=1,
    drill=("level", "personnel_category"),
    window=None,
    extras=(
        Extra("collectives", Words("表彰集体数", "Collectives commended"), Combine.SUM),
        Extra(
            "stories_7d",
            Words("近7日先进事迹宣传篇数", "Stories published in 7 days"),
            Combine.SUM,
        ),
        Extra(
            "performance_pay_units",
            Words("核增绩效工资单位数", "Units with performance pay raised"),
            Combine.SUM,
        ),
    ),
    is_published=True,
)

party_growth = Indicator(
    name="M01_PARTY_GROWTH",
    words=Words(
        "一线发展党员人数（每千人）",
        "Party development per 1,000",
        "一線發展黨員人數（每千人）",
    ),
    question=Words(
        "每千名参加防控的人员中，有多少人在一线被发展为积极分子、发展对象或预备党员？",
        "Of each 1,000 who took part, how many became activists, candidates or "
        "probationary members?",
    ),
    numerator=Words(
        "在一线发展的积极分子、发展对象、预备党员",
        "Activists, candidates and probationary members admitted",
    ),
    denominator=Words("参加过防控工作的人员", "Persons who have taken part"),
    unit=say.PER_MILLE,
    format=Format.PER_MILLE,
    better=Better.HIGHER,
    threshold=Threshold(
        Kind.REFERENCE,
        Words(
            "全省至2月16日：（1395+332）人/31.5万人=千分之5.5，倾斜性要求，仅作参照，"
            "不是指标",
            "Province by 16 February: (1,395 + 332) of 315,000 = 5.5 ‰; a preference, so "
            "a reference line and not a quota",
        ),
        reference=0.0055,
    ),
    owner=say.ORGANISATION,
    audience=(Audience.WALL, Audience.DEPARTMENT),
    reads=(incentive_records.feed, personnel_roster.feed),
    sql=f"""
        SELECT
            place,
            coalesce(developed, 0) AS numerator,
            participants AS denominator,
            numerator / nullif(denominator, 0) AS value,
            coalesce(activists, 0) AS activists,
            coalesce(candidates, 0) AS candidates,
            coalesce(probationary, 0) AS probationary
        FROM ({incentives_given.PARTICIPANTS}) AS took_part
        LEFT JOIN ({incentives_given.PARTY_DEVELOPMENT}) AS given USING (place)
    """,
    rows_sql=say.sql_for_rows(
        "record_date, unit_code, person_id, personnel_category, incentive_type, "
        "stage, level, doc_no",
        "incentive_records WHERE record_date <= $as_of AND incentive_type IN "
        "('party_applicant', 'party_activist', 'party_candidate', "
        "'probationary_member')",
        worst_first="record_date DESC, record_id",
    ),
    over_places=Combine.RATIO_OF_SUMS,
    promises=("1.2", "1.3"),
    wall=2,
    drill=("unit_code", "personnel_category"),
    window=None,
    extras=(
        Extra("activists", Words("入党积极分子", "Activists"), Combine.SUM),
        Extra("candidates", Words("发展对象", "Candidates"), Combine.SUM),
        Extra("probationary", Words("预备党员", "Probationary members"), Combine.SUM),
    ),
    suppress_small=True,
)
