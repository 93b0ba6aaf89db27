"""The body from the front and the back with the places that hurt, for the screen and for paper.

Colours are attributes, as in the chart.
"""

from collections.abc import Iterable

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from questions.body_map import Region, regions

from .parts import Place
from .svg import shape

_INK, _GREY, _SOFT, _WASH, _PAPER = "#111", "#555", "#bbb", "#f1f1f1", "#fff"


def draw(places: Iterable[Place]) -> SafeString:
    """Front and back, side by side; R and L are the patient's, as the reader sees them."""
    chosen = list(places)
    views = (("front", _("Front"), _("R"), _("L")), ("back", _("Back"), _("L"), _("R")))
    return format_html_join("", "{}", ((_draw(chosen, *view),) for view in views))


def _draw(chosen: list[Place], view: str, name: str, left: str, right: str) -> SafeString:
    shown = regions(view)
    paint = {"stroke_linejoin": "round"}
    return shape(
        "svg",
        *(shape("path", d=one.outline, class_="body-outline", fill=_GREY, stroke=_GREY,
                stroke_width=7, **paint) for one in shown),
        *(shape("path", d=one.outline, class_="body-inside", fill=_PAPER, stroke=_PAPER,
                stroke_width=4, **paint) for one in shown),
        *(_region(one, lit(one, shown, chosen)) for one in shown),
        shape("text", left, class_="sidelabel", x=23, y=30, fill=_INK),
        shape("text", right, class_="sidelabel", x=177, y=30, fill=_INK, text_anchor="end"),
        xmlns="http://www.w3.org/2000/svg",
        viewBox="22 -4 156 412",
        role="img",
        aria_label=name,
        font_size=30,
        font_weight="bold",
        font_family="Source Sans Pro, sans-serif",
    )  # fmt: skip


def _region(region: Region, is_lit: bool) -> SafeString:
    if is_lit:
        return shape("path", d=region.outline, class_="region on", fill=_INK, stroke=_INK)
    return shape("path", d=region.outline, class_="region", fill=_WASH, stroke=_SOFT)


def lit(region: Region, drawn: Iterable[Region], chosen: Iterable[Place]) -> bool:
    """Whether a place that hurts is here. A side without a region of its own lights the site."""
    site = region.listed
    own = {one.side for one in drawn if one.listed == site}
    for place in chosen:
        wanted = {"left", "right"} if place.side_code == "both" else {place.side_code}
        if place.site == site and (region.side in wanted or not own & wanted):
            return True
    return False
