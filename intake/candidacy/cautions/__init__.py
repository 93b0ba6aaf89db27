"""Cautions: what must be seen before a needle, apart from any points. Sentences and order stand in
`safety-v1.toml`; a predicate answers with what the patient said, or None."""

from intake.candidacy.cautions import conditions, medicines, mood, plausibility, procedures
from intake.candidacy.cautions.caution import Caution

CAUTIONS: dict[str, Caution] = {
    **conditions.CAUTIONS,
    **medicines.CAUTIONS,
    **mood.CAUTIONS,
    **plausibility.CAUTIONS,
    **procedures.CAUTIONS,
}
