"""个人信息保护: what is kept of persons, why, who sees it, and until when."""

from lishui_dash.ui import privacy, shell
from lishui_dash.ui.language import text

shell.require_frame()
shell.heading(text("page.privacy"), text("kept.summary"))
privacy.draw(privacy.asked())
