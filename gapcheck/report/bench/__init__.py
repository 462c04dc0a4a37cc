"""What the bench found, for rule authors: tests, coverage and mutants, at a terminal and as JSON."""
