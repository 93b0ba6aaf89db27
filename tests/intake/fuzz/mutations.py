"""Facts gone wrong in one place; some stay valid."""

import copy

ODD = (
    None, True, False, 0, 1, -1, 7.0, 7.5, 1e9, 10**400, float("inf"), "", "yes", "x" * 501, "5",
    "2026-02-30", [], {}, [None], [[]], ["yes"], [{}], {"": None}, {"yes": "no"}, [0] * 201,
    [1, 1.0], [True, 1],
)  # fmt: skip


def gone_wrong(rng, facts):
    """A copy with one value replaced, taken out or put in."""
    found = copy.deepcopy(facts)
    holder, key = rng.choice(list(_places(found)))
    act = rng.choice(("replace", "replace", "replace", "take out", "put in"))
    if act == "replace":
        holder[key] = copy.deepcopy(rng.choice(ODD))
    elif act == "take out":
        del holder[key]
    elif isinstance(holder, list):
        holder.insert(key, copy.deepcopy(rng.choice((*ODD, holder[key]))))
    else:
        holder[rng.choice(("shoe", "", "age ", "Age"))] = rng.choice(ODD)
    return found


def _places(node):
    pairs = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in pairs:
        yield node, key
        if isinstance(value, dict | list):
            yield from _places(value)
