"""The clinic's tablet: staff hand it over signed out, and nothing of the patient stays on it."""

from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY as SIGNED_IN
from django.urls import reverse

from clinic import clock
from clinic.models import AuditEvent, PatientLink, Role
from intake import invitations, services
from intake.models import Answer, Intake, Invitation
from intake.pages import PAGES
from notifications.models import Alert, Message
from questions import kiosk, opening
from tests import factories

PAGE = {page.key: page for page in PAGES}
CLEARED, STILL_HERE = "/k/tablet/cleared/", "/k/tablet/still-here/"


def url(patient):
    return reverse("desk:kiosk", args=[patient.pk])


def hand_over(browser, patient):
    return browser.post(url(patient), {"checked": "yes"})


def answer(browser, key, value):
    sent = PAGE[key].entries(value) | {"confirmed": "seen"}
    return browser.post(f"/intake/page/{key}/", sent)


def untouched_for(browser, span):
    """Nobody has pressed anything for so long."""
    session = browser.session
    seen = (clock.real_now() - span).isoformat()
    session[opening.SESSION_KEY] = session[opening.SESSION_KEY] | {"seen": seen}
    session.save()


@pytest.fixture
def tablet(desk, rosa):
    """A tablet in Rosa's hands."""
    hand_over(desk.front_desk, rosa)
    return desk.front_desk


def test_staff_see_whom_to_ask_for_what_before_they_hand_it_over(desk, rosa, readings):
    page = desk.front_desk.get(url(rosa)).content.decode()
    assert "Rosa Fictional" in page
    assert "Mar 27, 1979" in page
    assert str(rosa.pk) in readings(desk.front_desk.staff)
    assert not Invitation.objects.exists()


def test_without_the_check_of_identity_nothing_starts(desk, rosa):
    page = desk.front_desk.post(url(rosa), {})
    assert page.status_code == 422
    assert 'href="#checked"' in page.content.decode()
    assert not PatientLink.objects.exists()
    assert SIGNED_IN in desk.front_desk.session


def test_handing_over_opens_the_form_without_a_birth_date_and_without_a_text(desk, rosa):
    form = desk.front_desk.post(url(rosa), {"checked": "yes"}, follow=True)
    assert form.redirect_chain[-1][0] == "/intake/page/where/"
    assert "Where does it hurt?" in form.content.decode()
    assert not Message.objects.exists()


def test_who_checked_the_identity_is_kept(desk, rosa):
    staff = desk.front_desk.staff
    hand_over(desk.front_desk, rosa)
    assert AuditEvent.objects.get(action="intake.tablet_started").staff == staff


def test_handing_over_again_goes_on_with_the_same_form(desk, rosa):
    hand_over(desk.front_desk, rosa)
    hand_over(desk.nurse, rosa)
    assert Invitation.objects.count() == 1


def test_a_half_filled_form_goes_on_at_the_next_page_and_shows_no_earlier_answer(desk, rosa):
    intake = factories.intake(rosa)
    services.save_page(
        intake=intake, page="where", value=factories.ROSA["where"], now=factories.NOW
    )
    form = desk.front_desk.post(url(rosa), {"checked": "yes"}, follow=True)
    assert form.redirect_chain[-1][0] == "/intake/page/spread/"
    assert desk.front_desk.get("/intake/page/where/").url == "/intake/page/spread/"


def test_the_patient_reaches_no_page_of_the_desk(tablet, rosa):
    assert SIGNED_IN not in tablet.session
    for name, args in (
        ("home", []), ("people", []), ("patient", [rosa.pk]), ("invitation", [rosa.pk]),
        ("kiosk", [rosa.pk]), ("entry", [rosa.pk]), ("candidates", []), ("blank_forms", []),
    ):  # fmt: skip
        refused = tablet.get(reverse(f"desk:{name}", args=args))
        assert refused.status_code == 302
        assert refused.url.startswith(reverse("account_login"))


def test_the_browser_forgets_the_desks_pages_at_the_handing_over(desk, rosa):
    assert hand_over(desk.front_desk, rosa).headers["Clear-Site-Data"] == '"cache"'


def test_an_answer_on_the_tablet_is_the_patients_own(tablet):
    answer(tablet, "where", factories.ROSA["where"])
    row = Answer.objects.get()
    assert (row.channel, row.entered_by) == ("kiosk", None)


def test_every_page_turns_to_the_question_whether_somebody_is_there(tablet):
    page = tablet.get("/intake/page/where/")
    assert page.headers["Refresh"] == f"300; url={STILL_HERE}"
    asking = tablet.get(STILL_HERE)
    assert "Are you still there?" in asking.content.decode()
    assert asking.headers["Refresh"] == f"60; url={CLEARED}"


def test_a_patients_own_phone_is_not_turned_anywhere(client, rosa):
    invitation = factories.invitation(rosa, now=clock.now())
    staff = invitation.invited_by
    address = invitations.another_link(invitation=invitation, staff=staff, now=clock.now())
    born = {"birth_month": "3", "birth_day": "27", "birth_year": "1979"}
    page = client.post(address.removeprefix("http://testserver"), born, follow=True)
    assert "Refresh" not in page.headers


def test_looking_at_the_question_does_not_count_as_being_there(tablet):
    seen = tablet.session[opening.SESSION_KEY]["seen"]
    tablet.get(STILL_HERE)
    assert tablet.session[opening.SESSION_KEY]["seen"] == seen


def test_yes_goes_on_where_the_form_was(tablet):
    answer(tablet, "where", factories.ROSA["where"])
    untouched_for(tablet, kiosk.ASK_AFTER)
    form = tablet.post(STILL_HERE, {"action": "go_on"}, follow=True)
    assert form.redirect_chain[-1][0] == "/intake/page/spread/"


def test_no_clears_it_at_once(tablet):
    tablet.post(STILL_HERE, {"action": "stop"}, follow=True)
    assert opening.SESSION_KEY not in tablet.session


@pytest.mark.parametrize(("beyond", "is_cleared"), [(-5, False), (5, True)])
def test_the_server_holds_the_limit_whatever_the_browser_does(tablet, beyond, is_cleared):
    untouched_for(tablet, kiosk.IDLE + timedelta(seconds=beyond))
    page = tablet.get("/intake/page/where/")
    assert (page.status_code == 302 and page.url == CLEARED) == is_cleared


def test_too_late_saves_nothing(tablet):
    untouched_for(tablet, kiosk.IDLE + timedelta(seconds=5))
    assert answer(tablet, "where", factories.ROSA["where"]).url == CLEARED
    assert tablet.post(STILL_HERE, {"action": "go_on"}).url == CLEARED
    assert not Answer.objects.exists()


def test_after_clearing_nothing_of_the_patient_opens_and_what_was_answered_is_kept(tablet, rosa):
    answer(tablet, "where", factories.ROSA["where"])
    before = tablet.session.session_key
    page = tablet.get(CLEARED)
    assert "Please give the tablet back" in page.content.decode()
    assert page.headers["Clear-Site-Data"] == '"cache"'
    assert "no-store" in page.headers["Cache-Control"]
    assert tablet.session.session_key != before
    for where in ("/intake/", "/intake/page/where/", "/intake/page/spread/", "/intake/check/",
                  "/intake/sent/", STILL_HERE):  # fmt: skip
        back = tablet.get(where)
        assert back.url == CLEARED
        assert "Rosa" not in tablet.get(CLEARED).content.decode()
    assert Answer.objects.count() == 1


def test_the_old_cookie_opens_nothing_after_clearing(tablet, client, settings):
    client.cookies[settings.SESSION_COOKIE_NAME] = tablet.session.session_key
    tablet.get(CLEARED)
    assert client.get("/intake/page/where/").status_code == 410


def test_sending_clears_it_and_thanks(tablet):
    answer(tablet, "where", factories.ROSA["where"])
    services.submit(Intake.objects.get(), clock.now())
    page = tablet.get("/intake/sent/", follow=True)
    assert page.redirect_chain[-1][0] == CLEARED
    said = page.content.decode()
    assert "Thank you. Please give the tablet back" in said
    assert "We have your answers" in said
    assert "911" in said
    assert opening.SESSION_KEY not in tablet.session


def test_the_last_page_speaks_the_patients_language(desk, oak):
    patient = factories.patient(at=oak, language="es")
    hand_over(desk.front_desk, patient)
    assert '<html lang="es">' in desk.front_desk.get(CLEARED).content.decode()


def test_a_red_flag_sends_the_patient_to_the_desk(tablet):
    answer(tablet, "where", factories.ROSA["where"])
    where = answer(tablet, "saddle_numbness", {"saddle_numbness": "yes"}).url
    page = tablet.get(where).content.decode()
    assert "show this page to the person at the desk now" in page
    assert "Call 911 now" in page
    assert Alert.objects.get().grade == "emergency"


def test_two_patients_in_a_row_do_not_see_each_other(desk, oak, rosa):
    bob = factories.patient(at=oak, first_name="Bob", last_name="Other")
    tablet = desk.front_desk
    hand_over(tablet, rosa)
    answer(tablet, "where", factories.ROSA["where"])
    tablet.get(CLEARED)
    tablet.force_login(tablet.staff)
    form = tablet.post(url(bob), {"checked": "yes"}, follow=True)
    assert form.redirect_chain[-1][0] == "/intake/page/where/"
    assert " checked" not in form.content.decode()
    answer(tablet, "where", {"where": [{"site": "knee", "side": "left"}]})
    assert Answer.objects.filter(patient=bob).count() == 1
    assert Answer.objects.filter(patient=rosa).count() == 1


def test_a_clear_address_opened_by_staff_signs_nobody_out(desk):
    desk.nurse.get(CLEARED)
    assert SIGNED_IN in desk.nurse.session


def test_the_link_of_the_tablet_ends_within_hours(tablet):
    link = PatientLink.objects.get()
    assert link.expires_at - link.created_at <= timedelta(hours=4)


@pytest.mark.parametrize("role", ["manager", "auditor"])
def test_without_the_role_no_form_starts(desk, rosa, role):
    assert hand_over(getattr(desk, role), rosa).status_code == 403
    assert not PatientLink.objects.exists()


def test_another_clinics_patient_is_missing(rosa, elsewhere, sign_in):
    stranger = sign_in(Role.FRONT_DESK, elsewhere)
    assert stranger.get(url(rosa)).status_code == 404
    assert hand_over(stranger, rosa).status_code == 404
    assert not PatientLink.objects.exists()
