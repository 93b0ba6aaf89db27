"""Validated questionnaires: data files and their scoring. Pure Python; knows no Django and no patient."""
