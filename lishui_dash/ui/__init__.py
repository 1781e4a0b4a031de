"""The only code here that knows Streamlit and Plotly.

shell      the frame around every page: menu, language, day shown
clock      the only reading of the time
session    what outlives one run: the store, and views already built
language   texts in the viewer's language
theme      colours, shapes and type
tiles      one figure with its trend
maps       the tile map of the counties
wall       the wall
"""
