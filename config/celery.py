"""The Celery app, and a filesystem transport that survives a killed writer."""

import os
import uuid
from pathlib import Path
from time import monotonic
from typing import Any

from celery import Celery
from kombu.transport import TRANSPORT_ALIASES
from kombu.transport import filesystem as kombu_filesystem
from kombu.utils.encoding import str_to_bytes
from kombu.utils.json import dumps

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


class Channel(kombu_filesystem.Channel):
    """Writes each message beside its place and renames it.

    A worker that reads a half-written file stops for good; a rename is never half done.
    """

    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:
        # Files are taken in the order of their names: oldest first.
        name = f"{monotonic() * 1000:015.0f}_{uuid.uuid4()}.{queue}"
        part = Path(self.data_folder_out) / f"{name}.part"
        part.write_bytes(str_to_bytes(dumps(payload)))
        part.rename(part.with_suffix(".msg"))


class Transport(kombu_filesystem.Transport):
    """kombu's filesystem transport with the channel above."""

    Channel = Channel


TRANSPORT_ALIASES["filesystem"] = "config.celery:Transport"

app = Celery("reprieve")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
