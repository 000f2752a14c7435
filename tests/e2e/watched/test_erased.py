"""A served shop whose customer is erased: none of their values is left in any file, sealed or not."""

from pathlib import Path

import pytest

from tests.e2e.served_shop import Caller, kefu, served
from tests.e2e.watched.planted import MESSAGES, ORDERS_JSON, POLICY, VALUES, WAITING

SHOP = ("--shop", "huashi")


def _everything(data: Path) -> dict[str, bytes]:
    return {str(file.relative_to(data)): file.read_bytes() for file in data.rglob("*") if file.is_file()}


def _found(data: Path, values: tuple[str, ...]) -> list[tuple[str, str]]:
    held = _everything(data)
    return [(name, value) for name, content in held.items() for value in values if value.encode() in content]


@pytest.mark.parametrize("encrypt", ["true", "false"])
def test_an_erased_customer_is_in_no_file_of_the_data_folder(tmp_path: Path, encrypt: str) -> None:
    data, shop = tmp_path / "data", tmp_path / "shop"
    (shop / "documents").mkdir(parents=True)
    (shop / "orders.json").write_text(ORDERS_JSON, encoding="utf-8")
    (shop / "documents" / "退换说明.md").write_text(POLICY, encoding="utf-8")
    sealing = {"KEFU_ENCRYPT_PERSONAL": encrypt}
    kefu(data, "shop", "import", str(shop), **sealing)
    token = kefu(data, "token", *SHOP, "--customer", "k1", **sealing)
    key = kefu(data, "key", "create", "--role", "admin", *SHOP, **sealing)
    with served(data, **sealing) as server:
        customer, admin = Caller(server.base, token), Caller(server.base, key)
        for message in MESSAGES:
            customer.say(message)
        assert customer.say(WAITING)["outcome"] == "approval", "it waits, and its thread is kept"
        assert bool(_found(data, VALUES)) == (encrypt == "false")
        erased = admin.delete("/v1/customers/k1")
        assert erased.status_code == 200, erased.text
        assert erased.json()["messages"] >= len(MESSAGES)
        # While the server still runs: logs of the databases and files of the indexes count as well.
        assert _found(data, VALUES) == []
        again = Caller(server.base, kefu(data, "key", "create", "--role", "customer", *SHOP, **sealing))
        assert again.say("瓷器几天内可以退？")["outcome"] == "answer"
    assert _found(data, VALUES) == []
