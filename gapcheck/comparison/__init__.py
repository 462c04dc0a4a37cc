"""Comparison: an assessment held beside another one, or beside what might be."""
