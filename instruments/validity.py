"""Whose words a score was answered in: which instruments were asked in a translation of ours. Pure.

An answer is kept under `<instrument>_<item>`, with the language it was given in.
"""

from __future__ import annotations

from collections.abc import Collection

from instruments.definition import NOT_VALIDATED
from instruments.library import load, load_all


def is_not_validated(name: str, language: str) -> bool:
    """Whether the words of an instrument in a language are a translation nobody validated."""
    return load(name).wording_status(language) == NOT_VALIDATED


def not_validated(keys: Collection[str], language: str) -> frozenset[str]:
    """The instruments that these answers in that language belong to, of those not validated."""
    return frozenset(
        instrument.name
        for instrument in load_all()
        if is_not_validated(instrument.name, language)
        and any(f"{instrument.name}_{item.key}" in keys for item in instrument.items)
    )
