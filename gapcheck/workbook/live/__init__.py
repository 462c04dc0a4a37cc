"""Checks that the workbook makes itself, by plain formulas."""
