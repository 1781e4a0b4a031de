"""Words that several clauses say: responsible bodies, what is counted, row headings.

Also the one form of the SELECT that shows the rows behind a number.
"""

from __future__ import annotations

from lishui_dash.spec import Words

ORGANISATION = Words("市委组织部", "Organization Department", "市委組織部")
COUNTY_ORGANISATION = Words("县委组织部", "county Organization Departments", "縣委組織部")
PUBLICITY = Words("市委宣传部", "Publicity Department", "市委宣傳部")
PARTY_COMMITTEES = Words(
    "各地党委政府、市直单位党组",
    "Party committees and governments",
    "各地黨委政府、市直單位黨組",
)
CITY_COMMITTEE_OFFICE = Words("市委办", "Party Committee Office", "市委辦")
DIRECT_ORGANS = Words("市直机关工委", "Work Committee of Municipal Organs", "市直機關工委")
DISCIPLINE = Words("市纪委市监委", "Discipline Inspection Commission", "市紀委市監委")
AUDIT = Words("市审计局", "Audit Bureau", "市審計局")
FINANCE = Words("市财政局", "Finance Bureau", "市財政局")
COUNTY_FINANCE = Words("县财政局", "county finance bureaus", "縣財政局")
PERSONNEL = Words("市人社局", "Human Resources Bureau", "市人社局")
HEALTH = Words("市卫健委", "Health Commission", "市衛健委")
SECOND_HOSPITAL = Words("市第二人民医院", "Second People's Hospital", "市第二人民醫院")
POLICE = Words("市公安局", "Public Security Bureau", "市公安局")
TRANSPORT = Words("市交通运输局", "Transport Bureau", "市交通運輸局")
ECONOMY = Words("市经信局", "Economy and Information Bureau", "市經信局")
REFORM = Words("市发改委", "Development and Reform Commission", "市發改委")
COMMERCE = Words("市商务局", "Commerce Bureau", "市商務局")
WOMEN = Words("市妇联", "Women's Federation", "市婦聯")
UNIONS = Words("市总工会", "Federation of Trade Unions", "市總工會")
PETITIONS = Words("市信访局", "Petitions Bureau", "市信訪局")
DATA_BUREAU = Words("市大数据局", "Data Bureau", "市大數據局")
COMMAND_OFFICE = Words("指挥部办公室", "Command Centre Office", "指揮部辦公室")
LOCAL_COMMAND = Words("属地指挥部", "local command centres", "屬地指揮部")
SUPPLY_GROUP = Words("物资保障组", "Supplies Group", "物資保障組")
TOWNSHIPS = Words("乡镇（街道）", "townships", "鄉鎮（街道）")
COMMUNITIES = Words("社区", "communities", "社區")
OWN_UNITS = Words("所在单位", "the person's own unit", "所在單位")
HANDLING_UNITS = Words("承办单位", "the unit in charge of the request", "承辦單位")
BUREAU_PARTY_GROUPS = Words(
    "市直各单位党组", "Party groups of municipal bureaus", "市直各單位黨組"
)

PERCENT = Words("%", "%")
PER_MILLE = Words("‰", "‰")
PEOPLE = Words("人", "people")
DAYS = Words("天", "days")
HOURS = Words("小时", "hours", "小時")
MINUTES = Words("分钟", "minutes", "分鐘")
YUAN = Words("元", "yuan")
CASES = Words("件", "cases")
TIMES = Words("倍", "times")
ITEMS_PER_UNIT_DAY = Words("件/单位·日", "items a unit and day", "件/單位·日")
HOURS_PER_UNIT_DAY = Words("小时/单位·日", "hours a unit and day", "小時/單位·日")
MINUTES_PER_UNIT_DAY = Words("分钟/单位·日", "minutes a unit and day", "分鐘/單位·日")
MEETINGS_PER_WEEK = Words("次/周", "a week", "次/週")

COLUMN_WORDS: dict[str, Words] = {
    "run_days": Words("连续值守天数", "Days in a row"),
    "run_hours": Words("连续值守总时长", "Hours in this run"),
    "hours_per_day": Words("日均时长", "Hours a day"),
    "last_day": Words("最近值守日", "Last day on duty"),
    "week_hours": Words("近7日工时", "Hours in 7 days"),
    "week_days": Words("近7日值守天数", "Days in 7 days"),
    "on_duty_n": Words("到岗人数", "On duty"),
    "short_n": Words("缺岗人数", "Short by"),
    "participants_n": Words("参加人数", "Took part"),
    "excellent_n": Words("单列优秀人数", "Rated excellent"),
    "allowed_n": Words("可用名额（30%）", "Allowed (30%)"),
    "with_evidence": Words("有出勤佐证", "Backed by a duty record"),
    "needs_reason": Words("须书面说明", "Needs a written reason"),
    "checked_in": Words("已签到", "Checked in"),
    "is_suspicious": Words("疑似异常", "Suspicious"),
    "is_answered": Words("已休息或已补贴", "Rested or paid"),
    "is_paid": Words("已发补贴", "Subsidy paid"),
    "is_visited": Words("近7日已慰问", "Contacted in 7 days"),
    "lacks_consent": Words("未经同意", "Without consent"),
    "waiting_days": Words("已等待天数", "Days waiting"),
    "last_visit": Words("最近慰问日", "Last contact"),
    "outstanding_yuan": Words("未追回金额", "Not yet paid back"),
    "stock": Words("现有库存", "On hand"),
    "stock_day": Words("库存日期", "Stock as of"),
    "burn": Words("日均消耗", "Burn rate"),
    "days_of_supply": Words("可用天数", "Days of supply"),
    "reported_n": Words("近7日报送天数", "Days reported of 7"),
    "arriving_3d": Words("3日内到货", "Arriving within 3 days"),
    "expected_qty": Words("标准用量", "By the norm"),
    "used_qty": Words("实际消耗", "Used"),
    "difference_qty": Words("不平数量", "Does not balance by"),
    "previous_closing_qty": Words("上日结存", "Closing the day before"),
    "hours_open": Words("已待签收小时", "Hours open"),
    "is_insured": Words("已参保", "Insured"),
    "in_time": Words("按时", "In time"),
    "right_authority": Words("对象相符", "To the right authority"),
    "report_hours": Words("上报用时（小时）", "Hours until reported"),
    "requests_n": Words("表数材料件数", "Forms, data and materials"),
    "meetings_7d": Words("近7日会议次数", "Meetings in 7 days"),
    "days_reported": Words("报送天数", "Days reported"),
    "registered": Words("已登记", "Registered"),
    "files_n": Words("文件数", "Files"),
    "minutes": Words("用时（分钟）", "Minutes"),
    "unmeasured_n": Words("未测得用时的文件", "Files without a time"),
    "is_own": Words("本系统的要求", "Of this system"),
    "wait_minutes": Words("等待分钟", "Minutes waited"),
    "followed_up_in_time": Words("24小时内回访", "Followed up within 24 h"),
    "due_at": Words("应办结时间", "Due"),
    "feed": Words("上报表", "Feed"),
    "day": Words("业务日", "Business day"),
    "received_at": Words("收到时间", "Received"),
    "delay_days": Words("迟报天数", "Days late"),
    "delivery_no": Words("批次号", "Delivery"),
    "file_name": Words("文件名", "File"),
    "verdict": Words("处理结果", "Verdict"),
    "post_type": Words("点位类型", "Type of post"),
    "rows_n": Words("行数", "Rows"),
    "rows_behind_n": Words("明细行数", "Rows"),
    "accepted_n": Words("接收行数", "Rows accepted"),
    "rejected_n": Words("拒收行数", "Rows rejected"),
}
"""What the columns of `rows_sql` are called that no feed has."""


def post_type_of(rows: str) -> str:
    """Return a column of `rows_sql`: of what type the post of a row is."""
    return (
        f"(SELECT p.post_type FROM post AS p WHERE p.post_id = {rows}.post_id) AS post_type"
    )


def jointly(*bodies: Words) -> Words:
    """Return the bodies that answer together, as one text."""
    return Words(
        "、".join(body.hans for body in bodies),
        ", ".join(body.en for body in bodies),
        "、".join(body.hant or body.hans for body in bodies),
    )


def sql_for_rows(
    columns: str, rows: str, *, worst_first: str, place: str = "county_code"
) -> str:
    """Return the SELECT of the rows behind the number of `$place` as of `$as_of`.

    `rows` is what follows FROM, its WHERE included; it names `$as_of`. The place 3311 is
    the whole city. `worst_first` must settle the order of every row.
    """
    return f"""
        SELECT {columns}
        FROM {rows}
        AND ($place = '3311' OR {place} = $place)
        ORDER BY {worst_first}
    """


def sql_for_rate(
    rows: str, *, met: str, extras: str = "", place: str = "county_code"
) -> str:
    """Return the SELECT of the share of rows that meet a condition, place by place.

    `rows` is what follows FROM, its WHERE included. `extras` are more columns.
    """
    more = f", {extras}" if extras else ""
    return f"""
        SELECT
            {place} AS place,
            count(*) FILTER (WHERE {met}) AS numerator,
            count(*) AS denominator,
            numerator / nullif(denominator, 0) AS value{more}
        FROM {rows}
        GROUP BY {place}
    """
