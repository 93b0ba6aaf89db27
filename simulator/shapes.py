"""The shapes Twilio's Messages API speaks: a message, a page of messages, an error."""

import re
from collections.abc import Mapping
from datetime import datetime
from email.utils import format_datetime
from urllib.parse import urlencode

from simulator.record import Row

API = "/2010-04-01/Accounts"
_DATE = re.compile(r"(\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d)?)Z?")
_DATE_FILTERS = {"DateSent": "=", "DateSent<": "<=", "DateSent>": ">="}

_SENTENCES = {
    20001: "A date is YYYY-MM-DD or YYYY-MM-DDTHH:MM:SSZ, and PageSize is 1 to 1000.",
    20003: "Authenticate",
    20404: "The requested resource was not found",
    20429: "Too Many Requests",
    20500: "An internal server error has occurred",
    21211: "The 'To' number is not a valid phone number.",
    21602: "Message body is required.",
    21603: "A 'From' phone number is required.",
    21604: "A 'To' phone number is required.",
    21609: "The 'StatusCallback' URL is not a valid URL.",
    21610: "Attempt to send to unsubscribed recipient",
    21612: "Message cannot be sent with the current combination of 'To' and 'From' numbers.",
    21614: "'To' number is not a valid mobile number",
    21617: "The concatenated message body exceeds the 1600 character limit",
}
_STATUSES = {20003: 401, 20404: 404, 20429: 429, 20500: 500}


class Refused(Exception):
    """What Twilio refuses, by its code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code
        self.status = _STATUSES.get(code, 400)

    def as_json(self) -> dict[str, object]:
        return {
            "code": self.code,
            "message": _SENTENCES.get(self.code, f"Refused with code {self.code}"),
            "more_info": f"https://www.twilio.com/docs/errors/{self.code}",
            "status": self.status,
        }


def message_json(account: str, message: Row) -> dict[str, object]:
    uri = f"{API}/{account}/Messages/{message['sid']}"
    dates = {name: message[name] for name in ("date_created", "date_updated", "date_sent")}
    same = ("sid", "to", "from", "messaging_service_sid", "body", "status", "direction")
    return {
        **{name: message[name] for name in same},
        **{
            name: date and format_datetime(datetime.fromisoformat(date))
            for name, date in dates.items()
        },
        "account_sid": account,
        "api_version": "2010-04-01",
        "error_code": message["error_code"],
        "error_message": None,
        "num_media": "0",
        "num_segments": str(message["num_segments"]),
        "price": None,
        "price_unit": "USD",
        "uri": f"{uri}.json",
        "subresource_uris": {"media": f"{uri}/Media.json"},
    }


def page_size(query: Mapping[str, str]) -> int:
    size = query.get("PageSize", "50")
    if not size.isdigit() or not 1 <= int(size) <= 1000:
        raise Refused(20001)
    return int(size)


def filters(query: Mapping[str, str]) -> list[tuple[str, str]]:
    """The conditions a list request asks for; a day means the whole day, as at Twilio."""
    wanted = [(f'"{name.lower()}" = ?', query[name]) for name in ("To", "From") if name in query]
    for name, operator in _DATE_FILTERS.items():
        if name in query:
            if not (date := _DATE.fullmatch(query[name])):
                raise Refused(20001)
            cut = len(date[1])
            stamp = f"substr(coalesce(date_sent, date_created), 1, {cut})"
            wanted.append((f"{stamp} {operator} ?", date[1]))
    return wanted


def page_json(account: str, query: Mapping[str, str], messages: list[Row]) -> dict[str, object]:
    """Twilio's envelope round `messages`, which hold one more than the page when more follow."""
    size, page = page_size(query), query.get("Page", "")
    number = int(page) if page.isdigit() else 0
    shown = messages[:size]
    kept = {name: value for name, value in query.items() if name not in ("Page", "PageToken")}

    def uri(page: int, **token: str) -> str:
        asked = {**kept, "PageSize": size, "Page": page, **token}
        return f"{API}/{account}/Messages.json?{urlencode(asked)}"

    more = len(messages) > size
    return {
        "messages": [message_json(account, message) for message in shown],
        "page": number,
        "page_size": size,
        "start": number * size,
        "end": number * size + max(len(shown) - 1, 0),
        "uri": uri(number),
        "first_page_uri": uri(0),
        "next_page_uri": uri(number + 1, PageToken=f"PA{shown[-1]['sid']}") if more else None,
        "previous_page_uri": None,
    }
