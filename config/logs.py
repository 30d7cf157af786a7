"""Log lines as JSON, one per record, whoever wrote the record.

Whatever config.middleware binds for a request (its id) is on every line that the request causes.
"""

import re

from structlog import contextvars, processors, stdlib
from structlog.typing import EventDict, WrappedLogger

LINK = re.compile(r"/l/[A-Za-z0-9_-]{16,}")
"""The address of a bound link (notifications/links.py), whose last part opens an order."""

NOT_FOR_LOGS = (
    "request",  # its repr has the query string, which may hold what people searched for
    "server_time",
)


def drop_foreign_extras(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Remove what Django attaches to its own records and no log should keep."""
    for name in NOT_FOR_LOGS:
        event.pop(name, None)
    return event


def hide_links(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Take the secret out of the address of a link, wherever in a record it stands."""
    for name, value in event.items():
        if isinstance(value, str) and "/l/" in value:
            event[name] = LINK.sub("/l/…", value)
    return event


def json_formatter() -> stdlib.ProcessorFormatter:
    """The formatter that settings.LOGGING names.

    A line has `event`, `level`, `logger`, `timestamp` (RFC 3339, UTC), what the record carried as
    `extra`, and `exception` where there was one.
    """
    return stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            contextvars.merge_contextvars,
            stdlib.add_log_level,
            stdlib.add_logger_name,
            stdlib.ExtraAdder(),
            drop_foreign_extras,
            processors.TimeStamper(fmt="iso", utc=True),
        ],
        processors=[
            stdlib.ProcessorFormatter.remove_processors_meta,
            processors.format_exc_info,
            hide_links,
            processors.JSONRenderer(ensure_ascii=False),
        ],
    )
