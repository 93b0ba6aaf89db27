"""Cases from a file: one JSON object, a list, or one object per line, which is read line by line.
What cannot be read becomes a sentence in its place. NaN, endless numbers and keys given twice are
passed on, so that the contract refuses them by their path and the other cases go on."""

import json
import math
from collections.abc import Iterator
from itertools import chain, count, islice
from typing import Any, BinaryIO

from intake.facts_contract import GivenTwice

LONGEST_CASE = 1_000_000
LONGEST_FILE = 50_000_000  # of one list or object, which is read whole; lines have no such end
LONGEST_NUMBER = 30
LOOK_AHEAD = 50
BYTE_ORDER_MARK = b"\xef\xbb\xbf"

Line = tuple[int, bytes]


class CaseUnreadable(ValueError):
    """A case that is not usable JSON; the message is `where: what is wrong`."""


def read_cases(stream: BinaryIO) -> Iterator[object]:
    """Each case, or a CaseUnreadable in its place; no line waits for the one after it."""
    lines = _lines(stream)
    start = list(islice(lines, 1))
    if not start:
        yield CaseUnreadable("file: holds no case")
    elif _one_per_line(start, lines):
        for number, line in chain(start, lines):
            yield parse_case(line, f"line {number}")
    else:
        found = _read_whole(chain(start, lines))
        yield from found if isinstance(found, list) else [found]


def parse_case(raw: bytes, where: str) -> object:
    """The value of one JSON text, or a CaseUnreadable that begins with `where`."""
    if where != "file" and len(raw) > LONGEST_CASE:
        return CaseUnreadable(f"{where}: is longer than {LONGEST_CASE:,} bytes")
    try:
        return json.loads(raw.decode("utf-8"), object_pairs_hook=_object, parse_int=_integer)
    except UnicodeDecodeError:
        return CaseUnreadable(f"{where}: is not UTF-8 text")
    except json.JSONDecodeError as error:
        at = "" if where.startswith("line ") else f"line {error.lineno}, "
        return CaseUnreadable(f"{where}: is not JSON ({error.msg}, {at}column {error.colno})")
    except RecursionError:
        return CaseUnreadable(f"{where}: is nested too deeply")


def _lines(stream: BinaryIO) -> Iterator[Line]:
    """The lines that are not blank, numbered; only a list may be longer than the longest case."""
    is_list = None
    for number in count(1):
        line = stream.readline(LONGEST_CASE + 1)
        if not line:
            return
        if number == 1:
            line = line.removeprefix(BYTE_ORDER_MARK)
        if is_list is None and line.strip():
            is_list = _opens_list(line)
        if len(line) > LONGEST_CASE and not line.endswith(b"\n"):
            if is_list:
                line += stream.readline(LONGEST_FILE)
            else:
                _skip_line(stream)
        if line.strip():
            yield number, line


def _skip_line(stream: BinaryIO) -> None:
    while (rest := stream.readline(LONGEST_CASE)) and not rest.endswith(b"\n"):
        pass


def _one_per_line(start: list[Line], lines: Iterator[Line]) -> bool:
    """One case per line, unless the file holds a list, or an object that ends on a later line.

    Appends what it had to read of `lines` to `start`: nothing where the first line is an object.
    """
    first = start[0][1]
    if _is_whole(first):
        start += islice(lines, 1 if _opens_list(first) else 0)
        return not _opens_list(first) or len(start) > 1
    if _opens_list(first):
        return False
    start += islice(lines, LOOK_AHEAD)
    return len(start) == 1 or any(b'"pain_sites"' in line and _is_whole(line) for _, line in start)


def _opens_list(line: bytes) -> bool:
    return line.lstrip().startswith(b"[")


def _is_whole(line: bytes) -> bool:
    """Whether the line is JSON by itself."""
    try:
        json.loads(line, parse_int=_integer)
    except (ValueError, RecursionError):
        return False
    return True


def _read_whole(lines: Iterator[Line]) -> object:
    parts, size = [], 0
    for _, line in lines:
        parts.append(line)
        size += len(line)
        if size > LONGEST_FILE:
            return CaseUnreadable(
                f"file: is longer than {LONGEST_FILE:,} bytes; give one object per line instead"
            )
    return parse_case(b"".join(parts), "file")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        found[key] = GivenTwice() if key in found else value
    return found


def _integer(digits: str) -> float:
    """A number past any range stays one, so that its field is refused, not its file."""
    return int(digits) if len(digits) <= LONGEST_NUMBER else math.inf
