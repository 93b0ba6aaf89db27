"""The few scores no common method gives, a function each; their numbers stand in the data file."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

Limits: TypeAlias = Mapping[str, float]
Answers: TypeAlias = Mapping[str, int | None]
Totals: TypeAlias = Mapping[str, float | None]
Rule: TypeAlias = Callable[[Limits, Answers, Totals], int | None]


def gcps_r(limits: Limits, answers: Answers, subscales: Totals) -> int | None:
    """The grade 0 to 3 of Von Korff 2020; the PEG sum is needed only between grades 1 and 2."""
    how_often, limited = answers["how_often"], answers["limited"]
    if how_often is None or limited is None:
        return None
    if how_often < limits["most_days"]:
        return 0
    if limited >= limits["most_days"]:
        return 3
    peg_sum = subscales["peg_sum"]
    if peg_sum is None:
        return None
    return 2 if peg_sum >= limits["bothersome_peg_sum"] else 1


def widespread_pain(limits: Limits, answers: Answers, subscales: Totals) -> int | None:
    """1 where the criteria of Wolfe 2016 are met, else 0; all four answers are needed."""
    areas, symptoms = subscales["wpi"], subscales["sss"]
    regions, long_enough = subscales["generalised_regions"], answers["three_months"]
    if areas is None or symptoms is None or regions is None or long_enough is None:
        return None
    many_areas = areas >= limits["wpi_many"] and symptoms >= limits["sss_with_many"]
    some_areas = areas >= limits["wpi_some"] and symptoms >= limits["sss_with_some"]
    spread = regions >= limits["regions"]
    return int((many_areas or some_areas) and spread and bool(long_enough))


RULES: dict[str, Rule] = {"gcps_r": gcps_r, "widespread_pain": widespread_pain}
