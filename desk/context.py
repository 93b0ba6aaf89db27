"""What every staff page needs: how many alerts wait, who is signed in, the sandbox's strip."""

from typing import Any

from django.http import HttpRequest


def desk(request: HttpRequest) -> dict[str, Any]:
    return {}
