"""Contrasts: what pages about several results tell and draw, in one language, before a template gives it a shape."""
