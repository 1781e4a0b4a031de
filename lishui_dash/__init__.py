"""The command centre's dashboard for the people at the front line.

Read the package in the direction the data flows:

    spec       WHAT a declaration is
    catalogue  THE facts: places, code lists, feeds, rollups, clauses with their indicators
    store      the tables, their version, and the ledger of every delivery
    intake     a delivered file -> typed rows, or a rejection with every problem
    readings   rows -> readings -> status
    actions    what is done about it; files that come without a page
    access     who may see and send what: roles, scopes, accounts, screens, audit
    views      readings -> exactly what one page shows
    ui         the only code here that knows Streamlit and Plotly
    commands   what is done from a command line

Each package may import those above it and none below it.
"""
