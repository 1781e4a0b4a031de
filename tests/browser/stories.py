"""What a reader must see of the storylines: when, on which page, in which words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lishui_dash.demo import only
from lishui_dash.intake.receive import Desk


@dataclass(frozen=True)
class Seen:
    """A page at a moment; `address` is what follows the server's, `says` its sentences."""

    story: str
    at: datetime
    address: str
    says: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"story-{int(self.story[1:])}-{self.address.partition('?')[0]}"


SEEN = (
    Seen(
        "S01",
        datetime(2020, 3, 4, 9),
        "c08_safety",
        (
            "青田 N95：可用 2.98 天，03-06 断供。",
            "市本级可调 2,160 只，可用天数升至 7.03 天，断供推迟到 03-11。",
        ),
    ),
    Seen(
        "S01",
        datetime(2020, 3, 4, 9),
        "unit?unit=331121",
        ("■ 超红线", "N95 物资可用天数 2.98 天", "建议市本级调入 2,160 只，可达 7.03 天"),
    ),
    Seen(
        "S02",
        datetime(2020, 2, 14, 9),
        "c06_living",
        (
            "青田 G1513温丽高速温溪出口：6 人将于 02-14 达到强制休息线",
            "连续值守满 14 天、7日工时超过 66 小时",
            "84 小时",
        ),
    ),
    Seen(
        "S03",
        datetime(2020, 2, 12, 9),
        "c09_form_burden",
        (
            "市直示例局 当日有 5 件要求未经指挥部同意，面向 173 个单位，",
            "预计占用基层 346 小时。",
            "5 件（未同意 5）",
        ),
    ),
    Seen(
        "S04",
        datetime(2020, 2, 18, 9),
        "unit?unit=331126",
        ("有报表迟报2天以上", "已超时 2.0 天", "防护物资日报", "0/84"),
    ),
    Seen(
        "S07",
        datetime(2020, 2, 13, 10),
        "c08_safety?as_of=2020-02-12",
        ("防护服 今日结存 4,200 → 420", "遂昌县防疫物资库", "140 天", "14.0 天"),
    ),
    Seen(
        "S08",
        datetime(2020, 2, 20, 9),
        "c05_manpower?as_of=2020-02-19",
        (
            "点位撤销未登记：41 个点位到岗为 0 且未撤销",
            "请核实后补报撤销，不是人手短缺。",
        ),
    ),
    Seen(
        "S10",
        datetime(2020, 3, 28, 9),
        "c03_appraisal",
        ("34.0", "■ 超红线", "超限单位数", "云和示例单位"),
    ),
    Seen("S10", datetime(2020, 3, 28, 9), "c02_appointment", ("<5 人", "云和")),
)


def tell(desk: Desk, story: str, until: datetime) -> None:
    """Hand in, at the desk, what the story sends up to a moment."""
    for morning in only(story):
        if morning.at <= until:
            desk.receive_many(morning.arrivals)
