"""Cases from a file: one JSON object, a list, or one object per line, which is read line by line.
What cannot be read becomes a sentence in its place. NaN, endless numbers and keys given twice are
passed on, so that the contract refuses them by their path and the other cases go on."""

import json
import math
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any, BinaryIO

from intake.facts_contract import GivenTwice

LONGEST_LINE = 1_000_000
LONGEST_NUMBER = 30
LOOK_AHEAD = 50


class CaseUnreadable(ValueError):
    """A case that is not usable JSON; the message is `where: what is wrong`."""


def read_cases(stream: BinaryIO) -> Iterator[object]:
    """Each case, or a CaseUnreadable in its place."""
    lines = ((number, line) for number, line in enumerate(_lines(stream), 1) if line.strip())
    start = list(islice(lines, LOOK_AHEAD))
    if not start:
        yield CaseUnreadable("file: holds no case")
    elif _one_per_line(start):
        for number, line in chain(start, lines):
            yield _parse(line, f"line {number}")
    else:
        whole = b"".join(line for _, line in chain(start, lines))
        found = _parse(whole, "file")
        yield from found if isinstance(found, list) else [found]


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Lines without a byte-order mark; only a list may be longer than the longest line."""
    first = stream.readline().removeprefix(b"\xef\xbb\xbf")
    yield first
    if first.lstrip().startswith(b"["):
        yield from stream
        return
    while line := stream.readline(LONGEST_LINE + 1):
        yield line
        while len(line) > LONGEST_LINE and not line.endswith(b"\n"):
            line = stream.readline(LONGEST_LINE + 1)


def _one_per_line(start: list[tuple[int, bytes]]) -> bool:
    """One object per line, unless the file opens a list or an object that ends on a later line."""
    first = start[0][1]
    if first.lstrip().startswith(b"["):
        return False
    if len(start) == 1 or _whole(first) is not None:
        return True
    later = (_whole(line) for _, line in start[1:])
    return any(isinstance(found, dict) and "pain_sites" in found for found in later)


def _whole(line: bytes) -> object:
    """The line's value if it is JSON by itself."""
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _parse(raw: bytes, where: str) -> object:
    if where != "file" and len(raw) > LONGEST_LINE:
        return CaseUnreadable(f"{where}: is longer than {LONGEST_LINE:,} bytes")
    try:
        return json.loads(
            raw.decode("utf-8"),
            object_pairs_hook=_object,
            parse_int=_integer,
        )
    except UnicodeDecodeError:
        return CaseUnreadable(f"{where}: is not UTF-8 text")
    except json.JSONDecodeError as error:
        at = f"line {error.lineno}, " if where == "file" else ""
        return CaseUnreadable(f"{where}: is not JSON ({error.msg}, {at}column {error.colno})")
    except RecursionError:
        return CaseUnreadable(f"{where}: is nested too deeply")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        found[key] = GivenTwice() if key in found else value
    return found


def _integer(digits: str) -> float:
    """A number past any range stays one, so that its field is refused, not its file."""
    return int(digits) if len(digits) <= LONGEST_NUMBER else math.inf
