"""The wall: a screen that nobody touches, for weeks.

    address    what the address of a wall asks for
    drawing    what the readings say, as HTML; scenes of the tour beside it
    frames     one drawing for all viewers, and the last good one when another fails
    page       what Streamlit runs: the frame, drawn once a version, and the heartbeat
    push       wakes every wall when the data have changed
    holder     the page around the wall that outlives it: routes, still, service worker

`wall.js` runs beside it in the browser: clock, cut, tour, keys.
"""
