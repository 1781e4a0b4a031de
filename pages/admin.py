"""管理: accounts, screens, thresholds and registers, and how the dashboard runs."""

from lishui_dash.ui import shell
from lishui_dash.ui.admin import sections
from lishui_dash.ui.language import text

shell.require_frame()
shell.heading(text("page.admin"), text("admin.summary"))
sections.draw()
