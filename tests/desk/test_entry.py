"""Staff fill the form in: the same pages, who entered it kept, red flags to be read aloud."""

import re
from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from clinic import clock
from clinic.models import AuditEvent, Role
from intake import invitations, selectors, services
from intake.models import Answer, Assessment, Intake, Invitation
from intake.pages import PAGES
from notifications import consents
from notifications.models import Alert, Message, Method, Permission
from questions.page import Choice, Page, Question
from questions.views import Filling, check_rows
from questions.widgets import OneOf, ShortText
from tests import factories

PAGE = {page.key: page for page in PAGES}


def start(browser, patient, how="phone"):
    return browser.post(reverse("desk:entry", args=[patient.pk]), {"how": how})


def url(patient, key, how="phone"):
    return reverse("desk:entry_page", args=[patient.pk, how, key])


def enter(browser, patient, key, value, how="phone"):
    sent = PAGE[key].entries(value) | {"confirmed": "seen"}
    return browser.post(url(patient, key, how), sent)


def skip(browser, patient, key, how="paper"):
    return browser.post(url(patient, key, how), {"pass_over": "yes"})


def by_link(client, patient):
    """The page that the patient's own phone comes to."""
    now = clock.now()
    invitation = invitations.standing(patient, now) or factories.invitation(patient, now=now)
    address = invitations.another_link(invitation=invitation, staff=invitation.invited_by, now=now)
    born = {"birth_month": "3", "birth_day": "27", "birth_year": "1979"}
    return client.post(urlsplit(address).path, born, follow=True)


def skip_the_rest(browser, patient, where):
    """Skip page by page until the check page comes."""
    for _ in PAGES:
        key = re.search(r"/page/([\w-]+)/$", where)
        if not key:
            return where
        where = skip(browser, patient, key[1]).url
    raise AssertionError("the check page never came")


def test_starting_opens_the_first_page_and_sends_no_text(desk, rosa):
    answer = start(desk.nurse, rosa)
    assert answer.url == url(rosa, "where")
    assert Intake.objects.get().patient == rosa
    assert not Message.objects.exists()


def test_starting_twice_goes_on_with_the_same_form(desk, rosa):
    start(desk.nurse, rosa)
    enter(desk.nurse, rosa, "where", factories.ROSA["where"])
    assert start(desk.nurse, rosa, "paper").url == url(rosa, "spread", "paper")
    assert Intake.objects.count() == Invitation.objects.count() == 1


@pytest.mark.parametrize(("how", "said"), [("phone", "by phone"), ("paper", "from paper")])
def test_the_strip_says_for_whom_and_how(desk, rosa, how, said):
    start(desk.nurse, rosa, how)
    page = desk.nurse.get(url(rosa, "where", how)).content.decode()
    assert f"You are entering for Rosa Fictional, {said}" in page


@pytest.mark.parametrize("how", ["phone", "paper"])
def test_who_entered_an_answer_and_how_is_kept(desk, rosa, how):
    start(desk.nurse, rosa, how)
    enter(desk.nurse, rosa, "where", factories.ROSA["where"], how)
    answer = Answer.objects.get()
    assert (answer.channel, answer.entered_by) == (how, desk.nurse.staff)
    acts = AuditEvent.objects.filter(action__in=("intake.started", "intake.answered"))
    assert {event.staff for event in acts} == {desk.nurse.staff}


def test_a_change_by_another_person_keeps_both(desk, rosa):
    start(desk.nurse, rosa)
    enter(desk.nurse, rosa, "where", factories.ROSA["where"])
    enter(desk.clinician, rosa, "where", {"where": [{"site": "knee", "side": "left"}]})
    before, now = Answer.objects.order_by("id")
    assert before.entered_by == desk.nurse.staff
    assert before.superseded_at is not None
    assert now.entered_by == desk.clinician.staff


def test_the_patients_own_answers_are_shown_and_stay_the_patients(desk, rosa):
    intake = factories.intake(rosa)

    services.save_page(intake=intake, page="where", value=factories.ROSA["where"],
                       now=factories.NOW)  # fmt: skip
    start(desk.nurse, rosa)
    shown = desk.nurse.get(url(rosa, "where")).content.decode()
    assert re.search(r'value="low_back-right"[^>]*checked', shown)
    enter(desk.nurse, rosa, "where", factories.ROSA["where"])
    answer = Answer.objects.get()
    assert (answer.channel, answer.entered_by) == ("link", None)


def test_nothing_entered_says_what_to_mend(desk, rosa):
    start(desk.nurse, rosa)
    answer = desk.nurse.post(url(rosa, "where"), {})
    assert answer.status_code == 422
    assert "You are entering for" in answer.content.decode()
    assert not Answer.objects.exists()


def test_a_skipped_page_is_no_fact_and_is_not_asked_again(desk, rosa):
    start(desk.nurse, rosa, "paper")
    assert skip(desk.nurse, rosa, "where").url != url(rosa, "where", "paper")
    row = Answer.objects.get()
    assert (row.value, row.entered_by, row.channel) == ({}, desk.nurse.staff, "paper")

    assert selectors.answers(row.intake) == {}
    assert "pain_sites" not in selectors.said_facts(row.intake, factories.NOW)


def test_skipping_twice_writes_once_and_an_answer_can_follow_and_be_taken_back(desk, rosa):
    start(desk.nurse, rosa, "paper")
    for _ in range(2):
        skip(desk.nurse, rosa, "where")
    assert Answer.objects.count() == 1
    enter(desk.nurse, rosa, "where", factories.ROSA["where"], "paper")
    skip(desk.nurse, rosa, "where")

    assert selectors.answers(Intake.objects.get()) == {}
    assert Answer.objects.count() == 3


def test_a_paper_with_blanks_can_be_sent(desk, rosa):
    where = start(desk.nurse, rosa, "paper").url
    where = enter(desk.nurse, rosa, "where", factories.ROSA["where"], "paper").url
    check = skip_the_rest(desk.nurse, rosa, where)
    assert check == reverse("desk:entry_check", args=[rosa.pk, "paper"])
    assert "Not provided" in desk.nurse.get(check).content.decode()
    assert desk.nurse.post(check).url == reverse("desk:patient", args=[rosa.pk])
    intake = Intake.objects.get()
    assert intake.state == "submitted"
    facts = Assessment.objects.get().facts
    assert "pain_sites" in facts
    assert "nrs" not in facts
    sent = AuditEvent.objects.get(action="intake.submitted")
    assert sent.staff == desk.nurse.staff


def test_sending_before_the_end_sends_nothing(desk, rosa):
    start(desk.nurse, rosa)
    check = reverse("desk:entry_check", args=[rosa.pk, "phone"])
    assert desk.nurse.post(check).url == url(rosa, "where")
    assert Intake.objects.get().state == "draft"


def test_a_sent_form_takes_no_more_entries(desk, rosa):
    factories.submitted_intake(rosa)
    count = Answer.objects.count()
    answer = enter(desk.nurse, rosa, "where", {"where": [{"site": "knee", "side": "left"}]})
    assert answer.url == reverse("desk:entry", args=[rosa.pk])
    assert Answer.objects.count() == count


def test_a_patient_is_asked_what_the_paper_left_open(desk, rosa, client):
    where = start(desk.nurse, rosa, "paper").url
    assert skip(desk.nurse, rosa, "where").url != where
    assert by_link(client, rosa).redirect_chain[-1][0] == "/intake/page/where/"


@pytest.mark.parametrize(
    ("how", "said"),
    [("phone", "Read this to the patient now"), ("paper", "Call the patient now")],
)
def test_a_red_flag_raises_its_alert_and_says_what_to_read(desk, rosa, how, said):
    start(desk.nurse, rosa, how)
    enter(desk.nurse, rosa, "where", factories.ROSA["where"], how)
    answer = enter(desk.nurse, rosa, "saddle_numbness", {"saddle_numbness": "yes"}, how)
    alert = Alert.objects.get()
    assert answer.url == reverse("desk:entry_safety", args=[rosa.pk, how, alert.pk])
    page = desk.nurse.get(answer.url).content.decode()
    assert said in page
    assert "Call 911 now" in page
    assert (alert.grade, alert.shown_to_patient_at) == ("emergency", None)


def test_only_what_was_read_to_the_patient_counts_as_shown(desk, rosa):
    start(desk.nurse, rosa)
    enter(desk.nurse, rosa, "where", factories.ROSA["where"])
    safety = enter(desk.nurse, rosa, "saddle_numbness", {"saddle_numbness": "yes"}).url
    going_on = desk.nurse.post(safety, {"action": "later"})
    assert "/page/" in going_on.url
    assert Alert.objects.get().shown_to_patient_at is None
    desk.nurse.post(safety, {"action": "read"})
    alert = Alert.objects.get()
    assert alert.shown_to_patient_at is not None
    assert alert.state == "open"
    assert AuditEvent.objects.get(action="alert.read_to_patient").staff == desk.nurse.staff


def test_the_alert_of_another_patient_is_missing(desk, rosa, oak):
    bob = factories.patient(at=oak, first_name="Bob")
    factories.submitted_intake(bob, saddle_numbness={"saddle_numbness": "yes"})
    start(desk.nurse, rosa)
    alert = Alert.objects.get(patient=bob)
    address = reverse("desk:entry_safety", args=[rosa.pk, "phone", alert.pk])
    assert desk.nurse.get(address).status_code == 404
    assert desk.nurse.post(address, {"action": "read"}).status_code == 404


def test_consent_that_staff_entered_is_the_desks_and_a_skipped_one_is_none(desk, rosa):
    bob = factories.patient(at=rosa.clinic, first_name="Bob")
    for patient, act in ((rosa, enter), (bob, skip)):
        start(desk.nurse, patient)
        value = [{"texts": True, "answer_by_text": False}] if act is enter else []
        act(desk.nurse, patient, "consent", *value)
    said = consents.latest(rosa, Permission.ANSWER_BY_TEXT)
    assert (said.method, said.given, said.recorded_by) == (Method.DESK, False, desk.nurse.staff)
    assert consents.latest(bob, Permission.TEXTS) is None


def test_the_page_is_in_the_patients_language_and_the_strip_in_the_staffs(desk, oak):
    patient = factories.patient(at=oak, language="es")
    start(desk.nurse, patient)
    page = desk.nurse.get(url(patient, "where")).content.decode()
    assert '<html lang="es">' in page
    assert "You are entering for" in page
    enter(desk.nurse, patient, "where", factories.ROSA["where"])
    assert Answer.objects.get().language == "es"


def test_a_language_chosen_for_one_patient_does_not_stay_for_the_next(desk, oak, rosa):
    patient = factories.patient(at=oak, language="es")
    start(desk.nurse, rosa)
    desk.nurse.post(url(rosa, "where"), {"language": "es"})
    assert '<html lang="es">' in desk.nurse.get(url(rosa, "where")).content.decode()
    start(desk.nurse, rosa)
    assert '<html lang="en">' in desk.nurse.get(url(rosa, "where")).content.decode()
    assert patient.language == "es"


def test_free_text_shows_its_language_and_an_answer_that_was_chosen_does_not(desk, oak):

    pages = (
        Page("note", "S", (Question("note", "Anything else?", ShortText(60)),)),
        Page("yes", "S", (Question("yes", "Yes?", OneOf((Choice("yes", "Yes"),))),)),
    )
    answers = {"note": {"note": "me duele"}, "yes": {"yes": "yes"}}
    filling = Filling(pages, answers, frozenset(), lambda *_: None, str, "/check", {},
                      languages={"note": "es", "yes": "es"})  # fmt: skip
    rows = check_rows(filling)[0].rows
    assert [row.language for row in rows] == ["es", ""]


def test_every_page_that_shows_answers_is_a_reading(desk, rosa, readings):
    start(desk.nurse, rosa)
    desk.nurse.get(url(rosa, "where"))
    assert str(rosa.pk) in readings(desk.nurse.staff)


@pytest.mark.parametrize("role", ["front_desk", "manager", "auditor"])
def test_without_the_role_nothing_is_shown_or_entered(desk, rosa, role):
    start(desk.nurse, rosa)
    browser = getattr(desk, role)
    assert start(browser, rosa).status_code == 403
    assert browser.get(url(rosa, "where")).status_code == 403
    assert enter(browser, rosa, "where", factories.ROSA["where"]).status_code == 403
    assert not Answer.objects.exists()


def test_another_clinics_patient_is_missing(desk, rosa, elsewhere, sign_in):
    start(desk.nurse, rosa)
    stranger = sign_in(Role.PHYSICIAN, elsewhere)
    assert start(stranger, rosa).status_code == 404
    assert stranger.get(url(rosa, "where")).status_code == 404
    assert enter(stranger, rosa, "where", factories.ROSA["where"]).status_code == 404
    assert not Answer.objects.exists()


def test_a_way_that_is_none_is_missing(desk, rosa):
    start(desk.nurse, rosa)
    assert desk.nurse.get(url(rosa, "where", "link")).status_code == 404
    assert desk.nurse.get(url(rosa, "where", "kiosk")).status_code == 404
    assert start(desk.nurse, rosa, "link").status_code == 200  # the question again


def test_a_patients_own_session_offers_no_skipping(client, rosa):
    assert "pass_over" not in by_link(client, rosa).content.decode()
    assert client.post("/intake/page/where/", {"pass_over": "yes"}).status_code == 422
    assert not Answer.objects.exists()
