"""A case as the body of a request and of its answer: JSON read and written as by the command."""

from collections.abc import Mapping
from typing import Any, BinaryIO

from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer

from intake import case_answers
from intake.case_reader import LONGEST_CASE, CaseUnreadable, parse_case


class TooLarge(APIException):
    status_code = 413


class CaseParser(BaseParser):
    """One JSON text, with what plain JSON forgives (keys given twice, NaN) kept to be refused."""

    media_type = "application/json"

    def parse(
        self,
        stream: BinaryIO,
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> object:
        raw = stream.read(LONGEST_CASE + 1)
        if len(raw) > LONGEST_CASE:
            raise TooLarge(f"body: is longer than {LONGEST_CASE:,} bytes")
        case = parse_case(raw, "body")
        if isinstance(case, CaseUnreadable):
            raise ParseError(str(case))
        return case


class LineRenderer(BaseRenderer):
    """The same bytes as the command's line: sorted keys, UTF-8, one LF."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(
        self,
        data: dict[str, Any],
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        return case_answers.line(data)
