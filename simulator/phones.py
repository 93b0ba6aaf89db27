"""The patients' phones as a page: bubbles, stamps, a reply box, and the strip that skips ahead."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from html import escape
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import quote

from simulator.record import Row

PAGES = Path(__file__).parent / "pages"
_PAGE = Template((PAGES / "page.html").read_text())
_PHONE = Template((PAGES / "phone.html").read_text())
_SKIP = Template((PAGES / "skip.html").read_text())
_LINK = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)']")
_PAUSE = timedelta(hours=1)  # after a longer silence the day and time stand above the next text


def said_number(number: str) -> str:
    """A US number as people write it; any other as it is."""
    us = re.fullmatch(r"\+1(\d{3})(\d{3})(\d{4})", number)
    return f"({us[1]}) {us[2]}-{us[3]}" if us else number


def page(title: str, phones: list[str], *, is_all: bool, notice: str = "") -> str:
    """The whole page round its phones; `notice` says what just went wrong, if anything."""
    empty = "" if phones else '<p class="empty">No phone has had a text yet.</p>'
    return _PAGE.substitute(
        title=escape(title),
        heading="Patients’ phones" if is_all else "A patient’s phone",
        way="" if is_all else '<p><a href="/">All phones</a></p>',
        notice=f'<p class="notice" role="alert">{escape(notice)}</p>' if notice else "",
        phones="".join(phones) or empty,
    )


def phone(number: str, thread: list[Row], strip: str, *, is_all: bool) -> str:
    """One phone. The forms lead back to the page they stand on."""
    address = f"/phones/{quote(number, safe='+')}"
    return _PHONE.substitute(
        key=escape(number.lstrip("+")),
        address=address,
        back="?all=1" if is_all else "",
        said=escape(said_number(number)),
        texts=_texts(thread) or '<p class="stamp">No text yet.</p>',
        strip=strip,
    )


def strip(number: str, state: Mapping[str, Any] | None, *, is_all: bool) -> str:
    """The clinic's time, the way to the next text, and why that text waits."""
    if state is None:
        return (
            "<p>The clinic does not answer, so its time and the next text are not known. "
            "Is its web server running?</p>"
        )
    time = f"<p>Clinic’s time: {escape(str(state.get('said', 'not known')))}</p>"
    upcoming = state.get("next")
    if not upcoming:
        return f"<p>No text is waiting for this phone.</p>{time}"
    skip = _SKIP.substitute(
        address=f"/phones/{quote(number, safe='+')}", back="?all=1" if is_all else ""
    )
    waits = f"Next text: {upcoming['said']} ({upcoming['why']})"
    return f"{skip}<p>{escape(waits)}</p>{time}"


def _texts(thread: list[Row]) -> str:
    shown, before = [], None
    for message in thread:
        at = datetime.fromisoformat(message["shown_at"])
        is_new_day = before is None or at.date() != before.date() or at - before > _PAUSE
        if is_new_day:
            shown.append(f'<p class="stamp">{_day(at)}</p>')
        mine = " mine" if message["direction"] == "inbound" else f" {message['status']}"
        shown.append(f'<div class="bubble{mine}">{_linked(message["body"])}</div>')
        if stamp := _stamp(message, "" if is_new_day else f" {_hour(at)}"):
            shown.append(f'<p class="stamp">{stamp}</p>')
        before = at
    return "".join(shown)


def _stamp(message: Row, hour: str) -> str:
    if message["direction"] == "inbound":
        is_taken = message["answered"] and 200 <= message["answered"] < 300
        return "" if is_taken else "not taken by the clinic yet"
    code = f" ({message['error_code']})" if message["error_code"] else ""
    segments = f"{message['num_segments']} segment{'s' * (message['num_segments'] > 1)}"
    return f"{message['status']}{code}{hour} · {segments}, {message['length']}"


def _linked(body: str) -> str:
    """The body with its addresses clickable and everything else plain text."""
    parts, end = [], 0
    for link in _LINK.finditer(body):
        address = escape(link[0])
        parts.append(escape(body[end : link.start()]))
        parts.append(f'<a href="{address}" target="_blank" rel="noopener">{address}</a>')
        end = link.end()
    return "".join([*parts, escape(body[end:])])


def _hour(at: datetime) -> str:
    return f"{at.hour % 12 or 12}:{at:%M} {'am' if at.hour < 12 else 'pm'}"


def _day(at: datetime) -> str:
    return f"{at:%a, %b} {at.day}, {_hour(at)}"
