"""一、政治激励: those who do well at the front are seen, admitted and commended."""

from lishui_dash.ui import shell
from lishui_dash.ui.clause import clause_page

shell.require_frame()
clause_page("c01_honour")
