"""No patient link in a log: its token opens a form."""

import logging
import re

_TOKEN = re.compile(r"/k/\w+")


class LinkFilter(logging.Filter):
    """Cuts the token out of whatever a line says."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if "/k/" in said:
            record.msg, record.args = _TOKEN.sub("/k/[token]", said), ()
        return True
