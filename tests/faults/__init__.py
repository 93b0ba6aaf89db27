"""Faults: the running product is injured, healed, and what was lost or doubled is counted."""
