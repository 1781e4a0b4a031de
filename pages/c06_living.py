"""六、生活保障: rest for those who are worn out, care for the families of medics."""

from lishui_dash.ui import shell
from lishui_dash.ui.clause import clause_page

shell.require_frame()
clause_page("c06_living")
