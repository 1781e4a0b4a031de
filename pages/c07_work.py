"""七、工作保障: food, warmth, shelter and transport at the posts; care money well spent."""

from lishui_dash.ui import shell
from lishui_dash.ui.clause import clause_page

shell.require_frame()
clause_page("c07_work")
