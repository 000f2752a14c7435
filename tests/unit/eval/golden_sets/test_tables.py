"""A spreadsheet says the same as YAML, and a wrong cell is told with its place."""

import csv
from pathlib import Path

import pytest
from openpyxl import Workbook

from domain.errors import ConfigurationError
from eval.golden_sets.files import read_golden_files
from eval.samples import Sample

HEADER = [
    *("id", "customer", "turns", "outcome", "must_include", "source", "risk_topic"),
    *("action", "action_args", "tags", "sentiment"),
]
RETURN = ["return", "", "那个壶\n几天能退", "answer, tool_answer", "7天|七天\n未使用", "退换.md|说明.md", "none"]
CANCEL = ["cancel", "k01", "取消订单", "approval", "", "", "", "cancel_order", '{"order_no": "A1"}', "", ""]
ROWS = [HEADER, [*RETURN, "", "", "policy p0", "3 4"], CANCEL]
SAME = [
    {
        "id": "return",
        "customer": None,
        "turns": ["那个壶", "几天能退"],
        "expect": {
            "outcome": ["answer", "tool_answer"],
            "must_include": [["7天", "七天"], ["未使用"]],
            "source": ["退换.md", "说明.md"],
            "risk_topic": None,
            "sentiment": [3, 4],
        },
        "tags": ["policy", "p0"],
    },
    {
        "id": "cancel",
        "customer": "k01",
        "turns": ["取消订单"],
        "expect": {"outcome": ["approval"], "action": {"name": "cancel_order", "args": {"order_no": "A1"}}},
    },
]


def _csv(path: Path, rows: list[list[str]], encoding: str) -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def _xlsx(path: Path, rows: list[list[str]]) -> Path:
    book = Workbook()
    book.active.title = "案例"
    for row in rows:
        book.active.append(row)
    hidden = book.create_sheet("草稿", 0)
    hidden.append(["nonsense"])
    hidden.sheet_state = "hidden"
    book.save(path)
    return path


@pytest.mark.parametrize("kind", ["utf-8", "utf-8-sig", "gb18030", "xlsx"])
def test_a_table_says_the_same_as_yaml(tmp_path: Path, kind: str) -> None:
    file = _xlsx(tmp_path / "set.xlsx", ROWS) if kind == "xlsx" else _csv(tmp_path / "set.csv", ROWS, kind)
    samples = read_golden_files([file])
    assert samples == [Sample.model_validate(each) for each in SAME]
    assert [sample.expect.judges_risk for sample in samples] == [True, False]


@pytest.mark.parametrize(
    ("column", "cell", "told"),
    [
        ("action_args", "{order", "row 2.*action_args"),
        ("sentiment", "good", "row 2.*sentiment.*1 to 5"),
        ("outcome", "reply", "row 2 .return.*outcome"),
        ("outcome", "", "row 2 .return.*outcome: is missing"),
        ("colour", "red", "no column 'colour'"),
    ],
)
def test_a_wrong_cell_is_told_with_its_place(tmp_path: Path, column: str, cell: str, told: str) -> None:
    header = [*ROWS[0]] if column in ROWS[0] else [*ROWS[0], column]
    row = [*ROWS[1], ""][: len(header)]
    row[header.index(column)] = cell
    row[header.index("action")] = "cancel_order" if column == "action_args" else ""
    with pytest.raises(ConfigurationError, match=told):
        read_golden_files([_csv(tmp_path / "set.csv", [header, row], "utf-8")])


def test_a_file_that_is_no_workbook_is_told(tmp_path: Path) -> None:
    file = tmp_path / "set.xlsx"
    file.write_bytes(b"PK no workbook")
    with pytest.raises(ConfigurationError, match="xlsx"):
        read_golden_files([file])
