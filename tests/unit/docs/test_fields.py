"""The tables of fields and settings say exactly what the code has, defaults included."""

import json

import pytest
from pydantic import BaseModel
from pydantic_core import to_jsonable_python

from backends.settings import Settings
from domain.money import Fen
from domain.rules import Caps, Exclusion, Extension, Rules, Scope, Window, WindowRule
from domain.shop import AllowList, DocumentRule, ReplyPolicy, ServiceLevels, Shop, WorkingHours
from tests.unit.docs.markdown import ROOT, table_rows

RULES = [row for row in table_rows(ROOT / "docs/rules.md") if row[0].startswith("`")]
SETTINGS = [row for row in table_rows(ROOT / "docs/production.md") if row[0].startswith("`KEFU_")]

OWN = {
    Extension: set(Extension.model_fields) - set(Scope.model_fields),
    Exclusion: set(Exclusion.model_fields) - set(Scope.model_fields),
}
NESTED = {
    "working_hours": WorkingHours,
    "reply_policy": ReplyPolicy,
    "service_levels": ServiceLevels,
    "rules": Rules,
    "allow_list": AllowList,
}


def _default(model: type[BaseModel], name: str) -> str:
    field = model.model_fields[name]
    if field.is_required():
        return ""
    value = field.get_default(call_default_factory=True)
    shown = to_jsonable_python(_in_yuan(value) if isinstance(value, Caps) or field.annotation is Fen else value)
    return f"`{json.dumps(shown, ensure_ascii=False)}`"


def _in_yuan(value: Caps | int) -> dict[str, int] | int:
    return value // 100 if isinstance(value, int) else {name: fen // 100 for name, fen in value}


def _expected() -> set[tuple[str, str]]:
    rows = {(f"`{name}`", "below" if name in NESTED else _default(Shop, name)) for name in Shop.model_fields}
    for model in (*NESTED.values(), DocumentRule, Scope, Extension, Exclusion):
        names = OWN.get(model, set(model.model_fields))
        rows |= {(f"`{name}`", _default(model, name)) for name in names}
    return rows


def test_every_field_of_shop_yaml_is_documented_with_its_default() -> None:
    assert {row[:2] for row in RULES} == _expected()


@pytest.mark.parametrize("model", [Window, WindowRule, Caps])
def test_fields_of_small_models_are_named(model: type[BaseModel]) -> None:
    text = (ROOT / "docs/rules.md").read_text(encoding="utf-8")
    assert [name for name in model.model_fields if name not in text] == []


def test_every_setting_is_documented_with_its_default() -> None:
    expected = {(f"`KEFU_{name.upper()}`", _default(Settings, name)) for name in Settings.model_fields}
    assert {row[:2] for row in SETTINGS} == expected
