"""The format of golden sets as JSON Schema, for editors that complete and check while one writes."""

import json

from pydantic import TypeAdapter

from eval.samples import Sample

SCHEMA_ID = "kefu-golden-set"


def json_schema() -> str:
    """Of a YAML file: a list of samples."""
    schema = TypeAdapter(list[Sample]).json_schema()
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "Kefu golden set",
    }
    return json.dumps({**head, **schema}, ensure_ascii=False, indent=1) + "\n"
