"""四、待遇保障: the subsidies that were promised are paid."""

from __future__ import annotations

from lishui_dash.catalogue import vocabulary as say
from lishui_dash.catalogue.feeds import subsidies
from lishui_dash.catalogue.policy import incentives
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
    number=4,
    group=Group.INCENTIVE,
    words=Words("待遇保障", "Subsidies"),
    summary=Words(
        "临时性工作补助不折不扣落实，可适当补助基层、核增绩效工资",
        "Temporary work subsidies are paid in full; grassroots staff may be subsidized",
    ),
    icon=":material/payments:",
    promises=incentives.SUBSIDY,
)

subsidy_paid = Indicator(
    name="M04_SUBSIDY_PAID",
    words=Words("工作补助按期发放率", "Work subsidies paid when due", "工作補助按期發放率"),
    question=Words(
        "期满30天的临时性工作补助和基层补助发到位了吗？",
        "Of the subsidies whose period ended 30 days ago, how many have been paid?",
    ),
    numerator=Words("其中已发放的", "Of these, paid"),
    denominator=Words(
        "期满30天以上的补助（人次）", "Subsidies whose period ended 30 days ago or more"
    ),
    unit=say.PERCENT,
    format=Format.PERCENT,
    better=Better.HIGHER,
    threshold=Threshold(
        Kind.FLOOR,
        Words(
            "条文要求不折不扣落实；30天为一个发放周期，比例为判断",
            "The text asks for it in full; 30 days is one payroll cycle; the percentages "
            "are judgement",
        ),
        green=0.95,
        amber=0.8,
    ),
    owner=say.jointly(say.FINANCE, say.PERSONNEL, say.HEALTH),
    audience=(Audience.WALL, Audience.DEPARTMENT),
    reads=(subsidies.feed,),
    sql=say.sql_for_rate(
        "subsidies WHERE subsidy_type IN ('temp_work', 'grassroots') AND period_end "
        "<= CAST($as_of AS DATE) - 30",
        met="pay_status = 'paid' AND paid_at <= $as_of",
        extras=(
            "count(DISTINCT person_id) FILTER (WHERE subsidy_type = 'grassroots') AS "
            "grassroots_n"
        ),
    ),
    rows_sql=say.sql_for_rows(
        "subsidy_id, unit_code, person_id, subsidy_type, period_start, period_end, "
        "days, approved_at, paid_at, pay_status",
        "subsidies WHERE subsidy_type IN ('temp_work', 'grassroots') AND period_end "
        "<= CAST($as_of AS DATE) - 30",
        worst_first=(
            "coalesce(pay_status = 'paid' AND paid_at <= $as_of, FALSE), period_end, "
            "subsidy_id"
        ),
    ),
    over_places=Combine.RATIO_OF_SUMS,
    promises=("4.1", "4.2"),
    wall=1,
    drill=("unit_code", "subsidy_type"),
    window=None,
    extras=(
        Extra(
            "grassroots_n",
            Words("乡镇村社补助人数", "Grassroots staff covered"),
            Combine.SUM,
        ),
    ),
    nothing_owed_is_green=True,
)
