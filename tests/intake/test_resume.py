"""Earlier answers open by a fresh code; and nothing is lost or doubled, whatever the phone does."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client

from clinic import clock, codes
from clinic.models import FreshCode, PatientLink
from intake import code_texts, invitations, selectors
from intake.models import Answer, Assessment, Intake
from intake.pages import PAGES
from notifications import outbox, states, sweepers
from notifications.models import Kind, Message, Method, Permission
from questions import opening
from simulator.segments import measure
from tests import factories as make

pytestmark = pytest.mark.django_db
BORN = {"birth_month": "3", "birth_day": "27", "birth_year": "1979"}
CODE, TEXT, ANSWERS, CHECK = (
    "/intake/code/",
    "/intake/code/text/",
    "/intake/answers/",
    "/intake/check/",
)
SEE = "See or change what you answered before"


@pytest.fixture
def now():
    return clock.now()


@pytest.fixture
def invitation(now):
    return make.invitation(make.consenting_patient(), now=now)


def address(invitation, now):
    staff = make.staff("front_desk", invitation.clinic)
    return urlsplit(invitations.another_link(invitation=invitation, staff=staff, now=now)).path


def opened(invitation, now):
    """A phone that has opened a link to the form."""
    phone = Client()
    phone.shown = phone.post(address(invitation, now), BORN, follow=True)
    return phone


def entries(key, value):
    page = next(page for page in PAGES if page.key == key)
    return page.entries(value)


def answer(phone, key, value=None, **more):
    value = value or make.ROSA[key]
    sent = entries(key, value) | {"confirmed": "seen"} | more
    return phone.post(f"/intake/page/{key}/", sent, follow=True)


def path(response):
    chain = response.redirect_chain
    return chain[-1][0] if chain else response.request["PATH_INFO"]


def words(response):
    return response.content.decode()


def half_filled(invitation, now):
    """Some pages are answered on one phone, and another opens the form."""
    first = opened(invitation, now)
    for key in ("where", "spread", "duration"):
        answer(first, key)
    return opened(invitation, now)


def code_for(invitation, now):
    """What the desk reads out."""
    staff = make.staff("front_desk", invitation.clinic)
    return code_texts.read_out(invitation=invitation, staff=staff, now=now)


def texts():
    return Message.objects.filter(purpose=code_texts.CODE).order_by("id")


def wrong(digits):
    return f"{(int(digits) + 1) % 10**6:06}"


# A code opens what was answered before


def test_where_back_would_show_an_earlier_answer_a_link_leads_to_the_code(invitation, now):
    phone = half_filled(invitation, now)
    assert path(phone.shown) == "/intake/page/worst_area/"
    assert f'<a class="link" href="{CODE}">{SEE}</a>' in words(phone.shown)
    answer(phone, "worst_area")
    assert SEE not in words(phone.get("/intake/page/saddle_numbness/"))


def test_whoever_answered_all_in_one_go_is_never_asked_for_a_code(invitation, now):
    phone = opened(invitation, now)
    for key in make.ROSA:
        assert SEE not in words(answer(phone, key))


def test_the_right_code_shows_the_answers_and_opens_back_and_change(invitation, now):
    phone = half_filled(invitation, now)
    digits = code_for(invitation, now)
    shown = phone.post(CODE, {"code": f"{digits[:3]} {digits[3:]}"}, follow=True)
    assert path(shown) == ANSWERS
    assert "5 months" in words(shown)
    assert 'href="/intake/page/duration/"' in words(shown)
    assert 'href="/intake/page/duration/"' in words(phone.get("/intake/page/worst_area/"))
    answer(phone, "duration", {"duration": {"number": 7, "unit": "months"}})
    assert "7 months" in words(phone.get(ANSWERS))


def test_on_the_check_page_a_code_shows_every_answer(invitation, now):
    phone = half_filled(invitation, now)
    for key in list(make.ROSA)[3:]:
        shown = answer(phone, key)
    assert path(shown) == CHECK
    assert SEE in words(shown)
    shown = phone.post(CODE, {"code": code_for(invitation, now)}, follow=True)
    assert path(shown) == CHECK
    assert "5 months" in words(shown)
    assert "Answered earlier" not in words(shown)
    assert SEE not in words(shown)


def test_without_a_code_the_page_of_answers_shows_nothing_from_before(invitation, now):
    phone = half_filled(invitation, now)
    assert "5 months" not in words(phone.get(ANSWERS))
    assert "5 months" not in words(phone.get("/intake/page/duration/", follow=True))


def test_a_code_opens_them_in_this_browser_only_and_for_half_an_hour(invitation, now, monkeypatch):
    phone = half_filled(invitation, now)
    phone.post(CODE, {"code": code_for(invitation, now)})
    assert "5 months" not in words(opened(invitation, now).get(ANSWERS))
    session = phone.session
    seen = clock.real_now() - opening.IDLE - timedelta(seconds=1)
    session[opening.SESSION_KEY] = session[opening.SESSION_KEY] | {"seen": seen.isoformat()}
    session.save()
    assert phone.get(ANSWERS).status_code == 410
    phone.post(address(invitation, now), BORN)
    assert "5 months" not in words(phone.get(ANSWERS))


def test_the_session_has_a_new_key_after_a_code(invitation, now):
    phone = half_filled(invitation, now)
    before = phone.session.session_key
    phone.post(CODE, {"code": code_for(invitation, now)})
    assert phone.session.session_key != before


def test_every_code_that_does_not_fit_gets_the_same_answer(invitation, now):
    phone = half_filled(invitation, now)
    none_asked = phone.post(CODE, {"code": "123456"})
    digits = code_for(invitation, now)
    not_this = phone.post(CODE, {"code": wrong(digits)})
    FreshCode.objects.update(expires_at=now)
    too_late = phone.post(CODE, {"code": digits})
    other = make.invitation(make.patient(invitation.clinic), now=now)
    elses = phone.post(CODE, {"code": code_for(other, now)})
    answers = [none_asked, not_this, too_late, elses]
    assert {response.status_code for response in answers} == {422}
    mask = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    assert len({mask.sub("", words(response)) for response in answers}) == 1
    assert "This code does not work. Check it, or ask for a new one" in words(none_asked)
    assert "5 months" not in words(phone.get(ANSWERS))


def test_what_is_not_six_digits_costs_no_try(invitation, now):
    phone = half_filled(invitation, now)
    digits = code_for(invitation, now)
    for _ in range(6):
        assert "Enter the 6 digits" in words(phone.post(CODE, {"code": "12345"}))
    assert phone.post(CODE, {"code": digits}).status_code == 302


def test_the_field_can_be_pasted_to_and_the_phone_may_fill_it_in(invitation, now):
    shown = words(half_filled(invitation, now).get(CODE))
    field = re.search(r"<input[^>]*name=\"code\"[^>]*>", shown).group()
    assert 'autocomplete="one-time-code"' in field
    assert 'inputmode="numeric"' in field


def test_without_an_opened_link_there_is_no_code_to_ask_for(invitation, client):
    for where in (CODE, TEXT, ANSWERS, "/intake/again/"):
        assert client.get(where).status_code == client.post(where).status_code == 410
    assert not FreshCode.objects.exists()


# The text with the code


def test_the_text_is_one_plain_segment_with_the_longest_name_and_says_nothing_of_health():
    body = code_texts.words(make.Clinic(text_name="Sixteen Letters!"))
    text = body.replace(codes.PLACE, "123456")
    assert measure(text)[0] == 1
    assert text.isascii()
    assert text == (
        "Sixteen Letters!: 123456 is your code. It works for 10 minutes."
        " We never call to ask for it."
    )


def test_a_texted_code_arrives_opens_and_stands_nowhere(invitation, now, carrier, caplog):
    phone = half_filled(invitation, now)
    number = invitation.patient.phone
    assert f"the number ending {number[-2:]}." in words(phone.get(CODE))
    shown = phone.post(TEXT, follow=True)
    assert path(shown) == CODE
    assert "We texted a code to the number ending" in words(shown)
    message = texts().get()
    outbox.send(message.pk, message.due_at)
    message.refresh_from_db()
    assert message.state == states.ACCEPTED
    sent = [text["body"] for text in carrier.record(number)["messages"]][-1]
    digits = re.search(r": (\d{6}) is your code", sent).group(1)
    kept = [*Message.objects.values_list(), *FreshCode.objects.values_list()]
    assert digits not in str([[str(value) for value in row] for row in kept])
    assert digits not in caplog.text
    assert phone.post(CODE, {"code": digits}, follow=True).redirect_chain[-1][0] == ANSWERS


def test_a_code_goes_in_quiet_hours_and_to_whoever_said_yes_at_the_desk_alone(now, carrier):
    patient = make.patient()
    make.consent(patient, Permission.TEXTS, method=Method.DESK)
    invitation = make.invitation(patient, now=now)
    midnight = now.astimezone(patient.zone).replace(hour=0, minute=30)
    code_texts.send(invitation, midnight)
    make.intake_services.start_intake(invitation, midnight)
    message = texts().get()
    outbox.send(message.pk, midnight)
    message.refresh_from_db()
    assert (message.kind, message.state) == (Kind.ANSWER, states.ACCEPTED)


def test_without_the_yes_to_texts_only_the_desk_can_tell_a_code(now):
    invitation = make.invitation(make.patient(), now=now)
    phone = half_filled(invitation, now)
    shown = words(phone.get(CODE))
    assert "Text me a code" not in shown
    assert invitation.patient.phone[-2:] + "." not in shown
    assert "Ask the clinic to read you a code" in shown
    phone.post(TEXT)
    assert not texts().exists()


def test_a_double_press_sends_one_text(invitation, now):
    phone = half_filled(invitation, now)
    for _ in range(2):
        phone.post(TEXT)
    assert texts().count() == 1


def test_the_fourth_text_within_an_hour_is_refused_with_a_way_on(invitation, now):
    for minutes in (30, 20, 10):
        code_texts.send(invitation, now - timedelta(minutes=minutes))
    phone = half_filled(invitation, now)
    shown = phone.post(TEXT)
    assert shown.status_code == 429
    assert "Call the clinic, or try again in an hour" in words(shown)
    assert texts().count() == 3
    assert phone.post(CODE, {"code": code_for(invitation, now)}).status_code == 302


@pytest.mark.parametrize("why", ["too late", "the form was sent", "another code was used"])
def test_a_text_that_waited_is_not_sent_when_its_code_is_of_no_use(invitation, now, carrier, why):
    phone = half_filled(invitation, now)
    phone.post(TEXT)
    message = texts().get()
    later = message.created_at
    if why == "too late":
        later += codes.LIFETIME
    elif why == "the form was sent":
        Intake.objects.update(state="submitted", submitted_at=now)
    else:
        phone.post(CODE, {"code": code_for(invitation, now)})
    outbox.send(message.pk, later)
    message.refresh_from_db()
    assert message.state in (states.EXPIRED, states.CANCELLED)
    assert len(carrier.record(invitation.patient.phone)["messages"]) == 0


# Nothing lost, nothing doubled


def rows(page):
    return Answer.objects.filter(page=page)


def test_two_tabs_that_save_different_pages_keep_both(invitation, now):
    phone = opened(invitation, now)
    answer(phone, "where")
    answer(phone, "spread")
    phone.get("/intake/page/where/")  # one tab went back, the other goes on
    answer(phone, "duration")
    answer(phone, "where", {"where": [{"site": "low_back", "side": "left"}]})
    kept = selectors.answers(Intake.objects.get())
    assert kept["duration"] == make.ROSA["duration"]
    assert kept["where"] == {"where": [{"site": "low_back", "side": "left"}]}
    assert kept["spread"] == make.ROSA["spread"]


def test_two_tabs_that_save_the_same_page_keep_the_last_and_the_one_before_it(invitation, now):
    phone = opened(invitation, now)
    answer(phone, "where")
    for months in (5, 6):
        answer(phone, "duration", {"duration": {"number": months, "unit": "months"}})
    assert rows("duration").count() == 2
    assert rows("duration").get(superseded_at=None).value["duration"]["number"] == 6


def test_a_page_sent_again_after_the_network_dropped_is_saved_once(invitation, now):
    phone = opened(invitation, now)
    for _ in range(3):
        assert path(answer(phone, "where")) == "/intake/page/spread/"
    assert rows("where").count() == 1


def test_two_tabs_that_both_send_the_form_send_it_once(invitation, now):
    phone, other = opened(invitation, now), None
    for key in make.ROSA:
        answer(phone, key)
    other = opened(invitation, now)
    assert path(phone.post(CHECK, follow=True)) == "/intake/sent/"
    assert path(other.post(CHECK, follow=True)) == "/intake/sent/"
    assert path(answer(other, "nrs_now", {"nrs_now": 1})) == "/intake/sent/"
    assert Assessment.objects.count() == 1
    assert selectors.answers(Intake.objects.get())["nrs_now"] == make.ROSA["nrs_now"]


@pytest.mark.parametrize("at", [1, 9, 20, len(make.ROSA) - 1])
def test_killed_at_any_page_another_phone_goes_on_and_every_answer_counts(invitation, now, at):
    keys = list(make.ROSA)
    phone = opened(invitation, now)
    for key in keys[:at]:
        answer(phone, key)
    other = opened(invitation, now)
    assert path(other.shown) == f"/intake/page/{keys[at]}/"
    for key in keys[at:]:
        answer(other, key)
    assert path(other.post(CHECK, follow=True)) == "/intake/sent/"
    assert selectors.answers(Intake.objects.get()) == make.ROSA


@pytest.mark.parametrize("end", ["the link ended", "nobody used it"])
def test_a_page_that_came_too_late_is_not_lost_in_silence(invitation, now, end):
    phone = opened(invitation, now)
    answer(phone, "where")
    if end == "the link ended":
        PatientLink.objects.update(expires_at=now - timedelta(seconds=1))
    else:
        session = phone.session
        seen = clock.real_now() - opening.IDLE - timedelta(seconds=1)
        session[opening.SESSION_KEY] = session[opening.SESSION_KEY] | {"seen": seen.isoformat()}
        session.save()
    shown = answer(phone, "spread")
    assert shown.status_code == 410
    assert "What you just sent was not saved" in words(shown)
    assert "use the link in it" in words(shown)
    assert list(selectors.answers(Intake.objects.get())) == ["where"]
    assert path(opened(invitation, now).shown) == "/intake/page/spread/"


def test_a_birth_date_sent_to_a_dead_link_says_that_the_link_is_dead(invitation, now):
    where = address(invitation, now)
    PatientLink.objects.update(revoked_at=now)
    assert "This link does not work any more" in words(Client().post(where, BORN))


def test_a_page_warns_in_time_and_asking_for_it_again_keeps_the_form_open(invitation, now):
    phone = opened(invitation, now)
    assert 'data-warn="1500" data-over="1800"' in words(phone.shown)
    session = phone.session
    seen = clock.real_now() - opening.IDLE + timedelta(minutes=1)
    session[opening.SESSION_KEY] = session[opening.SESSION_KEY] | {"seen": seen.isoformat()}
    session.save()
    assert phone.head("/intake/page/where/").status_code == 200
    left = clock.real_now() - opening.datetime.fromisoformat(
        phone.session[opening.SESSION_KEY]["seen"]
    )
    assert left < timedelta(minutes=1)


def test_a_code_text_in_doubt_is_found_at_the_carrier_by_all_but_its_digits(
    invitation, now, carrier, settings
):
    settings.LOOKUP_AFTER_SECONDS = [0, 3600]
    half_filled(invitation, now).post(TEXT)
    message = texts().get()
    carrier.script({"match": {"to": message.number}, "do": "accept_then_error"})
    outbox.send(message.pk, message.due_at)
    message.refresh_from_db()
    assert message.state == states.IN_DOUBT
    sweepers.look_up_doubts(message.due_at)
    message.refresh_from_db()
    assert message.state in states.REACHED_CARRIER
    assert message.carrier_id
