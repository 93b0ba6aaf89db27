"""`make run`: prepares the sandbox's data, serves it under supervisor and says where to look."""

import http.client
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import addresses
from django.core.management.base import CommandError

ROOT = Path(__file__).resolve().parent.parent
DATA = (ROOT / (os.environ.get("DATA_DIR") or "var")).resolve()
OUT = ROOT / "out"
START_SECONDS = 60


class Stopped(Exception):
    """Says why the sandbox cannot go on."""


def say(words: str) -> None:
    print(words, flush=True)


def refuse_deployment() -> None:
    """A real deployment's .env would lead the sample clinic into its database."""
    from environs import Env

    env = Env()
    has_file = env.read_env(str(ROOT / ".env"), recurse=False)
    if has_file and not env.bool("SANDBOX", False):
        raise Stopped(
            "The .env here is a deployment's: it does not say SANDBOX=1. make run is for trying\n"
            "Reprieve with invented patients; give it a checkout of its own."
        )


def set_environment(place: addresses.Addresses) -> None:
    """What the web, the worker, beat and the simulator must agree on."""
    (DATA / "log").mkdir(parents=True, exist_ok=True)
    (DATA / "tmp").mkdir(exist_ok=True)
    os.environ |= {
        "SANDBOX": "1",
        "DATA_DIR": str(DATA),
        "TMPDIR": str(DATA / "tmp"),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "HOST": place.host,
        "PORT": str(place.port),
        "PUBLIC_URL": f"http://{place.far}:{place.port}",
        "TWILIO_BASE_URL": f"http://{place.near}:{place.simulator_port}",
        "SIMULATOR_HOST": place.host,
        "SIMULATOR_PORT": str(place.simulator_port),
        "SIMULATOR_RECORD": str(DATA / "simulator.sqlite3"),
        "SIMULATOR_SANDBOX_URL": f"http://{place.near}:{place.port}/sandbox/",
    }
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    import django
    from django.conf import settings

    django.setup()
    os.environ["TWILIO_ACCOUNT_SID"] = settings.TWILIO_ACCOUNT_SID
    os.environ["TWILIO_AUTH_TOKEN"] = settings.TWILIO_AUTH_TOKEN


def prepare() -> None:
    """The tables, one patient's journey on paper, the sample clinic: each made once."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    if (OUT / "summary.pdf").exists():
        say("out/summary.pdf is there; SANDBOX=1 .venv/bin/python manage.py play makes it anew.")
    else:
        say("Taking one invented patient from the first text to the printed page.")
        play()
    say("Opening the sample clinic.")
    call_command("sample_clinic")


def play() -> None:
    """In a process of its own, for it works on a database of its own; what it says is kept."""
    OUT.mkdir(exist_ok=True)
    journey = OUT / "journey.txt"
    command = [sys.executable, "manage.py", "play", "--out", str(OUT)]
    with journey.open("w") as output:
        done = subprocess.run(command, stdout=output, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        tail = "\n".join(journey.read_text().splitlines()[-15:])
        raise Stopped(f"{tail}\n\nplay did not reach its end; the whole story is in {journey}.")


def serve(place: addresses.Addresses) -> int:
    """Start everything, print the tour, and stay until Ctrl-C or a signal."""
    # A session of its own: Ctrl-C reaches only this process, which passes on one clean stop.
    supervisor = subprocess.Popen(
        [sys.executable, "-m", "supervisor.supervisord", "-c", "deploy/supervisord.conf"],
        start_new_session=True,
    )
    asked_to_stop = False

    def stop(number: int, frame: object) -> None:
        nonlocal asked_to_stop
        if not asked_to_stop:
            asked_to_stop = True
            say("\nStopping: this takes a few seconds.")
            supervisor.terminate()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    if answers(place, supervisor):
        tour(place)
    elif not asked_to_stop:
        supervisor.terminate()
        supervisor.wait()
        raise Stopped(f"The web did not start. What it said is in {DATA / 'log' / 'web.log'}.")
    supervisor.wait()
    if not asked_to_stop:
        raise Stopped(f"supervisor ended. What it said is in {DATA / 'log' / 'supervisord.log'}.")
    say(f"Stopped. The data stays in {DATA}; make run goes on from there.")
    return 0


def answers(place: addresses.Addresses, supervisor: "subprocess.Popen[bytes]") -> bool:
    """Whether the web shows its sign-in page within START_SECONDS."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and supervisor.poll() is None:
        try:
            web = http.client.HTTPConnection(place.near, place.port, timeout=5)
            web.request("GET", "/accounts/login/")
            if web.getresponse().status == 200:
                return True
        except OSError:
            pass
        time.sleep(0.2)
    return False


def tour(place: addresses.Addresses) -> None:
    """Five lines: where the desk and the phones are, who signs in, what to press, how to stop."""
    from summaries.sample.clinic import NAMES, PASSWORD

    web = f"http://{place.far}"
    mailboxes = ", ".join(mailbox for mailbox, _ in NAMES.values())
    say(f"""
Desk     {web}:{place.port}
Sign in  {mailboxes} (each @oak.example), password {PASSWORD}
Phones   {web}:{place.simulator_port}  Henry Nobody's is +15550100154, he was born May 30, 1948
Press    "Skip to the next text", on any page: the clinic's clock moves there
Paper    out/summary.pdf (how it came about: out/journey.txt). Ctrl-C stops all, keeps data""")
    if place.host == addresses.EVERYWHERE:
        say("\nEverybody on this network can open these pages: keep real patients out of them.")


def main() -> int:
    try:
        refuse_deployment()
        place = addresses.read(os.environ)
        place.check()
        set_environment(place)
        prepare()
        if os.environ.get("SERVE") == "0":
            say("All is prepared. SERVE=0: nothing was started.")
            return 0
        return serve(place)
    except (Stopped, addresses.Unusable, CommandError) as reason:
        print(f"\n{reason}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
