"""The words the rules know (`words-v1.toml`): recognising them, saying them in plain English."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any


@dataclass(frozen=True)
class Words:
    """Vocabularies of the open lists, groups of words, and blood thinners by every name."""

    vocabularies: Mapping[str, Mapping[str, list[str]]]
    groups: Mapping[str, list[str]]
    treatment_classes: Mapping[str, str]
    thinners: Mapping[str, tuple[str, str]]
    spoken: Mapping[str, str]

    @classmethod
    def read(cls, raw: Mapping[str, Any]) -> "Words":
        own = ("groups", "treatment_classes", "anticoagulants", "antiplatelets", "say")
        thinners = {
            name: (generic, kind)
            for kind in ("anticoagulant", "antiplatelet")
            for generic, names in raw[f"{kind}s"].items()
            for name in names
        }
        return cls(
            vocabularies={key: entry for key, entry in raw.items() if key not in own},
            groups=raw["groups"],
            treatment_classes=raw["treatment_classes"],
            thinners=thinners,
            spoken=raw["say"],
        )

    def recognises(self, vocabulary: str, word: str) -> bool:
        word = plain(word)
        if vocabulary == "thinners":
            return word in self.thinners
        if vocabulary == "medicines" and (
            word in self.thinners
            or names(word, self.groups["opioids"])
            or names(word, self.groups["steroid_interaction"])
        ):
            return True
        entry = self.vocabularies[vocabulary]
        return word in entry.get("known", ()) or names(word, entry.get("parts", ()))

    def say(self, word: str) -> str:
        return self.spoken.get(plain(word), plain(word).replace("_", " "))


@lru_cache(maxsize=4096)
def plain(word: str) -> str:
    """One spelling for a word: "Low back" and "low-back" are low_back."""
    return word.strip().lower().replace("-", "_").replace(" ", "_")


def names(word: str, parts: Iterable[str]) -> bool:
    """Whether a word contains one of the parts as whole words."""
    padded = f"_{plain(word)}_"
    return any(f"_{part}_" in padded for part in parts)
