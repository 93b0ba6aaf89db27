"""What an instrument is: frozen values read from `data/`, source and licence beside wording."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

PUBLISHED = "published"  # the wording its owner distributes
OWN = "own"  # written by us; nobody else's wording to follow
NOT_VALIDATED = "not_validated"  # a translation that no owner has published
ABSENT = "absent"  # no wording shipped: a screen falls back to English, and says so
STATUSES = (PUBLISHED, OWN, NOT_VALIDATED, ABSENT)


@dataclass(frozen=True)
class Wording:
    """One item in one language: the question, what its ends mean, the labels of its choices.
    `lead` is printed above the first of the items that share it."""

    text: str
    low: str = ""
    high: str = ""
    choices: tuple[str, ...] = ()
    lead: str = ""


@dataclass(frozen=True)
class Language:
    """Whose words one language has, what stands above all items, what must stand below them."""

    status: str
    source: str
    lead: str = ""
    notice: str = ""
    unverified: bool = False


@dataclass(frozen=True)
class Item:
    """One question; `low` and `high` are the ends of its whole-number range, both included.
    An answer of 0 answers the items of `zero_skips` with 0 too; `screens` names what this answer
    alone is read for, so that a total which leaves it out never counts as having asked."""

    key: str
    low: int
    high: int
    wording: Mapping[str, Wording]
    loinc: str = ""
    scored: bool = True
    zero_skips: tuple[str, ...] = ()
    screens: str = ""

    @property
    def is_tick(self) -> bool:
        return (self.low, self.high) == (0, 1)


@dataclass(frozen=True)
class Band:
    """A named range of totals, from `low` up to the next band."""

    low: float
    name: str


@dataclass(frozen=True)
class Cutoff:
    """Totals from `low` on screen positive; `sex` M, F or X has its own, empty is everyone else."""

    low: float
    source: str
    sex: str = ""
    unverified: bool = False


@dataclass(frozen=True)
class Missing:
    """At most `allowed` items may be left out: the sum is then prorated, rounded half up."""

    note: str
    allowed: int = 0
    unverified: bool = False


@dataclass(frozen=True)
class Change:
    """The smallest change worth having, in points or percent of baseline; None where unknown."""

    note: str
    source: str
    points: float | None = None
    percent: float | None = None
    unverified: bool = False


@dataclass(frozen=True)
class Subscale:
    """A total of some items, all needed: their sum, or the number of `groups` with any above 0."""

    key: str
    title: str
    items: tuple[str, ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()
    bands: tuple[Band, ...] = ()
    cutoffs: tuple[Cutoff, ...] = ()
    source: str = ""
    loinc: str = ""

    @cached_property
    def needs(self) -> tuple[str, ...]:
        return self.items or tuple(key for group in self.groups for key in group)


@dataclass(frozen=True)
class Instrument:
    """`method` names a common way of scoring or one special rule (`scoring.METHODS`,
    `rules.RULES`). `totals` are the ends of the total, both included; `table` is indexed by how
    far the sum stands above its least; `limits` are the numbers a special rule reads."""

    name: str
    version: int
    title: str
    recall: str
    source: str
    licence: str
    method: str
    missing: Missing
    languages: Mapping[str, Language]
    items: tuple[Item, ...]
    subscales: tuple[Subscale, ...] = ()
    bands: tuple[Band, ...] = ()
    cutoffs: tuple[Cutoff, ...] = ()
    change: Change | None = None
    totals: tuple[float, ...] = ()
    table: tuple[float, ...] = ()
    limits: Mapping[str, float] = field(default_factory=dict)
    decimals: int = 0
    higher_is: str = "worse"
    bands_source: str = ""
    bands_unverified: bool = False
    loinc: str = ""
    loinc_unverified: bool = False

    @cached_property
    def by_key(self) -> Mapping[str, Item]:
        return {item.key: item for item in self.items}

    @cached_property
    def scored(self) -> tuple[Item, ...]:
        """The items of the total, in the order they are asked."""
        return tuple(item for item in self.items if item.scored)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys of the scored items, in the order they are asked."""
        return tuple(item.key for item in self.scored)

    @cached_property
    def skipping(self) -> tuple[Item, ...]:
        """The items whose 0 answers others."""
        return tuple(item for item in self.items if item.zero_skips)

    @cached_property
    def screening(self) -> tuple[Item, ...]:
        """The items that are read by themselves."""
        return tuple(item for item in self.items if item.screens)

    def wording_status(self, language: str) -> str:
        """One of STATUSES; a language the file does not name is absent."""
        known = self.languages.get(language)
        return known.status if known else ABSENT


@dataclass(frozen=True)
class Score:
    """`missing` names the items not answered. `total` is None where one was needed; with `prorated`
    it stands although some are missing. `unscreened` is what a missing item alone is read for."""

    total: float | None
    band: str | None
    missing: tuple[str, ...]
    prorated: bool = False
    unscreened: tuple[str, ...] = ()
    subscales: Mapping[str, "Score"] = field(default_factory=dict)
