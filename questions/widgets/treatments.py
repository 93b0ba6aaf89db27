"""What has been tried: a tick for each, and under it for how long and how it went."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from questions.page import JSON, Choice, Entered, Problem, Words
from questions.widgets.fields import (
    Box,
    TextBox,
    as_list,
    boxes,
    label_of,
    text_box,
    typed,
    unreadable,
)

TICK_TRIED = _("Tick what you have tried, or “None of these”")
NONE = Choice("none", _("None of these"))
MOST_WEEKS = 2600  # 50 years


@dataclass(frozen=True)
class Treatment:
    """One row: its tick, and what opens under it."""

    tick: Box
    weeks: TextBox
    effects: list[Box]


@dataclass(frozen=True)
class Treatments:
    """A ticked row may leave weeks or effect open: null, which is "not known". None of them: []."""

    choices: tuple[Choice, ...]
    effects: tuple[Choice, ...]
    missing: Words = TICK_TRIED
    template: ClassVar[str] = "questions/treatments.html"

    def parse(self, data: Entered, name: str) -> list[dict[str, JSON]]:
        sent = data.getlist(name)
        ticked = [choice for choice in self.choices if choice.code in sent]
        if "none" in sent and ticked:
            message = _("You ticked “None of these” and something else. Untick one of them.")
            raise Problem(message, f"{name}-none")
        if "none" not in sent and not ticked:
            raise Problem(self.missing, f"{name}-{self.choices[0].code}")
        return [
            {
                "type": choice.code,
                "weeks": self._weeks(data, f"{name}-{choice.code}-weeks", choice),
                "effect": self._effect(data, f"{name}-{choice.code}-effect"),
            }
            for choice in ticked
        ]

    def _weeks(self, data: Entered, name: str, choice: Choice) -> int | None:
        text = typed(data, name)
        if not text:
            return None
        if not re.fullmatch("[0-9]{1,4}", text) or int(text) > MOST_WEEKS:
            message = gettext(
                "%(treatment)s: enter whole weeks, from 0 to %(most)s, or leave it empty"
            )
            raise Problem(message % {"treatment": choice.label, "most": MOST_WEEKS}, name)
        return int(text)

    def _effect(self, data: Entered, name: str) -> str | None:
        code = typed(data, name)
        return code if code in [effect.code for effect in self.effects] else None

    def entries(self, name: str, value: JSON) -> dict[str, list[str]]:
        if value == []:
            return {name: ["none"]}
        sent: dict[str, list[str]] = {name: []}
        for entry in as_list(value):
            if not isinstance(entry, dict):
                continue
            sent[name].append(str(entry.get("type")))
            for part in ("weeks", "effect"):
                if entry.get(part) is not None:
                    sent[f"{name}-{entry.get('type')}-{part}"] = [str(entry[part])]
        return sent

    def fields(self, name: str, data: Entered) -> dict[str, list[Treatment] | list[Box]]:
        rows = [
            Treatment(
                tick,
                text_box(f"{tick.id}-weeks", data),
                boxes(self.effects, f"{tick.id}-effect", data),
            )
            for tick in boxes(self.choices, name, data)
        ]
        return {"rows": rows, "apart": boxes([NONE], name, data)}

    def say(self, value: JSON) -> str:
        if not isinstance(value, list):
            return unreadable(value)
        return "; ".join(self._say_one(entry) for entry in value) or str(NONE.label)

    def _say_one(self, entry: object) -> str:
        if not isinstance(entry, dict):
            return unreadable(entry)
        parts = [label_of(self.choices, entry.get("type"))]
        weeks = entry.get("weeks")
        if isinstance(weeks, int):
            parts.append(ngettext("%(weeks)s week", "%(weeks)s weeks", weeks) % {"weeks": weeks})
        if entry.get("effect"):
            parts.append(label_of(self.effects, entry["effect"]).lower())
        return ", ".join(parts)
