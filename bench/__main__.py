"""`python -m bench`: a data folder, a carrier and a database of its own; results and a table."""

import json
import os
import platform
import secrets
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import requests
from psycopg import sql

from bench import lighthouse

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "bench" / "results.json"
POSTGRES = os.environ.get("BENCH_POSTGRES", "postgres://postgres@127.0.0.1/postgres")
SLOW = [{"do": "slow", "seconds": 0.08, "times": 10**9}]
GROUPS = {"sqlite": "on_sqlite", "postgresql": "on_postgresql"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def carrier(folder: Path, account: str, token: str) -> Iterator[str]:
    """The simulated carrier, answering in 80 ms. Its receipts find nobody."""
    command = [sys.executable, "-m", "simulator", "--port", "0", "--account", account]
    command += ["--token", token, "--record", str(folder / "carrier.sqlite3")]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        url = process.stdout.readline().split()[-1]
        requests.post(f"{url}/script", json=SLOW, timeout=10).raise_for_status()
        yield url
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def postgres() -> Iterator[str]:
    """A database made for this run, and dropped."""
    name = f"reprieve_bench_{secrets.token_hex(4)}"
    with psycopg.connect(POSTGRES, autocommit=True, connect_timeout=3) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield urlsplit(POSTGRES)._replace(path=f"/{name}").geturl()
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def run(group: str, folder: Path, database: str) -> list[dict]:
    """One group of figures in a process of its own."""
    account, token = "AC" + "0" * 32, secrets.token_hex(16)
    with carrier(folder, account, token) as base:
        own = {
            "SANDBOX": "1",
            "DATA_DIR": str(folder),
            "DATABASE_URL": database,
            "BROKER_URL": "filesystem://localhost",
            "TASKS_INLINE": "0",
            "PUBLIC_URL": f"http://127.0.0.1:{free_port()}",
            "TWILIO_BASE_URL": base,
            "TWILIO_ACCOUNT_SID": account,
            "TWILIO_AUTH_TOKEN": token,
            "LOG_LEVEL": "ERROR",
            "BENCH_ROWS": os.environ.get("BENCH_ROWS", "1000000"),
        }
        made = folder / f"{group}.json"
        command = [sys.executable, "-m", "bench", group, str(made)]
        subprocess.run(command, cwd=ROOT, env={**os.environ, **own}, check=True)
        return json.loads(made.read_text())


def measure(group: str, made: Path) -> None:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    from django.core.management import call_command

    from bench import figures

    call_command("migrate", verbosity=0)
    found = []
    for figure in getattr(figures, GROUPS[group])():
        found.append(figure.row())
        sys.stderr.write(f"{line(found[-1])}\n")
    made.write_text(json.dumps(found))


def line(row: dict) -> str:
    verdict = {True: "met", False: "falls short", None: "not measured"}[row["met"]]
    if row["value"] is None:
        return f"{row['name']:38}{verdict:>60}  {row['notes']}"
    value = f"{row['value']:.4g}"
    floor = "" if row["floor"] is None else f"{row['floor']:.4g}"
    ratio = "" if row["ratio"] is None else f"{row['ratio']:.2f} ×"
    cells = f"{value:>10} {floor:>10} {row['unit']:9}{ratio:>10}   {row['goal']:14}"
    return f"{row['name']:38}{cells}{verdict}"


def missing(name: str, why: str) -> dict:
    blank = dict.fromkeys(("value", "floor", "ratio", "met"))
    return {"name": name, **blank, "unit": "ms", "goal": "at most 2 ×", "notes": why}


def main() -> int:
    if len(sys.argv) == 3:
        measure(sys.argv[1], Path(sys.argv[2]))
        return 0
    with tempfile.TemporaryDirectory(prefix="reprieve-bench-") as folder:
        own = {name: Path(folder) / name for name in GROUPS}
        for path in own.values():
            path.mkdir()
        found = run("sqlite", own["sqlite"], f"sqlite:///{own['sqlite']}/bench.sqlite3")
        try:
            with postgres() as database:
                found += run("postgresql", own["postgresql"], database)
        except psycopg.OperationalError as error:
            found.append(missing("release a due check-in", f"no PostgreSQL: {error}".strip()))
        phones = Path(folder) / "lighthouse"
        phones.mkdir()
        found += lighthouse.figures(phones)
    RESULTS.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")
    out = sys.stdout.write
    out(f"\n{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} ")
    out(f"cores, load {os.getloadavg()[0]:.1f} at the end; medians, floor and product in turn\n")
    out(f"{'':38}{'value':>10} {'floor':>10} {'':9}{'ratio':>8}     goal\n")
    out("".join(f"{line(row)}\n" for row in found))
    out(f"kept in {RESULTS.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
