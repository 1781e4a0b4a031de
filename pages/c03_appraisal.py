"""三、考核奖励: a separate quota of excellent ratings, and evidence for all incentives."""

from lishui_dash.ui import shell
from lishui_dash.ui.clause import clause_page

shell.require_frame()
clause_page("c03_appraisal")
