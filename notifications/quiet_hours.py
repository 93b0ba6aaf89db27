"""When a text that we start may go: never in the patient's quiet hours. Pure."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo


def next_allowed(moment: datetime, zone: ZoneInfo, from_hour: int, until_hour: int) -> datetime:
    """`moment`, or the end of the quiet hours it falls in.

    Quiet hours run from `from_hour` in the evening to `until_hour` next morning, local time.
    """
    local = moment.astimezone(zone)
    if until_hour <= local.hour < from_hour:
        return moment
    day = local.date() + timedelta(days=1 if local.hour >= from_hour else 0)
    return datetime.combine(day, time(until_hour), tzinfo=zone).astimezone(moment.tzinfo)
