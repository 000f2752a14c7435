"""orders.json: what is taken in, and what is said about what isn't."""

import json
from pathlib import Path
from typing import Any

import pytest

from backends.orders.file import OrdersFile, read_orders_file
from domain.errors import ConfigurationError

AT = "2026-11-20T10:00:00+08:00"
ORDER: dict[str, Any] = {"order_no": "T1", "customer_id": "a", "status": "待发货", "created_at": AT}


def _read(tmp_path: Path, content: Any) -> OrdersFile:
    path = tmp_path / "orders.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return read_orders_file(path)


def test_every_section_is_optional(tmp_path: Path) -> None:
    read = _read(tmp_path, {})
    assert (read.shop, read.now, read.data.orders) == (None, None, ())


def test_yuan_become_fen_exactly(tmp_path: Path) -> None:
    items = [{"name": "茶", "qty": 3, "unit_price": 0.29}]
    order = ORDER | {"items": items, "total": 1128.1, "freight": "8.5", "discount": 0, "goods_amount": 19.99}
    read = _read(tmp_path, {"orders": [order]}).data.orders[0]
    assert (read.items[0].unit_price, read.total, read.freight, read.goods_amount) == (29, 112810, 850, 1999)


def test_further_fields_of_an_order_are_kept(tmp_path: Path) -> None:
    read = _read(tmp_path, {"orders": [ORDER | {"channel": "直播", "预售": {"day": 3}, "weight": 1.5}]}).data.orders[0]
    assert read.extra == {"channel": "直播", "预售": {"day": 3}, "weight": 1.5}


def test_the_version_changes_with_any_field(tmp_path: Path) -> None:
    orders = [ORDER, ORDER | {"address": "x"}, ORDER | {"channel": "直播"}, ORDER | {"total": 1}]
    versions = {_read(tmp_path, {"orders": [order]}).data.orders[0].version for order in orders}
    assert len(versions) == 4


def test_events_of_a_parcel_come_oldest_first(tmp_path: Path) -> None:
    events = [{"time": "2026-11-20T10:00:00+08:00", "text": "后"}, {"time": "2026-11-20T01:00:00+00:00", "text": "先"}]
    read = _read(tmp_path, {"shipments": [{"tracking_no": "P", "order_no": "T1", "events": events}]})
    assert [event.text for event in read.data.shipments[0].events] == ["先", "后"]


def test_a_byte_order_mark_and_null_texts_are_fine(tmp_path: Path) -> None:
    content = "\ufeff" + json.dumps({"orders": [ORDER | {"address": None, "tracking_no": None, "paid_at": None}]})
    assert _read(tmp_path, content).data.orders[0].address == ""


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{", "not valid JSON at line 1"),
        ("[]", "one JSON object"),
        ({"order": []}, "no section 'order'"),
        ({"orders": {}}, "orders must be a list"),
        ({"orders": [3]}, "order no. 1 must be an object"),
        ({"orders": [ORDER | {"status": "发货"}]}, "order T1, field status: must be one of 待付款"),
        ({"orders": [ORDER | {"created_at": "2026-11-20T10:00:00"}]}, "order T1, field created_at: needs an offset"),
        ({"orders": [ORDER | {"paid_at": "昨天"}]}, "order T1, field paid_at: must be an ISO time"),
        ({"orders": [ORDER | {"total": 1.005}]}, "order T1, field total: must be a number of yuan"),
        ({"orders": [ORDER | {"total": True}]}, "order T1, field total: must be a number of yuan"),
        ({"orders": [ORDER | {"items": [{"sku": "s"}]}]}, "order T1, field items.0.name: is missing"),
        ({"orders": [ORDER, ORDER]}, "orders has T1 twice"),
        ({"orders": [{"order_no": "T1"}]}, "order T1, field customer_id: is missing"),
        ({"products": [{"sku": "s", "name": "茶", "prize": 3}]}, "product s, field prize: is not known here"),
        ({"customers": [{"id": "甲", "phone": ["13912345678"]}]}, "customer no. 1, field phone: must be text"),
        ({"now": "2026-11-20"}, "field now"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, content: Any, says: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        _read(tmp_path, content)
    assert says in str(refused.value)
    assert "13912345678" not in str(refused.value)


def test_an_absent_file_and_another_encoding_are_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="can't be read"):
        read_orders_file(tmp_path / "orders.json")
    (tmp_path / "orders.json").write_bytes('{"shop_name": "茶"}'.encode("gb18030"))
    with pytest.raises(ConfigurationError, match="UTF-8"):
        read_orders_file(tmp_path / "orders.json")
