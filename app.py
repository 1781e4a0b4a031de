"""The entry: streamlit run app.py

The server imports this file once, for what runs beside the pages, and then runs it as a
script for each visit.
"""

import streamlit as st

if __name__ == "__main__":
    from lishui_dash.ui import shell

    shell.frame()
else:
    from lishui_dash.actions.mishap import keep_logs_clean
    from lishui_dash.ui import doors
    from lishui_dash.ui.serving import serving

    keep_logs_clean()
    app = st.App(
        __file__,
        lifespan=serving,
        routes=doors.routes(),
        middleware=doors.middleware(),
        secrets=doors.secrets(),
    )
