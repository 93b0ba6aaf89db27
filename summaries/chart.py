"""One drawing of pain over time, for the screen and for paper: true time axis, always 0 to 10.

Colours stand in presentation attributes, black and white; the page's stylesheet may paint over
them by class (a print engine does not read it inside an inline SVG). Same data, same bytes.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from clinic.dates import day, short_day

from . import marks
from .axis import BOTTOM, LEFT, RIGHT, TOP, Axis
from .overview import Overview
from .parts import AVERAGE, Reading
from .svg import CHARACTER, Box, Labels, Spot, shape
from .treated import Treated

WIDTH, HEIGHT = 760, 230
_LEGEND_Y, _FLAG_Y = 12.0, 22.0


def draw(overview: Overview) -> SafeString:
    """The SVG, or an empty string where there is nothing to draw."""
    moments = moments_of(overview)
    if not moments:
        return SafeString()
    axis = Axis.over(moments, overview.zone)
    labels = Labels(Box(LEFT, TOP - 2, WIDTH, BOTTOM), _obstacles(overview, axis))
    averages = _averages(overview)
    values = [_value(reading, axis, labels) for reading in averages]  # first choice of place
    segments = list(_segments(overview, axis))
    return shape(
        "svg",
        *(marks.band(left, axis.y(half(row)), right, BOTTOM) for row, left, right in segments),
        *_grid(axis),
        *(_baseline(axis, *segment) for segment in segments),
        *(_baseline_label(overview, axis, labels, *segment) for segment in segments),
        *_flags(axis, overview.procedures),
        *_squares(axis, overview),
        *(_line(axis, run) for run in runs(overview)),
        *(marks.dot(axis.x(one.at), axis.y(one.value), one.is_late) for one in averages),
        *values,
        *(marks.tick(axis.x(gap.at), BOTTOM - 7, gap.was_sent) for gap in overview.gaps),
        *_legend(overview),
        xmlns="http://www.w3.org/2000/svg",
        class_="chart",
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        role="img",
        aria_label=in_words(overview),
        font_family="Source Sans Pro, sans-serif",
        font_size=11,
    )


def moments_of(overview: Overview) -> list[datetime]:
    """Everything that needs a place on the time axis."""
    rows = [*overview.readings, *overview.gaps]
    moments = [row.at for row in rows] + [row.done_at for row in overview.procedures]
    return moments + [row.baseline.at for row in overview.procedures if row.baseline.at]


def half(row: Treated) -> float:
    """Where half of the baseline stands."""
    return (row.baseline.average or 0) / 2


def _averages(overview: Overview) -> list[Reading]:
    return [reading for reading in overview.readings if reading.recall == AVERAGE]


def runs(overview: Overview) -> list[list[Reading]]:
    """Averages that a line may join: of one follow-up, with no gap and no procedure between."""
    breaks = [gap.at for gap in overview.gaps] + [row.done_at for row in overview.procedures]
    averages = _averages(overview)
    found = [averages[:1]]
    for before, after in pairwise(averages):
        is_broken = any(before.at < moment <= after.at for moment in breaks)
        if is_broken or not before.letter or before.letter != after.letter:
            found.append([])
        found[-1].append(after)
    return [run for run in found if len(run) > 1]


def in_words(overview: Overview) -> str:
    """What the drawing shows, in one sentence with the same numbers."""
    zone = overview.zone
    said = [
        _("%(value)s on %(day)s") % {"value": reading.value, "day": day(reading.at, zone)}
        for reading in _averages(overview)
    ]
    done = [
        _("%(letter)s, %(title)s, on %(day)s")
        % {"letter": row.letter, "title": row.title, "day": day(row.done_at, zone)}
        for row in overview.procedures
    ]
    return _("Average pain, 0 to 10: %(averages)s. Procedures: %(procedures)s.") % {
        "averages": ", ".join(said) or _("none"),
        "procedures": "; ".join(done) or _("none"),
    }


def _grid(axis: Axis) -> Iterator[SafeString]:
    for value in range(0, 11, 2):
        y = axis.y(value)
        yield marks.rule(LEFT, y, RIGHT, y, class_="axis", stroke=marks.LINE)
        yield marks.text(Spot(str(value), LEFT - 8, y + 4, "end"))
    for x, name in axis.months():
        yield marks.rule(x, BOTTOM, x, BOTTOM + 5, class_="axis", stroke=marks.LINE)
        if x + CHARACTER * len(name) <= WIDTH:
            yield marks.text(Spot(name, x + 3, BOTTOM + 18, "start"))


def _segments(overview: Overview, axis: Axis) -> Iterator[tuple[Treated, float, float]]:
    """Each baseline with where it holds: from its procedure to the next."""
    rows = overview.procedures
    ends = [axis.x(row.done_at) for row in rows[1:]] + [RIGHT]
    for row, end in zip(rows, ends, strict=False):  # without a row there is no end to use
        if row.baseline.average is not None:
            yield row, axis.x(row.done_at), end


def _baseline(axis: Axis, row: Treated, left: float, right: float) -> SafeString:
    """The first procedure's reaches back to the reading it came from."""
    y = axis.y(row.baseline.average or 0)
    start = axis.x(row.baseline.at) if row.letter == "A" and row.baseline.at else left
    return marks.rule(start, y, right, y, class_="base", stroke=marks.INK, stroke_dasharray="5 4")


def _baseline_label(
    overview: Overview, axis: Axis, labels: Labels, row: Treated, left: float, right: float
) -> SafeString:
    """Named and dated, at the end of its line or where there is room; short where there is none."""
    at, value = row.baseline.at, row.baseline.average
    brief = f"{row.letter}: {value}"
    words = _("%(letter)s: baseline %(value)s, %(day)s") % {
        "letter": row.letter, "value": value, "day": short_day(at, overview.zone) if at else "–"
    }  # fmt: skip
    y = axis.y(value or 0)
    spots = [
        Spot(text, x, height, anchor)
        for text in (words, brief)
        for height in (y - 6, y + 14)
        for x, anchor in ((right - 6, "end"), (left + 8, "start"), ((left + right) / 2, "middle"))
        if text == brief or CHARACTER * len(text) < right - left
    ]
    return marks.text(labels.place(spots))


def _flags(axis: Axis, procedures: tuple[Treated, ...]) -> Iterator[SafeString]:
    """A line at each procedure; letters of close ones stand side by side."""
    last = LEFT - marks.FLAG
    for row in procedures:
        x = axis.x(row.done_at)
        last = max(x, last + marks.FLAG + 2)
        line = {"class_": "proc", "stroke": marks.INK, "stroke_width": 1.5}
        yield marks.rule(x, _FLAG_Y + marks.FLAG, x, BOTTOM, **line)
        yield marks.flag(row.letter, last, _FLAG_Y)


def _squares(axis: Axis, overview: Overview) -> Iterator[SafeString]:
    """Each "right now"; a frame around the dot where both answers are one number at one time."""
    averages = _averages(overview)
    for reading in overview.readings:
        if reading.recall == AVERAGE:
            continue
        x = axis.x(reading.at)
        is_same = any(
            one.value == reading.value and abs(axis.x(one.at) - x) < marks.SQUARE
            for one in averages
        )
        yield marks.square(x, axis.y(reading.value), marks.FRAME if is_same else marks.SQUARE)


def _line(axis: Axis, run: list[Reading]) -> SafeString:
    points = " ".join(f"{axis.x(one.at):.1f},{axis.y(one.value):.1f}" for one in run)
    look = {"class_": "line", "fill": "none", "stroke": marks.INK, "stroke_width": 2.2}
    return shape("polyline", points=points, **look)


def _value(reading: Reading, axis: Axis, labels: Labels) -> SafeString:
    x, y, text = axis.x(reading.at), axis.y(reading.value), str(reading.value)
    spots = [
        Spot(text, x, y - 10),
        Spot(text, x, y + 19),
        Spot(text, x + 10, y + 4, "start"),
        Spot(text, x - 10, y + 4, "end"),
    ]
    return marks.text(labels.place(spots), "value", fill=marks.INK, font_weight="bold")


def _obstacles(overview: Overview, axis: Axis) -> list[Box]:
    """What a label must not cover: points, procedure lines, baselines."""
    reach = marks.DOT
    points = [(axis.x(one.at), axis.y(one.value)) for one in overview.readings]
    found = [Box(x - reach, y - reach, x + reach, y + reach) for x, y in points]
    lines = [axis.x(row.done_at) for row in overview.procedures]
    found += [Box(x - 1, TOP, x + 1, BOTTOM) for x in lines]
    for row, left, right in _segments(overview, axis):
        y = axis.y(row.baseline.average or 0)
        found.append(Box(left, y - 1, right, y + 1))
    return found


def _legend(overview: Overview) -> Iterator[SafeString]:
    """Only what is drawn is explained."""
    x, y = LEFT + 40, _LEGEND_Y - 4
    lateness = {one.is_late for one in _averages(overview)}
    sent = {gap.was_sent for gap in overview.gaps}
    entries = [
        (False in lateness, _("average, last 7 days"), lambda x: marks.dot(x, y, False)),
        (True in lateness, _("late answer"), lambda x: marks.dot(x, y, True)),
        (
            any(one.recall != AVERAGE for one in overview.readings),
            _("right now"),
            lambda x: marks.square(x, y),
        ),
        (True in sent, _("no answer"), lambda x: marks.tick(x, y - 5, True)),
        (False in sent, _("not sent"), lambda x: marks.tick(x, y - 5, False)),
        (
            any(row.baseline.average is not None for row in overview.procedures),
            _("half of baseline or less"),
            lambda x: marks.band(x - 6, y - 5, x + 6, y + 5),
        ),
    ]
    yield marks.text(Spot(_("↑ worse"), 2, _LEGEND_Y, "start"))
    for is_drawn, words, symbol in entries:
        if is_drawn:
            yield symbol(x)
            yield marks.text(Spot(words, x + 10, _LEGEND_Y, "start"))
            x += 10 + CHARACTER * len(words) + 16
