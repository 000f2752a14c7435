"""A small benchmark of our own in the file formats of tau-bench and tau2-bench; nothing of theirs is in it."""

import json
from pathlib import Path
from typing import Any

HOME = {"address1": "7 Mill Row", "address2": "", "city": "Bergen", "state": "VE", "country": "NO", "zip": "5003"}
NEW = {"address1": "12 Quay St", "address2": "Flat 3", "city": "Oslo", "state": "OS", "country": "NO", "zip": "0150"}

USERS: dict[str, Any] = {
    "liv_dahl_1": {
        "name": {"first_name": "Liv", "last_name": "Dahl"},
        "address": HOME,
        "email": "liv@example.org",
        "payment_methods": {"card_1": {"source": "credit_card", "id": "card_1"}},
        "orders": ["#W1", "#W2"],
    },
    "odd_moe_2": {
        "name": {"first_name": "Odd", "last_name": "Moe"},
        "address": HOME,
        "email": "odd@example.org",
        "payment_methods": {},
        "orders": ["#W3"],
    },
}


def _item(number: str, name: str, price: float, **options: str) -> dict[str, Any]:
    return {"name": name, "product_id": f"p{number}", "item_id": number, "price": price, "options": options}


def _order(number: str, user: str, status: str, *items: dict[str, Any]) -> dict[str, Any]:
    paid = {"transaction_type": "payment", "amount": sum(i["price"] for i in items), "payment_method_id": "card_1"}
    return {
        "order_id": number,
        "user_id": user,
        "address": HOME,
        "items": list(items),
        "fulfillments": [],
        "status": status,
        "payment_history": [paid],
    }


LAMP, MUG, TENT = _item("11", "Lamp", 47.84, color="red"), _item("12", "Mug", 9.99), _item("13", "Tent", 488.81)
ORDERS = {
    "#W1": _order("#W1", "liv_dahl_1", "pending", LAMP, MUG),
    "#W2": _order("#W2", "liv_dahl_1", "delivered", LAMP, TENT),
    "#W3": _order("#W3", "odd_moe_2", "processed", MUG),
}


def _does(name: str, **arguments: Any) -> dict[str, Any]:
    return {"name": name, "kwargs": arguments}


READ = _does("get_order_details", order_id="#W1")
CANCEL = _does("cancel_pending_order", order_id="#W1", reason="no longer needed")
MOVE = _does("modify_pending_order_address", order_id="#W1", **NEW)
RETURN = _does("return_delivered_order_items", order_id="#W2", item_ids=["13"], payment_method_id="card_1")
EXCHANGE = _does(
    "exchange_delivered_order_items", order_id="#W2", item_ids=["11"], new_item_ids=["14"], payment_method_id="card_1"
)
SWAP = _does(
    "modify_pending_order_items", order_id="#W1", item_ids=["11"], new_item_ids=["14"], payment_method_id="card_1"
)
HANDOVER = _does("transfer_to_human_agents", summary="wants the impossible")
FOREIGN = _does("cancel_pending_order", order_id="#W3", reason="no longer needed")

TASKS: list[tuple[str, list[dict[str, Any]]]] = [
    ("liv_dahl_1", [READ, CANCEL]),
    ("liv_dahl_1", [READ, MOVE, RETURN]),
    ("liv_dahl_1", [EXCHANGE]),
    ("odd_moe_2", [HANDOVER]),
    ("liv_dahl_1", [MOVE, SWAP]),
    ("liv_dahl_1", [SWAP]),
]
VERDICTS = ["equal", "equal", "equal", "nothing to do", "partly covered", "not covered"]


def write_tau(folder: Path, tasks: list[tuple[str, list[dict[str, Any]]]] = TASKS) -> Path:
    """As tau-bench has it: data/*.json beside a Python file of tasks."""
    data = folder / "data"
    data.mkdir(parents=True)
    (data / "users.json").write_text(json.dumps(USERS))
    (data / "orders.json").write_text(json.dumps(ORDERS))
    calls = [
        f'    Task(annotator="0", user_id={user!r}, instruction="You are " "somebody.", actions=['
        + ", ".join(f"Action(name={a['name']!r}, kwargs={a['kwargs']!r})" for a in actions)
        + "], outputs=[]),"
        for user, actions in tasks
    ]
    text = "from tau_bench.types import Action, Task\n\nTASKS_TEST = [\n" + "\n".join(calls) + "\n]\n"
    (folder / "tasks_test.py").write_text(text)
    return folder


def write_tau2(folder: Path, tasks: list[tuple[str, list[dict[str, Any]]]] = TASKS) -> Path:
    """As tau2-bench has it: db.json beside tasks.json, whose users are named by what is done."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "db.json").write_text(json.dumps({"users": USERS, "orders": ORDERS, "products": {}}))
    listed = [
        {
            "id": str(number),
            "user_scenario": {"persona": None, "instructions": {"domain": "retail"}},
            "evaluation_criteria": {
                "actions": [
                    {"action_id": f"{number}_{place}", "requestor": "assistant", "name": a["name"], "info": None}
                    | {"arguments": a["kwargs"]}
                    for place, a in enumerate(actions)
                ]
            },
        }
        for number, (_, actions) in enumerate(tasks)
    ]
    (folder / "tasks.json").write_text(json.dumps(listed))
    return folder
