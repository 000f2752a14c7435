# ruff: noqa: E501 -- one row of a document a line
"""Files as merchants send them: several traps in each."""

import io
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from typing import Any

import docx
import openpyxl
import pptx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl.styles import Font
from pptx.util import Inches, Pt


def _saved(document: Any) -> bytes:
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def _policy() -> bytes:
    """Numbers by style, cells merged both ways, a table inside a cell, a box of one cell."""
    document = docx.Document()
    numbers = document.part.numbering_part.element
    numbers.insert(0, parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77"><w:multiLevelType w:val="multilevel"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="第%1条"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum>'))  # fmt: skip
    numbers.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))

    def numbered(text: str, level: int, style: str | None = None) -> None:
        properties = document.add_paragraph(text, style=style)._p.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')
        )

    document.add_paragraph("母婴店售后政策", style="Title")
    document.add_paragraph("（2026年3月修订）")
    numbered("适用范围", 0, "Heading 1")
    document.add_paragraph("适用于全部自营商品，赠品另有规定。")
    numbered("退货条件", 0, "Heading 1")
    numbered("奶粉拆封后不支持七天无理由。", 1)
    numbered("运费见第三条。", 1)
    grid = document.add_table(5, 4)
    for y, row in enumerate((("类别", "子类", "可退天数", "运费"), ("喂养", "奶瓶", "7", "买家"), ("", "吸奶器", "15", "卖家"),
                             ("出行", "推车", "30", "卖家"), ("", "安全座椅", "", ""))):  # fmt: skip
        for x, text in enumerate(row):
            grid.cell(y, x).text = text
    for first, last in (((1, 0), (2, 0)), ((3, 0), (4, 0)), ((3, 2), (4, 2)), ((3, 3), (4, 3))):
        grid.cell(*first).merge(grid.cell(*last))
    numbered("运费", 0, "Heading 1")
    outer = document.add_table(2, 2)
    for x, text in enumerate(("地区", "标准")):
        outer.cell(0, x).text = text
    outer.cell(1, 0).text = "偏远地区"
    inner = outer.cell(1, 1).add_table(3, 2)
    for y, pair in enumerate((("重量", "运费"), ("1kg内", "20元"), ("3kg内", "35元"))):
        for x, text in enumerate(pair):
            inner.cell(y, x).text = text
    box = document.add_table(1, 1).cell(0, 0)
    box.text = "温馨提示：退货前请拍照。"
    box.add_paragraph("1. 配件齐全。")
    box.add_paragraph("2. 附上订单号。")
    return _saved(document)


def _membership() -> bytes:
    """Headings and questions by bold type only; a two-column table whose bold first row heads it."""
    document = docx.Document()
    for bold, text in ((True, "会员权益说明"), (True, "一、等级划分"), (False, "银卡：年消费满2000元"), (True, "二、积分"), (False, "每消费1元积1分。"),
                       (True, "Q：积分可以转让吗？"), (False, "A：不可以。"), (True, "Q：积分什么时候到账？"), (False, "A：确认收货后24小时内。")):  # fmt: skip
        document.add_paragraph().add_run(text).bold = bold
    grid = document.add_table(3, 2)
    for y, row in enumerate((("等级", "生日礼"), ("银卡", "一件小样"), ("金卡", "正装一件"))):
        for x, text in enumerate(row):
            grid.cell(y, x).paragraphs[0].add_run(text).bold = y == 0
    return _saved(document)


def _sheet(book: Any, title: str, rows: Sequence[Sequence[object]], merged: Sequence[str] = (), bold: int = 0) -> None:
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(list(row))
    for cell in sheet[bold] if bold else ():
        cell.font = Font(bold=True)
    for area in merged:
        sheet.merge_cells(area)


def _knowledge() -> bytes:
    """A merged category column, tables below and beside each other, headers of two and three lines."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    _sheet(book, "常见问题", [("家电客服知识库（2026.05更新）",), (), ("分类", "序号", "问题", "答案", "备注"), ("安装", 1, "安装收费吗", "基础安装免费，\n高空另收200元", "以现场报价为准"),
           (None, 2, "多久上门", "48小时内"), ("售后", 3, "保修几年", "整机六年，压缩机十年"), (None, 4, "怎么报修", "公众号【我的-报修】提交")],
           ("A1:E1", "A4:A5", "A6:A7"))  # fmt: skip
    _sheet(book, "价格与尺寸", [("空调价格表", None, None, None, "遥控器对照"), ("型号", "匹数", "价格（元）", None, "型号", "遥控器"), ("KF-26", "1匹", 1999, None, "KF-26", "R1"),
           ("KF-35", "1.5匹", 2599, None, "KF-35", "R2"), (), ("外机尺寸（mm）",), ("型号", "宽", "高", "深"), ("KF-26", 780, 540, 260), ("KF-35", 800, 555, 285)])  # fmt: skip
    _sheet(book, "能效", [("型号", "制冷", None, "制热"), (None, "功率(W)", "能效比", "功率(W)", "能效比"), ("KF-26", 800, 3.5, 900, 3.2), ("KF-35", 1000, 3.4, 1150, 3.1)],
           ("A1:A2", "B1:C1", "D1:E1"))  # fmt: skip
    _sheet(book, "运费", [("2026年度运费",), ("地区", "首重", None, "续重"), (None, "1kg", "3kg", "每kg", "每3kg"), (None, "元", "元", "元", "元"), ("华东", 8, 12, 2, 5), ("西北", 15, 22, 6, 15)],
           ("A1:E1", "A2:A4", "B2:C2", "D2:E2"))  # fmt: skip
    _sheet(book, "配送", [("城市", "到货"), ("杭州", "次日"), ("兰州", "三日"), ("拉萨", "五日")], bold=1)
    return _saved(book)


def _training() -> bytes:
    """Cards of grouped boxes placed by eye, a title that is only large, merged cells, a footer, a hidden box."""
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    _box(slide.shapes, "三步退货流程", 1, 0.5, 40)
    for n, (head, text) in enumerate(
        (("第一步", "登录小程序提交申请"), ("第二步", "寄回并填写单号"), ("第三步", "质检后退款"))
    ):
        group = slide.shapes.add_group_shape()
        _box(group.shapes, head, 1 + 3 * n, 2 + 0.01 * (2 - n), 24)
        _box(group.shapes, text, 1 + 3 * n, 2.6, 16)
    _box(slide.shapes, "草稿勿看", 20, 1, 16)
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "尺码表\n女装"
    grid = slide.shapes.add_table(4, 3, Inches(1), Inches(2), Inches(6), Inches(2)).table
    for y, row in enumerate((("款式", "尺码", "身高"), ("连衣裙", "S", "155"), ("", "M", "160"), ("外套", "L", "165"))):
        for x, text in enumerate(row):
            grid.cell(y, x).text = text
    grid.cell(1, 0).merge(grid.cell(2, 0))
    return _saved(deck)


def _box(shapes: Any, text: str, x: float, y: float, size: int) -> None:
    frame = shapes.add_textbox(Inches(x), Inches(y), Inches(2), Inches(0.5)).text_frame
    frame.text = text
    frame.paragraphs[0].runs[0].font.size = Pt(size)


def _answered_mail() -> bytes:
    """An HTML body over the mail that it answers."""
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "【通知】春节发货安排", "a@example.com", "b@example.com"
    message.set_content("纯文本版")
    message.add_alternative(
        "<p>各位店长：</p><p>春节期间发货安排如下：</p><table><tr><td>日期</td><td>安排</td></tr><tr><td>1月26日前</td><td>正常发货</td></tr>"
        "<tr><td>1月27日-2月4日</td><td>停发</td></tr></table><p>2月5日起恢复。</p>"
        "<blockquote>-----原始邮件-----<br>发件人：老板<br>供货价降到12元</blockquote>", subtype="html")  # fmt: skip
    message.add_attachment(b"xx", maintype="application", subtype="vnd.ms-excel", filename="价格.xls")
    return message.as_bytes()


_HELP_PAGE = """<%@ page contentType="text/html;charset=UTF-8" %><html><head><title>帮助中心-退款说明-某某商城</title></head><body>
<div class="header"><a href="/">首页</a><a href="/login">登录</a></div><div id="crumb">首页 &gt; 帮助中心 &gt; 退款说明</div>
<div class="main"><div class="title">退款说明</div><c:if test="${user != null}"><p>您好，${user.name}</p></c:if>
<p class="sub"><span style="font-weight:bold;font-size:18px">1、退款时效</span></p><p>支付宝：即时到账<br/>银行卡：3-5个工作日</p><p><b>2、退款路径</b></p>
<table><tbody><tr><th rowspan="2">支付方式</th><th colspan="2">时效</th></tr><tr><th>工作日</th><th>节假日</th></tr>
<tr><td>微信</td><td>1天</td><td>2天</td></tr><tr><td>银行卡</td><td colspan="2">5天</td></tr></tbody></table>
<ul><li>注意：<ul><li>跨境订单除外</li></ul></li></ul><details><summary>退款没到怎么办？</summary><p>联系发卡行查询。</p></details>
</div><div class="foot">Copyright 某某商城 京ICP备000号</div></body></html>"""

FILES: dict[str, Callable[[], bytes]] = {
    "母婴售后政策.docx": _policy,
    "会员权益.docx": _membership,
    "家电知识库.xlsx": _knowledge,
    "流程培训.pptx": _training,
    "春节安排.eml": _answered_mail,
    "帮助中心.jsp": lambda: _HELP_PAGE.encode(),
    "分号问答.csv": lambda: (
        '\ufeff"问题";"答案"\r\n"能货到付款吗；能刷卡吗";"不支持；仅在线支付"\r\n"发什么快递";"默认中通, 偏远邮政"\r\n'.encode()
    ),
    "声明分隔符.csv": lambda: "sep=;\r\n商品;价格\r\n茶;5\r\n酒;6\r\n".encode(),
    "宽字符.csv": lambda: "商品\t价格\n毛衣\t199\n大衣\t599\n".encode("utf-16"),
    "标题行.csv": lambda: (
        "店铺商品清单,,,\n更新时间：2026-01-01,,,\n,,,\n商品,规格,价格,保质期\n辣条,100g,5.5,6个月\n瓜子,250g,12,9个月\n".encode()
    ),
}
