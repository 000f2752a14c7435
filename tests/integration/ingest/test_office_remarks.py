"""What Office files show without meaning it, and what they mean without holding it: reported, never read wrongly."""

import io

import docx
import openpyxl
from openpyxl.styles import Font

from ingest.partition.docx import partition_docx
from ingest.partition.xlsx import partition_xlsx


def _book(formula: object) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["运费", "元"], ["首重", 8], ["合计", formula]):
        sheet.append(row)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def test_formulas_without_results_are_reported() -> None:
    assert any("公式 1 处" in note for note in partition_xlsx(_book("=B2+2"), 1000).left_out)


def test_values_are_no_formulas() -> None:
    assert partition_xlsx(_book(10), 1000).left_out == []


def test_struck_cells_are_left_out_and_reported() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["品名", "价格"], ["旧款", 99], ["新款", 59]):
        sheet.append(row)
    for cell in sheet[2]:
        cell.font = Font(strike=True)
    saved = io.BytesIO()
    book.save(saved)
    found = partition_xlsx(saved.getvalue(), 1000)
    assert found.left_out == ["工作表“Sheet”：划掉的文字 2 处 (struck-out text)"]
    assert "旧款" not in "".join(element.text for element in found.elements)


def test_struck_words_in_a_document_are_left_out_and_reported() -> None:
    document = docx.Document()
    line = document.add_paragraph("保修")
    line.add_run("十二").font.strike = True
    line.add_run("十八个月。").font.strike = False
    saved = io.BytesIO()
    document.save(saved)
    found = partition_docx(saved.getvalue())
    assert [element.text for element in found.elements] == ["保修十八个月。"]
    assert found.left_out == ["划掉的文字 1 处 (struck-out text)"]
