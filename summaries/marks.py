"""The marks of the chart: text, rules, points and ticks, each with its colours as attributes."""

from typing import Any

from django.utils.safestring import SafeString

from .svg import Spot, shape

INK, SOFT, LINE, WASH, PAPER = "#111", "#333", "#ccc", "#ececec", "#fff"
DOT, SQUARE, FRAME, FLAG = 4.5, 7.0, 14.0, 18.0


def text(spot: Spot, class_: str = "", **attributes: Any) -> SafeString:
    """Words at a spot."""
    named = {"class_": class_} if class_ else {}
    anchor = {} if spot.anchor == "start" else {"text_anchor": spot.anchor}
    look = {"fill": SOFT} | anchor | named | attributes
    return shape("text", spot.text, x=spot.x, y=spot.y, **look)


def rule(x1: float, y1: float, x2: float, y2: float, **attributes: Any) -> SafeString:
    return shape("line", x1=x1, y1=y1, x2=x2, y2=y2, **attributes)


def band(left: float, top: float, right: float, bottom: float) -> SafeString:
    """Half of the baseline or less."""
    place = {"x": left, "y": top, "width": right - left, "height": bottom - top}
    return shape("rect", class_="half", fill=WASH, **place)


def dot(x: float, y: float, is_late: bool) -> SafeString:
    """An average; hollow where it came late."""
    if is_late:
        look: dict[str, Any] = {"fill": PAPER, "stroke": INK, "stroke_width": 1.6}
        return shape("circle", class_="now late", cx=x, cy=y, r=DOT - 0.5, **look)
    return shape("circle", class_="dot", cx=x, cy=y, r=DOT, fill=INK)


def square(x: float, y: float, size: float = SQUARE) -> SafeString:
    """A "right now"."""
    place = {"x": x - size / 2, "y": y - size / 2, "width": size, "height": size}
    look = {"fill": PAPER, "stroke": INK, "stroke_width": 1.4}
    return shape("rect", class_="now", **place, **look)


def tick(x: float, y: float, was_sent: bool) -> SafeString:
    """No answer; dashed where the question was never sent."""
    dash = {} if was_sent else {"stroke_dasharray": "2 2"}
    return rule(x, y, x, y + 10, class_="missed", stroke=INK, stroke_width=2, **dash)


def flag(letter: str, x: float, y: float) -> SafeString:
    """A procedure's letter."""
    box = {"x": x - FLAG / 2, "y": y, "width": FLAG, "height": FLAG, "rx": 3}
    return shape("rect", class_="flag", fill=INK, **box) + text(
        Spot(letter, x, y + 13), "letter", fill=PAPER, font_weight="bold"
    )
