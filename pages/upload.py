"""上报: hand a file in and get a receipt, or every problem with its remedy."""

from lishui_dash.ui import shell, upload
from lishui_dash.ui.language import text

shell.require_frame()
shell.heading(text("page.upload"), text("upload.summary"))
upload.draw()
