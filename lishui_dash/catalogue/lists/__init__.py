"""Reference lists: what is handed in to say which units and posts there are.

Declared like feeds and read by the same machinery, but nobody owes them, no indicator
reads them, and they are recognised only where no feed fits the headings. An entry that a
later list leaves out stays; it ends when a list says 停用.
"""
