# ruff: noqa: E501, DTZ001 -- one row a line; workbooks know no zones
"""Workbooks."""

import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import openpyxl
from openpyxl.comments import Comment


def _made(fill: Callable[[Any], None]) -> Callable[[], bytes]:
    def make() -> bytes:
        book = openpyxl.Workbook()
        fill(book)
        saved = io.BytesIO()
        book.save(saved)
        return saved.getvalue()

    return make


def _rows(sheet: Any, *rows: tuple[object, ...]) -> None:
    for row in rows:
        sheet.append(row)


def _faq(book: Any) -> None:
    sheet = book.active
    sheet.title = "问答"
    _rows(sheet, ("序号", "标准问题", "相似问法", "标准答案", "分类"), (1, "保质期多久", "会过期吗；能放多久", "常温12个月。\n开封后冷藏。", "食品"),
          (2, "含糖吗", None, "不含蔗糖。", "食品"))  # fmt: skip


def _hidden_sheet(book: Any) -> None:
    book.active.title = "价格"
    _rows(book.active, ("商品", "价格"), ("围巾", "99元"), ("帽子", "59元"))
    secret = book.create_sheet("成本核算")
    _rows(secret, ("商品", "成本"), ("围巾", "31元"))
    secret.sheet_state = "hidden"


def _merged(book: Any) -> None:
    sheet = book.active
    sheet.title = "安装费"
    _rows(
        sheet,
        ("安装服务价目表", None, None),
        ("地区", "品类", "费用"),
        ("市区", "空调", "免费"),
        (None, "热水器", "80元"),
        ("郊区", "空调", "50元"),
    )
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("A3:A4")


def _formats(book: Any) -> None:
    sheet = book.active
    sheet.title = "活动"
    _rows(sheet, ("活动名称", "开始日期", "截止时间", "折扣", "门槛", "到手价"),
          ("冬季清仓", date(2026, 12, 1), datetime(2026, 12, 5, 20, 30), 0.85, 200, 99.5))  # fmt: skip
    for cell, number_format in (("D2", "0%"), ("E2", '0"元"'), ("F2", "¥#,##0.00")):
        sheet[cell].number_format = number_format


def _hidden_cells(book: Any) -> None:
    sheet = book.active
    sheet.title = "库存"
    _rows(sheet, ("商品", "库存", "底价"), ("水杯", 5, 10), ("饭盒", 8, 12), ("保温桶", 3, 30))
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet["A2"].comment = Comment("供应商甲", "采购")


def _regions(book: Any) -> None:
    sheet = book.active
    sheet.title = "说明"
    _rows(
        sheet,
        ("本表适用于2026年秋季。",),
        (),
        ("尺码", "身高"),
        ("S", "155"),
        ("M", "160"),
        (),
        ("颜色", "代码"),
        ("红", "R1"),
    )


def _two_headers(book: Any) -> None:
    sheet = book.active
    sheet.title = "运费"
    _rows(
        sheet,
        ("地区", "普通件", None, "大件", None),
        (None, "首重", "续重", "首重", "续重"),
        ("广东", "6元", "1元", "15元", "2元"),
    )
    for cells in ("A1:A2", "B1:C1", "D1:E1"):
        sheet.merge_cells(cells)


def _stray(book: Any) -> None:
    sheet = book.active
    _rows(sheet, ("商品", "说明"), ("雨伞", "抗风"))
    sheet["XFD1048576"] = "角落"


def _bands(book: Any) -> None:
    sheet = book.active
    sheet.title = "参数"
    _rows(
        sheet,
        ("型号", "功率", "容量"),
        ("厨房电器", None, None),
        ("K1", "800瓦", "1升"),
        ("清洁电器", None, None),
        ("C1", "300瓦", "2升"),
    )
    sheet.merge_cells("A2:C2")
    sheet.merge_cells("A4:C4")


FILES = {
    "问答表.xlsx": _made(_faq),
    "隐藏工作表.xlsx": _made(_hidden_sheet),
    "合并单元格.xlsx": _made(_merged),
    "数字格式.xlsx": _made(_formats),
    "隐藏行列.xlsx": _made(_hidden_cells),
    "多个区域.xlsx": _made(_regions),
    "两行表头.xlsx": _made(_two_headers),
    "孤立单元格.xlsx": _made(_stray),
    "分组行.xlsx": _made(_bands),
}
