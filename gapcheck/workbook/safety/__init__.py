"""What must hold before a file may be opened at all: its container, its markup, its sheets as they stand in it."""
