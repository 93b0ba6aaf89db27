"""Invented people taken through the real code: what `play` prints and the sample clinic holds."""
