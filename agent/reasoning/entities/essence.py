"""The thing a message is about, with the question, the time and the talk of orders around it left out."""

import re

from agent.reasoning.entities.times import find_when
from agent.reasoning.triage.concepts import CONCEPTS

_ASKING = re.compile(
    "什么时[候侯]|啥时[候侯]|多会儿?|多少钱?|多久|怎么(?:样|回事)?|咋(?:样|回事)?|哪[儿里天个]?|为什么|为啥|什么|啥|几[号天点个]?|"
    "最[迟晚]|最后一天|来着|现在|当时|已经|一共|总共|情况|最近|一下|之前|以前|帮忙|麻烦|谢谢|你好|您好|在吗|[吗呢吧啊呀哦嘛么]"
)
_AROUND = re.compile(
    "东西|快递|包裹|物流|订单|单子|单号|尾号|看看?|查查?|帮我?|给我?|亲+|请|下|[的了我你您它那这个件袋双条把只盒瓶笔张两和跟都在着过买拍订付花刷用说"
    "想要不没有还就也再能可以会到去来走寄发送收放签退换钱单号票开货里回报列写]|[0-9A-Za-z-]{2,}|[0-9]"
)
_BREAK = re.compile(r"[\s，,。.？?！!~～、；;：:]+")


def essence(text: str) -> str:
    """喝水的那个啥时候能到 → 喝水; 毛衣退的钱几天能到花呗 → 毛衣; empty where nothing is named.

    What service talk of any shop consists of is taken away: times, the concepts that the embedded reader knows,
    question words and particles. What is left is mostly the customer's own name for the goods.
    """
    for found in find_when(text):
        text = text.replace(found.value, "，")
    for expression in (_ASKING, *CONCEPTS.values(), _AROUND):
        text = expression.sub("，", text)
    return _BREAK.sub(" ", text).strip()
