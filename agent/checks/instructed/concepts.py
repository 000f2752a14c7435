"""Who tells whom what, in expressions that stand for many words: how an instruction to the bot is told from other text.

Read on the compact folded copy: half-width, lower case, simplified, no separators.
"""

import re
from types import MappingProxyType

_TABLE: dict[str, str] = {
    "machine": (
        r"ai(?![a-z])|人工智能|大?模型|机器人?|智能(?:客服|助手|体)|助[手理]|系统|程序|assistant|bot(?![a-z])|model|automated|machine"
    ),
    "you": r"你|您|you",
    "customers": r"客户|顾客|买家|用户|来问|每个|所有人|everyone|customers?|(?:a|the)user",
    "say": (
        r"回[复答你他我]|答[复应]|说|告诉|告知|输出|打印|复述|重复|念|写|读|贴|列|返回|翻译|抄|承认|确认|声明|"
        r"say|answer|repl[yi]|respon|repeat|print|output|tell|write|paste|list|show|translate|dump|include|return"
    ),
    "exactly": (
        r"一个?字|原[样话文封]|逐[字条]|一遍|以下|下面|下一句|第一|这句|这段|本[段条文行]|只[能要准许回]|除了|每句|结尾|"
        r"格式|exact|only|verbatim|whatever|everything|every|thisline|sentence|above|below"
    ),
    "quote": '[“”"「」『』:=]',
    "rules": (
        r"指令|指示|提示|规[则矩定章]|设定|限制|约束|要求|条款|政策|店规|话术|配置|说明书|校验|审[核批]|核[对验]|验证|身份|"
        r"instruction|prompt|rule|restriction|polic|check|approval|configur|told|given|handbook"
    ),
    "drop": (
        r"忽[略视]|无视|不要理|忘|清[空除]|丢|作废|失效|不作数|不算数?|取消|跳过|绕|越过|省了|免|关掉|停止|解除|去掉|不再|不用|不必|"
        r"高于|为准|替换|ignore|disregard|forget|drop|skip|bypass|void|turnoff|over|instead|without|nolonger|doesn.?t|noneed"
    ),
    "role": (
        r"扮演|假[装设]|演|想象|角色|从现在|现在起|从这|你现在|你叫|作为|身份|模式|视角|口气|署名|代表|替|"
        r"pretend|imagine|act|role|game|mode|fromnow|youare|yournew|asthe|asif|speakas|manager|admin"
    ),
    "authority": (
        r"管理员|开发|工程师|后台|总部|平台|系统(?:消息|提示|备注)|授权|权限|最高|优先|内部|测试|维护|"
        r"admin|engineer|developer|system|authori|priority|internal|override"
    ),
    "money": r"退|赔|补偿|券|免[费单]|款|钱|价|元|改成|refund|pay|coupon|voucher|free|balance|liabilit",
    "act": (
        r"批准|同意|通过|执行|调用|运行|标记|改[为成口]|照[办做此]|处理|发放|发十?张|直接|自动|立即|马上|承诺|答应|"
        r"approve|execute|run|call|use|mark|set|grant|send|obey|comply|follow|agree|promise"
    ),
    "must": r"必须|务必|一律|须|应|只准|不许|不能|不准|请|凡是?|后面|以后|都要?|must|should|always|never|allowed",
    "secret": (
        r"提示词|初始|开头|背后|最[开初]|脑子|密钥|口令|接口|源码|进货|成本|毛利|内部|原文|文件名?|资料库|知识库|数据库|"
        r"secret|hidden|key|token|wholesale|internal|files?|beginning|before|database|configuration"
    ),
    "others": (
        r"别[人的]|其他|上一|前一|刚才那|全部会员|所有(?:人|订单|会员|客户)|今天所有|这个手机号|编号|another|other|previous|"
        r"everyorder|lookup"
    ),
    "reads": (
        r"看到|读[到取完本]|阅读|处理到|如果?[是为]|若[是为]|致|给[^我您]{1,6}看|reads?(?:ing)?this|note(?:to|for)|ifyouare"
    ),
    "me": r"我|me|my|i(?:'m|am)",
    "question": r"吗|么|呢|怎么|多少|哪|\?|how|what|where|when",
}

CONCEPTS = MappingProxyType({name: re.compile(expression) for name, expression in _TABLE.items()})
"""Concept → expression; a sentence has the concept where the expression is found."""
