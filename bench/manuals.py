"""Manuals written by the tests' writers in every format, so that their headings and tables are known."""

import random
from pathlib import Path
from typing import NamedTuple

from tests.integration.ingest.corpus import CORPUS
from tests.integration.ingest.writers import TABLES, Manual, Section

PER_FORMAT = 3
_PICTURES = ("海报.png", "卡片.jpg", "卡片.webp", "扫描.pdf", "混合.pdf")
_TOPICS = ("安装", "清洁", "充电", "配送", "退换", "保修", "配件", "存放", "联网", "校准", "滤芯", "门店")
_COLUMNS = ("型号", "适用范围", "时限", "费用", "负责人", "备注")
_SENTENCES = (
    "收到{0}后请先核对外箱上的编号{1}，有破损当场拍照。", "{0}出现编号{1}的提示时，断开电源等{2}分钟再试。",
    "每隔{2}天检查一次{0}，并在登记卡{1}上写下日期。", "{0}的相关费用按下表{1}栏结算，满{2}元免收。",
)  # fmt: skip


class Written(NamedTuple):
    """A file and what was written into it."""

    path: Path
    manual: Manual


def write_manuals(folder: Path) -> list[Written]:
    """The same kind of manual in each format, other words in each file; pictures and scans beside them."""
    draw = random.Random(20261125)
    written = []
    for extension, write in TABLES.items():
        for number in range(PER_FORMAT):
            manual = _manual(draw, f"{extension}{number}")
            manual = manual[1:2] if extension == "csv" else manual
            path = folder / f"手册-{extension}-{number}.{extension}"
            path.write_bytes(write(manual))
            written.append(Written(path, _shown(manual, extension)))
    for name in _PICTURES:
        (folder / name).write_bytes(CORPUS[name]())
    return written


def _manual(draw: random.Random, mark: str) -> list[Section]:
    depths = (1, 2, 2, 1, 2)
    topics = draw.sample(_TOPICS, len(depths))
    return [
        Section(
            f"{topic}说明{mark}{n}", "".join(_sentence(draw, topic) for _ in range(3)), depth,
            _table(draw, topic) if n % 2 else [], merged=n == 1,
        )
        for n, (topic, depth) in enumerate(zip(topics, depths, strict=True))
    ]  # fmt: skip


def _sentence(draw: random.Random, topic: str) -> str:
    return draw.choice(_SENTENCES).format(topic, f"N{draw.randrange(10**6):06}", draw.randrange(2, 90))


def _table(draw: random.Random, topic: str) -> list[list[str]]:
    names = [topic, *draw.sample(_COLUMNS, 4)]
    return [names, *([f"{topic}{n // 2}类", *(f"{draw.randrange(10**5)}号" for _ in names[1:])] for n in range(14))]


def _shown(manual: Manual, extension: str) -> Manual:
    """What this format can carry: a CSV is a table, slides and sheets don't nest."""
    if extension == "csv":
        return [section._replace(heading="", text="") for section in manual]
    return [s._replace(depth=1) for s in manual] if extension in {"pptx", "xlsx"} else manual
