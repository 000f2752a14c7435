"""Tables of questions in which an answer goes on in the rows below; notes and answers that unfold."""

import io
from collections.abc import Sequence
from functools import partial

import docx
import openpyxl

Cells = Sequence[Sequence[str | int | None]]
_CONTINUED = (
    ("序号", "问题", "答复", "适用机型"),
    (1, "热敏纸能放多久？", "避光常温可放三年。", "T2"),
    (None, None, "开封后一年内用完。", None),
    (2, "打印出来是空白怎么办？", "1. 检查纸张正反面；", None),
    (None, None, "2. 清洁打印头；", "T5"),
    (None, None, "3. 仍空白请联系售后。", None),
    (3, "支持哪些系统？", None, None),
    (None, None, "Windows与安卓。", None),
)
_MERGED = (
    ("类别", "问题", "答案"),
    ("安装", "支架怎么装？", "先打孔。"),
    (None, None, "再上螺丝。"),
    (None, "石膏板墙可以吗？", "不可以，需加固。"),
    ("付款", None, "对公转账请备注单号。"),
)
_WORD = (
    ("问题", "答案"),
    ("珍珠会掉色吗？", "正常佩戴不会。"),
    ("", "沾到香水后请擦干。"),
    ("断了能修吗？", "一年内免费。"),
)


def _workbook(rows: Cells, merges: Sequence[str] = ()) -> bytes:
    book, saved = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for area in merges:
        sheet.merge_cells(area)
    book.save(saved)
    return saved.getvalue()


def _word() -> bytes:
    document, saved = docx.Document(), io.BytesIO()
    grid = document.add_table(len(_WORD), 2)
    for y, row in enumerate(_WORD):
        for x, text in enumerate(row):
            grid.cell(y, x).text = text
    document.save(saved)
    return saved.getvalue()


_NOTES = """# 滤水壶说明

## 价格

~~旧价 99 元~~ 现价 79 元。[^1]

| 型号 | 容量 |
| --- | --- |
| KS-20[^大] | 2.0L |

<details><summary>滤芯能回收吗？</summary>

可以，寄回抵 10 元。

</details>

发票随货寄出。

[^1]: 价格含税。
[^大]: 另有大号，
    请咨询。
"""

FILES = {
    "问答续行.xlsx": partial(_workbook, _CONTINUED),
    "问答合并.xlsx": partial(_workbook, _MERGED, ("B2:B3", "A2:A4")),
    "问答续行.docx": _word,
    "脚注.md": partial(str.encode, _NOTES, "utf-8"),
}
