"""数据字典: every indicator, promise, report, column, rule and code."""

from lishui_dash.ui import dictionary, session, shell
from lishui_dash.ui.language import text
from lishui_dash.views.dictionary import dictionary_view

shell.require_frame()
shell.heading(text("page.dictionary"), text("dictionary.summary"))
dictionary.draw(session.load(dictionary_view, dictionary.asked()))
