"""Readings in, exactly what one page shows out. Nothing here knows Streamlit.

languages  the texts of the interface, in the viewer's language
moment     the moment a page speaks about
figures    how values, changes, days and coverage are written
tile       one figure with its status, change, trend and coverage
wall       the wall
"""
