"""The carrier: takes texts, delivers them with signed receipts, brings replies to the product."""

import asyncio
import re
import uuid
from collections import defaultdict
from collections.abc import Mapping

import aiohttp
from twilio.request_validator import RequestValidator
from yarl import URL

from simulator.record import Record, Row, now
from simulator.sandbox import Sandbox
from simulator.script import Rule
from simulator.segments import measure
from simulator.shapes import Refused

STOP_WORDS = {"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"}
START_WORDS = {"START", "UNSTOP", "YES"}
E164 = re.compile(r"\+[1-9]\d{6,14}")
_RETRY_AFTER = (0.1, 0.2, 0.5)  # seconds; Twilio waits longer, a sandbox should not
_WEBHOOK_PATIENCE = aiohttp.ClientTimeout(total=10)
_RECEIPTS_PATIENCE = 5  # seconds a reply waits for the receipts of the texts before it


class Carrier:
    """One account of the phone company; `sender` is the number its messaging services send from."""

    def __init__(
        self,
        record: Record,
        sandbox: Sandbox,
        http: aiohttp.ClientSession,
        *,
        account: str,
        token: str,
        sender: str,
        webhook_base: str | None,
    ) -> None:
        self.record, self.account, self.token = record, account, token
        self._sandbox, self._http, self._sender = sandbox, http, sender
        self._inbound_url = webhook_base and f"{webhook_base.rstrip('/')}/webhooks/twilio/inbound/"
        self._signer = RequestValidator(token)
        self._deliveries: dict[str, set[asyncio.Task[None]]] = defaultdict(set)
        self._turns: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    def resume(self) -> None:
        """Deliver what an earlier run accepted and did not get to."""
        waiting = "SELECT * FROM message WHERE status IN ('queued', 'accepted') ORDER BY id"
        for message in self.record.rows(waiting):
            self._start_delivery(message, None)

    def accept(self, form: Mapping[str, str], fault: Rule | None) -> Row:
        """Record a text as Twilio would and start its delivery; Refused says what is wrong."""
        self._check(form)
        service = form.get("MessagingServiceSid")
        message = self._add(
            form["To"],
            "outbound-api",
            {
                "to": form["To"],
                "from": form.get("From"),
                "messaging_service_sid": service,
                "body": form["Body"],
                "status": "accepted" if service else "queued",
                "status_callback": form.get("StatusCallback"),
                "validity_period": form.get("ValidityPeriod"),
            },
        )
        self._start_delivery(message, fault)
        return message

    async def receive(self, phone: str, body: str) -> tuple[str, int | None]:
        """A patient's reply: its sid and what the inbound webhook answered (None: nobody did)."""
        body = body.encode("utf-8", "replace").decode()  # a lone surrogate cannot be sent
        last = self.record.last_sent(phone) or {}
        to, service = last.get("from") or self._sender, last.get("messaging_service_sid")
        if (word := body.strip().upper()) in STOP_WORDS:
            self.record.block(phone)
        elif word in START_WORDS:
            self.record.unblock(phone)
        texts = {"to": to, "from": phone, "body": body, "status": "received"}
        message = self._add(phone, "inbound", {**texts, "messaging_service_sid": service})
        async with self._turns[phone]:  # replies arrive in the order they were typed
            await self._stamp(message)
            if pending := list(self._deliveries[phone]):
                await asyncio.wait(pending, timeout=_RECEIPTS_PATIENCE)
            if not self._inbound_url:
                return message["sid"], None
            facts = {"Body": body, "NumMedia": "0", "NumSegments": str(message["num_segments"])}
            return message["sid"], await self._post(self._inbound_url, message, "received", facts)

    def _check(self, form: Mapping[str, str]) -> None:
        if not form.get("To"):
            raise Refused(21604)
        if not (form.get("From") or form.get("MessagingServiceSid")):
            raise Refused(21603)
        if not form.get("Body"):
            raise Refused(21602)
        if not E164.fullmatch(form["To"]):
            raise Refused(21211)
        if len(form["Body"]) > 1600:
            raise Refused(21617)
        if not form.get("StatusCallback", "http://").startswith(("http://", "https://")):
            raise Refused(21609)
        if self.record.is_blocked(form["To"]):
            raise Refused(21610)

    def _add(self, phone: str, direction: str, values: Row) -> Row:
        at, (segments, length) = now(), measure(values["body"])
        sid = f"SM{uuid.uuid4().hex}"
        message = {"sid": sid, "phone": phone, "direction": direction, **values}
        message |= {"num_segments": segments, "length": length}
        message |= {"date_created": at, "date_updated": at}
        key = self.record.add("message", message)
        return {"date_sent": None, "error_code": None, **message, "id": key}

    def _change(self, message: Row, **values: object) -> None:
        message |= values
        self.record.change("message", message["id"], values)

    async def _stamp(self, message: Row) -> None:
        self._change(message, shown_at=(await self._sandbox.now()).isoformat())

    def _start_delivery(self, message: Row, fault: Rule | None) -> None:
        # A copy: what the API answers is the text as accepted, not as it fares meanwhile.
        task = asyncio.create_task(self._deliver(dict(message), fault))
        deliveries = self._deliveries[message["phone"]]
        deliveries.add(task)
        task.add_done_callback(deliveries.discard)

    async def _deliver(self, message: Row, fault: Rule | None) -> None:
        await self._stamp(message)
        self._change(message, **{"from": message["from"] or self._sender}, date_sent=now())
        kind = fault.do if fault else ""
        endings = {
            "undelivered": ("sent", "undelivered"),
            "no_receipt": ("sent",),
            "shuffled": ("delivered", "sent", "delivered", "sent"),
        }
        for status in endings.get(kind, ("sent", "delivered")):
            code = fault.code if fault and status == "undelivered" else None
            if message["status"] != "delivered":  # a shuffled receipt changes nothing here
                self._change(message, status=status, error_code=code, date_updated=now())
            if message["status_callback"] and kind != "no_receipt":
                facts = {"MessageStatus": status} | ({"ErrorCode": str(code)} if code else {})
                url = message["status_callback"]
                await self._post(url, message, status, facts, retry_after=_RETRY_AFTER)

    async def _post(
        self,
        url: str,
        message: Row,
        status: str,
        facts: dict[str, str],
        retry_after: tuple[float, ...] = (),
    ) -> int | None:
        """Post a signed webhook until it is taken or tries run out; record what was answered."""
        form = {"MessageSid": message["sid"], "SmsSid": message["sid"], "SmsStatus": status}
        form |= {"AccountSid": self.account, "ApiVersion": "2010-04-01", **facts}
        form |= {"To": message["to"], "From": message["from"]}
        if message["messaging_service_sid"]:
            form["MessagingServiceSid"] = message["messaging_service_sid"]
        headers = {"X-Twilio-Signature": self._signer.compute_signature(url, form)}
        seen = {"at": now(), "sid": message["sid"], "phone": message["phone"], "status": status}
        key = self.record.add("webhook", {**seen, "url": url})
        answered = None
        for tries, wait in enumerate((0, *retry_after), start=1):
            await asyncio.sleep(wait)
            answered = await self._call(url, form, headers)
            self.record.change("webhook", key, {"tries": tries, "answered": answered})
            if answered and 200 <= answered < 300:
                break
        return answered

    async def _call(self, url: str, form: dict[str, str], headers: dict[str, str]) -> int | None:
        try:
            # encoded=True: the signature holds over the address exactly as it was given.
            async with self._http.post(
                URL(url, encoded=True),
                data=form,
                headers=headers,
                timeout=_WEBHOOK_PATIENCE,
                allow_redirects=False,
            ) as answer:
                return answer.status
        except (aiohttp.ClientError, TimeoutError, ValueError):
            return None
