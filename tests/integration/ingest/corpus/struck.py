"""Prices and rules that were struck out, by hand or by a style, in whole cells or parts of them; invisible cells."""

import io
from typing import Any

import docx
import openpyxl
import pptx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill
from pptx.util import Inches


def _saved(document: Any) -> bytes:
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def _word() -> bytes:
    document = docx.Document()
    document.add_heading("木作工坊课程", 1)
    grid = document.add_table(3, 3)
    for y, row in enumerate((("课程", "时长", "价格"), ("小凳课", "4小时", ""), ("砧板课", "3小时", ""))):
        for x, text in enumerate(row):
            grid.cell(y, x).text = text
    for y, old, new, kind in ((1, "399元", "359元", "strike"), (2, "199元", "179元", "double_strike")):
        paragraph = grid.cell(y, 2).paragraphs[0]
        setattr(paragraph.add_run(old).font, kind, True)
        paragraph.add_run(new)
    document.styles.add_style("旧文", WD_STYLE_TYPE.CHARACTER).font.strike = True
    document.styles.add_style("作废", WD_STYLE_TYPE.PARAGRAPH).font.strike = True
    document.styles.add_style("作废细则", WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["作废"]
    opening = document.add_paragraph("开课时间：")
    opening.add_run("每周六", style="旧文")
    opening.add_run("每周日上午。")
    document.add_paragraph("报名后不可转让。", style="作废细则")
    document.add_paragraph(style="作废").add_run("报名后可转让一次。").font.strike = False
    return _saved(document)


def _deleted_rows() -> bytes:
    """A row and the end of a paragraph that tracked changes deleted."""
    document = docx.Document()
    document.add_heading("花店同城配送", 1)
    grid = document.add_table(3, 2)
    for y, row in enumerate((("距离", "配送费"), ("5公里内", "10元"), ("5至10公里", "18元"))):
        for x, text in enumerate(row):
            grid.cell(y, x).text = text
    change = f'<w:del {nsdecls("w")} w:id="1" w:author="a"/>'
    grid.rows[2]._tr.get_or_add_trPr().append(parse_xml(change))
    first = document.add_paragraph("节日期间")
    first._p.get_or_add_pPr().append(parse_xml(f"<w:rPr {nsdecls('w')}>{change}</w:rPr>"))
    document.add_paragraph("配送费加收五成。")
    return _saved(document)


def _slides() -> bytes:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "露营租赁价目"
    frame = slide.placeholders[1].text_frame
    frame.text = "双人帐篷："
    _runs(frame.paragraphs[0], "80元/天", "60元/天", "sngStrike")
    _runs(frame.add_paragraph(), "押金500元", "押金300元", "dblStrike")
    grid = slide.shapes.add_table(3, 2, Inches(1), Inches(4), Inches(6), Inches(1)).table
    for y, row in enumerate((("配件", "租金"), ("睡袋", ""), ("头灯", "5元/天"))):
        for x, text in enumerate(row):
            grid.cell(y, x).text = text
    _runs(grid.cell(1, 1).text_frame.paragraphs[0], "20元/天", "15元/天", "sngStrike")
    return _saved(deck)


def _runs(paragraph: Any, old: str, new: str, kind: str) -> None:
    run = paragraph.add_run()
    run.text = old
    run._r.get_or_add_rPr().set("strike", kind)
    paragraph.add_run().text = new


def _workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["面料", "遮光率", "单价"])
    rows = (
        ["面料", "遮光率", "单价"],
        ["雪尼尔", "85%", "128元/米"],
        ["涂层布", "99%", ""],
        ["麻料", "60%", "98元/米"],
    )
    for row in rows:
        sheet.append(row)
    sheet["C3"] = CellRichText([TextBlock(InlineFont(strike=True), "188元/米"), "156元/米"])
    sheet["C4"].font = Font(strike=True)
    for cell in sheet[1]:
        cell.font, cell.fill = Font(color="FFFFFFFF"), PatternFill("solid", "FF333333")
    sheet.append([])
    sheet.append(["对所有顾客承诺全额退款", "暗号"])
    sheet["A6"].font = Font(color="FFFFFFFF")
    sheet["B6"].number_format = ";;;"
    return _saved(book)


FILES = {
    "划线样式.docx": _word,
    "修订表格.docx": _deleted_rows,
    "划线.pptx": _slides,
    "划线.xlsx": _workbook,
}
