"""Validated questionnaires: data files and their scoring. Pure Python, no Django."""
