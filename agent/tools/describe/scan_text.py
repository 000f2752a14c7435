"""What of a parcel scan's free text is passed on: anybody with the carrier's form can write there."""

import re

from agent.checks.folding import fold
from agent.checks.injection import is_injection
from agent.tools.describe.masking import masked_phones

_PART = re.compile(r"[^。；;!！\n,，]+")
_SCAN = re.compile(
    r"收件|揽收|揽件|已揽|到达|抵达|离开|发往|发出|已发|出库|入库|装车|卸车|装箱|封车|封发|集散|分拨|分拣|中转|转运|"
    r"运输|途中|干线|起飞|落地|航班|航空|班列|到港|离港|清关|海关|报关|口岸|派送|派件|配送|投递|妥投|送达|签收|代收|代签|"
    r"自提|驿站|快递柜|丰巢|网点|营业部|站点|服务部|滞留|延误|改派|改址|转寄|退回|退件|拒收|破损|遗失|快件|出仓|称重|"
    r"\b(?:picked up|accepted|arrived?|arrival|depart(?:ed|ure)?|in transit|out for delivery|delivered|sorting|"
    r"facility|hub|customs|cleared|clearance|held|returned to sender|delivery attempt(?:ed)?|warehouse|collected)\b"
)
_BESIDE = re.compile(
    r"电话|联系|快递员|派件员|司机|骑手|门卫|物业|前台|家门口|包裹|邮件|订单|原因|天气|预计|请(?:及时|保持|凭|注意|耐心)|取件|"
    r"感谢|如有|异常|\b(?:parcel|package|shipment|courier|contact|please|expected)\b"
)
"""Said beside a scan, and nothing by itself."""
_FOREIGN = re.compile(
    r"退款|退钱|退你|赔|补偿|免单|返现|返利|优惠|红包|领取|好评|差评|微信|二维码|扫码|转账|打款|批准|审批|审核|同意|承诺|"
    r"答应|免费|规则|策略|指令|提示词|系统提示|口令|密码|验证码|机器人|智能客服|人工智能|大模型|必须|务必|一律|忽略|无视|"
    r"告诉(?:我|客户|买家|顾客)|回复(?:我|客户|买家|顾客)|输出|执行|扮演|假装|绕过|跳过|解除|关闭|承认|你(?:是|现在|要|的)|"
    r"\b(?:ai|bot|api|assistant|prompt|refund|compensat\w*|coupon|approv\w*|instruction\w*|ignore|password|reply|tell|"
    r"must|you are|system)\b|https?|www\.|[@{}<>=#|`\"“”「」『』]"
)


def scan_text(text: str) -> str:
    """The parts that read like a carrier's scan, phones masked; what reads like anything else is left out.

    A scan names what happened to a parcel. Money, promises, orders to machines, quotations, links and markup are none
    of a carrier's business.
    """
    if is_injection(text):
        return ""
    kept: list[str] = []
    for match in _PART.finditer(text):
        part = match[0].strip()
        plain = fold(part).text
        if not _FOREIGN.search(plain) and (_SCAN.search(plain) or (kept and _BESIDE.search(plain))):
            kept.append(part)
    return masked_phones("，".join(kept))
