"""The assessment of facts that are handed in: judged, answered, not kept."""

from http import HTTPStatus

from rest_framework.exceptions import ParseError, UnsupportedMediaType
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from clinic import audit
from clinic.models import Role
from intake import case_answers
from intake.candidacy import load_rules


class Preview(APIView):
    """POST one facts object: 200 with its assessment, 422 with what is wrong with the facts."""

    role = Role.NURSE  # the least who sees answers

    def post(self, request: Request) -> Response:
        answer = case_answers.answer(_case(request), load_rules())
        audit.note_reading(request._request, "assessment_preview", [])
        refused = "errors" in answer
        return Response(answer, HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK)


def _case(request: Request) -> object:
    """The body's JSON. What REST framework would take for an empty form is refused here."""
    if request.content_type.partition(";")[0].strip().lower() != "application/json":
        raise UnsupportedMediaType(request.content_type)
    if request.stream is None:
        raise ParseError("body: is empty")
    return request.data
