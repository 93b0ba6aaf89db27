"""The headline, one sentence by rules, and the list of what is not known."""

from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clinic.dates import days_between, short_day, span
from surveys.relief import Relief

from .form import facts, say
from .parts import AVERAGE, Gap, Headline, Reading
from .records import Records
from .treated import Cell, Treated

_SIGNS = "red_flag_answers"
# What a clinician expects to find on the sheet, and the fact that would hold it.
_EXPECTED = (
    ("allergies", gettext_lazy("allergies")),
    ("medications", gettext_lazy("other medicines")),
    ("imaging", gettext_lazy("imaging")),
)


def headline(
    procedures: tuple[Treated, ...],
    readings: tuple[Reading, ...],
    answered: int,
    asked: int,
    zone: ZoneInfo,
) -> Headline:
    """How it is now against before, for the latest procedure that is followed."""
    lead, rest = _since(procedures, zone) if procedures else _before(readings, zone)
    if asked:
        count = _("%(answered)s of %(asked)s check-ins answered.")
        rest = f"{rest} {count % {'answered': answered, 'asked': asked}}"
    return Headline(lead, rest)


def _before(readings: tuple[Reading, ...], zone: ZoneInfo) -> tuple[str, str]:
    averages = [reading for reading in readings if reading.recall == AVERAGE]
    if not averages:
        return _("No pain number yet."), _("No procedure recorded.")
    lead = _("Average pain %(value)s of 10") % {"value": averages[-1].value}
    day = short_day(averages[-1].at, zone)
    return lead, _("on %(day)s. No procedure recorded.") % {"day": day}


def _since(procedures: tuple[Treated, ...], zone: ZoneInfo) -> tuple[str, str]:
    latest = procedures[-1]
    name = _naming(procedures)
    cell, what = latest.latest, _("Average pain")
    if cell is None:
        own = [cell for cell in latest.now_cells if not cell.after]
        cell, what = (own[-1] if own else None), _("Pain right now")
    if cell is None:
        return _("No pain number yet"), _("since %(name)s.") % {"name": name}
    lead = f"{what} {_moved(cell.relief)}"
    ago = span(days_between(latest.done_at, cell.at, zone))
    rest = _("%(span)s after %(name)s") % {"span": ago, "name": name}
    return lead, rest + _own_percent(cell) + "."


def _moved(relief: Relief) -> str:
    """As in “6 → 2 (67% less)”."""
    if relief.baseline is None:
        return _("%(value)g, no baseline to compare with") % {"value": relief.value}
    both = f"{relief.baseline:g} → {relief.value:g}"
    if relief.points_worse:
        return _("%(both)s (worse by %(points)g)") % {"both": both, "points": relief.points_worse}
    if relief.percent is None:
        return _("%(both)s (not computable)") % {"both": both}
    if not relief.percent:
        return _("%(both)s (no change)") % {"both": both}
    return _("%(both)s (%(percent)s%% less)") % {"both": both, "percent": relief.percent}


def _own_percent(cell: Cell) -> str:
    own = cell.relief.patient_percent if cell.relief else None
    return "" if own is None else _("; the patient says %(percent)s%%") % {"percent": own}


def _naming(procedures: tuple[Treated, ...]) -> str:
    """As in “the second lumbar epidural, right L4-5”."""
    latest = procedures[-1]
    same = [row for row in procedures if row.procedure.kind == latest.procedure.kind]
    title = latest.title[:1].lower() + latest.title[1:]
    ordinals = {2: _("second"), 3: _("third"), 4: _("fourth"), 5: _("fifth"), 6: _("sixth")}
    if len(same) == 1:
        return _("the %(title)s") % {"title": title}
    which = ordinals.get(len(same), _("latest"))
    return _("the %(which)s %(title)s") % {"which": which, "title": title}


def not_known(
    records: Records, procedures: tuple[Treated, ...], gaps: tuple[Gap, ...]
) -> tuple[str, ...]:
    """What a reader might take for granted and we do not hold, in sentences."""
    return (*_form_gaps(records), *_baseline_gaps(procedures), *_check_in_gaps(gaps))


def _form_gaps(records: Records) -> Iterator[str]:
    if records.assessment is None:
        yield _("Pain history: no form was sent.")
        return
    found = facts(records)
    unanswered = _names(row["path"] for row in records.assessment.result["missing"])
    absent = [str(words) for key, words in _EXPECTED if key not in found]
    names = ", ".join(dict.fromkeys([*unanswered, *absent]))
    if names:
        yield _("Not asked or not answered on the form: %(names)s.") % {"names": names}
    yield _("Medicines: as the patient says, not checked against a record.")


def _names(paths: Iterable[str]) -> list[str]:
    """Missing facts in words: the warning signs as a number, the rest by name."""
    heads = [path.replace("[", ".").split(".")[0] for path in paths]
    signs = heads.count(_SIGNS)
    others = [say(head) for head in dict.fromkeys(heads) if head != _SIGNS]
    if signs:
        count = ngettext("%(count)s warning sign", "%(count)s warning signs", signs)
        others.append(count % {"count": signs})
    return others


def _baseline_gaps(procedures: tuple[Treated, ...]) -> Iterator[str]:
    for row in procedures:
        if not row.is_followed:
            yield _("%(letter)s is not followed by texts.") % {"letter": row.letter}
        elif row.baseline.is_missing:
            yield _("Pain before %(letter)s: not recorded.") % {"letter": row.letter}
        elif row.baseline.average is None:
            yield _("Average pain before %(letter)s: not recorded.") % {"letter": row.letter}


def _check_in_gaps(gaps: tuple[Gap, ...]) -> Iterator[str]:
    for gap in gaps:
        what = _("no answer") if gap.was_sent else _("not sent (%(why)s)") % {"why": gap.reason}
        yield _("%(step)s after %(letter)s: %(what)s.") % {
            "step": gap.label, "letter": gap.letter, "what": what
        }  # fmt: skip
