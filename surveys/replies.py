"""What a patient's reply means: text to value, or None where a person must read it. Pure."""

import re
import unicodedata

PARSER_VERSION = "1"
NO, YES, NOT_SURE = "no", "yes", "not_sure"

_WORDS = {
    word: number
    for number, words in enumerate(
        (
            "zero cero none", "one uno", "two dos", "three tres", "four cuatro", "five cinco",
            "six seis", "seven siete", "eight ocho", "nine nueve", "ten diez",
        )
    )
    for word in words.split()
}  # fmt: skip
_SCORE = re.compile(
    r"(?:about|around|maybe|like|like a|about a|a|un|una|como|como un|pain|dolor|its|it is|is)?\s*"
    r"#?\s*(\d{1,2}|[a-z]+)\s*(?:(?:/|of|out of|de)\s*(?:10|ten|diez))?"
)
_ANSWERS = {
    "1": NO, "no": NO, "nope": NO,
    "2": YES, "yes": YES, "si": YES,
    "3": NOT_SURE, "not sure": NOT_SURE, "no se": NOT_SURE,
}  # fmt: skip


def _plain(text: str) -> str:
    """Lower case, without accents, keycap marks and closing punctuation."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    kept = "".join(c for c in folded if not unicodedata.combining(c) and c not in "\ufe0f\u20e3'’")
    return re.sub(r"\s+", " ", kept).strip(" .,!;:\t\n")


def score(text: str) -> int | None:
    """A whole number from 0 to 10, or None: two numbers, out of range, a question, a story."""
    found = _SCORE.fullmatch(_plain(text))
    if not found:
        return None
    word = found[1]
    number = int(word) if word.isdigit() else _WORDS.get(word)
    return number if number is not None and 0 <= number <= 10 else None


def new_problem(text: str) -> str | None:
    """NO, YES or NOT_SURE for 1, 2 or 3 (or the word), or None."""
    return _ANSWERS.get(_plain(text))
