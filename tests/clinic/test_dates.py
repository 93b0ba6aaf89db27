"""Days and hours in the language of the page, in the zone they are meant in."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from clinic import dates

NEW_YORK = ZoneInfo("America/New_York")
MOMENT = datetime(2026, 3, 4, 2, 5, tzinfo=UTC)  # still the 3rd, a Tuesday, in New York


@pytest.mark.parametrize(
    ("say", "english", "spanish"),
    [
        (dates.day, "Mar 3, 2026", "3 de marzo de 2026"),
        (dates.short_day, "Mar 3", "3 de marzo"),
        (dates.weekday, "Tue, Mar 3", "martes 3 de marzo"),
        (dates.day_hour, "Mar 3, 9:05 pm", "3 de marzo, 9:05 pm"),
        (
            dates.weekday_hour,
            "Tue, Mar 3, 2026, 9:05 pm",
            "martes 3 de marzo de 2026, 9:05 pm",
        ),
    ],
)
def test_a_moment_is_said_in_the_language_of_the_page(say, english, spanish):
    for language, expected in (("en", english), ("es", spanish)):
        with override(language):
            assert say(MOMENT, NEW_YORK) == expected


def test_a_day_without_an_hour_needs_no_zone_and_none_is_nothing():
    with override("es"):
        assert dates.day(date(2026, 9, 1)) == "1 de septiembre de 2026"
        assert dates.day(None) == ""


@pytest.mark.parametrize(
    ("days", "english", "spanish"),
    [
        (1, "1 day", "1 día"),
        (13, "13 days", "13 días"),
        (14, "2 weeks", "2 semanas"),
        (84, "3 months", "3 meses"),
    ],
)
def test_a_span_has_its_plural(days, english, spanish):
    for language, expected in (("en", english), ("es", spanish)):
        with override(language):
            assert dates.span(days) == expected


def test_how_long_ago_is_said_in_the_largest_unit():
    with override("es"):
        assert dates.since(MOMENT, MOMENT + timedelta(minutes=59)) == "59 min"
        assert dates.since(MOMENT, MOMENT + timedelta(hours=1)) == "1 h"
        assert dates.since(MOMENT, MOMENT + timedelta(days=2)) == "2 días"
