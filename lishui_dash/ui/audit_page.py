"""The audit log on the screen: the newest of it, whether it is whole, and to take along."""

from __future__ import annotations

import io
import zipfile
from functools import partial

import pandas as pd
import streamlit as st

from lishui_dash.access.audit import Audit
from lishui_dash.access.events import Did, Entry
from lishui_dash.access.exports import Export
from lishui_dash.access.roles import Right
from lishui_dash.catalogue.places import WHOLE
from lishui_dash.ui import access_files, parts, session, take
from lishui_dash.ui.clock import clock
from lishui_dash.ui.language import lang, text
from lishui_dash.views.audit import audit_table, audit_view, verdict_said, who_text
from lishui_dash.views.exports import file_stem
from lishui_dash.views.languages import Lang

_LOOKED_AT, _SHOWN = 5_000, 200
_FEW, _HIGH = 15, 640
"""Rows that are shown without scrolling, and the height of more, in pixels."""
_KIND, _WHO, _VERDICT = "audit_kind", "audit_who", "audit_verdict"
_LOG, _ZIP_TYPE = "audit.jsonl", "application/zip"
"""The name of a copy that `audit verify` takes, its head beside it."""


def draw() -> None:
    """Draw the page, for whoever may read the log of the whole city: it has no parts."""
    parts.style()
    if not session.scope().may(Right.AUDIT, WHOLE):
        st.info(text("audit.of_city"))
        return
    log = access_files.audit()
    _verify()
    _entries(log.entries(most=_LOOKED_AT))
    _files(log)


def _verify() -> None:
    """Let the log be verified; what came of it stays on the screen, and says of when."""
    if st.button(text("audit.verify"), key="audit_verify"):
        st.session_state[_VERDICT] = clock(), access_files.verified()
    if _VERDICT not in st.session_state:
        st.caption(text("audit.verify_note"))
        return
    at, verdict = st.session_state[_VERDICT]
    told = verdict_said(verdict, lang())
    if verdict.first_broken is None:
        noted = f"{verdict.count}:{verdict.hash}"
        told = f"{told} {text('audit.noted', noted=noted)}"
    show = st.success if verdict.first_broken is None else st.error
    show(f"{at:%m-%d %H:%M} {told}")


def _entries(entries: tuple[Entry, ...]) -> None:
    every = audit_view(entries, lang())
    labels = {kind.did: kind.label for kind in every.kinds}
    left, right = st.columns(2)
    did = left.selectbox(
        text("audit.what"),
        list(labels),
        index=None,
        format_func=lambda did: labels.get(did, did.value),
        key=_KIND,
        placeholder=text("audit.every_kind"),
    )
    who = right.selectbox(
        text("audit.who"),
        every.persons,
        index=None,
        format_func=lambda name: who_text(name, lang()),
        key=_WHO,
        placeholder=text("audit.everybody"),
    )
    view = audit_view(entries, lang(), did, who)
    st.caption(view.note)
    if len(view.frame) > _SHOWN:
        st.caption(text("audit.shown", most=_SHOWN))
    if len(entries) == _LOOKED_AT:
        st.caption(text("audit.looked_at", most=f"{_LOOKED_AT:,}"))
    st.dataframe(
        view.frame.head(_SHOWN),
        hide_index=True,
        key="audit_entries",
        height="content" if len(view.frame) < _FEW else _HIGH,
    )


def _files(log: Audit) -> None:
    """Offer the whole log; that it was taken is written in it first, and so in the file."""
    st.header(text("audit.files"), anchor=False)
    st.caption(text("audit.files_note"))
    stem = file_stem(text("audit.log"), WHOLE, clock().date(), lang())
    told = session.on_taking(Did.AUDIT_TAKEN, stem)
    source = partial(whole, log, lang())
    take.files(source, stem, "audit-files", Export.AUDIT_LOG, told)
    with st.container(key="take-audit-jsonl"):
        take.file(
            text("audit.jsonl"),
            partial(copied, log),
            f"{stem}.zip",
            _ZIP_TYPE,
            "audit-jsonl",
            Export.AUDIT_LOG,
            told=told,
            type="tertiary",
        )


def whole(log: Audit, language: Lang) -> pd.DataFrame:
    return audit_table(log.entries()[::-1], language)


def copied(log: Audit) -> bytes:
    """Return the log and its head as they are: without the head nobody can tell whether
    the end was cut off."""
    parts_of = log.copied()
    head = next(parts_of)
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as packed:
        with packed.open(_LOG, "w") as file:
            for block in parts_of:
                file.write(block)
        packed.writestr(f"{_LOG}.head", head)
    return sink.getvalue()
