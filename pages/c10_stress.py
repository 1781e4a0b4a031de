"""十、减轻精神压力: tolerance of errors, counselling, and an ear for those at the front."""

from lishui_dash.ui import shell
from lishui_dash.ui.clause import clause_page

shell.require_frame()
clause_page("c10_stress")
