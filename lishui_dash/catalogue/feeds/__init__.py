"""One module is one feed, found by its name: a new module is a new feed."""
