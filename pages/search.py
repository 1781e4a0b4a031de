"""查找: anything by its name, its code, its pinyin or only the initials."""

from lishui_dash.ui import search, shell
from lishui_dash.ui.language import text

shell.require_frame()
shell.heading(text("page.search"), text("search.summary"))
search.page()
