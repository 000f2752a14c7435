"""The one table of risk topics: prompts, triage, handoffs and documentation are made from it."""

from types import MappingProxyType

from agent.reasoning.triage.risk_rule import RiskRule
from domain.intents import Queue, RiskTopic


_ROWS = (
    RiskRule(
        topic=RiskTopic.SELF_HARM,
        definition="有自杀、自残的念头、计划或告别，包括打听怎样无痛地死、多少药会致命。",
        priority=1,
        queue=Queue.CRISIS,
        holding_zh="听到您这样说，我们很担心您。我们的同事会马上来陪您聊；如果您此刻有危险，请拨打 120 或 110，也可以拨打全国心理援助热线 12356，24 小时有人接听。您不是一个人。",
        holding_en="I'm really worried about you. A colleague will be with you right away. If you are in danger now, please call 120 or 110, or the psychological support line 12356. You are not alone.",
        basis="《精神卫生法》；生命安全优先于一切业务规则",
        examples=("我真的不想活了", "安眠药吃多少片就醒不过来", "东西不用寄了，反正我也看不到了"),
        near_misses=("笑死我了", "想死你家的味道了", "跳楼价吗", "累死了，有没有省力的"),
    ),
    RiskRule(
        topic=RiskTopic.PRODUCT_SAFETY,
        definition="商品已经或正在伤人、起火、漏电、爆裂、致过敏或中毒，或有人误食、出现不适；包括没有说出“危险”二字的险情。",
        priority=1,
        queue=Queue.EXPERT,
        holding_zh="请您先停止使用，离开危险的地方并断开电源或火源；如有人受伤或不舒服，请立即就医或拨打 120，并留好实物和照片。我们已经通知专人，会尽快联系您。",
        holding_en="Please stop using the product, get to safety and cut off power or flame. If anyone is hurt or unwell, see a doctor or call 120 now, and keep the item and photos. A specialist has been informed and will contact you.",
        basis="《消费者权益保护法》第十八、十九条；《产品质量法》第四十六条；《食品安全法》第六十三条",
        examples=("充着电突然冒烟了", "吃完全家上吐下泻", "在密闭的屋里点着炉子睡了一晚，现在头晕想吐"),
        near_misses=("这个会漏电吗", "炸鸡味还有吗", "爆款是哪个", "怕烫手，手柄隔热吗"),
    ),
    RiskRule(
        topic=RiskTopic.FUNDS_SAFETY,
        definition="钱或账户有危险：被冒充客服诈骗、被要求转账或给验证码、盗刷、账户被盗用、重复扣款。",
        priority=1,
        queue=Queue.EXPERT,
        holding_zh="请先不要转账，不要提供验证码、密码，也不要点陌生链接或共享屏幕；如已付款，请立即联系银行并拨打 110 或反诈专线 96110。我们已转专人核实，会尽快联系您。",
        holding_en="Please don't transfer money, share codes or passwords, open unknown links or share your screen. If money has already left, call your bank and 110 at once. A specialist is checking this and will contact you.",
        basis="《反电信网络诈骗法》；《消费者权益保护法》第七条",
        examples=("有人自称你们客服让我转账", "我的卡被盗刷了", "同一单扣了我两次钱"),
        near_misses=("付款要输验证码正常吗", "押金原路退吗", "反诈宣传册能批量订吗"),
    ),
    RiskRule(
        topic=RiskTopic.PRIVACY,
        definition="个人信息被泄露、滥用或要求删除；或者有人打听他人的订单、电话、地址。",
        priority=2,
        queue=Queue.EXPERT,
        holding_zh="您的个人信息问题我们非常重视，已转交专人核查，核查结果会由工作人员告知您。在此之前请留意陌生来电，不要透露验证码。",
        holding_en="We take your personal data very seriously. A specialist is looking into it and will report back to you. Until then, be careful with calls from strangers and share no codes.",
        basis="《个人信息保护法》第四十四至五十条、第五十七条",
        examples=("刚下单就有人知道我的电话，是不是你们泄露的", "把我的资料全部删掉", "帮我查下他的收货地址"),
        near_misses=("能保密发货吗", "防窥膜有吗", "面单能不写品名吗"),
    ),
    RiskRule(
        topic=RiskTopic.LEGAL_MEDIA,
        definition="提到起诉、律师、仲裁、向监管部门或消协投诉，要求惩罚性赔偿，或扬言向媒体、社交平台曝光。",
        priority=2,
        queue=Queue.EXPERT,
        holding_zh="您反映的问题我们已升级，由专人负责处理，会把处理意见直接答复您。请保留好订单、照片和聊天记录。",
        holding_en="Your matter has been escalated to a specialist who will answer you directly. Please keep your order, photos and messages.",
        basis="《消费者权益保护法》第三十九、五十五条；《食品安全法》第一百四十八条",
        examples=("再不处理我就打12315", "等着收律师函吧", "我要发到网上让大家评评理"),
        near_misses=("抖音上看到的那款是你家吗", "律师证皮套有吗", "相机曝光怎么调"),
    ),
    RiskRule(
        topic=RiskTopic.ABUSE,
        definition="辱骂、威胁或骚扰客服人员；扬言上门、打砸、伤人。",
        priority=3,
        queue=Queue.EXPERT,
        holding_zh="理解您现在很着急，问题我们会继续处理，已转由主管跟进，也请您理解一线同事。",
        holding_en="We understand that you are upset and will keep working on your problem; a supervisor has taken over. Please bear with our staff.",
        basis="《治安管理处罚法》；店铺的员工保护规定",
        examples=("你个傻逼会不会说人话", "信不信我带人砸了你们店"),
        near_misses=("卧槽太好看了", "真他妈香", "傻瓜式操作的有吗"),
    ),
    RiskRule(
        topic=RiskTopic.VULNERABLE_PERSON,
        definition="未成年人自行消费、老人或无行为能力者被诱导购买，或要求判断孕产、疾病、用药者能否使用。",
        priority=2,
        queue=Queue.EXPERT,
        holding_zh="这关系到健康或家人的权益，我们不能替您下判断，已请专人来处理；身体不适请先咨询医生或药师。",
        holding_en="This concerns someone's health or rights, so we won't guess: a specialist will take care of it. If anyone feels unwell, please ask a doctor or pharmacist first.",
        basis="《民法典》第十九至二十二条；《未成年人保护法》；《广告法》第十六至十八条",
        examples=("孩子偷偷用我手机下的单", "我在吃降压药，这个能一起吃吗", "怀孕五周能用吗"),
        near_misses=("儿童款有吗", "送婆婆选哪个颜色", "有没有老人用的大字款"),
    ),
    RiskRule(
        topic=RiskTopic.HIGH_VALUE_REFUND,
        definition="要求退回的金额达到店铺的大额门槛。",
        priority=3,
        queue=Queue.EXPERT,
        holding_zh="这笔退款金额较大，需要专人审核，已为您优先转交，会由工作人员联系您确认。",
        holding_en="This refund is large and needs a specialist's review. It has been passed on with priority and someone will contact you.",
        basis="店铺的资金授权规定（shop.yaml rules.high_value）",
        examples=("两万多的货全退", "一万二买的，坏成这样退全款"),
        near_misses=("四万八那套包含几件", "一万多的和两千的差在哪"),
    ),
    RiskRule(
        topic=RiskTopic.ANGRY_CUSTOMER,
        definition="对店铺强烈不满、失去信任或一再得不到解决，包括反话和克制的怒气。",
        priority=3,
        queue=Queue.BASIC,
        holding_zh="非常抱歉让您有这样的体验。您的问题已转给专人跟进到底，会尽快给您明确的答复。",
        holding_en="We are truly sorry for this experience. Your case now has one person who will follow it through and get back to you soon.",
        basis="《消费者权益保护法》第三十九条；GB/T 19012 投诉处理",
        examples=("问了八遍没一个人说清楚", "好一个尽快处理，我听了二十遍了"),
        near_misses=("气死我了这天气", "真服了我自己又拍错", "这个价吓死人了，能便宜点不"),
    ),
)

RISK_TABLE = MappingProxyType({rule.topic: rule for rule in _ROWS})
"""Topic → rule, the most pressing first: of several hits the first in this order counts."""
