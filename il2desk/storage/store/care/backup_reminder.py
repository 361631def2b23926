"""When to say that a backup is due: rarely, and never before there was time to make one."""

from datetime import datetime


def reminder(last: datetime | None, now: datetime, days: int, begun: datetime | None = None) -> str | None:
    """A sentence where the last backup is at least so many days old, None where nothing need be said.

    `last` is None where none was made; then the days count from `begun`, when the store was made. With 0 days nobody
    is reminded. A clock that was set back reminds nobody.
    """
    since = last or begun
    if days <= 0 or (since is not None and (now - since).days < days):
        return None
    if last is None:
        return "No backup of the case store was made yet. One on a stick keeps the cases if this workstation is lost."
    age = (now - last).days
    return f"The last backup of the case store is {'1 day' if age == 1 else f'{age} days'} old, of {last:%Y-%m-%d}."
