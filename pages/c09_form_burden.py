"""九、减轻工作负担: fewer forms, data requests and meetings; none without consent."""

from lishui_dash.ui import shell
from lishui_dash.ui.clause import clause_page

shell.require_frame()
clause_page("c09_form_burden")
