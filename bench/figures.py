"""What the product does, each held against its floor."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import cycle, islice
from subprocess import DEVNULL
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

from django.conf import settings
from django.db.models import Count
from django.test import Client, override_settings
from twilio.request_validator import RequestValidator

from bench import floors, rows
from bench.measure import Figure, compare
from clinic import clock, links
from clinic.models import Patient
from intake import invitations, services
from intake.candidacy import assess, load_rules
from intake.pages import PAGES
from intake.selectors import answers
from notifications import outbox, states, tasks
from notifications.models import Direction, Message
from summaries import pdf
from surveys import release
from surveys.models import CheckIn, CheckInAnswer, CheckInState
from tests import factories

THREADS = settings.SENDING_THREADS
TEXTS, REPLIES, CLAIM_ROUNDS = 12 * THREADS, 20, 5
FORM, INBOUND = "application/x-www-form-urlencoded", "/webhooks/twilio/inbound/"


def check(is_so: bool, what: str) -> None:
    """A figure counts only where the work was done."""
    if not is_so:
        raise RuntimeError(f"not measured: {what}")


def on_sqlite() -> Iterator[Figure]:
    # In a process of its own: it runs tasks in line.
    subprocess.run([sys.executable, "manage.py", "sample_clinic"], check=True, stdout=DEVNULL)
    yield assessing()
    yield printing()
    with override_settings(ROOT_URLCONF="bench.floors"):
        patients = rows.due_check_ins(1000)
        yield saving(patients[-1])
        release.release_due(rows.NOW)
        release.release_due(rows.NOW)
        yield sending("SQLite")
        yield storing(patients[0])
        yield answering()


def on_postgresql() -> Iterator[Figure]:
    total = int(os.environ["BENCH_ROWS"])
    rows.due_check_ins(4 * release.AT_ONCE * (CLAIM_ROUNDS + 1))
    rows.fill_check_ins(total)
    yield claiming(total)
    yield sending("PostgreSQL")
    yield writing()


def assessing() -> Figure:
    facts = [path.read_text() for path in sorted((settings.BASE_DIR / "samples").glob("*.json"))]
    rules = load_rules()
    pairs = [(text, assess(json.loads(text), rules)) for text in facts]

    def product() -> None:
        for text in facts * 4:
            json.dumps(assess(json.loads(text), rules))

    def floor() -> None:
        for text, result in pairs * 4:
            json.loads(text)
            json.dumps(result)

    notes = f"{len(rules.families)} family of rules; parse, assess, dump against parse, dump."
    return compare(
        "assess a sample", product, floor, count=4 * len(facts), goal=5, rounds=15, notes=notes
    )


def printing() -> Figure:
    now = clock.now()
    known = Patient.objects.annotate(told=Count("checkinanswer")).order_by("-told")
    patient = known.first()
    floor = floors.printer(pdf.summary_html(patient, now, "bench"))
    notes = "The sample clinic's patient with the most answers; fonts kept, tags, both sides."
    product = lambda: pdf.summary_pdf(patient, now, "bench")  # noqa: E731
    return compare("summary PDF, warm", product, floor, count=1, goal=1.15, rounds=15, notes=notes)


def saving(patient: Patient) -> Figure:
    """POST a page that changes its answer, and GET the next page."""
    now = clock.now()
    invitation = factories.invitation(patient, now=now)
    intake = services.start_intake(invitation, now)
    _, address = links.mint(
        patient=patient, purpose=invitations.INTAKE, owner_id=invitation.pk, now=now,
        expires_at=now + timedelta(days=1),
    )  # fmt: skip
    client, born = Client(), patient.birth_date
    typed = {"birth_month": born.month, "birth_day": born.day, "birth_year": born.year}
    client.post(urlsplit(address).path, typed)
    client.get("/intake/")
    for page, value in factories.ROSA.items():
        if page != "nrs_worst":
            services.save_page(intake=intake, page=page, value=value, now=now)
    floors.saving.intake = intake
    floors.saving.page = next(page for page in PAGES if page.key == "nrs_worst")
    bare, numbers = floors.client(floors.SESSIONS), cycle([5, 6])

    def through(to: Client, url: str, shown: str) -> Callable[[], None]:
        def act() -> None:
            for number in islice(numbers, 10):
                gone_on = to.post(url, {"nrs_average": number})
                check(gone_on.status_code == 302 and gone_on.url == shown, f"saving at {url}")
                check(to.get(shown).status_code == 200, f"showing {shown}")

        return act

    bare.cookies = client.cookies
    product = through(client, "/intake/page/nrs_average/", "/intake/page/nrs_worst/")
    floor = through(bare, "/floor/save/", "/floor/save/")
    notes = f"POST and the next page's GET, {len(answers(intake))} pages answered, SQLite."
    return compare("intake save and continue", product, floor, count=10, goal=2, notes=notes)


def claiming(total: int) -> Figure:
    notes = (
        f"{total:,} check-ins, PostgreSQL. The product's claim opens each in its own transaction "
        "with its audit event and its text in the outbox, and nudges; the floor only claims."
    )
    found = compare(
        "release a due check-in",
        lambda: release.release_due(rows.NOW),
        lambda: floors.claim(release.AT_ONCE, rows.NOW),
        count=release.AT_ONCE, goal=2, rounds=CLAIM_ROUNDS, notes=notes,
    )  # fmt: skip
    half = release.AT_ONCE * (CLAIM_ROUNDS + 1)
    check(Message.objects.count() == half, "a text for each check-in released")
    check(CheckIn.objects.filter(state=CheckInState.OPEN).count() == 2 * half, "all claimed")
    return found


def writing() -> Figure:
    """The same release beside a floor that writes the same rows: not the floor that was asked."""
    before = Message.objects.count()
    found = compare(
        "release, a floor that writes as much",
        lambda: release.release_due(rows.NOW),
        lambda: floors.release(release.AT_ONCE, rows.NOW),
        count=release.AT_ONCE, goal=2, rounds=CLAIM_ROUNDS,
        notes="Raw SQL: check-in, audit event and text of each in its own transaction; no nudge.",
    )  # fmt: skip
    written = Message.objects.count() - before
    check(written == 2 * release.AT_ONCE * (CLAIM_ROUNDS + 1), "a text for each, on both sides")
    check(not CheckIn.objects.filter(state="planned", due_at__lte=rows.NOW).exists(), "all opened")
    return found


def sending(database: str) -> Figure:
    due = Message.objects.filter(state=states.QUEUED, due_at=rows.NOW).order_by("id")
    queued = iter(list(due.values_list("pk", "number")))
    send, done = floors.sender(), []
    with ThreadPoolExecutor(THREADS) as pool:

        def product() -> None:
            batch = list(islice(queued, TEXTS))
            done.extend(pk for pk, _ in batch)
            list(pool.map(lambda text: outbox.send(text[0], rows.NOW), batch))

        def floor() -> None:
            list(pool.map(send, [f"+1555010{n:04d}" for n in range(TEXTS)]))

        found = compare(
            f"send a text, {THREADS} threads, {database}", product, floor, count=TEXTS, goal=0.7,
            rate=True, rounds=5, notes="The carrier answers in 80 ms; the worker's call, no queue.",
        )  # fmt: skip
    accepted = Message.objects.filter(pk__in=done, state=states.ACCEPTED).count()
    check(accepted == 6 * TEXTS, f"{accepted} of {6 * TEXTS} texts accepted")
    return found


def _posts(url: str, numbers: list[str], body: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Signed webhooks ready to post, each with its carrier id."""
    signer = RequestValidator(settings.TWILIO_AUTH_TOKEN)
    for number in numbers:
        sid = f"SM{uuid4().hex}"
        form = {"MessageSid": sid, "AccountSid": settings.TWILIO_ACCOUNT_SID, "From": number}
        form |= {"To": settings.TWILIO_FROM, "Body": body, "NumMedia": "0", "NumSegments": "1"}
        signed = {"X-Twilio-Signature": signer.compute_signature(settings.PUBLIC_URL + url, form)}
        yield sid, {"data": urlencode(form), "content_type": FORM, "headers": signed}


def _taking(url: str, client: Client, numbers: list[str], handle: bool) -> Callable[[], None]:
    prepared = iter(list(_posts(url, numbers, "6")))

    def act() -> None:
        for sid, post in islice(prepared, REPLIES):
            check(client.post(url, **post).status_code == 200, f"a webhook at {url}")
            if handle:
                tasks.handle_inbound(str(Message.objects.get(carrier_id=sid).pk))

    return act


def _webhooks(name: str, numbers: list[str], handle: bool, notes: str) -> Figure:
    product = _taking(INBOUND, Client(), numbers, handle)
    floor = _taking("/floor/webhook/", floors.client(), numbers, handle=False)
    return compare(name, product, floor, count=REPLIES, goal=2, notes=notes)


def storing(patient: Patient) -> Figure:
    notes = "POST to 200: the text is stored and its handling queued."
    return _webhooks("webhook, text stored", [patient.phone] * 8 * REPLIES, False, notes)


def answering() -> Figure:
    asked = Message.objects.filter(state=states.ACCEPTED, direction=Direction.OUT)
    numbers = list(asked.values_list("number", flat=True)[: 8 * REPLIES])
    notes = "POST, then the worker's handling at once: answer stored, next question queued."
    found = _webhooks("webhook to stored answer", numbers, True, notes)
    stored = CheckInAnswer.objects.filter(inbound__number__in=numbers, item="now").count()
    check(stored >= len(numbers), f"{stored} of {len(numbers)} answers stored")
    return found
