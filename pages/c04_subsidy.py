"""四、待遇保障: the subsidies that were promised are paid."""

from lishui_dash.ui import shell
from lishui_dash.ui.clause import clause_page

shell.require_frame()
clause_page("c04_subsidy")
