"""Accounts of a dashboard that is open to all: they are not managed on a page.

Whoever makes the first one closes the dashboard to everybody else. A page that is open to
all cannot tell who may; the machine of the server can.
"""

from __future__ import annotations

import os
from html import escape

import streamlit as st

from lishui_dash.spec.settings import ACCESS, setting
from lishui_dash.ui import access_files, language
from lishui_dash.ui.language import text
from lishui_dash.ui.sign_in.addresses import PATH, own_address
from lishui_dash.ui.sign_in.entering import MAKES_FIRST


def draw() -> None:
    """Say by which command the first account is made; once there is one, what then."""
    is_told_open = setting(ACCESS, os.environ) == "open"
    if access_files.accounts().has_any():
        if is_told_open:
            st.info(text("admin.stays_open"))
            return
        st.info(text("admin.closing"))
        target = escape(own_address(PATH, "admin", language.lang()))
        said = escape(text("access.sign_in"))
        st.html(f'<a class="lp-link" href="{target}" target="_self">{said}</a>')
        return
    st.header(text("admin.first"), anchor=False)
    told = text("admin.first_open" if is_told_open else "admin.first_closes")
    st.html(f'<p class="ld-open" role="note">{escape(told)}</p>')
    st.markdown(text("sign_in.first"))
    st.code(MAKES_FIRST, language=None)
