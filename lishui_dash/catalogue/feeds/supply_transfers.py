"""物资调拨单: one row an order and item."""

from __future__ import annotations

from datetime import time

from lishui_dash.catalogue import rules
from lishui_dash.catalogue.codes import posts
from lishui_dash.spec import (
    About,
    Cadence,
    Column,
    Due,
    Feed,
    Load,
    Register,
    Rule,
    Tier,
    Type,
    Words,
)

feed = Feed(
    name="supply_transfers",
    number=5,
    words=Words("物资调拨单", "Supply transfers", "物資調撥單"),
    tier=Tier.LEDGER,
    clauses=(8,),
    grain=Words("每张调拨单每种物资一行", "one row an order and item"),
    submitter=Words("市、县物资保障组", "supplies groups of city and counties"),
    key=("transfer_no", "item_code"),
    load=Load.UPSERT,
    cadence=Cadence.EVENT,
    due=Due(time(8, 0)),
    reporters=(),
    reporter="to_county",
    day="ordered_at",
    corrections=Words(
        "按单号更新；状态只进不退，退的按更正处理",
        "updated by its number; a status that goes back is a correction",
    ),
    personal_data=Words("无", "none"),
    about=About.THINGS,
    volume=Words("每日 30–120 行", "30 to 120 rows a day"),
    columns=(
        Column(
            "transfer_no",
            Words("调拨单号", "Transfer no.", "調撥單號"),
            Type.TEXT,
            required=True,
            aliases=("单号", "调拨编号"),
            example="DB-0205-01",
        ),
        Column(
            "item_code",
            Words("物资名称", "Item", "物資名稱"),
            Type.TEXT,
            required=True,
            aliases=("品名", "物资"),
            refers_to=Register.ITEM,
            example="医用防护口罩(N95)",
        ),
        Column(
            "from_unit_code",
            Words("调出单位", "From unit", "調出單位"),
            Type.TEXT,
            required=True,
            aliases=("调出方", "拨出单位"),
            refers_to=Register.UNIT,
            rules=(
                Rule(
                    "transfer_moves",
                    Words("调出单位与调入单位不能相同", "both units are the same"),
                    Words("请核对两个单位", "check both units"),
                    "from_unit_code <> to_unit_code",
                ),
            ),
            example="丽水市防疫物资储备库",
        ),
        Column(
            "to_unit_code",
            Words("调入单位", "To unit", "調入單位"),
            Type.TEXT,
            required=True,
            aliases=("接收单位", "调入方"),
            refers_to=Register.UNIT,
            example="青田县防疫物资库",
        ),
        Column(
            "from_county",
            Words("调出县市区", "From county", "調出縣市區"),
            Type.TEXT,
            required=True,
            aliases=("调出地",),
            refers_to=Register.PLACE,
            example="丽水市本级",
        ),
        Column(
            "to_county",
            Words("调入县市区", "To county", "調入縣市區"),
            Type.TEXT,
            required=True,
            aliases=("调入地",),
            refers_to=Register.PLACE,
            example="青田县",
        ),
        Column(
            "qty",
            Words("数量", "Quantity", "數量"),
            Type.NUMBER,
            required=True,
            aliases=("调拨数量",),
            rules=(rules.positive("qty"),),
            example="200",
        ),
        Column(
            "ordered_at",
            Words("下单时间", "Ordered at", "下單時間"),
            Type.TIMESTAMP,
            required=True,
            aliases=("申请时间",),
            example="2020-02-05 09:20",
        ),
        Column(
            "approved_by",
            Words("批准单位", "Approved by", "批准單位"),
            Type.TEXT,
            aliases=("审批人", "批准"),
            refers_to=Register.UNIT,
            rules=(
                rules.needed(
                    "approved_by",
                    Words(
                        "批准之后须填批准单位", "an approved transfer needs who approved it"
                    ),
                    unless="status IN ('ordered', 'cancelled')",
                ),
            ),
            example="市疫情防控指挥部办公室",
        ),
        Column(
            "dispatched_at",
            Words("发出时间", "Dispatched at", "發出時間"),
            Type.TIMESTAMP,
            aliases=("发货时间",),
            rules=(
                rules.not_before(
                    "dispatched_at", "ordered_at", Words("下单时间", "the order")
                ),
            ),
            example="2020-02-05 11:30",
        ),
        Column(
            "received_at",
            Words("签收时间", "Received at", "簽收時間"),
            Type.TIMESTAMP,
            aliases=("到货时间",),
            rules=(
                rules.not_before(
                    "received_at", "dispatched_at", Words("发出时间", "the dispatch")
                ),
            ),
            example="2020-02-05 16:00",
        ),
        Column(
            "received_qty",
            Words("实收数量", "Received quantity", "實收數量"),
            Type.NUMBER,
            aliases=("签收数量",),
            rules=(
                rules.not_negative("received_qty"),
                rules.at_most(
                    "received_qty", "qty", Words("调拨数量", "the quantity sent")
                ),
                Rule(
                    "received_in_full",
                    Words("实收少于调拨数量", "less came than was sent"),
                    Words("请与调出单位核对差额", "settle the difference with the sender"),
                    "received_qty >= qty",
                    rejects=False,
                ),
            ),
            example="200",
        ),
        Column(
            "status",
            Words("状态", "Status", "狀態"),
            Type.TEXT,
            required=True,
            aliases=("进度",),
            codes=posts.TRANSFER_STATUS,
            example="已签收",
        ),
    ),
)
