"""The entry: streamlit run app.py"""

from lishui_dash.ui import shell

shell.frame()
