"""五、力量保障: enough people at every post, and Party members in their communities."""

from lishui_dash.ui import shell
from lishui_dash.ui.clause import clause_page

shell.require_frame()
clause_page("c05_manpower")
