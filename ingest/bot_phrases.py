"""How texts address a language model, in Chinese and English, whatever the shop; matched after folding."""

import re

_BOT = (
    r"(?:AI|人工智能|大模型|语言模型|智能客服|聊天机器人|客服机器人|机器人|智能助[手理]|assistant|chat\s?bot|LLM|GPT)"
)
_BEFORE = r"(?:之前|以上|上面|上述|前面|先前|此前|原有|原来|所有|全部|一切|系统|店铺|你的)"
_ORDERS = r"(?:指令|指示|规则|设定|约束|限制|命令|提示词?|prompt)"
_CALLED = r"(?:^|[。！；!;\n【\[(（:：])\s*(?:致|给|对|请|尊敬的|亲爱的|各位|所有)*\s*"
_ALSO = r"(?:助手|系统|客服)?\s*(?:[/、和与]\s*\w+\s?\w*)?\s*[】\])）]?\s*[:：，,]?\s*"
_MODAL = r"(?:请|必须|务必|应当|不得|不要|禁止|须知|注意|你|您)"

_STRONG: tuple[tuple[str, str], ...] = (
    (
        "要求忽略原有指令",
        rf"(?:忽略|无视|忘记|忘掉|抛开|绕过|覆盖|不要(?:理会|遵守)|停止遵守).{{0,10}}{_BEFORE}.{{0,10}}{_ORDERS}",
    ),
    (
        "要求忽略原有指令",
        r"\b(?:ignore|disregard|forget|override)\b.{0,30}\b(?:previous|prior|above|earlier|all|your)\b.{0,30}"
        r"\b(?:instructions?|rules?|prompts?|messages?|guidelines?)\b",
    ),
    (
        "提到系统提示词",
        r"system\s*prompt|系统提示词|系统指令|<\|im_(?:start|end)\|>|\[/?INST\]|<</?SYS>>|#{2,}\s*(?:system|instruction)\b",
    ),
    ("冒充系统消息", r"^\W{0,3}(?:system|developer|assistant)\s*[:：]"),
    (
        "指定机器人身份",
        rf"你(?:现在|从现在起|将)(?:是|扮演|要扮演|的身份是).{{0,12}}(?:{_BOT}|助手|模型|管理员|开发者)"
        r"|\byou are now\b|\bpretend (?:to be|you)",
    ),
    ("对机器人喊话", rf"{_CALLED}{_BOT}{_ALSO}{_MODAL}"),
    ("对机器人喊话", rf"作为(?:一[个名位])?.{{0,6}}{_BOT}.{{0,8}}(?:请|必须|应|你|需)"),
    (
        "要求隐瞒本段",
        r"不要(?:提及|透露|提到|告诉).{0,12}(?:本段|这段|此段|本条|这条|指令|提示词)|do not (?:mention|reveal) this",
    ),
    ("索要内部信息", r"\breveal\b.{0,30}\b(?:prompt|cost|password|secret|instruction)"),
)
_WEAK = (
    r"(?:回复|告诉|告知|引导|要求|让)(?:所有|每个|每位|全部)?(?:用户|顾客|客户|买家|消费者)",
    r"无论.{0,8}(?:问|说|咨询)(?:什么|任何|到什么)",
    r"一律(?:回复|回答|承诺|答复|说)",
    r"你现在是|从现在(?:起|开始)|你必须|你的(?:任务|职责|身份)是",
    r"调用.{0,8}(?:工具|函数|接口|tool)",
    r"(?:加|添加).{0,3}(?:微信|vx|v信)|转账到|汇款到",
    r"不要(?:告诉|透露|提及)",
    r"</?(?:tool|function|system|assistant|user)>",
)

_ROLE = (
    rf"(?:{_BOT}|(?:超级)?管理员|系统|后台|平台|总部|店长|开发者?|工程师|最高权限"
    r"|system|admin(?:istrator)?|developer|platform|\bai\b|\bbot\b)"
)
_MATTER = r"(?:提示词|模型|角色|身份|规则|内部)"
_MESSAGE = (
    r"(?:级?(?:提示|消息|通知|公告|提醒|备注|指令|命令|指示|说明|设定|设置|规则|更新|补充|要求|内容|须知|留言|配置|话术|指引)"
    r"|\s*(?:note|message|notice|instruction|update|rule|setting|prompt)s?)"
)
ROLE_LABEL = re.compile(
    r"(?:^|[;,.:。!?“\"「(])\s*[【\[<「]?\s*(?:给|致|对)?\w{0,4}"
    rf"(?:{_ROLE}\w{{0,4}}?{_MESSAGE}{{0,2}}|{_MATTER}{_MESSAGE})\s*(?:[】\]>」]|[:(]|\s)",
    re.IGNORECASE,
)
"""A speaker with a machine's or its masters' authority, as it stands before what is said: 系统提示：, [admin note]."""
TOLD_TO_ANSWER = re.compile(
    r"你.{0,30}(?:回[复答]|答复|告诉|告知|[宣声]称|承诺|保证|说|讲|答应)|(?:回[复答]|答复).{0,12}你"
    r"|\byou(?:r (?:repl|answer))?\b.{0,40}\b(?:answers?|repl(?:y|ies)|tell|says?|claim|promise|mention)\b",
    re.IGNORECASE,
)
"""Somebody is told what to say."""

STRONG = tuple((reason, re.compile(pattern, re.IGNORECASE)) for reason, pattern in _STRONG)
"""Reason shown to people, and a pattern of which one match is enough."""
WEAK = tuple(re.compile(pattern, re.IGNORECASE) for pattern in _WEAK)
"""Each is ordinary in a manual for staff."""
WEAK_TOGETHER = 3
"""That many different ones in a passage are not ordinary."""
