"""One command for every figure an issue asks for; the figures are in RESULTS.md."""
