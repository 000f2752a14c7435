"""The published schema is the format that is read."""

from pathlib import Path

import jsonschema
import yaml

from eval.golden_sets.schema import json_schema
from tests.unit.eval.golden_sets.test_tables import SAME

ROOT = Path(__file__).parents[4]


def test_the_published_schema_is_current() -> None:
    published = (ROOT / "docs" / "golden-set.schema.json").read_text(encoding="utf-8")
    assert published == json_schema(), "run: kefu golden schema > docs/golden-set.schema.json"


def test_it_takes_our_own_sets_and_refuses_a_misspelt_field() -> None:
    import json

    schema = json.loads(json_schema())
    for file in (ROOT / "eval" / "golden").glob("*.yaml"):
        jsonschema.validate(yaml.safe_load(file.read_text(encoding="utf-8")), schema)
    jsonschema.validate(SAME, schema)
    wrong = [{**SAME[0], "tag": ["x"]}]
    assert list(jsonschema.Draft202012Validator(schema).iter_errors(wrong))
