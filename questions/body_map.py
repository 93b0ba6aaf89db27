"""The drawing of the body: static/body-front.svg and body-back.svg, a region a line, with its site
and the patient's own side. A picture of the list's checkboxes, here and on the desk's small map.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from questions.page import Words

_REGION = re.compile(r'data-site="(\w+)" data-side="(\w+)" d="([^"]+)"')
_DRAWINGS = Path(__file__).parent.parent / "static"
SAME_AS = {"forearm": "elbow"}  # the list of places has one for both


@dataclass(frozen=True)
class Region:
    """One place of the drawing; `listed` is its name in the list of places."""

    site: str
    side: str
    outline: str

    @property
    def listed(self) -> str:
        return SAME_AS.get(self.site, self.site)


@dataclass(frozen=True)
class View:
    """Front or back, with the words for the patient's own sides as the reader sees them."""

    name: str
    caption: Words
    at_left: Words
    at_right: Words

    @property
    def regions(self) -> tuple[Region, ...]:
        return regions(self.name)


@cache
def regions(view: str) -> tuple[Region, ...]:
    """The regions of `front` or `back`."""
    drawing = (_DRAWINGS / f"body-{view}.svg").read_text(encoding="utf-8")
    return tuple(Region(*found) for found in _REGION.findall(drawing))


VIEWS = (
    View("front", _("Front, facing you"), _("Your right"), _("Your left")),
    View("back", _("Back"), _("Your left"), _("Your right")),
)
