"""Places on the body, each with its side. A side is always ticked, never a default."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from questions.body_map import VIEWS, View
from questions.page import JSON, Choice, Entered, Problem, Words
from questions.widgets.fields import Box, as_list, label_of, unreadable

TICK_A_PLACE = _("Tick at least one place")
SIDES = {"left": _("Left"), "middle": _("Middle"), "right": _("Right")}
SAID = {
    "left": _("left %(site)s"),
    "right": _("right %(site)s"),
    "both": _("both sides of %(site)s"),
    "middle": _("middle of %(site)s"),
}


@dataclass(frozen=True)
class Place:
    """One row of the list: a place and the checkboxes of its sides."""

    id: str
    label: Words
    group: Words
    sides: list[Box]


@dataclass(frozen=True)
class Sites:
    """A row per place. Left and right make both; middle and a side make that side. The drawing
    above the list presses the same checkboxes.
    """

    choices: tuple[Choice, ...]
    midline: frozenset[str]
    missing: Words = TICK_A_PLACE
    template: ClassVar[str] = "questions/sites.html"
    script: ClassVar[str] = "body-map.js"
    views: ClassVar[tuple[View, ...]] = VIEWS

    def _sides(self, site: str) -> list[str]:
        return [side for side in SIDES if side != "middle" or site in self.midline]

    def parse(self, data: Entered, name: str) -> list[dict[str, str]]:
        ticked = set(data.getlist(name))
        value = []
        for site in (choice.code for choice in self.choices):
            sides = [side for side in self._sides(site) if f"{site}-{side}" in ticked]
            if sides:
                value.append({"site": site, "side": _one_side(sides)})
        if not value:
            raise Problem(self.missing, f"{name}-{self.choices[0].code}-left")
        return value

    def entries(self, name: str, value: JSON) -> dict[str, list[str]]:
        ticks = []
        for entry in as_list(value):
            match entry:
                case {"site": site, "side": "both"}:
                    ticks += [f"{site}-left", f"{site}-right"]
                case {"site": site, "side": side}:
                    ticks.append(f"{site}-{side}")
        return {name: ticks}

    def fields(self, name: str, data: Entered) -> list[Place]:
        ticked = set(data.getlist(name))
        places = []
        for choice in self.choices:
            codes = {side: f"{choice.code}-{side}" for side in self._sides(choice.code)}
            sides = [
                Box(
                    f"{name}-{code}",
                    name,
                    code,
                    SIDES[side],
                    hint=self._say_one({"site": choice.code, "side": side}),
                    checked=code in ticked,
                )
                for side, code in codes.items()
            ]
            places.append(Place(f"{name}-{choice.code}", choice.label, choice.group, sides))
        return places

    def say(self, value: JSON) -> str:
        if not isinstance(value, list):
            return unreadable(value)
        said = ", ".join(self._say_one(entry) for entry in value)
        return said[:1].upper() + said[1:]

    def _say_one(self, entry: object) -> str:
        match entry:
            case {"site": site, "side": str() as side} if side in SAID:
                return str(SAID[side] % {"site": label_of(self.choices, site).lower()})
        return unreadable(entry)


def _one_side(sides: list[str]) -> str:
    if {"left", "right"} <= set(sides):
        return "both"
    return next((side for side in sides if side != "middle"), "middle")
