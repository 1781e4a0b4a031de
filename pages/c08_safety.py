"""八、安全保障: supplies for the front line, insurance, and help for those who fall ill."""

from lishui_dash.ui import shell
from lishui_dash.ui.clause import clause_page

shell.require_frame()
clause_page("c08_safety")
