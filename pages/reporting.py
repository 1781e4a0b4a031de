"""报送情况: who owes which report, since when, and what was corrected."""

from lishui_dash.ui import live, reporting, session, shell
from lishui_dash.ui.language import text
from lishui_dash.views.reporting import reporting_view

shell.require_frame()

mark = session.mark()
shell.heading(text("page.reporting"), text("reporting.summary"))
reporting.draw(session.load(reporting_view))
live.keep_current(mark)
