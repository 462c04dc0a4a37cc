"""The commands for rule authors, under ``gapcheck rules``."""
