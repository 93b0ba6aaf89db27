"""Asks the product's sandbox for the clinic's time and next text; a silent sandbox is no error."""

from datetime import datetime
from typing import Any

import aiohttp

_PATIENCE = aiohttp.ClientTimeout(total=1)
_SKIP_PATIENCE = aiohttp.ClientTimeout(total=10)
_NO_ANSWER = (aiohttp.ClientError, TimeoutError, ValueError)


class Sandbox:
    """`url` is the address state.json and skip live under, or None where there is no sandbox."""

    def __init__(self, http: aiohttp.ClientSession, url: str | None) -> None:
        self._http, self.url = http, url

    async def state(self, phone: str | None = None) -> dict[str, Any] | None:
        """The clinic's time and the next text for a phone, or None where nobody answers."""
        if not self.url:
            return None
        query = {"number": phone} if phone else {}
        try:
            async with self._http.get(
                f"{self.url}state.json", params=query, timeout=_PATIENCE
            ) as answer:
                state = await answer.json() if answer.ok else None
        except _NO_ANSWER:
            return None
        return state if isinstance(state, dict) else None

    async def now(self) -> datetime:
        """The clinic's time, with its offset; the real one where the clinic does not say."""
        try:
            return datetime.fromisoformat((await self.state() or {})["now"])
        except (KeyError, TypeError, ValueError):
            return datetime.now().astimezone()

    async def skip(self, phone: str) -> bool:
        """Move the clinic's clock to this phone's next text; False if it was not moved."""
        if not self.url:
            return False
        try:
            async with self._http.post(
                f"{self.url}skip",
                data={"number": phone},
                timeout=_SKIP_PATIENCE,
                allow_redirects=False,
            ) as answer:
                return answer.ok
        except _NO_ANSWER:
            return False
