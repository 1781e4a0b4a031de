"""The auditor reads who did what, in the language that was chosen."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from lishui_dash.access.audit import Did, Entry, Verdict
from lishui_dash.access.chain import mended_behind_torn, mended_without_head
from lishui_dash.views.audit import audit_table, audit_view, verdict_said, who_text
from lishui_dash.views.languages import LANGS, Lang, say, text
from lishui_dash.words import Words

AT = datetime(2020, 3, 4, 8, 30, 15)
HASH = "f" * 64
SENT = Entry(2, AT, "zhang", Did.SENT, "supplies_daily", "48 行", HASH)
SIGNED_IN = Entry(1, AT, "li", Did.SIGNED_IN, "", "", HASH)


def test_an_entry_is_a_line_of_words() -> None:
    frame = audit_view([SENT, SIGNED_IN], "hans").frame
    assert list(frame.columns) == ["编号", "时间", "操作人", "事项", "对象", "说明"]
    assert [list(line) for line in frame.itertuples(index=False)] == [
        [2, "2020-03-04 08:30:15", "zhang", "报送", "supplies_daily", "48 行"],
        [1, "2020-03-04 08:30:15", "li", "登录", "—", "—"],
    ]


@pytest.mark.parametrize("lang", LANGS)
def test_every_kind_of_event_can_be_shown_and_chosen(lang: Lang) -> None:
    entries = [replace(SENT, did=did) for did in Did]
    view = audit_view(entries, lang)
    assert [kind.did for kind in view.kinds] == list(Did)
    assert [kind.label for kind in view.kinds] == list(view.frame.iloc[:, 3])
    assert view.kinds[0].label == say(Did.SIGNED_IN.words, lang)


def test_a_kind_and_a_person_narrow_the_lines_and_not_the_choice() -> None:
    view = audit_view([SENT, SIGNED_IN], "en", did=Did.SENT)
    assert (list(view.frame["No."]), view.note) == ([2], "1 entry, newest first.")
    assert view.persons == ("li", "zhang")
    assert [kind.did for kind in view.kinds] == [Did.SIGNED_IN, Did.SENT]
    both = audit_view([SENT, SIGNED_IN], "en", did=Did.SENT, who="li")
    assert (len(both.frame), both.note) == (0, text("audit.none", "en"))


def test_an_empty_log_has_heads_and_says_so() -> None:
    view = audit_view([], "hans")
    assert len(view.frame.columns) == 6
    assert (len(view.frame), view.kinds, view.persons) == (0, (), ())
    assert view.note == "没有符合条件的记录。"


def test_an_altered_line_is_marked() -> None:
    view = audit_view([replace(SENT, is_as_written=False)], "hans")
    assert view.frame["说明"][0] == "【本条已被改动】48 行"


@pytest.mark.parametrize("lang", LANGS)
def test_what_the_log_says_of_itself_is_said_in_one_language(lang: Lang) -> None:
    for event in (mended_behind_torn(b"{", AT), mended_without_head(AT)):
        entry = Entry(3, AT, event.who, event.did, event.about, event.detail, HASH)
        _, _, who, _, about, detail = audit_view([entry], lang).frame.iloc[0]
        assert (who, about) == (text("audit.log", lang), "—")
        assert who_text(event.who, lang) == who
        assert (detail == detail.encode("ascii", "ignore").decode()) is (lang == "en")


def test_a_table_that_leaves_the_program_holds_the_hashes() -> None:
    assert list(audit_table([SENT], "hans")["校验值"]) == [HASH]


def test_a_verdict_is_a_sentence() -> None:
    broken = Verdict(3, 2, Words("第 2 条缺失", "line 2 is gone"))
    assert verdict_said(broken, "hans") == "审计日志在第 2 条处断开：第 2 条缺失。"
    assert (
        verdict_said(broken, "en") == "The audit log is broken at line 2: line 2 is gone."
    )
    assert verdict_said(Verdict(1_200), "hans") == "审计日志完整：共 1,200 条，逐条相符。"
    torn = verdict_said(Verdict(2, torn=(1,)), "en")
    assert torn.startswith(
        "The audit log is whole: 2 lines, each as it was written. In 1 pl"
    )
