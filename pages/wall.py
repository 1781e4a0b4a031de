"""大屏: everything at a glance, for a screen nobody touches."""

from lishui_dash.ui import shell
from lishui_dash.ui.wall import page

shell.require_frame()

page.show()
