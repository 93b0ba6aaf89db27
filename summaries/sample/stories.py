"""Six invented patients, each at another stage. A story yields the moment of its next act."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from clinic import clock
from clinic.models import Clinic, Patient, Procedure, Role
from intake import invitations, services
from intake.models import Assessment, Decision, Review
from notifications import alerts
from notifications.models import Alert, AlertState, Outcome
from surveys import services as survey_services

from .clinic import facts, person, register
from .forms import answers_of
from .phone import SAFETY, Asked, Phone
from .stage import Stage

Story = Iterator[datetime]
Tell = Callable[[str], None]


def silent(words: str) -> None:
    """For the sample clinic: nobody is listening."""


class Cast:
    """One patient with a phone, and the acts that staff and patient go through."""

    def __init__(self, stage: Stage, clinic: Clinic, tell: Tell = silent) -> None:
        self.stage, self.clinic, self.tell = stage, clinic, tell
        self.patient: Patient
        self.phone: Phone

    def add(self, name: str, mrn: str, born: date, number: str) -> None:
        self.patient = register(self.clinic, name, mrn, born, number, clock.now())
        self.phone = Phone(self.stage, number, born)

    def invite(self) -> None:
        invitations.invite(patient=self.patient, staff=person(Role.FRONT_DESK), now=clock.now())

    def fill(self, answers: dict[str, Any], **options: Any) -> None:
        for asked in self.phone.fill(answers, **options):
            self.tell(_line(asked))

    def assessment(self) -> Assessment:
        return Assessment.objects.filter(patient=self.patient).latest("assessed_at")

    def review(self, side: str) -> Review:
        assessment = self.assessment()
        return services.record_review(
            assessment=assessment,
            staff=person(Role.CLINICIAN),
            decision=Decision.OFFER,
            agrees=True,
            family=assessment.best_family,
            side=side,
            cautions_seen=tuple(c["id"] for c in assessment.result["cautions"]),
            note="Discussed; wishes to try it.",
            now=clock.now(),
        )

    def procedure(self, side: str) -> Procedure:
        physician, now = person(Role.PHYSICIAN), clock.now()
        return survey_services.record_procedure(
            patient=self.patient,
            staff=physician,
            kind="esi_lumbar",
            side=side,
            levels=["L4-5"],
            guidance="fluoroscopy",
            agents=[
                {"name": "dexamethasone", "dose": "10", "unit": "mg"},
                {"name": "lidocaine 1%", "dose": "2", "unit": "ml"},
            ],
            operator=physician,
            cpt="64483",
            icd10="M54.16",
            done_at=now - timedelta(minutes=20),
            now=now,
        )

    def reply(self, body: str) -> None:
        self.phone.reply(body)

    def check_in(self, **answers: Any) -> None:
        """Answer the check-in that came by link."""
        pages = {"safety": ["none"], **answers}
        self.fill({key: {key: value} for key, value in pages.items()})

    def close_alerts(self, note: str) -> None:
        nurse, now = person(Role.NURSE), clock.now()
        for alert in Alert.objects.filter(patient=self.patient).exclude(state=AlertState.CLOSED):
            alerts.acknowledge(alert, nurse, now)
            alerts.close(alert, nurse, Outcome.NOT_AN_EMERGENCY, note, now)


def _line(asked: Asked) -> str:
    return f"{asked.heading}  →  {asked.said}" if asked.said else asked.heading


def at(day: date, hour: int, minute: int = 0, zone: Any = None) -> datetime:
    """A local time on a day."""
    return datetime.combine(day, time(hour, minute), tzinfo=zone)


def routine(average: int, now: int, percent: int, peg: tuple[int, int, int], pgic: int) -> dict:
    """The answers of a routine check-in."""
    names = ("peg_pain", "peg_enjoyment", "peg_general_activity")
    return {
        "average": average,
        "now": now,
        "percent": percent,
        "pgic": str(pgic),
        **dict(zip(names, peg, strict=True)),
    }


def rosa(cast: Cast, today: date) -> Story:
    """A long follow-up: much better at six weeks, a headache on day 3 gone by day 5."""
    zone = cast.clinic.zone
    start = today - timedelta(days=110)
    yield at(start, 9, 0, zone)
    cast.add("Fictional, Rosa", "41002", date(1979, 3, 27), "+15550100142")
    cast.invite()
    yield at(start, 9, 20, zone)
    cast.fill(answers_of(facts("01-likely-leg-pain")))
    yield at(start + timedelta(days=2), 8, 40, zone)
    cast.review("right")
    done = start + timedelta(days=14)
    yield at(done, 10, 40, zone)
    cast.procedure("right")
    yield at(done + timedelta(days=1), 10, 12, zone)
    cast.reply("5")
    cast.reply("1")
    yield at(done + timedelta(days=3), 10, 5, zone)
    cast.reply("about a 4")
    cast.reply("2")
    cast.check_in(safety=["positional_headache"], headache=["none"], onset="yesterday")
    yield at(done + timedelta(days=3), 10, 30, zone)
    cast.close_alerts("Positional headache, mild. Rest and fluids; gone two days later.")
    yield at(done + timedelta(days=7), 11, 0, zone)
    cast.reply("3")
    cast.reply("1")
    yield at(done + timedelta(days=14), 12, 0, zone)
    cast.check_in(**routine(3, 2, 60, (3, 4, 3), 2))
    yield at(done + timedelta(days=42), 18, 30, zone)
    cast.check_in(**routine(2, 2, 70, (2, 3, 3), 2))
    yield at(done + timedelta(days=93), 18, 30, zone)
    cast.check_in(**routine(3, 3, 50, (3, 4, 3), 2))


def carla(cast: Cast, today: date) -> Story:
    """Day 3: fever, by link, an hour ago."""
    zone = cast.clinic.zone
    start = today - timedelta(days=12)
    yield at(start, 10, 0, zone)
    cast.add("Madeup, Carla", "40877", date(1968, 1, 19), "+15550100151")
    cast.invite()
    yield at(start, 19, 0, zone)
    cast.fill(answers_of(facts("02-likely-narrow-canal")))
    yield at(start + timedelta(days=1), 9, 0, zone)
    cast.review("both")
    done = today - timedelta(days=4)
    yield at(done, 14, 0, zone)
    cast.procedure("both")
    yield at(done + timedelta(days=1), 10, 20, zone)
    cast.reply("6")
    cast.reply("1")
    yield at(done + timedelta(days=3), 16, 20, zone)
    cast.reply("6")
    cast.reply("2")
    cast.check_in(safety=["fever"], onset="today")


def luis(cast: Cast, today: date) -> Story:
    """Reviewed and offered; his epidural is to be recorded."""
    zone = cast.clinic.zone
    yield at(today - timedelta(days=6), 9, 30, zone)
    cast.add("Pretend, Luis", "39981", date(1971, 9, 8), "+15550100152")
    cast.invite()
    yield at(today - timedelta(days=6), 12, 30, zone)
    cast.fill(answers_of(facts("01-likely-leg-pain")))
    yield at(today - timedelta(days=5), 8, 30, zone)
    cast.review("right")


def dee(cast: Cast, today: date) -> Story:
    """Her form waits for a review."""
    zone = cast.clinic.zone
    yield at(today - timedelta(days=2), 10, 30, zone)
    cast.add("Placeholder, Dee", "40950", date(1955, 11, 4), "+15550100153")
    cast.invite()
    yield at(today - timedelta(days=1), 15, 30, zone)
    cast.fill(answers_of(facts("03-possible-back-worse")))


def walter(cast: Cast, today: date) -> Story:
    """Half-way through his form, at the safety page: an emergency nobody has taken yet."""
    zone = cast.clinic.zone
    yield at(today - timedelta(days=1), 16, 30, zone)
    cast.add("Invented, Walter", "40213", date(1951, 8, 2), "+15550100143")
    cast.invite()
    yield at(today - timedelta(days=1), 17, 2, zone)
    cast.fill(answers_of(facts("07-emergency-cauda-equina")), stop_at=SAFETY)


def henry(cast: Cast, today: date) -> Story:
    """Just invited: his phone is yours to use."""
    yield at(today - timedelta(days=1), 17, 30, cast.clinic.zone)
    cast.add("Nobody, Henry", "40119", date(1948, 5, 30), "+15550100154")
    cast.invite()


SAMPLE = (rosa, carla, luis, dee, walter, henry)


def perform(stage: Stage, stories: list[Story]) -> None:
    """Go through several stories at once in the order of their moments."""
    waiting = [(moment, n, story) for n, story in enumerate(stories) if (moment := next(story))]
    while waiting:
        moment, n, story = min(waiting, key=lambda act: act[:2])
        waiting.remove((moment, n, story))
        stage.wait_until(moment)
        following = next(story, None)
        if following is not None:
            waiting.append((following, n, story))
