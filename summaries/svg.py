"""The few things needed to write an SVG: shapes with escaped attributes, labels that keep apart."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

TEXT_HEIGHT, CHARACTER = 11, 6.6  # px; a character a little wider than the widest font we use


def shape(name: str, *inside: str, **attributes: object) -> SafeString:
    """One element. `class_` is class, `stroke_width` is stroke-width; all is escaped."""
    written = format_html_join(
        "",
        ' {}="{}"',
        ((key.rstrip("_").replace("_", "-"), _said(value)) for key, value in attributes.items()),
    )
    return format_html(
        "<{}{}>{}</{}>", name, written, format_html_join("", "{}", _each(inside)), name
    )


def _said(value: object) -> object:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else value


def _each(parts: Iterable[str]) -> Iterable[tuple[str]]:
    return ((part,) for part in parts)


@dataclass(frozen=True)
class Box:
    """A rectangle that something fills."""

    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: "Box") -> float:
        """The area that both cover."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0.0, wide) * max(0.0, high)


@dataclass(frozen=True)
class Spot:
    """A place where a text could stand: its anchor point, and how it is anchored."""

    text: str
    x: float
    y: float  # of the base line
    anchor: str = "middle"

    @property
    def box(self) -> Box:
        width = CHARACTER * len(self.text)
        left = self.x - width * {"start": 0, "middle": 0.5, "end": 1}[self.anchor]
        return Box(left, self.y - TEXT_HEIGHT + 2, left + width, self.y + 2)


@dataclass
class Labels:
    """What is filled so far inside a frame, and where the next text goes."""

    frame: Box
    filled: list[Box] = field(default_factory=list)

    def place(self, spots: Iterable[Spot]) -> Spot:
        """The first spot that is free, else the one that covers least; it is filled then."""
        best = min(spots, key=self._cost)  # min keeps the first of equals
        self.filled.append(best.box)
        return best

    def _cost(self, spot: Spot) -> float:
        box = spot.box
        inside = box.overlap(self.frame)
        outside = (box.right - box.left) * (box.bottom - box.top) - inside
        return round(outside * 10 + sum(box.overlap(other) for other in self.filled), 3)
