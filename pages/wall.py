"""大屏: everything at a glance, for a screen nobody touches."""

from lishui_dash.ui import session, shell, wall
from lishui_dash.views.wall import wall_view

shell.require_frame()

mark = session.mark()
wall.draw(session.load(wall_view))
wall.heartbeat(mark)
