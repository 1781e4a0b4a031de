"""The page of the audit log: read, filtered, verified, and taken along whole."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lishui_dash.access.audit import Audit, audit_key
from lishui_dash.access.events import Did, Event
from lishui_dash.access.roles import Grant, Role
from lishui_dash.spec.settings import AUDIT
from lishui_dash.ui import access_files, session
from lishui_dash.ui.audit_page import copied, whole
from lishui_dash.ui.clock import clock
from lishui_dash.views.exports import csv_bytes
from lishui_dash.views.languages import LANGS, Lang, text
from tests.access.people import HOME, person
from tests.administered import html, press, ran, said, wrong
from tests.kept import Kept
from tests.opened import pages_on
from tests.signed_in import signed_in
from tests.test_texts import CHINESE

AUDITOR = person("auditor", Grant(Role.AUDITOR))
NASTY = "<script>alert(1)</script> [x](http://example.com)"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    found = Kept(tmp_path_factory.mktemp("audit"))
    with pages_on(found):
        yield found


@pytest.fixture(autouse=True)
def log(kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Audit]:
    """A log with three entries, read by the auditor of the city."""
    monkeypatch.setenv(AUDIT.name, str(tmp_path / "audit.jsonl"))
    found = access_files.audit()
    for who, did, about in (
        ("库管员", Did.SENT, "supplies_daily 2020-03-03 #7"),
        ("王敏", Did.ACCOUNT_CHANGED, "库管员"),
        ("库管员", Did.FILE_REFUSED, NASTY),
    ):
        found.write(Event(clock().replace(microsecond=0), who, did, about))
    with signed_in(AUDITOR):
        yield found


def _below_the_heading() -> None:
    from lishui_dash.ui import audit_page

    audit_page.draw()


def opened(**query: str) -> AppTest:
    app = AppTest.from_function(_below_the_heading, default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    return ran(app)


def column(app: AppTest, key: str, lang: Lang = "hans") -> list[str]:
    return [str(cell) for cell in app.dataframe[0].value[text(f"audit.{key}", lang)]]


@pytest.mark.parametrize("lang", LANGS)
def test_the_newest_stand_first_in_every_language(lang: Lang) -> None:
    app = opened(lang=lang)
    assert column(app, "number", lang) == ["3", "2", "1"]
    labels = [*(one.label for one in app.selectbox), *(one.label for one in app.button)]
    captions = [one.value for one in app.caption]
    if lang == "en":
        assert CHINESE.findall("".join([*labels, *captions])) == []


def test_it_is_filtered_by_kind_and_by_person() -> None:
    app = opened()
    app = ran(app.selectbox(key="audit_who").select("库管员"))
    assert column(app, "number") == ["3", "1"]
    app = ran(app.selectbox(key="audit_kind").select(Did.SENT))
    assert column(app, "number") == ["1"]
    assert any("共 1 条" in one.value for one in app.caption)


def test_what_was_planted_is_text(log: Audit) -> None:
    app = opened()
    assert column(app, "about")[0] == NASTY
    assert "<script>alert" not in html(app)
    assert NASTY not in "\n".join(one.value for one in (*app.markdown, *app.caption))


def test_it_is_verified_and_says_where_it_was_changed(log: Audit, tmp_path: Path) -> None:
    app = press(opened(), "核对是否完整")
    [told] = said(app)
    assert "审计日志完整：共 3 条" in told
    assert f"3:{log.verify().hash}" in told
    path = tmp_path / "audit.jsonl"
    path.write_text(path.read_text("utf-8").replace("王敏", "张三"), "utf-8")
    app = press(app, "核对是否完整")
    assert "在第 2 条处断开" in wrong(app)[0]
    assert "已被改动" in column(app, "detail")[1]


def test_a_copy_holds_its_own_taking_and_is_verified_by_itself(
    log: Audit, kept: Kept, tmp_path: Path
) -> None:
    told = session.on_taking(Did.AUDIT_TAKEN, "审计日志_全市_20200304")
    told()
    packed = zipfile.ZipFile(io.BytesIO(copied(log)))
    packed.extractall(tmp_path / "copy")
    copy = Audit(tmp_path / "copy" / "audit.jsonl", audit_key(kept.folder / "access.key"))
    assert copy.verify() == log.verify()
    newest = copy.entries()[0]
    assert (newest.number, newest.did) == (4, Did.AUDIT_TAKEN)
    assert (newest.who, newest.about) == (AUDITOR.title, "审计日志_全市_20200304")


def test_the_table_is_the_whole_log_oldest_first(log: Audit) -> None:
    shown = csv_bytes(whole(log, "hans")).decode("utf-8-sig").splitlines()
    assert shown[0] == "编号,时间,操作人,事项,对象,说明,校验值"
    assert [line.partition(",")[0] for line in shown[1:]] == ["1", "2", "3"]


def test_it_offers_csv_xlsx_and_jsonl() -> None:
    offered = [one.proto.label for one in opened().get("download_button")]
    assert offered == [
        *(text("take.csv", "hans"), text("take.xlsx", "hans")),
        text("audit.jsonl", "hans"),
    ]


def test_the_log_of_the_city_is_not_for_a_county() -> None:
    with signed_in(person("county auditor", Grant(Role.AUDITOR, HOME))):
        app = opened()
    assert [one.value for one in app.info] == [text("audit.of_city", "hans")]
    assert (list(app.dataframe), list(app.button)) == ([], [])
    assert app.get("download_button") == []


def test_where_all_is_open_everybody_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LISHUI_ACCESS", "open")
    assert column(opened(), "number") == ["3", "2", "1"]
