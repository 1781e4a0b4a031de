"""Demo rows of each feed: one module is one feed, found by its name.

A module has `make(world, day)`: the rows that speak of the business day, the standing
list on the first day of the campaign, and rows of earlier days that the day changed.
A feed without a module gets the rows of `generic`.
"""
