"""Adding a feed is one module, adding an indicator one declaration: all else follows.

A copy of the program gets both, and nothing else of it is touched. A fresh process then
looks at the copy from every side, once; each test reads one part of what it saw.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from lishui_dash.actions.desk import open_desk
from lishui_dash.catalogue.places import PLACES, WHOLE
from tests.kept import Kept

ROOT = Path(__file__).parents[1]
CLOCK = "2020-02-06T09:30"

FEED = '''
"""点位热水日检: one row a post and day."""

from datetime import time

from lishui_dash.catalogue import rules
from lishui_dash.catalogue.codes import posts
from lishui_dash.spec import (
    About,
    Cadence, Column, Due, Feed, Load, Register, Tier, Type, UnitKind, Words
)

feed = Feed(
    name="hot_water",
    number=21,
    words=Words("点位热水日检", "Hot water at posts"),
    tier=Tier.CORE,
    clauses=(7,),
    grain=Words("每个点位每日一行", "one row a post and day"),
    submitter=Words("县（市、区）指挥部", "the county command centre"),
    key=("checked_on", "post_id"),
    load=Load.REPLACE_SLICE,
    cadence=Cadence.DAILY,
    due=Due(time(9, 0)),
    reporters=(UnitKind.COMMAND, UnitKind.CITY_COMMAND),
    reporter="county_code",
    day="checked_on",
    slice_by=("checked_on", "post_id"),
    corrections=Words("点位当日重报", "sent again"),
    personal_data=Words("无", "none"),
    about=About.THINGS,
    volume=Words("每日 120 行", "120 rows a day"),
    columns=(
        Column("checked_on", Words("热水检查日期", "Checked on"), Type.DATE, required=True,
               example="2020-02-05"),
        Column("county_code", Words("县市区", "County"), Type.TEXT, required=True,
               refers_to=Register.PLACE, example="青田县"),
        Column("post_id", Words("热水点位", "Post"), Type.TEXT, required=True,
               refers_to=Register.POST, example="G1513温丽高速温溪出口"),
        Column("shift_code", Words("班次", "Shift"), Type.TEXT, codes=posts.SHIFT_CODE,
               example="白班"),
        Column("boilers_n", Words("开水器台数", "Boilers"), Type.INTEGER, required=True,
               rules=(rules.between("boilers_n", 0, 20),), example="2"),
    ),
)
'''

INDICATOR = """
from lishui_dash.catalogue.feeds import hot_water

hot_water_share = Indicator(
    name="M07_HOT_WATER",
    words=Words("点位热水到位率", "Posts with hot water"),
    question=Words("有多少点位有热水？", "How many posts have hot water?"),
    numerator=Words("有开水器的点位", "Posts with a boiler"),
    denominator=Words("当日报送的点位", "Posts reported on the day"),
    unit=say.PERCENT,
    format=Format.PERCENT,
    better=Better.HIGHER,
    threshold=Threshold(Kind.FLOOR, Words("判断", "judgement"), green=0.95, amber=0.3),
    owner=say.LOCAL_COMMAND,
    audience=(Audience.DEPARTMENT,),
    reads=(hot_water.feed,),
    sql=say.sql_for_rate("hot_water WHERE checked_on = $as_of", met="boilers_n > 0"),
    rows_sql=say.sql_for_rows(
        "checked_on, post_id, boilers_n",
        "hot_water WHERE checked_on = $as_of",
        worst_first="boilers_n, post_id",
    ),
    over_places=Combine.RATIO_OF_SUMS,
    promises=("7.2",),
)
"""

LOOK = """
import json
from datetime import date, datetime

from streamlit.testing.v1 import AppTest

from lishui_dash.catalogue import CATALOGUE
from lishui_dash.catalogue.places import WHOLE
from lishui_dash.catalogue.posts import POSTS
from lishui_dash.demo import Scale
from lishui_dash.demo.files import csv_file
from lishui_dash.demo.generic import generic_rows
from lishui_dash.demo.scale import extent_of
from lishui_dash.demo.world import World
from lishui_dash.dictionary import dictionary
from lishui_dash.errors import DeliveryRejected
from lishui_dash.intake.decode import decode
from lishui_dash.intake.receive import Arrival
from lishui_dash.intake.template import csv_of, csv_template, headings, xlsx_template
from lishui_dash.readings.recall import recall
from lishui_dash.ui import session
from lishui_dash.views.delivery import senders

AT = datetime(2020, 2, 6, 7, 30)
feed = CATALOGUE.feeds["hot_water"]
posts = [post.id for post in POSTS.values() if post.place == "331121"]
desk, seen = session.desk(), {}


def arrival(*boilers):
    told = [["2020-02-05", "青田县", p, "白班", n] for p, n in zip(posts, boilers)]
    return Arrival(csv_of([headings(feed), *told]), "热水.csv", AT)


def page(name):
    app = AppTest.from_file("app.py", default_timeout=60).run()
    app.switch_page(f"pages/{name}.py").run()
    assert not app.exception, app.exception
    return app


sql = "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = $t"
seen["table"] = desk.engine.query(sql + " ORDER BY ordinal_position", {"t": feed.name})
both = csv_template(feed), xlsx_template(feed)
seen["templates"] = [decode(template).sheets[0].head[0] for template in both]
known = desk.engine.registers
seen["senders"] = [unit.words.hans for unit in senders(CATALOGUE, known, feed.name)]
try:
    desk.receive(arrival("2", "21", "0"))
except DeliveryRejected as rejected:
    found = rejected.problems
    seen["problems"] = [(p.row, p.column, p.value, p.reason.hans) for p in found]
receipt = desk.receive(arrival("2", "1", "0"))
seen["receipt"] = (receipt.feed, receipt.rows_n, receipt.mode)
seen["rows"] = desk.engine.query("SELECT shift_code, boilers_n FROM hot_water ORDER BY 2")
seen["readings"] = {
    r.place: (r.numerator, r.denominator, r.status.value)
    for r in recall(desk.engine, date(2020, 2, 5))
    if r.indicator == "M07_HOT_WATER" and r.place in (WHOLE, "331121")
}
made = csv_file(feed, generic_rows(World(extent_of(Scale.SMALL)), feed, date(2020, 3, 2)))
judged = desk.check(Arrival(made, "演示.csv", datetime(2020, 3, 3, 7)))
seen["demo"] = (judged.is_accepted, judged.rows_n > 0)

upload = page("upload")
seen["choices"] = upload.selectbox(key="upload_feed").options
chosen = upload.selectbox(key="upload_feed").set_value(feed.name).run()
seen["unit choices"] = chosen.selectbox(key="upload_unit").options[1:]
for name in ("c07_work", "overview", "reporting", "dictionary"):
    seen[name] = "".join(element.proto.body for element in page(name).get("html"))
seen["document"] = dictionary()
print(json.dumps(seen))
"""


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the fresh process saw: the grown program on a store that was there before."""
    kept, program = Kept(tmp_path_factory.mktemp("kept")), tmp_path_factory.mktemp("grown")
    open_desk(kept.store, kept.key_file).engine.close()
    for name in ("lishui_dash", "pages", ".streamlit"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, program / name, ignore=ignored)
    shutil.copy(ROOT / "app.py", program)
    catalogue = program / "lishui_dash" / "catalogue"
    (catalogue / "feeds" / "hot_water.py").write_text(FEED, "utf-8")
    with (catalogue / "clauses" / "c07_work.py").open("a", encoding="utf-8") as clause:
        clause.write(INDICATOR)
    found: dict[str, Any] = json.loads(
        subprocess.run(
            [sys.executable, "-c", LOOK],
            cwd=program,
            env=os.environ | kept.settings(CLOCK) | {"PYTHONPATH": str(program)},
            check=True,
            stdout=subprocess.PIPE,
        ).stdout
    )
    return found


def test_the_store_gets_its_table(seen: dict[str, Any]) -> None:
    names = ["checked_on", "county_code", "post_id", "shift_code", "boilers_n"]
    types = ["DATE", "VARCHAR", "VARCHAR", "VARCHAR", "INTEGER"]
    assert seen["table"][:5] == [list(pair) for pair in zip(names, types, strict=True)]


def test_its_templates_are_made(seen: dict[str, Any]) -> None:
    told = ["热水检查日期", "县市区", "热水点位", "班次", "开水器台数"]
    assert seen["templates"] == [told, told]


def test_those_who_owe_it_can_choose_it_and_are_reported_on(seen: dict[str, Any]) -> None:
    assert "点位热水日检" in seen["choices"]
    assert "青田县疫情防控指挥部办公室" in seen["senders"]
    assert seen["unit choices"] == seen["senders"]
    assert len(seen["senders"]) == len(PLACES)
    assert "点位热水日检" in seen["reporting"]


def test_a_row_that_breaks_its_rule_is_refused(seen: dict[str, Any]) -> None:
    assert seen["problems"] == [[3, "开水器台数", "21", "应在 0 至 20 之间"]]


def test_a_good_file_is_stored_and_gets_a_receipt(seen: dict[str, Any]) -> None:
    assert seen["receipt"] == ["hot_water", 3, "first"]
    assert seen["rows"] == [["day", 0], ["day", 1], ["day", 2]]


def test_the_demo_makes_rows_that_are_accepted(seen: dict[str, Any]) -> None:
    assert seen["demo"] == [True, True]


def test_the_indicator_is_computed_and_judged(seen: dict[str, Any]) -> None:
    two_of_three = [2.0, 3.0, "amber"]
    assert seen["readings"] == {"331121": two_of_three, WHOLE: two_of_three}


@pytest.mark.parametrize("page", ["c07_work", "overview", "dictionary"])
def test_the_indicator_is_on_the_page(page: str, seen: dict[str, Any]) -> None:
    assert 'data-indicator="M07_HOT_WATER"' in seen[page]


def test_its_figure_stands_under_its_promise_and_on_its_tile(seen: dict[str, Any]) -> None:
    [promise] = re.findall(r'\?indicator=M07_HOT_WATER".*?<b>(.*?)</b>', seen["c07_work"])
    [tile] = re.findall(r'tor="M07_HOT_WATER".*?<span>(.*?)</span>', seen["c07_work"])
    assert promise == tile == "66.7"


def test_both_are_in_the_dictionary(seen: dict[str, Any]) -> None:
    for told in ("点位热水到位率", "开水器台数", "应在 0 至 20 之间"):
        assert told in seen["dictionary"]
        assert told in seen["document"]
