"""Every refusal of the API has one shape: `{"errors": ["what is wrong"]}`."""

from typing import Any

from rest_framework.response import Response
from rest_framework.views import exception_handler


def say(error: Exception, context: dict[str, Any]) -> Response | None:
    """REST framework's own answer, status and headers kept; None leaves a failure of ours to
    Django, which says nothing of its cause."""
    response = exception_handler(error, context)
    if response is not None:
        response.data = {"errors": [str(response.data["detail"])]}
    return response
