"""二、选拔任用: performance at the front line counts in appointments and elections."""

from lishui_dash.ui import shell
from lishui_dash.ui.clause import clause_page

shell.require_frame()
clause_page("c02_appointment")
