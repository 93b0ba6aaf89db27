"""An invented patient's phone: follows the link in a text and answers page by page, over http."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import requests

from intake.pages import PAGES
from questions.page import Page
from surveys.pages import all_pages

from .stage import Stage

_LINK = re.compile(r"https?://\S+/k/\w+")
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
_PAGE = re.compile(r"/(intake|check-in)/page/([\w-]+)/$")
SAFETY = "safety page"
_FORMS = {
    "intake": {page.key: page for page in PAGES},
    "check-in": {page.key: page for page in all_pages()},
}


@dataclass(frozen=True)
class Asked:
    """One page as the patient met it: its heading, and what they answered."""

    heading: str
    said: str


@dataclass(frozen=True)
class Phone:
    """One number, in one patient's hand."""

    stage: Stage
    number: str
    birth_date: date

    def newest_link(self) -> str:
        """The last link that came by text."""
        links = [_LINK.search(text["body"]) for text in self.stage.texts(self.number)]
        return [found[0] for found in links if found][-1]

    def reply(self, body: str) -> None:
        self.stage.reply(self.number, body)

    def fill(
        self, answers: Mapping[str, Mapping[str, Any]], *, stop_at: str = ""
    ) -> Iterator[Asked]:
        """Open the newest link and answer until the form is sent, or until `stop_at` is shown.

        `answers` are page values by page key; `stop_at` is a page key, or SAFETY for the safety
        page, which is else answered "I have called".
        """
        browser = requests.Session()
        shown = browser.get(self.newest_link(), timeout=10)
        born = self.birth_date
        shown = _post(
            browser,
            shown,
            {"birth_month": born.month, "birth_day": born.day, "birth_year": born.year},
        )
        while True:
            found = _PAGE.search(shown.url)
            if found:
                page = _FORMS[found[1]][found[2]]
                if page.key == stop_at:
                    return
                value = answers[page.key]
                yield Asked(str(page.heading), _said(page, value))
                # "seen": what the page would ask back ("Is that the correct side?") is so.
                shown = _post(browser, shown, page.entries(dict(value)) | {"confirmed": "seen"})
            elif "/safety/" in shown.url and stop_at == SAFETY:
                return
            elif "/safety/" in shown.url:
                yield Asked(_heading(shown), "(I have called)")
                shown = _post(browser, shown, {"action": "called"})
            elif shown.url.endswith("/check/"):
                yield Asked(_heading(shown), "(Send my answers)")
                shown = _post(browser, shown, {})
            else:
                yield Asked(_heading(shown), "")
                return


def _post(
    browser: requests.Session, shown: requests.Response, data: Mapping[str, Any]
) -> requests.Response:
    form = {**data, "csrfmiddlewaretoken": _TOKEN.search(shown.text)[1]}
    answer = browser.post(shown.url, form, headers={"Referer": shown.url}, timeout=10)
    answer.raise_for_status()
    return answer


def _heading(shown: requests.Response) -> str:
    return re.sub(r"\s+", " ", re.search(r"<title>(.*?)</title>", shown.text, re.S)[1]).strip()


def _said(page: Page, value: Mapping[str, Any]) -> str:
    return "; ".join(question.say(value[question.key]) or "-" for question in page.questions)
