"""Excel values as people see them: dates, percentages, currency and units from the number format."""

import re
from datetime import date, datetime, time, timedelta

_LITERAL = re.compile(r'"([^"]{1,6})"')


def shown_value(value: object, number_format: str = "General") -> str:
    """Text of a cell value under its number format (the first section of it)."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return f"{value:%Y-%m-%d}" if midnight else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02}"
    if isinstance(value, int | float):
        return _number(value, number_format.split(";")[0])
    return str(value)


def _number(value: float, shape: str) -> str:
    if "%" in shape:
        return f"{_plain(round(value * 100, _decimals(shape)))}%"
    before, after = "", ""
    for match in _LITERAL.finditer(shape):
        digits = shape[: match.start()].strip("_() *#,.")
        before, after = (before, after + match[1]) if "0" in digits or "0" in shape[: match.start()] else (
            before + match[1], after)  # fmt: skip
    if not before and re.search(r"[¥￥$€]", shape):
        before = "¥" if re.search(r"[¥￥]", shape) else re.search(r"[$€]", shape)[0]  # type: ignore[index]
    text = f"{value:.{_decimals(shape)}f}" if "." in shape and "0.0" in shape else _plain(value)
    if shape.strip('"') and set(shape) == {"0"} and len(shape) > 1 and float(value).is_integer():
        text = f"{int(value):0{len(shape)}d}"
    return f"{before}{text}{after}"


def _decimals(shape: str) -> int:
    match = re.search(r"\.(0+)", shape)
    return len(match[1]) if match else 0


def _plain(value: float) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.10g}" if isinstance(value, float) else str(value)
