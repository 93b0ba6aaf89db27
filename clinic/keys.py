"""Primary keys: UUIDv7, so that rows sort by age and nothing outside sees a sequence number."""

from uuid import UUID

import uuid_utils.compat
from django.db import models


def new_id() -> UUID:
    """A fresh UUIDv7."""
    return uuid_utils.compat.uuid7()


class KeyedModel(models.Model):
    """A row keyed by UUIDv7."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True
