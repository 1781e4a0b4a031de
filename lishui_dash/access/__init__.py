"""Who may see what: screens open with a token of their own."""
