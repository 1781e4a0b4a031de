"""审计日志: who did what, whether the log of it is whole, and a copy to take along."""

from lishui_dash.ui import audit_page, shell
from lishui_dash.ui.language import text

shell.require_frame()
shell.heading(text("page.audit"), text("audit.summary"))
audit_page.draw()
