"""Starts the phone company: `python -m simulator --account AC... --token ...`."""

import argparse
import asyncio
import json
import os
import signal
import sqlite3
import sys
from pathlib import Path

import aiohttp
from aiohttp import web

from simulator.carrier import Carrier
from simulator.record import Record
from simulator.sandbox import Sandbox
from simulator.script import Script
from simulator.server import make_app


def read_options(arguments: list[str]) -> argparse.Namespace:
    def default(name: str, value: str | None = None) -> str | None:
        return os.environ.get(name) or value

    parser = argparse.ArgumentParser(prog="simulator", description=__doc__)
    add = parser.add_argument
    add("--host", default=default("SIMULATOR_HOST", "127.0.0.1"))
    add("--port", type=int, default=default("SIMULATOR_PORT", "8025"), help="0 picks a free one")
    add("--record", type=Path, default=default("SIMULATOR_RECORD", "var/simulator.sqlite3"))
    add("--account", default=default("TWILIO_ACCOUNT_SID"), help="AC and 32 hex digits")
    add("--token", default=default("TWILIO_AUTH_TOKEN"), help="signs the webhooks too")
    add("--sender", default=default("SIMULATOR_SENDER", "+15550100100"), help="a service's number")
    add("--webhook-base", default=default("PUBLIC_URL"), help="where replies are brought")
    add("--sandbox-url", default=default("SIMULATOR_SANDBOX_URL"), help="knows the clinic's time")
    add("--script", type=Path, default=default("SIMULATOR_SCRIPT"), help="faults, as a JSON file")
    options = parser.parse_args(arguments)
    if not (options.account and options.token):
        parser.error("needs --account and --token, or TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN")
    return options


async def serve(options: argparse.Namespace) -> None:
    script = Script(json.loads(options.script.read_text()) if options.script else [])
    stopped = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    # A connection each, no cookies: a webhook is never lost on a connection the product closed.
    connector = aiohttp.TCPConnector(limit=0, force_close=True)
    jar = aiohttp.DummyCookieJar()
    async with aiohttp.ClientSession(connector=connector, cookie_jar=jar) as http:
        sandbox = Sandbox(http, options.sandbox_url and f"{options.sandbox_url.rstrip('/')}/")
        carrier = Carrier(
            Record(options.record),
            sandbox,
            http,
            account=options.account,
            token=options.token,
            sender=options.sender,
            webhook_base=options.webhook_base,
        )
        # Short: a request the script holds open must not hold up the end.
        runner = web.AppRunner(
            make_app(carrier, sandbox, script), access_log=None, shutdown_timeout=0.5
        )
        await runner.setup()
        try:
            await web.TCPSite(runner, options.host, options.port).start()
            carrier.resume()
            port = runner.addresses[0][1]
            sys.stdout.write(f"simulator listening on http://{options.host}:{port}\n")
            sys.stdout.flush()
            await stopped.wait()
        finally:
            await runner.cleanup()


def main() -> int:
    options = read_options(sys.argv[1:])
    try:
        asyncio.run(serve(options))
    except (OSError, ValueError, sqlite3.Error) as error:
        sys.stderr.write(f"simulator: cannot start: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
