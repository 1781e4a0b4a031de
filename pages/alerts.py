"""预警处置: what is red or amber, who has seen it, what was ordered, what is over."""

from lishui_dash.ui import alerts, live, session, shell
from lishui_dash.ui.language import text

shell.require_frame()

mark = session.mark()
shell.heading(text("page.alerts"), text("alerts.summary"))
alerts.draw()
live.keep_current(mark)
