"""The least code that could do each thing: what the product is held against."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.test import Client, override_settings
from django.urls import include, path
from django.utils.datastructures import MultiValueDict
from requests.adapters import HTTPAdapter
from twilio.http.http_client import TwilioHttpClient
from twilio.request_validator import RequestValidator
from twilio.rest import Client as TwilioClient
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from clinic import clock
from intake.models import Answer, Intake
from notifications import states
from notifications.models import Direction, Kind, Message
from questions.page import Page
from questions.views import Asked
from summaries.paper import SCHEME, OurAssets

ASKED = "Oak Clinic: How strong is your pain right now, 0 to 10? Reply with one number."
SESSIONS = "django.contrib.sessions.middleware.SessionMiddleware"


@dataclass
class Saving:
    """What `save` shows and what it saves for: set before it is called."""

    page: Page | None = None
    intake: Intake | None = None


saving = Saving()


def client(*middleware: str) -> Client:
    """A client of this same server with no middleware but what is named."""
    made = Client()
    with override_settings(MIDDLEWARE=list(middleware)):
        made.handler.load_middleware()
    return made


def save(request: HttpRequest) -> HttpResponse:
    """One session read; POST inserts one row in one transaction, GET draws the same template."""
    request.session.get("patient_link")
    page, intake = saving.page, saving.intake
    if request.method == "POST":
        with transaction.atomic():
            Answer.objects.create(
                clinic_id=intake.clinic_id,
                patient_id=intake.patient_id,
                intake=intake,
                page="floor",
                value={"floor": request.POST["nrs_average"]},
                language="en",
                channel="link",
                answered_at=clock.real_now(),
                superseded_at=clock.real_now(),
            )
        return redirect("/floor/save/")
    asked = [
        Asked(q, q.widget.fields(q.key, MultiValueDict()), None, alone=True) for q in page.questions
    ]
    context = {"page": page, "asked": asked, "clinic": intake.clinic, "form_errors": []}
    return render(request, "questions/page.html", context)


def webhook(request: HttpRequest) -> HttpResponse:
    """The signature, and one insert in one transaction."""
    address = settings.PUBLIC_URL + request.get_full_path()
    validator = RequestValidator(settings.TWILIO_AUTH_TOKEN)
    if not validator.validate(address, request.POST, request.headers["X-Twilio-Signature"]):
        return HttpResponse(status=403)
    now = clock.real_now()
    with transaction.atomic():
        Message.objects.create(
            clinic_id=saving.intake.clinic_id,
            direction=Direction.IN,
            kind=Kind.ANSWER,
            number=request.POST["From"],
            body=request.POST["Body"],
            state=states.HANDLED,
            created_at=now,
            due_at=now,
            carrier_id=request.POST["MessageSid"],
        )
    return HttpResponse("<Response></Response>", content_type="text/xml")


urlpatterns = [
    path("floor/save/", save),
    path("floor/webhook/", webhook),
    path("", include("config.urls")),
]


def printer(page: str) -> Callable[[], object]:
    """WeasyPrint on this page, its fonts kept from one call to the next."""
    fonts = FontConfiguration()
    return lambda: HTML(string=page, url_fetcher=OurAssets(), base_url=SCHEME).write_pdf(
        font_config=fonts, pdf_tags=True
    )


def claim(count: int, now: Any) -> int:
    """Claim due check-ins in one statement: no text, no trail, no question asked."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE surveys_checkin SET state = 'open', awaiting = 'link' WHERE id IN (
                SELECT id FROM surveys_checkin WHERE state = 'planned' AND due_at <= %s
                ORDER BY due_at, id LIMIT %s FOR UPDATE SKIP LOCKED)
            RETURNING id
            """,
            [now, count],
        )
        return len(cursor.fetchall())


# What the product writes of a released check-in: it open, its audit event, its text queued.
_RELEASED = (
    """
    UPDATE surveys_checkin c SET state = 'open', awaiting = 'now', number = p.phone
    FROM clinic_patient p WHERE p.id = c.patient_id AND c.id = %(id)s AND c.state = 'planned'
    """,
    """
    INSERT INTO clinic_auditevent (id, at, system, clinic_id, action, patient_ids, object_id,
        detail)
    SELECT gen_random_uuid(), %(now)s, 'schedule', clinic_id, 'check_in.asked',
        jsonb_build_array(patient_id), id, '{}'
    FROM surveys_checkin WHERE id = %(id)s
    """,
    """
    INSERT INTO notifications_message (id, clinic_id, patient_id, direction, kind, purpose,
        owner_id, dedupe_key, number, body, language, link_purpose, protocol, expects_reply,
        despite_opt_out, state, version, reason, created_at, due_at, expires_at, attempts,
        lookups, carrier_code)
    SELECT gen_random_uuid(), c.clinic_id, c.patient_id, 'out', 'planned', 'check_in', c.id,
        'check_in:' || c.id || ':ask', c.number, %(body)s, p.language, '', f.protocol, true,
        false, 'queued', 0, '', %(now)s, %(now)s, c.expires_at, 0, 0, ''
    FROM surveys_checkin c JOIN clinic_patient p ON p.id = c.patient_id
        JOIN surveys_followup f ON f.id = c.follow_up_id
    WHERE c.id = %(id)s
    """,
)


def release(count: int, now: Any) -> None:
    """The rows that the product writes, by raw SQL, each check-in in its own transaction; no
    question asked, nobody nudged.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM surveys_checkin WHERE state = 'planned' AND due_at <= %s "
            "ORDER BY due_at, id LIMIT %s",
            [now, count],
        )
        for (id_,) in cursor.fetchall():
            with transaction.atomic():
                for statement in _RELEASED:
                    cursor.execute(statement, {"id": id_, "now": now, "body": ASKED})


class _ToCarrier(TwilioHttpClient):
    def __init__(self) -> None:
        super().__init__()
        self.session.trust_env = False
        self.session.mount("http://", HTTPAdapter(pool_maxsize=settings.SENDING_THREADS))

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
        base = urlsplit(settings.TWILIO_BASE_URL)
        url = urlsplit(url)._replace(scheme=base.scheme, netloc=base.netloc).geturl()
        return super().request(method, url, *args, **kwargs)


def sender() -> Callable[[str], object]:
    """Twilio's own client, at the same carrier with the same fields."""
    twilio = TwilioClient(
        settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN, http_client=_ToCarrier()
    )
    return lambda number: twilio.messages.create(
        to=number,
        body=ASKED,
        from_=settings.TWILIO_FROM,
        status_callback=f"{settings.PUBLIC_URL}/webhooks/twilio/receipt/",
        validity_period=14400,
    )
