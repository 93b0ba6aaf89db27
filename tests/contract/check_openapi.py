"""Holds the golden request bodies against Twilio's OpenAPI description: make contract SPEC=FILE.

Plain Python: the keywords that a flat form needs, and every field must be known.
"""

import json
import re
import sys
from pathlib import Path
from urllib.parse import urlsplit

GOLDEN = Path(__file__).parents[1] / "data" / "golden_bodies.json"
CREATE = "/2010-04-01/Accounts/{AccountSid}/Messages.json"
UNDERSTOOD = {
    "type", "format", "pattern", "enum", "minLength", "maxLength", "minimum", "maximum",
    "description", "title", "$ref", "nullable", "default", "example",
}  # fmt: skip
FORMATS = {
    "phone-number": lambda value: re.fullmatch(r"\+[1-9]\d{1,14}", value),
    "uri": lambda value: urlsplit(value).scheme in ("http", "https") and urlsplit(value).hostname,
}


def problems(spec: dict, body: dict[str, str]) -> list[str]:
    """Everything about one posted form that the description does not allow."""
    content = spec["paths"][CREATE]["post"]["requestBody"]["content"]
    schema = content["application/x-www-form-urlencoded"]["schema"]
    known = schema["properties"]
    found = [f"{name} is not a field of Twilio's" for name in body if name not in known]
    found += [f"{name} is missing" for name in schema.get("required", []) if name not in body]
    for name, value in body.items():
        if name in known:
            found += [f"{name} {said}" for said in _wrong(_resolved(spec, known[name]), value)]
    return found


def _resolved(spec: dict, schema: dict) -> dict:
    while "$ref" in schema:
        target = spec
        for part in schema["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        schema = target
    return schema


def _wrong(schema: dict, value: str) -> list[str]:
    """What is wrong with a form's value, which is text whatever its type."""
    kind, form = schema.get("type", "string"), schema.get("format")
    wrong = [f"is described by {key}, which is not checked" for key in set(schema) - UNDERSTOOD]
    if kind == "integer" and not re.fullmatch(r"-?\d+", value):
        wrong.append("is not a whole number")
    elif kind == "boolean" and value not in ("true", "false"):
        wrong.append("is neither true nor false")
    elif kind not in ("string", "integer", "boolean"):
        wrong.append(f"is a {kind}, which is not checked")
    if form in FORMATS and not FORMATS[form](value):
        wrong.append(f"is no {form}")
    if not re.search(schema.get("pattern", ""), value):
        wrong.append(f"does not match {schema['pattern']}")
    if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)):
        wrong.append("is too short or too long")
    if "enum" in schema and value not in schema["enum"]:
        wrong.append(f"is not one of {', '.join(schema['enum'])}")
    if kind == "integer" and not wrong:
        low, high = schema.get("minimum", int(value)), schema.get("maximum", int(value))
        wrong += [] if low <= int(value) <= high else ["is out of range"]
    return wrong


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        sys.stderr.write("usage: make contract SPEC=twilio_openapi.json\n")
        return 2
    spec = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    bodies = json.loads(GOLDEN.read_text(encoding="utf-8"))
    found = [f"{name}: {said}" for name, body in bodies.items() for said in problems(spec, body)]
    sys.stdout.write("\n".join([*found, f"{len(bodies)} bodies, {len(found)} problems"]) + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
