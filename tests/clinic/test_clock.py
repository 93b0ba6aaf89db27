"""The one clock: the machine's time, moved only in the sandbox."""

from datetime import timedelta

import pytest

from clinic import clock
from clinic.models import ClockOffset

pytestmark = pytest.mark.django_db


def test_the_clinics_time_is_the_machines_until_it_is_moved():
    before = clock.real_now()
    assert before <= clock.now() <= clock.real_now()
    assert clock.offset() == timedelta()


def test_a_moved_clock_goes_on_from_where_it_was_moved_to():
    moment = clock.real_now() + timedelta(days=3)
    clock.move_to(moment)
    first, second = clock.now(), clock.now()
    assert moment <= first <= second < moment + timedelta(minutes=1)
    assert clock.real_now() < moment


def test_a_second_move_replaces_the_first():
    for days in (3, 5):
        clock.move_to(clock.real_now() + timedelta(days=days))
    assert ClockOffset.objects.count() == 1
    assert timedelta(days=4, hours=23) < clock.offset() <= timedelta(days=5)


def test_the_offset_is_read_by_each_request(client, settings):
    clock.move_to(clock.real_now() + timedelta(days=400))
    request = client.get("/accounts/login/").wsgi_request
    assert request.now - clock.real_now() > timedelta(days=399)


def test_outside_the_sandbox_the_clock_cannot_be_moved(settings):
    settings.SANDBOX = False
    with pytest.raises(RuntimeError, match="only in the sandbox"):
        clock.move_to(clock.real_now() + timedelta(days=1))
    assert not ClockOffset.objects.exists()


def test_outside_the_sandbox_an_offset_that_stands_counts_for_nothing(settings):
    clock.move_to(clock.real_now() + timedelta(days=400))
    settings.SANDBOX = False
    assert clock.now() - clock.real_now() < timedelta(minutes=1)
