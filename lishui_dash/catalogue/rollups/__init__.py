"""One module per rollup: its `rollup`, a SELECT in the portable subset."""
