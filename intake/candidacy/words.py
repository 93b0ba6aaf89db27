"""The words the rules know (`words-v1.toml`): recognising them, saying them in plain English."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

_APART = str.maketrans(dict.fromkeys("_-/+,.;:()#&", " "))


@dataclass(frozen=True)
class Words:
    """Vocabularies of the open lists, groups of words, and blood thinners by every name."""

    vocabularies: Mapping[str, Mapping[str, list[str]]]
    groups: Mapping[str, list[str]]
    treatment_classes: Mapping[str, str]
    thinners: tuple[tuple[str, str, str], ...]  # (name, generic name, kind)
    relief: Mapping[str, Any]
    starts: Mapping[str, Any]
    spoken: Mapping[str, str]
    opioids: tuple[str, ...]

    @classmethod
    def read(cls, raw: Mapping[str, Any], opioids: Iterable[str]) -> "Words":
        """`opioids`: every name of one, as the table of doses has them."""
        tables = ("groups", "treatment_classes", "anticoagulants", "antiplatelets")
        own = (*tables, "relief", "starts", "say")
        thinners = (
            (name, generic, kind)
            for kind in ("anticoagulant", "antiplatelet")
            for generic, names in raw[f"{kind}s"].items()
            for name in names
        )
        return cls(
            vocabularies={key: entry for key, entry in raw.items() if key not in own},
            groups=raw["groups"],
            treatment_classes=raw["treatment_classes"],
            thinners=tuple(thinners),
            relief=raw["relief"],
            starts=raw["starts"],
            spoken=raw["say"],
            opioids=tuple(opioids),
        )

    def recognises(self, vocabulary: str, word: str) -> bool:
        word = plain(word)
        if vocabulary in ("thinners", "medicines") and (self.thins(word) or self.is_minor(word)):
            return True
        entry = self.vocabularies.get(vocabulary, {})
        parts = list(entry.get("parts", ()))
        if vocabulary == "medicines":
            parts += [*self.opioids, *self.groups["steroid_interaction"]]
        return word in entry.get("known", ()) or names(word, parts)

    def thins(self, medicine: str) -> list[tuple[str, str]]:
        """The blood thinners in a medicine's name, as (generic name, kind)."""
        found = [
            (generic, kind) for name, generic, kind in self.thinners if names(medicine, [name])
        ]
        return list(dict.fromkeys(found))

    def is_minor(self, medicine: str) -> bool:
        """It thins the blood a little: recognised, and no caution."""
        return names(medicine, self.groups["minor_thinners"])

    def say(self, word: str) -> str:
        return self.spoken.get(plain(word), plain(word).replace("_", " "))


@lru_cache(maxsize=4096)
def plain(word: str) -> str:
    """One spelling for a word: "Low back" and "low-back" are low_back."""
    return word.strip().lower().replace("-", "_").replace(" ", "_")


@lru_cache(maxsize=4096)
def joined(word: str) -> str:
    """The words of a name without its signs: "Tylenol #3" is tylenol_3."""
    return "_".join(word.lower().translate(_APART).split())


@lru_cache(maxsize=4096)
def turned(word: str) -> str:
    """The same name with its place first: "osteoarthritis of the knee" is knee_osteoarthritis."""
    what, _, where = joined(word).partition("_of_")
    return f"{where.removeprefix('the_')}_{what}" if where else what


def names(word: str, parts: Iterable[str]) -> bool:
    """Whether a word contains one of the parts as whole words."""
    padded = f"_{joined(word)}_"
    return any(f"_{part}_" in padded for part in parts)
