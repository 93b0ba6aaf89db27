"""How long half or better was measured, from the readings alone. Pure."""

from django.utils.translation import gettext as _

from surveys.relief import Relief

from .treated import Held, is_substantial, say_change


def held(measured: list[tuple[int, Relief]]) -> Held:
    """From (day, relief) pairs in order: the first run at half or better, and what came after."""
    good = [is_substantial(relief) for _day, relief in measured]
    if not any(good):
        day, best = max(measured, key=lambda pair: pair[1].percent or 0)
        return Held(_("not reached"), _("best %(value)s") % {"value": _dated(day, best)})
    start = good.index(True)
    end = good.index(False, start) if False in good[start:] else len(good)
    first, last = measured[start][0], measured[end - 1][0]
    words = (
        _("day %(first)s to %(last)s") % {"first": first, "last": last}
        if last > first
        else _("day %(first)s") % {"first": first}
    )
    if end == len(good):
        return Held(words, _("latest reading"), first, last)
    then = _("then %(value)s") % {"value": _dated(*measured[end])}
    if any(good[end:]):
        again = measured[good.index(True, end)][0]
        then = _("%(then)s; again day %(day)s") % {"then": then, "day": again}
    return Held(words, then, first, last)


def _dated(day: int, relief: Relief) -> str:
    """As in “6 (14%), day 175”."""
    change = say_change(relief)
    return _("%(value)g (%(change)s), day %(day)s") % {
        "value": relief.value, "change": change, "day": day
    }  # fmt: skip
