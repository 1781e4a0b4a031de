"""本单位: what is wrong at one unit, what it owes, how it stands, and who is behind."""

from lishui_dash.ui import live, session, shell, unit
from lishui_dash.ui.language import text

shell.require_frame()

mark = session.mark()
shell.heading(text("page.unit"), text("unit.summary"))
unit.draw()
live.keep_current(mark)
