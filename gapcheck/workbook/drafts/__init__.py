"""Workbooks as written, not judged: issued again, divided into parts, put together."""
