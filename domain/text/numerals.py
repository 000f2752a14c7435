"""Chinese numerals to digits, where they count something."""

import re

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALES = {"十": 10, "百": 100, "千": 1000}
_NUMERAL = "零〇一二两三四五六七八九十百千万"

_COUNTED = (
    "个|天|日|号|月|年|小时|钟头|分钟|秒|元|块|毛钱|折|倍|次|件|双|条|张|只|台|套|盒|包|袋|瓶|箱|桶|罐|斤|公斤|千克|克|吨|米|厘米|"
    "公分|毫米|公里|升|毫升|度|摄氏度|级|档|层|楼|期|成|寸|英寸|码|岁|周(?!年庆)|星期|礼拜|季|位|人|种|步|页|项|款|批|代|瓦|千瓦|伏|毫安|"
    "片|根|支|颗|粒|杯|勺|份|单|笔|盏|顶|把|本|册|卷|集|工作日|自然日|点(?!也|儿|都|小|问)"
)
# 一 before these is as often an article or an adverb (一点, 一次性, 一天到晚) as a number; the rest is counted.
_COUNTING = re.compile(rf"(?<![{_NUMERAL}])([{_NUMERAL}]+)(?={_COUNTED})")
_PERCENT = re.compile(rf"百分之([{_NUMERAL}]+|\d+(?:\.\d+)?)")
_TEN_THOUSANDS = re.compile(r"(?<!\d)(\d+(?:\.\d+)?)(万|千)(?!瓦|克|米|一|古|里)")


def parse_numeral(text: str) -> int | None:
    """The value of a Chinese numeral: 十五 → 15, 二零二六 → 2026, 一百二 → 120; None for 三五 and other non-numbers."""
    if "万" in text:
        head, _, tail = text.partition("万")
        high, low = parse_numeral(head), parse_numeral(tail.lstrip("零〇")) if tail else 0
        if low is not None and len(tail) == 1:
            # 一万五 is 15,000, 一万零五 10,005.
            low *= 1000
        return None if high is None or low is None else high * 10_000 + low
    if not any(c in _SCALES for c in text):
        return _positional(text)
    return _scaled(text)


def _positional(text: str) -> int | None:
    # Two digits side by side are an estimate (三五天, 两三个), three or more are read out (二零二六年).
    if not text or len(text) == 2:
        return None
    return int("".join(str(_DIGITS[c]) for c in text))


def _scaled(text: str) -> int | None:
    total, digit, last = 0, None, 10_000
    for c in text:
        if c in _SCALES:
            scale = _SCALES[c]
            if scale >= last or (digit is None and scale != 10):
                return None
            total += (1 if digit is None else digit) * scale
            digit, last = None, scale
        elif _DIGITS[c] == 0:
            digit, last = None, min(last, 100)
        elif digit is not None:
            return None
        else:
            digit = _DIGITS[c]
    if digit is None:
        return total
    # 一百二 is 120, 一百零二 is 102.
    spoken_short = last > 10 and text[-2] in _SCALES
    return total + digit * (last // 10 if spoken_short else 1)


def digits_for_numerals(text: str) -> str:
    """The text with counting numerals as digits: 七天 → 7天, 百分之二十 → 20%, 2万 → 20000."""
    text = _PERCENT.sub(lambda m: f"{_or_same(m.group(1))}%", text)
    text = _COUNTING.sub(lambda m: _or_same(m.group(1)), text)
    return _TEN_THOUSANDS.sub(_thousands, text)


def _or_same(numeral: str) -> str:
    if not numeral[0].isascii():
        value = parse_numeral(numeral)
        return numeral if value is None else str(value)
    return numeral


def _thousands(match: re.Match[str]) -> str:
    value = float(match.group(1)) * (10_000 if match.group(2) == "万" else 1_000)
    return str(int(value)) if value.is_integer() else match.group(0)
