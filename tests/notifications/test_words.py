"""Stop, start and help: whole messages, however they are typed; never a word inside a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.words import HELP, START, STOP, meaning


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("STOP", STOP), ("stop", STOP), ("Stop.", STOP), (" stop!! ", STOP), ("\"STOP\"", STOP),
        ("STOP 🛑", STOP), ("🛑 stop 🙏🏽", STOP), ("\u200bstop\ufeff", STOP), ("ＳＴＯＰ", STOP),
        ("stop\n", STOP), ("Stop please", STOP), ("please, stop", STOP), ("stop all", STOP),
        ("STOPALL", STOP), ("unsubscribe", STOP), ("Cancel", STOP), ("END", STOP), ("quit", STOP),
        ("Revoke", STOP), ("opt-out", STOP), ("Opt out", STOP), ("OPTOUT", STOP),
        ("ALTO", STOP), ("¡Alto!", STOP), ("parar", STOP), ("Cancelar", STOP), ("baja", STOP),
        ("No más", STOP), ("no mas", STOP), ("NO MÁS.", STOP),
        ("START", START), ("start ✅", START), ("Unstop", START), ("Empezar", START),
        ("HELP", HELP), ("help?", HELP), ("info", HELP), ("Ayuda", HELP), ("¡AYUDA!", HELP),
    ],
)  # fmt: skip
def test_a_whole_message_that_is_a_known_word_is_obeyed(text, means):
    assert meaning(text) == means


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "🛑", "7", "6/10", "stop hurting", "it will not stop", "dolor alto", "muy alto",
        "the end of the day is worst", "cancel my visit", "please help me", "start of the week",
        "sin parar", "stops", "no", "yes", "ayudame",
    ],
)  # fmt: skip
def test_a_word_inside_a_sentence_is_no_order(text):
    assert meaning(text) is None


@given(st.text())
def test_any_text_at_all_has_a_meaning_or_none(text):
    assert meaning(text) in {STOP, START, HELP, None}
