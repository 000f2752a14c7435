"""Slides."""

import io
from collections.abc import Callable
from typing import Any

import pptx
from pptx.util import Inches


def _made(fill: Callable[[Any], None]) -> Callable[[], bytes]:
    def make() -> bytes:
        deck = pptx.Presentation()
        fill(deck)
        saved = io.BytesIO()
        deck.save(saved)
        return saved.getvalue()

    return make


def _slide(deck: Any, title: str, *lines: str) -> Any:
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = title
    frame = slide.placeholders[1].text_frame
    frame.text = lines[0]
    for line in lines[1:]:
        frame.add_paragraph().text = line
    return slide


def _bullets(deck: Any) -> None:
    _slide(deck, "春季上新", "连衣裙全线八折", "满两件包邮")
    _slide(deck, "退换说明", "吊牌完好可退", "活动商品不换")


def _table(deck: Any) -> None:
    slide = _slide(deck, "活动价", "如下表")
    table = slide.shapes.add_table(3, 2, Inches(1), Inches(4), Inches(4), Inches(1)).table
    for y, row in enumerate((("商品", "价格"), ("茶杯", "29元"), ("茶壶", "89元"))):
        for x, text in enumerate(row):
            table.cell(y, x).text = text


def _hidden(deck: Any) -> None:
    _slide(deck, "公开", "本周六直播").notes_slide.notes_text_frame.text = "主播底价见群"
    _slide(deck, "成本", "每件30元")._element.set("show", "0")


def _boxes(deck: Any) -> None:
    slide = _slide(deck, "门店", "地址样例路2号")
    slide.shapes.add_textbox(Inches(1), Inches(5), Inches(3), Inches(1)).text_frame.text = "电话请看官网"


FILES = {
    "要点.pptx": _made(_bullets),
    "表格.pptx": _made(_table),
    "隐藏页.pptx": _made(_hidden),
    "文本框.pptx": _made(_boxes),
}
