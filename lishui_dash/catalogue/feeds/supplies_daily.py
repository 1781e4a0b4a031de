"""防护物资日报: one row a unit, item and day, in base units."""

from __future__ import annotations

from datetime import time

from lishui_dash.catalogue import rules, supplies
from lishui_dash.catalogue.codes import goods
from lishui_dash.spec import (
    About,
    Cadence,
    Column,
    Due,
    Feed,
    Load,
    Packed,
    Privacy,
    Register,
    Rule,
    Tier,
    Type,
    UnitKind,
    Words,
)

feed = Feed(
    name="supplies_daily",
    number=4,
    words=Words("防护物资日报", "Supplies report", "防護物資日報"),
    tier=Tier.NAMED,
    clauses=(8,),
    grain=Words(
        "每单位每种物资每日一行，按基本计量单位",
        "one row a unit, item and day, in base units",
    ),
    submitter=Words(
        "物资仓库、医院、乡镇（街道）、卫生院、市直单位的物资管理员",
        "storekeepers of stores, hospitals, townships, clinics and bureaus",
    ),
    key=("report_date", "unit_code", "item_code"),
    load=Load.REPLACE_SLICE,
    cadence=Cadence.DAILY,
    due=Due(time(8, 0)),
    reporters=(
        UnitKind.STORE,
        UnitKind.HOSPITAL,
        UnitKind.TOWNSHIP,
        UnitKind.CLINIC,
        UnitKind.DEPARTMENT,
    ),
    # Many counties count their stock at the command centre, and call the store so.
    contributors=(UnitKind.COMMAND, UnitKind.CITY_COMMAND),
    reporter="unit_code",
    day="report_date",
    slice_by=("report_date", "unit_code"),
    watched=("consumed_qty", "closing_qty"),
    chained=("opening_qty", "closing_qty"),
    rules=(
        Rule(
            "stock_balances",
            Words(
                "今日结存应等于昨日结存加各项入库减各项出库",
                "closing must be opening plus what came in less what went out",
            ),
            Words("请核对这一行的数量", "check the figures of the row"),
            (
                "abs(opening_qty + purchased_qty + donated_qty + allocated_in_qty + "
                "transferred_in_qty - transferred_out_qty - consumed_qty - damaged_qty "
                "- closing_qty) <= 0.5"
            ),
            rejects=False,
            needs_reason=True,
        ),
    ),
    packed=Packed(
        item="item_code",
        unit="uom",
        packing="spec",
        quantities=(
            "opening_qty",
            "purchased_qty",
            "donated_qty",
            "allocated_in_qty",
            "transferred_in_qty",
            "transferred_out_qty",
            "consumed_qty",
            "damaged_qty",
            "closing_qty",
            "in_transit_qty",
        ),
        base_units=supplies.BASE_UNITS,
        fixed=supplies.FIXED_UNITS,
    ),
    corrections=Words(
        "整日重报；今日结存须等于次日的昨日结存，断链处如实显示",
        (
            "the whole day is sent again; closing must equal the next opening, and "
            "a break is shown"
        ),
    ),
    personal_data=Words("无（经手人不保存）", "none (the handler’s name is not kept)"),
    about=About.THINGS,
    volume=Words("每日 6,000–9,000 行", "6,000 to 9,000 rows a day"),
    columns=(
        Column(
            "report_date",
            Words("统计日期", "Report date", "統計日期"),
            Type.DATE,
            required=True,
            aliases=("日期", "填报日期", "数据日期", "报送日期"),
            example="2020-02-05",
        ),
        Column(
            "county_code",
            Words("县市区", "County", "縣市區"),
            Type.TEXT,
            required=True,
            aliases=("县（市、区）", "区县", "属地"),
            refers_to=Register.PLACE,
            example="青田县",
        ),
        Column(
            "unit_code",
            Words("单位", "Unit", "單位"),
            Type.TEXT,
            required=True,
            aliases=("单位名称", "填报单位", "仓库", "储备单位"),
            refers_to=Register.UNIT,
            example="青田县防疫物资库",
        ),
        Column(
            "item_code",
            Words("物资名称", "Item", "物資名稱"),
            Type.TEXT,
            required=True,
            aliases=("品名", "物资", "物品名称", "名称"),
            refers_to=Register.ITEM,
            example="医用防护口罩(N95)",
        ),
        Column(
            "spec",
            Words("规格型号", "Specification", "規格型號"),
            Type.TEXT,
            aliases=("规格", "型号"),
            example="9132",
        ),
        Column(
            "uom",
            Words("计量单位", "Unit of measure", "計量單位"),
            Type.TEXT,
            required=True,
            aliases=("单位(计量)", "计量", "单位（只、盒）"),
            codes=goods.UNIT_OF_MEASURE,
            example="只",
        ),
        Column(
            "opening_qty",
            Words("昨日结存", "Opening stock", "昨日結存"),
            Type.NUMBER,
            required=True,
            aliases=("期初库存", "上日结存", "昨日库存", "期初数"),
            rules=(rules.not_negative("opening_qty"),),
            derived=(
                "closing_qty + consumed_qty + damaged_qty + transferred_out_qty "
                "- purchased_qty - donated_qty - allocated_in_qty - transferred_in_qty"
            ),
            example="1200",
        ),
        Column(
            "purchased_qty",
            Words("今日采购入库", "Purchased", "今日採購入庫"),
            Type.NUMBER,
            aliases=("采购入库", "购入", "今日购入", "今日入库", "入库", "入库数量"),
            rules=(rules.not_negative("purchased_qty"),),
            default="0",
            example="100",
        ),
        Column(
            "donated_qty",
            Words("接受捐赠", "Donated", "接受捐贈"),
            Type.NUMBER,
            aliases=("捐赠入库", "社会捐赠", "华侨捐赠"),
            rules=(rules.not_negative("donated_qty"),),
            default="0",
            example="0",
        ),
        Column(
            "allocated_in_qty",
            Words("上级调拨", "Allocated from above", "上級調撥"),
            Type.NUMBER,
            aliases=("上级下拨", "省市调拨", "调拨入库"),
            rules=(rules.not_negative("allocated_in_qty"),),
            default="0",
            example="0",
        ),
        Column(
            "transferred_in_qty",
            Words("横向调入", "Transferred in", "橫向調入"),
            Type.NUMBER,
            aliases=("调入",),
            rules=(rules.not_negative("transferred_in_qty"),),
            default="0",
            example="0",
        ),
        Column(
            "transferred_out_qty",
            Words("调出下拨", "Transferred out", "調出下撥"),
            Type.NUMBER,
            aliases=("调出", "下发", "下拨", "分配出库"),
            rules=(rules.not_negative("transferred_out_qty"),),
            default="0",
            example="0",
        ),
        Column(
            "consumed_qty",
            Words("今日消耗", "Consumed"),
            Type.NUMBER,
            required=True,
            aliases=(
                "消耗",
                "领用",
                "今日使用",
                "使用量",
                "日消耗量",
                "出库消耗",
                "今日出库",
                "出库",
            ),
            rules=(rules.not_negative("consumed_qty"),),
            example="180",
        ),
        Column(
            "damaged_qty",
            Words("报损", "Damaged", "報損"),
            Type.NUMBER,
            aliases=("报废", "损耗", "不合格"),
            rules=(rules.not_negative("damaged_qty"),),
            default="0",
            example="0",
        ),
        Column(
            "closing_qty",
            Words("今日结存", "Closing stock", "今日結存"),
            Type.NUMBER,
            required=True,
            aliases=("库存", "现有库存", "期末库存", "结存", "库存数"),
            rules=(rules.not_negative("closing_qty"),),
            example="1120",
        ),
        Column(
            "in_transit_qty",
            Words("在途数量", "In transit", "在途數量"),
            Type.NUMBER,
            aliases=("在途", "已订未到"),
            rules=(rules.not_negative("in_transit_qty"),),
            example="200",
        ),
        Column(
            "expected_arrival",
            Words("预计到货日期", "Expected arrival", "預計到貨日期"),
            Type.DATE,
            aliases=("到货时间", "预计到货"),
            rules=(
                rules.needed(
                    "expected_arrival",
                    Words(
                        "有在途的须填预计到货日期",
                        "what is in transit needs a day of arrival",
                    ),
                    unless="coalesce(in_transit_qty, 0) = 0",
                ),
            ),
            example="2020-02-08",
        ),
        Column(
            "earliest_expiry",
            Words("最近效期", "Earliest expiry"),
            Type.DATE,
            aliases=("有效期", "效期"),
            rules=(
                Rule(
                    "expiry_passed",
                    Words(
                        "最近效期早于统计日期",
                        "the earliest expiry is before the day reported",
                    ),
                    Words(
                        "请核对效期；过期物资请报损",
                        "check the date; report what has expired as damaged",
                    ),
                    "earliest_expiry >= report_date",
                    rejects=False,
                ),
            ),
            example="2021-06-30",
        ),
        Column(
            "remark",
            Words("备注", "Remark", "備註"),
            Type.TEXT,
            aliases=("说明",),
            privacy=Privacy.FREE_TEXT,
            example="存放于一号库",
        ),
    ),
)
