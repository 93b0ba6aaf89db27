"""`manage.py write_schemas`: writes the JSON Schemas of `docs/schema/` from the code."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from intake.assessment_schema import assessment_schema
from intake.facts_schema import facts_schema

FOLDER = "docs/schema"
SCHEMAS = {"facts-v1.json": facts_schema, "assessment-v1.json": assessment_schema}


class Command(BaseCommand):
    help = "Write the JSON Schemas of facts and assessment; a test shows when that is due."
    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        folder = Path(settings.BASE_DIR) / FOLDER
        for name, schema in SCHEMAS.items():
            (folder / name).write_text(schema_text(schema()), encoding="utf-8")
            self.stdout.write(f"{FOLDER}/{name}")


def schema_text(schema: dict[str, Any]) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
