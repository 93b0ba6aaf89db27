"""Every text in Spanish, at its extremes: one segment, without á í ó ú, to whom reads Spanish."""

import re

import pytest
from django.utils.translation import override

from intake import code_texts
from notifications import inbound
from notifications import wording as notices
from notifications.models import Direction, Kind, Message
from simulator.segments import measure
from surveys import release, wording
from surveys.models import CheckIn
from tests import factories as make
from tests.factories import NOW
from tests.test_texts import CLINIC, LINK, NAME, templates_of

FORBIDDEN = re.compile(
    r"\b(dolor|duele|espalda|cuello|columna|disco|nervio|pierna|brazo|cadera|rodilla|hombro|aguja|"
    r"inyecci\w*|epidural|esteroide|bloqueo|procedimiento|cirug\w*|operaci\w*|diagn\w*|adormec\w*|"
    r"vejiga|intestino|c.ncer|droga|opioide|puntaje|candidat\w*)\b",
    re.IGNORECASE,
)


def in_spanish():
    with override("es"):
        for module in (notices, wording):
            for name, text in templates_of(module):
                yield f"{module.__name__}.{name}", text.replace("{link}", LINK)
        yield "intake.code_texts.words", code_texts.words(CLINIC).replace("{code}", "000000")


TEXTS = dict(in_spanish())


@pytest.fixture(params=TEXTS)
def text(request):
    return TEXTS[request.param]


@pytest.fixture
def maria(db):
    """Who reads Spanish."""
    clinic = make.clinic(text_name=NAME, phone=CLINIC.phone)
    return make.consenting_patient(at=clinic, language="es")


def test_a_text_is_one_plain_segment_at_its_longest(text):
    segments, length = measure(text)
    assert segments == 1, f"{length} units: {text}"
    assert length <= 160
    assert not set(text) & set("áíóúÁÍÓÚ"), text


def test_a_text_begins_with_the_clinics_name_and_leaves_nothing_to_fill_in(text):
    assert text.startswith(f"{NAME}: ")
    assert not re.search(r"%\(|\{|\}", text)


def test_a_text_names_no_part_of_the_body_no_diagnosis_and_no_procedure(text):
    assert not FORBIDDEN.search(text.replace(NAME, ""))


@pytest.mark.parametrize(
    "name", ["started", "help_text", "welcome", "how_is_it_now", "check_in_by_link"]
)
def test_what_starts_a_conversation_says_how_to_end_it(name):
    [text] = [text for key, text in TEXTS.items() if key.endswith(f".{name}")]
    assert "ALTO" in text


@pytest.mark.parametrize(
    "name", ["welcome", "tell_us_more", "thank_you", "help_text", "kept_for_a_person"]
)
def test_where_somebody_may_be_in_danger_the_text_names_911(name):
    [text] = [text for key, text in TEXTS.items() if key.endswith(f".{name}")]
    assert "911" in text


def newest(to):
    texts = Message.objects.filter(direction=Direction.OUT, patient=to)
    return texts.exclude(kind=Kind.STAFF).order_by("-id").first()


def test_an_invitation_is_one_segment_and_names_stop_and_help(maria):
    make.invitation(maria)
    body = newest(maria).body.replace("{link}", LINK)
    assert measure(body)[0] == 1, measure(body)
    assert body.startswith(f"{NAME}: Preguntas antes de su visita: {LINK}")
    assert "911" in body
    assert body.endswith("ALTO = no mensajes, AYUDA = ayuda.")


def test_a_follow_up_begins_and_asks_in_the_patients_language(maria):
    make.procedure(maria)
    assert "Le mandaremos a veces mensajes" in newest(maria).body
    due = CheckIn.objects.filter(patient=maria).order_by("due_at").first().due_at
    release.release_due(due)
    assert "Responda del 0 al 10" in newest(maria).body


@pytest.mark.parametrize(
    ("sent", "answer"),
    [
        ("ALTO", "Ya no le mandaremos mensajes"),
        ("AYUDA", "Mensajes cortos sobre su cuidado"),
        ("me siento raro", "Recibimos su mensaje"),
    ],
)
def test_what_the_patient_sends_is_answered_in_their_language(maria, sent, answer):
    inbound.receive(carrier_id=f"SM{sent}", number=maria.phone, body=sent, now=NOW)
    [message] = Message.objects.filter(direction=Direction.IN)
    inbound.handle(message.pk, NOW)
    assert answer in newest(maria).body


def test_a_number_of_nobody_we_know_is_answered_in_english(db):
    make.clinic()
    inbound.receive(carrier_id="SM1", number="+15550100777", body="ayuda", now=NOW)
    assert "Short texts about your care" in Message.objects.get(direction=Direction.OUT).body
