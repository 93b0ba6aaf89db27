"""The routes: Twilio's Messages API, the patients' phones, the script of faults, the record."""

import asyncio
import base64
import hmac
import json
from collections.abc import Awaitable, Callable

from aiohttp import web

from simulator import phones, shapes
from simulator.carrier import E164, Carrier
from simulator.record import Row, now
from simulator.sandbox import Sandbox
from simulator.script import Script

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_PHONES_SHOWN, _TEXTS_SHOWN = 24, 100
_REFUSING = {"rate_limit": 20429, "server_error": 20500}
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; "
    "connect-src 'self'; img-src data:; form-action 'self'; base-uri 'none'",
}


class Api:
    """Twilio's side: each request and its answer is recorded, whatever becomes of it."""

    def __init__(self, carrier: Carrier, script: Script) -> None:
        self._carrier, self._record, self._script = carrier, carrier.record, script

    def routes(self) -> list[web.RouteDef]:
        messages = f"{shapes.API}/{{account}}/Messages"
        return [
            web.post(f"{messages}.json", self._recorded(self._create)),
            web.get(f"{messages}.json", self._recorded(self._list), allow_head=False),
            web.get(f"{messages}/{{sid}}.json", self._recorded(self._fetch), allow_head=False),
        ]

    def _recorded(self, act: Callable[[web.Request, Row], Awaitable[Row]]) -> Handler:
        async def handle(request: web.Request) -> web.Response:
            attempt: Row = {"at": now(), "method": request.method, "path": request.path_qs}
            attempt["id"] = self._record.add("attempt", attempt)
            try:
                self._authenticate(request)
                answer = await act(request, attempt)
                status = 201 if request.method == "POST" else 200
            except shapes.Refused as refused:
                answer, status = refused.as_json(), refused.status
            # A client that has gone away was answered nothing, whatever would have been said.
            answered = status if request.transport else None
            noted = {"answered": answered, "code": answer.get("code")}
            noted |= {"sid": answer["sid"]} if "sid" in answer else {}
            self._record.change("attempt", attempt["id"], noted)
            headers = {"WWW-Authenticate": 'Basic realm="Twilio API"'} if status == 401 else None
            return web.json_response(answer, status=status, headers=headers)

        return handle

    def _authenticate(self, request: web.Request) -> None:
        login = f"{self._carrier.account}:{self._carrier.token}".encode()
        expected = f"Basic {base64.b64encode(login).decode()}"
        given = request.headers.get("Authorization", "")
        if not hmac.compare_digest(given.encode(), expected.encode()):
            raise shapes.Refused(20003)
        if request.match_info["account"] != self._carrier.account:
            raise shapes.Refused(20404)

    async def _create(self, request: web.Request, attempt: Row) -> Row:
        form = {name: str(value) for name, value in (await request.post()).items()}
        fault = self._script.next(form.get("To", ""))
        seen = {"to": form.get("To"), "body": form.get("Body"), "fault": fault and fault.do}
        seen |= {"form": json.dumps(form)}
        self._record.change("attempt", attempt["id"], seen)
        if fault and fault.do in _REFUSING:
            raise shapes.Refused(_REFUSING[fault.do])
        if fault and fault.do == "reject":
            raise shapes.Refused(fault.code or 21610)
        if fault and fault.do in ("hang", "drop"):
            await self._leave_unanswered(request, cut=fault.do == "drop")
            raise shapes.Refused(20500)  # nobody hears it
        message = self._carrier.accept(form, fault)
        if fault and fault.do == "accept_then_hang":
            self._record.change("attempt", attempt["id"], {"sid": message["sid"]})
            await self._leave_unanswered(request)
        if fault and fault.do == "accept_then_error":
            self._record.change("attempt", attempt["id"], {"sid": message["sid"]})
            raise shapes.Refused(20500)
        if fault and fault.do == "slow":
            await asyncio.sleep(fault.seconds)
        return shapes.message_json(self._carrier.account, message)

    async def _leave_unanswered(self, request: web.Request, *, cut: bool = False) -> None:
        """Until the client goes away, or is sent away."""
        if cut and request.transport is not None:
            request.transport.abort()
        while request.transport is not None:
            await asyncio.sleep(0.05)

    async def _list(self, request: web.Request, _: Row) -> Row:
        query = request.query
        after = query.get("PageToken", "").removeprefix("PA") or None
        more = shapes.page_size(query) + 1
        found = self._record.find(shapes.filters(query), after, more)
        return shapes.page_json(self._carrier.account, query, found)

    async def _fetch(self, request: web.Request, _: Row) -> Row:
        if not (message := self._record.message(request.match_info["sid"])):
            raise shapes.Refused(20404)
        return shapes.message_json(self._carrier.account, message)


class Phones:
    """The patients' side: their phones, what they type, and the way to their next text."""

    def __init__(self, carrier: Carrier, sandbox: Sandbox) -> None:
        self._carrier, self._record, self._sandbox = carrier, carrier.record, sandbox

    def routes(self) -> list[web.AbstractRouteDef]:
        return [
            web.get("/", self._all),
            web.get("/phones/{number}", self._one),
            web.post("/phones/{number}/reply", self._reply),
            web.post("/phones/{number}/skip", self._skip),
            web.static("/pages", phones.PAGES),
        ]

    async def _all(self, request: web.Request, notice: str = "") -> web.Response:
        numbers = self._record.phones(_PHONES_SHOWN)
        shown = await asyncio.gather(*(self._phone(number, is_all=True) for number in numbers))
        return _html(phones.page("Patients’ phones", shown, is_all=True, notice=notice))

    async def _one(self, request: web.Request, notice: str = "") -> web.Response:
        number = _number(request)
        shown = [await self._phone(number, is_all=False)]
        title = phones.said_number(number)
        return _html(phones.page(title, shown, is_all=False, notice=notice))

    async def _phone(self, number: str, *, is_all: bool) -> str:
        strip = ""
        if self._sandbox.url:
            state = await self._sandbox.state(number)
            strip = phones.strip(number, state, is_all=is_all)
        thread = self._record.thread(number, _TEXTS_SHOWN)
        return phones.phone(number, thread, strip, is_all=is_all)

    async def _reply(self, request: web.Request) -> web.Response:
        number, is_json = _number(request), request.content_type == "application/json"
        try:
            body = (await (request.json() if is_json else request.post()))["body"]
        except (KeyError, TypeError, ValueError):
            body = None
        if not isinstance(body, str) or not body.strip():
            raise web.HTTPBadRequest(text="A reply needs a body.")
        sid, answered = await self._carrier.receive(number, body)
        if "text/html" in request.headers.get("Accept", ""):
            raise _back(request, number)
        return web.json_response({"sid": sid, "webhook_status": answered})

    async def _skip(self, request: web.Request) -> web.Response:
        number = _number(request)
        if await self._sandbox.skip(number):
            raise _back(request, number)
        notice = "The clinic did not answer, so nothing was skipped. Please try again."
        return await (self._all if "all" in request.query else self._one)(request, notice)


def _number(request: web.Request) -> str:
    number = "+" + request.match_info["number"].lstrip("+")
    if not E164.fullmatch(number):
        raise web.HTTPNotFound(text="A phone is named by its number, such as +15550100142.")
    return number


def _back(request: web.Request, number: str) -> web.HTTPSeeOther:
    key = number.lstrip("+")
    return web.HTTPSeeOther(f"/#phone-{key}" if "all" in request.query else f"/phones/+{key}")


def _html(text: str) -> web.Response:
    return web.Response(text=text, content_type="text/html", headers=_HEADERS)


def control(carrier: Carrier, script: Script) -> list[web.RouteDef]:
    """For tests and tours: set or clear the script, read the record."""

    async def set_script(request: web.Request) -> web.Response:
        try:
            script.replace(await request.json())
        except ValueError as error:
            raise web.HTTPBadRequest(text=str(error)) from error
        return web.json_response({"rules": len(script.rules)})

    async def clear_script(request: web.Request) -> web.Response:
        script.replace([])
        return web.json_response({"rules": 0})

    async def read_record(request: web.Request) -> web.Response:
        return web.json_response(carrier.record.everything(request.query.get("to")))

    return [
        web.post("/script", set_script),
        web.delete("/script", clear_script),
        web.get("/record.json", read_record),
    ]


def make_app(carrier: Carrier, sandbox: Sandbox, script: Script) -> web.Application:
    app = web.Application()
    app.add_routes(Api(carrier, script).routes())
    app.add_routes(Phones(carrier, sandbox).routes())
    app.add_routes(control(carrier, script))
    return app
