# ruff: noqa: E501 -- one document, or one row of it, a line
"""Tables inside cells of other tables, in Word and on old web pages that place everything by tables."""

import io
from collections.abc import Sequence
from functools import partial
from typing import Any

import docx

Rows = Sequence[Sequence[str]]
_SIZES = (("体型", "平日", "节假日"), ("小型犬", "60元/天", "90元/天"), ("猫", "50元/天", "75元/天"))
_CITY = (("区域", "费用"), ("城东", "20元"), ("城西", "35元"))
_COUNTRY = (("区域", "费用"), ("北郊", "60元"), ("南郊", "75元"))


def _fill(grid: Any, rows: Rows) -> None:
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            grid.cell(y, x).text = text


def _inner(cell: Any, rows: Rows) -> None:
    _fill(cell.add_table(len(rows), len(rows[0])), rows)


def _boarding() -> bytes:
    """A price list in a cell of a table, and tables side by side with a line above each."""
    document, saved = docx.Document(), io.BytesIO()
    document.add_heading("宠物寄养须知", 1)
    outer = document.add_table(4, 2)
    _fill(
        outer,
        (
            ("环节", "要求与收费"),
            ("入店检查", "出示疫苗本，犬只牵绳。"),
            ("寄养", "按体型收费，见下表："),
            ("离店", "提前一天预约。"),
        ),
    )
    _inner(outer.cell(2, 1), _SIZES)
    outer.cell(2, 1).add_paragraph("满七天打九折。")
    document.add_heading("接送", 2)
    pair = document.add_table(1, 2)
    for x, (name, rows) in enumerate((("城区接送", _CITY), ("郊区接送", _COUNTRY))):
        pair.cell(0, x).text = name
        _inner(pair.cell(0, x), rows)
    document.save(saved)
    return saved.getvalue()


_PAGE = (
    "<h1>寄养收费</h1><table border=1><tr><th>环节</th><th>收费</th></tr><tr><td>寄养</td><td>按体型：<table><tr><td>体型</td><td>平日</td>"
    "<td>假日</td></tr><tr><td>猫</td><td>50元</td><td>75元</td></tr><tr><td>小犬</td><td>60元</td><td>90元</td></tr></table>满七天九折</td></tr>"
    "<tr><td>洗护</td><td>80元</td></tr><tr><td>接送</td><td>20元</td></tr></table>"
    "<dl><dt>可以探视吗？</dt><dd>可以，请预约。</dd></dl><p>每天十点开门。</p>"
)
_OLD = (
    '<%@ page contentType="text/html; charset=GBK" %><html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">'
    "<title>帮助中心-棉麻小铺</title></head><body><table width=960><tr><td colspan=2><table><tr><td><a href=/>首页</a></td><td><a href=/new>新品</a></td>"
    "<td><a href=/help>帮助</a></td></tr></table></td></tr><tr><td><table><tr><td><a href=1>购物流程</a></td></tr><tr><td><a href=2>配送方式</a></td></tr>"
    "<tr><td><a href=3>退换布料</a></td></tr></table></td><td><table><tr><td><font size=4><b>配送方式</b></font></td></tr><tr><td><p>本店默认发<b>中通</b>，"
    "江浙沪<%= days %>天到，满${limit}元包邮。</p><table border=1><tr><td><b>地区</b></td><td><b>首重</b></td><td><b>续重</b></td></tr><tr><td>江浙沪</td><td>6元</td>"
    "<td>1元</td></tr><tr><td>广东</td><td>8元</td><td>2元</td></tr></table></td></tr><tr><td><font size=4><b>退换布料</b></font></td></tr>"
    "<tr><td>剪过的布不退不换。<span style='mso-hide:all'>内部：可特批</span></td></tr></table></td></tr></table></body></html>"
)

FILES = {
    "嵌套表格.docx": _boarding,
    "嵌套表格.html": partial(str.encode, _PAGE, "utf-8"),
    "旧式网页.jsp": partial(str.encode, _OLD, "gbk"),
}
