"""A benchmark's gold actions go through our tools, approvals and outbox, and leave what the benchmark's own would."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from commands.evaluation.tau import replay_benchmark, told_of
from domain.errors import ConfigurationError, InvalidInputError
from eval.tau.data import GoldAction
from eval.tau.files import read_benchmark
from tests.integration.eval.tau.benchmark import FOREIGN, RETURN, TASKS, VERDICTS, write_tau, write_tau2


@pytest.mark.parametrize("write", [write_tau, write_tau2])
async def test_every_task_ends_as_the_benchmark_says(write: Callable[[Path], Path], tmp_path: Path) -> None:
    results = await replay_benchmark(write(tmp_path / "retail"))
    assert [(r.number, r.verdict) for r in results] == list(enumerate(VERDICTS))
    assert [r.refused for r in results] == [()] * len(TASKS)
    assert [r.actions for r in results] == [1, 2, 1, 0, 1, 0]
    assert all((r.hash == r.expected_hash) for r in results)
    # Equal hashes say something only because other states have others.
    assert len({r.hash for r in results[:3]}) == 3


async def test_an_action_on_a_strangers_order_is_refused_and_told(tmp_path: Path) -> None:
    (result,) = await replay_benchmark(write_tau(tmp_path / "retail", [("liv_dahl_1", [FOREIGN])]))
    assert result.actions == 0
    assert len(result.refused) == 1


async def test_an_end_state_that_differs_is_told_by_its_hash(tmp_path: Path) -> None:
    # The benchmark lets the same goods be returned only once; twice is refused here, so nothing else may change.
    (result,) = await replay_benchmark(write_tau(tmp_path / "retail", [("liv_dahl_1", [RETURN, RETURN])]))
    assert result.verdict == "different"
    assert result.hash != result.expected_hash
    assert len(result.refused) == 1


def test_both_formats_say_the_same(tmp_path: Path) -> None:
    first, second = read_benchmark(write_tau(tmp_path / "one")), read_benchmark(write_tau2(tmp_path / "two"))
    assert (first.users, first.orders) == (second.users, second.orders)
    assert [task.actions for task in first.tasks] == [task.actions for task in second.tasks]
    assert first.tasks[0].user == second.tasks[0].user == "liv_dahl_1"
    assert first.tasks[3].actions == (
        GoldAction(name="transfer_to_human_agents", args={"summary": "wants the impossible"}),
    )


def test_a_file_of_tasks_is_read_and_never_run(tmp_path: Path) -> None:
    folder = write_tau(tmp_path / "retail")
    trap = tmp_path / "trap"
    text = (folder / "tasks_test.py").read_text()
    (folder / "tasks_test.py").write_text(f"open({str(trap)!r}, 'w')\n" + text)
    assert len(read_benchmark(folder).tasks) == len(TASKS)
    assert not trap.exists()


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("data/users.json", "{"),
        ("data/users.json", "[]"),
        ("data/orders.json", '{"#W1": 3}'),
        ("data/orders.json", '{"#W1": {"user_id": "liv_dahl_1"}}'),
        ("tasks_test.py", "TASKS = ["),
        ("tasks_test.py", "TASKS = [open('x')]"),
        ("tasks_test.py", "TASKS = []"),
        ("tasks_test.py", "TASKS = [Task(user_id='a', actions=[Action(kwargs={})])]"),
    ],
)
async def test_a_folder_that_says_something_else_is_refused_by_name(tmp_path: Path, file: str, content: str) -> None:
    folder = write_tau(tmp_path / "retail")
    (folder / file).write_text(content)
    with pytest.raises(ConfigurationError, match=r"tau-bench|JSON|Task"):
        await replay_benchmark(folder)


def test_a_folder_without_the_files_is_told_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="tau-bench"):
        read_benchmark(tmp_path / "none")
    with pytest.raises(InvalidInputError, match=r"users\.json"):
        read_benchmark(tmp_path)
    (tmp_path / "db.json").write_text(json.dumps({"users": {"a": {}}, "orders": {"b": {}}}))
    with pytest.raises(InvalidInputError, match=r"tasks\.json"):
        read_benchmark(tmp_path)


async def test_what_came_of_it_is_told_in_a_few_lines(tmp_path: Path) -> None:
    tasks = [*TASKS[:1], *TASKS[4:5], ("liv_dahl_1", [FOREIGN])]
    lines = list(told_of(await replay_benchmark(write_tau(tmp_path / "retail", tasks))))
    assert lines[-3:] == [
        "3 tasks: 2 equal, 1 partly covered",
        "2 actions proposed, approved and carried out",
        "no counterpart: modify_pending_order_items (1)",
    ]
