"""The words that are obeyed whatever we asked: stop, start, help. Pure.

Whole messages only: "stop hurting" is about pain, and "alto" inside a sentence means "high".
The stop words are the FCC's per-se words, Twilio's defaults, and their Spanish counterparts.
"""

import re
import unicodedata

STOP, START, HELP = "stop", "start", "help"

_PHRASES = {
    STOP: (
        "stop", "stopall", "stop all", "unsubscribe", "cancel", "end", "quit", "revoke", "optout",
        "opt out", "remove", "stop please", "please stop",
        "alto", "parar", "cancelar", "baja", "no mas",
    ),
    START: ("start", "unstop", "empezar"),
    HELP: ("help", "info", "ayuda"),
}  # fmt: skip
_MEANINGS = {phrase: meaning for meaning, phrases in _PHRASES.items() for phrase in phrases}


def normalise(text: str) -> str:
    """Lower case, without accents and punctuation, single spaces."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"\W+", " ", plain).strip()


def meaning(text: str) -> str | None:
    """STOP, START or HELP where the whole message is such a word, else None."""
    return _MEANINGS.get(normalise(text))
