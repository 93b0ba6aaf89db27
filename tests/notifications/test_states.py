"""The table of moves: forward only, whatever the carrier says and in whatever order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications import states
from notifications.states import (
    ACCEPTED,
    CANCELLED,
    DELIVERED,
    EXPIRED,
    FAILED,
    HANDLED,
    IN_DOUBT,
    QUEUED,
    RECEIVED,
    SENDING,
    SENT,
    SUPPRESSED,
    UNDELIVERED,
    UNRESOLVED,
)

ALL = {
    QUEUED, SENDING, CANCELLED, EXPIRED, SUPPRESSED, ACCEPTED, SENT, DELIVERED, UNDELIVERED,
    FAILED, IN_DOUBT, UNRESOLVED, RECEIVED, HANDLED,
}  # fmt: skip
# design.md, decision 3, move by move.
ALLOWED = {
    QUEUED: {SENDING, CANCELLED, EXPIRED, SUPPRESSED},
    SENDING: {ACCEPTED, QUEUED, FAILED, IN_DOUBT},
    ACCEPTED: {SENT, DELIVERED, UNDELIVERED, FAILED},
    SENT: {DELIVERED, UNDELIVERED, FAILED},
    IN_DOUBT: {ACCEPTED, SENT, DELIVERED, UNDELIVERED, FAILED, UNRESOLVED},
    UNRESOLVED: {ACCEPTED, SENT, DELIVERED, UNDELIVERED, FAILED},
    RECEIVED: {HANDLED},
}
RANK = {IN_DOUBT: 0, UNRESOLVED: 0, ACCEPTED: 1, SENT: 2, DELIVERED: 3, UNDELIVERED: 3, FAILED: 3}


@pytest.mark.parametrize("old", sorted(ALL))
def test_only_the_written_moves_are_allowed(old):
    assert {new for new in ALL if states.may_move(old, new)} == ALLOWED.get(old, set())


@pytest.mark.parametrize(
    "end", [DELIVERED, UNDELIVERED, FAILED, CANCELLED, EXPIRED, SUPPRESSED, HANDLED]
)
def test_an_ending_is_left_by_nothing(end):
    assert not any(states.may_move(end, new) for new in ALL)


def test_only_a_text_surely_not_taken_goes_back_to_the_queue():
    assert {old for old in ALL if states.may_move(old, QUEUED)} == {SENDING}


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("accepted", ACCEPTED), ("scheduled", ACCEPTED), ("queued", ACCEPTED),
        ("sending", ACCEPTED), ("sent", SENT), ("delivered", DELIVERED), ("read", DELIVERED),
        ("undelivered", UNDELIVERED), ("failed", FAILED), ("canceled", FAILED),
    ],
)  # fmt: skip
def test_the_carriers_words_become_ours(said, means):
    assert states.FROM_CARRIER[said] == means


@given(
    st.sampled_from([ACCEPTED, SENT, IN_DOUBT, UNRESOLVED]),
    st.lists(st.sampled_from(sorted(states.FROM_CARRIER)), max_size=12),
)
def test_receipts_in_any_order_end_at_the_highest_and_never_go_back(start, receipts):
    state, path = start, [start]
    for status in receipts:
        new = states.FROM_CARRIER[status]
        if states.may_move(state, new):
            state = new
            path.append(state)
    ranks = [RANK[state] for state in path]
    assert ranks == sorted(ranks)
    said = [RANK[states.FROM_CARRIER[status]] for status in receipts]
    assert RANK[state] == max([RANK[start], *said])
