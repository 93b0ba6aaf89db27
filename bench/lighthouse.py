"""Lighthouse on the patient's pages, as it pictures a mid-range phone on slow 4G (its default).

Needs npx and a Chromium; without them each figure says that it was not measured.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import requests

from tests.journeys.running import ROOT, Product

VERSION = "12"  # of the npm package
PAGES = {"start": "", "body map": "intake/page/where/", "0 to 10": "intake/page/nrs_now/"}
GOALS = {"accessibility": 100, "performance": 95}
RUNS = 3
BORN = {"birth_month": "3", "birth_day": "27", "birth_year": "1979"}
LINK = """
from clinic import clock
from intake import invitations
from tests import factories as make
invitation = make.invitation(make.consenting_patient(), now=clock.now())
staff = make.staff("front_desk", invitation.clinic)
link = invitations.another_link(invitation=invitation, staff=staff, now=clock.now())
open({file!r}, "w").write(link)
"""


def figures(folder: Path) -> list[dict[str, object]]:
    """A row for each page and category, the median of a few runs."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not (shutil.which("npx") and chromium):
        return [_row(page, kind, None) for page in PAGES for kind in GOALS]
    product = Product(folder)
    try:
        return list(_measured(product, folder, chromium))
    finally:
        product.stop()


def _measured(product: Product, folder: Path, chromium: str) -> Iterator[dict[str, object]]:
    file = folder / "link"
    product.manage("shell", "-v0", "-c", LINK.format(file=str(file)))
    link = file.read_text()
    cookie = _opened(link)
    for page, path in PAGES.items():
        address = f"{product.web}/{path}" if path else link
        runs = [_lighthouse(address, cookie if path else "", chromium) for _ in range(RUNS)]
        for kind in GOALS:
            yield _row(page, kind, median(run[kind]["score"] * 100 for run in runs))


def _opened(link: str) -> str:
    """The cookie of a phone that has opened the link."""
    phone = requests.Session()
    page = phone.get(link, timeout=30).text
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    phone.post(link, BORN | {"csrfmiddlewaretoken": token[1]}, timeout=30).raise_for_status()
    return "; ".join(f"{name}={value}" for name, value in phone.cookies.items())


def _lighthouse(address: str, cookie: str, chromium: str) -> dict[str, dict[str, float]]:
    command = ["npx", "--yes", f"lighthouse@{VERSION}", address, "--output=json", "--quiet"]
    command += [f"--only-categories={','.join(GOALS)}"]
    command += ["--chrome-flags=--headless=new --no-sandbox"]
    command += [f"--extra-headers={json.dumps({'Cookie': cookie})}"] if cookie else []
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "CHROME_PATH": chromium},
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout)["categories"]


def _row(page: str, kind: str, value: float | None) -> dict[str, object]:
    goal = GOALS[kind]
    return {
        "name": f"Lighthouse {kind}, {page}",
        "value": value,
        "unit": "of 100",
        "floor": None,
        "ratio": None,
        "goal": f"at least {goal}",
        "met": None if value is None else value >= goal,
        "notes": "no npx or Chromium here" if value is None else f"mobile, median of {RUNS} runs",
    }
