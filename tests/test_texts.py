"""Every text we send, at its extremes: one plain segment, the clinic's name, nothing of health."""

import inspect
import re

import pytest

from clinic.models import Clinic, Role
from notifications import outbox, states
from notifications import wording as notices
from notifications.models import Grade, Message
from simulator.segments import measure
from surveys import wording as follow_up
from tests import factories
from tests.factories import NOW

NAME, HOST = "Sixteen Letters!", "oak.example.us"  # together 30 characters
assert (len(NAME), len(NAME + HOST)) == (16, 30)
TOKEN = "W" * 22
LINK = f"https://{HOST}/k/{TOKEN}"
CLINIC = Clinic(text_name=NAME, phone="+447700900123456")  # E.164's longest
assert len(CLINIC.phone) == 16
FORBIDDEN = re.compile(
    r"\b(pain|ache|hurt|back(?! on)|neck|spine|spinal|disc|nerve|leg|arm|hip|knee|shoulder|lumbar|"
    r"cervical|epidural|injection|needle|steroid|block|procedure|surgery|operation|diagnos\w*|"
    r"stenosis|sciatica|numb\w*|red flag|bladder|bowel|cancer|drug|opioid|score|candidate|"
    r"dolor|espalda|aguja|cirug\w*|columna)\b",
    re.IGNORECASE,
)


def templates_of(module):
    """Each template of a wording module, filled in."""
    for name, template in inspect.getmembers(module, inspect.isfunction):
        if template.__module__ != module.__name__ or name.startswith("_"):
            continue
        if list(inspect.signature(template).parameters) == ["clinic"]:
            yield name, template(CLINIC)
        else:
            assert name == "alert_waits", f"{name}: say here what its longest text is"
            for grade in (Grade.EMERGENCY, Grade.URGENT):
                yield name, template(CLINIC, grade.label, f"https://{HOST}/alerts/")


TEXTS = [
    (f"{module.__name__.split('.')[0]}.{name}", text.replace("{link}", LINK))
    for module in (notices, follow_up)
    for name, text in templates_of(module)
]


@pytest.fixture(params=TEXTS, ids=[name for name, _ in TEXTS])
def text(request):
    return request.param[1]


@pytest.fixture
def invitation(db):
    """The invitation's text as the service makes it."""
    clinic = factories.clinic(text_name=NAME, phone=CLINIC.phone)
    patient = factories.consenting_patient(at=clinic)
    made = factories.invitation(patient, factories.staff(Role.FRONT_DESK, clinic))
    return Message.objects.get(owner_id=made.pk).body.replace("{link}", LINK)


def assert_is_one_plain_segment(text):
    segments, length = measure(text)
    assert segments == 1, f"{length} units: {text}"
    assert length <= 160
    # What is not GSM-7 would be counted in UTF-16 units; extension characters take two.
    assert text.isascii(), text
    assert not set(text) & set("`{}[]\\^~|"), text


def test_a_text_is_one_plain_segment_at_its_longest(text):
    assert_is_one_plain_segment(text)


def test_a_text_begins_with_the_clinics_neutral_name(text):
    assert text.startswith(f"{NAME}: ")


def test_a_text_names_no_part_of_the_body_no_diagnosis_and_no_procedure(text):
    assert not FORBIDDEN.search(text.replace(NAME, ""))


def test_no_placeholder_is_left_in_a_text(text):
    assert "%(" not in text
    assert "{" not in text


def test_an_invitation_keeps_all_of_that_and_names_stop_and_help(invitation):
    assert_is_one_plain_segment(invitation)
    assert invitation.startswith(f"{NAME}: ")
    assert not FORBIDDEN.search(invitation.replace(NAME, ""))
    assert "Rosa" not in invitation
    assert "Fictional" not in invitation
    assert LINK in invitation
    assert "STOP" in invitation
    assert "HELP" in invitation


def test_the_first_text_of_a_follow_up_names_stop_and_help_and_has_no_link():
    welcome = dict(TEXTS)["surveys.welcome"]
    assert "STOP" in welcome
    assert "HELP" in welcome
    assert LINK not in welcome


@pytest.mark.parametrize(
    "name", ["notifications.started", "notifications.help_text", "surveys.how_is_it_now",
             "surveys.check_in_by_link"],
)  # fmt: skip
def test_what_starts_a_conversation_says_how_to_end_it(name):
    assert "STOP" in dict(TEXTS)[name]


@pytest.mark.parametrize(
    "name",
    ["surveys.welcome", "surveys.tell_us_more", "surveys.thank_you", "notifications.help_text",
     "notifications.kept_for_a_person"],
)  # fmt: skip
def test_where_somebody_may_be_in_danger_the_text_names_911(name):
    assert "911" in dict(TEXTS)[name]


def test_a_follow_up_sends_its_welcome_word_for_word(carrier, db):
    patient = factories.consenting_patient()
    factories.procedure(patient, now=NOW)
    welcome = Message.objects.get(dedupe_key__startswith="welcome:")
    outbox.send(welcome.pk, welcome.due_at)
    welcome.refresh_from_db()
    assert welcome.state == states.ACCEPTED
    [text] = carrier.record(patient.phone)["messages"]
    assert text["body"] == follow_up.welcome(patient.clinic)
    assert text["num_segments"] == 1
