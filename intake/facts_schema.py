"""The JSON Schema of the facts, `docs/schema/facts-v1.json`, made from the contract itself."""

from typing import Any

from intake.facts_shape import (
    LONGEST_LIST,
    LONGEST_TEXT,
    Choice,
    Day,
    Flag,
    Items,
    MapOf,
    Number,
    Record,
    Shape,
    Text,
    facts_shape,
)

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def facts_schema() -> Schema:
    """Draft 2020-12. A key given twice it cannot see; the contract refuses that by itself."""
    head = {
        "$schema": DIALECT,
        "$id": "urn:reprieve:facts:v1",
        "title": "Facts of one patient, version 1",
        "description": "What a pain history says, as the rules read it. Missing or null means not"
        " answered, never no.",
    }
    return head | schema_of(facts_shape())


def schema_of(shape: Shape) -> Schema:
    match shape:
        case Number(low, high, whole):
            return {"type": "integer" if whole else "number", "minimum": low, "maximum": high}
        case Flag():
            return {"type": "boolean"}
        case Day():
            return {"type": "string", "format": "date", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
        case Choice(of):
            return {"enum": list(of)}
        case Text(vocabulary):
            return _text(vocabulary)
        case Items():
            return _items(shape)
        case MapOf(value):
            return {"type": "object", "additionalProperties": schema_of(value)}
        case Record(keys, required):
            return _record(keys, required)


def or_null(schema: Schema) -> Schema:
    if "enum" in schema:
        return schema | {"enum": [*schema["enum"], None]}
    return schema | {"type": [schema["type"], "null"]}


def _text(vocabulary: str | None) -> Schema:
    plain: Schema = {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT}
    if vocabulary is None:
        return plain
    said = "An open list: a word the rules do not know is kept and listed in unrecognised."
    return plain | {"description": said}


def _items(shape: Items) -> Schema:
    entry = schema_of(shape.entry)
    low, high = (0, LONGEST_LIST) if shape.length is None else (shape.length, shape.length)
    found: Schema = {"type": "array", "items": or_null(entry) if shape.nulls else entry}
    found |= {"minItems": low, "maxItems": high} if low else {"maxItems": high}
    return found | ({"uniqueItems": True} if shape.distinct else {})


def _record(keys: Any, required: tuple[str, ...]) -> Schema:
    schemas = {key: schema_of(shape) for key, shape in keys.items()}
    found: Schema = {
        "type": "object",
        "properties": {
            key: schema if key in required else or_null(schema) for key, schema in schemas.items()
        },
        "additionalProperties": False,
    }
    return found | ({"required": list(required)} if required else {})
