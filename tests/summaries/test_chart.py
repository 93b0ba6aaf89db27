"""The chart's points are the data's, and no line says more than was measured."""

import dataclasses
import re
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest

from clinic.models import Procedure
from summaries.axis import BOTTOM, LEFT, RIGHT, TOP, Axis
from summaries.chart import draw, moments_of, runs
from summaries.overview import overview
from summaries.parts import AVERAGE, NOW, Gap, Reading
from summaries.treated import Baseline, Held, Treated
from tests.summaries.rosa import MADE_AT, empty, rosa

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 2, 15, tzinfo=UTC)
SVG = "{http://www.w3.org/2000/svg}"


def on(day):
    return START + timedelta(days=day)


def treated(letter, day, average=7, title="Lumbar epidural, right L4-5"):
    base = Baseline(average, average, None, on(-10), "intake form")
    return Treated(
        letter=letter, procedure=Procedure(done_at=on(day)), title=title, detail="",
        is_followed=True, baseline=base, cells=(), now_cells=(), held=Held("", ""),
        complications=(), unanswered=(), was_asked=False,
    )  # fmt: skip


def average(day, value, letter="A", **fields):
    return Reading(on(day), value, AVERAGE, "link", letter, f"Day {day}", **fields)


@pytest.fixture
def blank():
    return overview(empty(), MADE_AT)


def chart_of(blank, readings=(), gaps=(), procedures=()):
    return dataclasses.replace(
        blank, readings=tuple(readings), gaps=tuple(gaps), procedures=tuple(procedures)
    )


def parsed(drawn):
    return ElementTree.fromstring(drawn)  # noqa: S314, our own drawing


def all_of(svg, name, class_):
    return [one for one in svg.iter(SVG + name) if class_ in one.get("class", "").split()]


def texts(svg, class_=None):
    return [one for one in svg.iter(SVG + "text") if class_ is None or one.get("class") == class_]


def box_of(text):
    """Where a label stands in the sheet's font, generously."""
    width, size = len(text.text) * 5.4, 10
    x = float(text.get("x")) - width * {"middle": 0.5, "end": 1}.get(text.get("text-anchor"), 0)
    y = float(text.get("y"))
    return x, y - size + 2, x + width, y + 1


def collisions(svg):
    found = [(one.text, box_of(one)) for one in texts(svg) if one.get("class") != "letter"]
    return [
        (one, other)
        for n, (one, a) in enumerate(found)
        for other, b in found[n + 1 :]
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]


def test_each_average_is_a_dot_at_its_time_and_height(story):
    found = story.overview
    svg = parsed(draw(found))
    averages = [one for one in found.readings if one.recall == AVERAGE]
    axis = Axis.over(moments_of(found), found.zone)
    expected = [(f"{axis.x(one.at):.1f}", BOTTOM - one.value * (BOTTOM - TOP) / 10)
                for one in averages]  # fmt: skip
    drawn = [
        (f"{float(dot.get('cx')):.1f}", pytest.approx(float(dot.get("cy")), abs=0.06))
        for dot in all_of(svg, "circle", "dot")
    ]
    assert [one.value for one in averages] == [7, 3, 2, 3, 6, 2, 2]
    legend, *points = reversed(drawn)
    assert list(reversed(points)) == expected
    assert [text.text for text in texts(svg, "value")] == ["7", "3", "2", "3", "6", "2", "2"]


def test_right_now_is_a_square_and_never_on_the_line(story):
    found = story.overview
    svg = parsed(draw(found))
    now = [one for one in found.readings if one.recall == NOW]
    assert len(all_of(svg, "rect", "now")) == len(now) + 1  # the legend's
    assert [[one.value for one in run] for run in runs(found)] == [[3, 2, 3], [2, 2]]
    assert len(all_of(svg, "polyline", "line")) == 2


def test_no_line_crosses_a_gap(blank):
    gap = Gap(on(42), "A", "Week 6", True, "no answer in its time")
    found = chart_of(blank, [average(14, 3), average(92, 3)], [gap], [treated("A", 0)])
    svg = parsed(draw(found))
    assert all_of(svg, "polyline", "line") == []
    ticks = all_of(svg, "line", "missed")
    assert len(ticks) == 2  # one at its day, one in the legend
    assert all_of(parsed(draw(dataclasses.replace(found, gaps=()))), "polyline", "line")


def test_no_line_crosses_a_procedure(blank):
    readings = [average(14, 3), average(180, 4)]
    assert runs(chart_of(blank, readings, [], [treated("A", 0)]))
    assert runs(chart_of(blank, readings, [], [treated("A", 0), treated("B", 90)])) == []


def test_a_late_answer_is_hollow(blank):
    svg = parsed(draw(chart_of(blank, [average(14, 3, is_late=True)], [], [treated("A", 0)])))
    hollow, legend = all_of(svg, "circle", "late")
    assert hollow.get("fill") == "#fff"
    assert "late answer" in [one.text for one in texts(svg)]


def test_each_follow_up_has_its_own_named_baseline_and_band(story):
    svg = parsed(draw(story.overview))
    words = [one.text for one in texts(svg)]
    assert "A: baseline 7, Feb 10" in words
    assert "B: baseline 6, Aug 25" in words
    tops = [float(one.get("y")) for one in all_of(svg, "rect", "half")][:2]
    assert tops == [
        pytest.approx(BOTTOM - half * (BOTTOM - TOP) / 10, abs=0.06) for half in (3.5, 3)
    ]


def test_the_axis_is_true_to_time_over_a_clock_change():
    zone = MADE_AT.tzinfo
    axis = Axis.over([datetime(2026, 3, 1, tzinfo=zone), datetime(2026, 3, 31, tzinfo=zone)], zone)
    before = axis.x(datetime(2026, 3, 3, 12, tzinfo=UTC)) - axis.x(
        datetime(2026, 3, 2, 12, tzinfo=UTC)
    )
    after = axis.x(datetime(2026, 3, 30, 12, tzinfo=UTC)) - axis.x(
        datetime(2026, 3, 29, 12, tzinfo=UTC)
    )
    assert before == pytest.approx(after)
    assert axis.x(axis.start) == LEFT
    assert axis.x(axis.end) == RIGHT


def test_same_data_same_bytes_whenever_it_is_drawn():
    patient = rosa()
    later = MADE_AT + timedelta(hours=1)
    assert draw(overview(patient, MADE_AT)) == draw(overview(patient, later))


def test_it_needs_no_stylesheet_and_says_what_it_shows(story):
    drawn = draw(story.overview)
    svg = parsed(drawn)
    assert "style" not in drawn
    assert svg.get("role") == "img"
    assert "7 on Feb 10, 2026" in svg.get("aria-label")
    assert "B, Lumbar epidural, right L4-5, on Sep 1, 2026" in svg.get("aria-label")
    assert all(one.get("fill") or one.get("stroke") for one in svg.iter() if one is not svg)


def test_names_are_escaped(blank):
    title = '"><script>alert(1)</script>'
    drawn = draw(chart_of(blank, [average(14, 3)], [], [treated("A", 0, title=title)]))
    assert "<script" not in drawn
    assert title in parsed(drawn).get("aria-label")


def test_nothing_to_draw_is_nothing(blank):
    assert draw(blank) == ""


@pytest.mark.parametrize(
    "readings",
    [
        [average(day, value) for day, value in ((10, 5), (11, 5), (12, 4), (13, 5), (16, 4))],
        [average(14, 7), average(42, 6), average(92, 8)],
        [average(0.1, 10), average(29, 0), average(30, 10)],
    ],
    ids=["close readings", "values on the baseline", "at the ends"],
)
def test_labels_do_not_collide(blank, readings):
    rows = [treated("A", 0)]
    assert collisions(parsed(draw(chart_of(blank, readings, [], rows)))) == []


@pytest.mark.parametrize("second", [200, 40, 14])
def test_baselines_of_one_height_keep_their_labels_apart(blank, second):
    rows = [treated("A", 0, 6), treated("B", second, 6)]
    readings = [average(13, 3), average(second + 14, 3, "B")]
    assert collisions(parsed(draw(chart_of(blank, readings, [], rows)))) == []


def test_letters_of_procedures_on_one_day_stand_side_by_side(blank):
    svg = parsed(draw(chart_of(blank, [], [], [treated("A", 0), treated("B", 0), treated("C", 1)])))
    places = [float(one.get("x")) for one in texts(svg, "letter")]
    assert all(after - before >= 18 for before, after in zip(places, places[1:], strict=False))


def test_years_of_readings_keep_the_time_axis_readable(blank):
    readings = [average(day, 5) for day in range(0, 3000, 300)]
    svg = parsed(draw(chart_of(blank, readings)))
    assert collisions(svg) == []
    assert [one.text for one in texts(svg) if re.fullmatch(r"\w{3} 20\d\d", one.text)]
