"""Money on its way back: what is asked for is a refund, whatever else the words name."""

import re

MONEY_COMES = re.compile(
    "(?:钱|款)[^，,。；;！!]{0,8}(?:到账|到[^，,。]{0,4}(?:卡|花呗|白条|微信|支付宝|账)|回(?:来|到|卡)|退回|退到)"
)
"""When money comes back, whatever the card is called that it comes back to."""
_MONEY = "(?:(?<![少付了给交价花省零要掏])钱|退款|退了?的?(?:钱|款)|款项)"
_COMES = "(?:到|回|退|返还?|打|下来)(?:账|来|过来|给我|我)?"
_ASKED = "(?:没有?|吗|么|嘛|呢|啊|呀|哪儿?|哪里|哪去|去哪)?了?[?？。]?$"
_MONEY_ITSELF = re.compile(f"{_MONEY}(?!多|少|贵)[^，,。；;！!钱款]{{0,8}}?{_COMES}了?{_ASKED}")


def money_is_awaited(words: str) -> bool:
    """那单的钱几号能到, 钱退哪去了: money is what comes, though a parcel might do so in the same words; pure."""
    return _MONEY_ITSELF.search(words) is not None
