"""总览: every indicator, worst first, and every place under every clause."""

from lishui_dash.ui import changes, live, overview, session, shell
from lishui_dash.ui.language import text
from lishui_dash.views.overview import overview_view

shell.require_frame()

mark = session.mark()
shell.heading(text("page.overview"), text("overview.summary"))
changes.draw()
overview.draw(session.load(overview_view))
live.keep_current(mark)
