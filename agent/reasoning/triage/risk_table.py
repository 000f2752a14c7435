"""The one table of risk topics: prompts, triage, handoffs and documentation are made from it."""

import re
from types import MappingProxyType

from agent.reasoning.triage.risk_rule import PRECAUTION, RiskRule
from domain.intents import Queue, RiskTopic


def _any(*alternatives: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(alternative) for alternative in alternatives)


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
        formulas=_any(
            r"不想(?:再)?活(?:了|着|下去)|活(?:着|得|下去)?(?:真的?|好|太|也)?没(?:有)?(?:什么|啥)?(?:意思|劲|意义|盼头|希望)|活够了|活不下去",
            r"自杀(?!论|式)|轻生|寻短见|割腕|想不开了|(?:结束|了结|了断)(?:掉)?(?:自己|我的?|这)?(?:的)?(?:生命|一生|一切|性命|命)",
            r"(?:几|多少)(?:片|颗|粒|瓶|毫克|克).{0,8}(?:会死|能死|致死|致命|醒不(?:过)?来)|(?:怎么|如何|怎样).{0,4}(?:死|走).{0,6}(?:不疼|不痛|痛苦|难受|安静)",
            r"(?:写|留)(?:好)?(?:了)?遗书|遗书怎么写|(?:想|要|去|就|准备)(?:从.{1,8})?跳(?:楼|河|江|桥|海)(?!价|机|大)|跳下去(?:算了|就|一了)|死了(?:算了|一了百了)",
            r"kill myself|suicid|end my life|want(?:ed)? to die(?! for)|take my own life",
        ),
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
        formulas=_any(
            r"(?:自己|突然|直接|忽然|居然|都|又|就)?(?:起火|着火|自燃|冒(?:黑|白)?烟|爆炸|炸裂)(?:了|起来|开)|(?:着|冒)(?:起)?(?:了)?(?:火|黑烟|浓烟)(?:了)",
            r"漏电(?:了|.{0,6}(?:麻|电到|打到))|触电|被电(?:了|到|得|一下)|电(?:了|到)(?:我|他|她|孩子|娃|一下)",
            r"(?:送|进|去|住)(?:了)?(?:医院|急诊|icu|抢救)|住院了|在抢救|洗胃|缝了.{0,3}针|骨折|骨裂|昏迷|晕(?:倒|过去)|休克|窒息|喘不(?:上|过)(?:来)?气|呼吸困难",
            r"上吐下泻|食物中毒|(?:煤气|一氧化碳|co|药物)中毒|误(?:食|吞|服|喝)|(?:吞|咽)(?:了|下去|进去)(?:一|个|颗)|卡(?:住)?(?:了)?(?:喉咙|嗓子|气管)",
            r"(?:烫|烧|灼|炸|割|划|砸|夹|扎|电)伤(?:了|我|手|脸|孩子|娃|人)|(?:烫|烧)(?:起|出|了)(?:了)?.{0,3}泡",
            r"caught fire|burn(?:ed|t) my|electric shock|shocked me|food poison|exploded|went to (?:the )?(?:hospital|er)\b",
        ),
        guards=(PRECAUTION,),
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
        formulas=_any(
            r"(?:冒充|假冒|自称|谎称|说(?:自己)?是).{0,10}(?:客服|售后|工作人员|平台|商家|店家|快递).{0,30}(?:转账|转钱|打款|汇款|验证码|链接|扫码|下载|屏幕|银行卡|退款|理赔|保证金)",
            r"安全账户|监管账户|屏幕共享|共享屏幕|(?:验证码|密码).{0,6}(?:告诉|报给|给了|发给|念给)",
            r"盗刷|盗用(?:了)?我|(?:账号|账户|号)被(?:盗|人)|(?:不是|没有?)我(?:本人)?(?:下|买|付|订|操作)(?:的|单|过)",
            r"(?:重复|多)扣(?:了)?(?:款|钱|费|我)|扣(?:了|款)?(?:我)?(?:了)?(?:两|2|二|三|3)(?:次|笔|遍|回|份)|被(?:骗|诈骗)(?:了|走|钱|\d)",
            r"charged (?:me )?twice|double.?charged|unauthori[sz]ed (?:charge|payment|transaction)|scam(?:med|mer)",
        ),
        guards=_any(r"反诈|防诈|防骗"),
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
        formulas=_any(
            r"(?:泄露|泄漏|外泄|倒卖|出卖|贩卖).{0,10}(?:信息|电话|手机|号码|地址|隐私|资料|数据)|(?:信息|电话|手机号?|号码|地址|隐私|资料|数据).{0,8}(?:泄露|泄漏|外泄|被卖|卖(?:了|给)|出卖)",
            r"(?:删除|删掉|删了|清除|抹掉|注销).{0,12}(?:个人|我的|所有).{0,6}(?:信息|资料|数据|隐私|记录|账[号户])|(?:信息|资料|数据|账[号户]).{0,6}(?:全|都|统统)?(?:部)?(?:给我)?(?:删除|删掉|删了|清除|注销)",
            r"leak(?:ed|ing)? my|my (?:personal )?(?:data|information).{0,20}(?:leak|delet|sold)|delete (?:all )?my (?:personal )?(?:data|info|account)",
        ),
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
        formulas=_any(
            r"(?<!\d)(?:12315|12345)(?!\d)|消(?:费者)?协(?:会)?(?!调)|(?:法院|法庭|公堂)见|对簿公堂|律师函|退一赔[三十]|假一赔[三十]|(?:赔|十倍).{0,2}(?:十倍|赔偿)|惩罚性赔偿",
            r"(?:要|去|会|准备|已经|马上|打算|就|必须|直接|找).{0,6}(?:起诉|走法律|法律途径|投诉到|举报(?!奖)|维权|仲裁|告你|告到|告上|(?:市场监管|市监|工商|药监|质监|消保))",
            r"(?:发|放|挂|传|捅|曝|晒)(?:到|上|去|给)?(?:网上|网络|微博|抖音|小红书|知乎|热搜|媒体|记者).{0,12}(?:曝光|让|看看|评|避雷|避坑|大家|全网|见)|曝光(?:你|他|出|到|这家|给媒)|黑猫投诉|上热搜吧|等着(?:上)?(?:热搜|记者|法院|传票)",
            r"\b(?:sue|lawsuit|my lawyer|small claims|bbb complaint|trading standards)\b",
        ),
        guards=_any(r"电话是(?:什么|多少)$"),
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
        formulas=_any(
            r"傻[逼比屄bB叉xX×]|煞笔|\bsb\b|沙比|脑残|智障(?!人|儿|者)|弱智|死全家|全家(?:死|暴毙|不得好死)|不得好死|去死吧?$|(?:你|你们)(?:怎么)?(?:不)?去死",
            r"(?:操|草|艹|日|肏|干)你(?:妈|娘|大爷|全家|祖宗)|草泥马|你妈(?:的|逼|b|死|没)|nmsl|\bcnm\b|c\s*n\s*m|\btmd\b.{0,6}(?:客服|店)|滚(?:你|犊|蛋)|狗(?:日|娘养|杂种|东西)|杂种|贱(?:人|货|逼)|婊子|王八蛋你",
            r"(?:弄|打|整|砍|杀|捅|搞)(?:死|残)?(?:了)?你(?:们|全家)?(?:信不信)?(?=$|[!！。，,]|全家|信)|砸(?:了|烂|掉)?你们?的?(?:店|公司|摊|仓)|(?:带人|上门|找到你|堵你|门口堵)",
            r"fuck (?:you|off)|you (?:idiot|moron|bitch|bastard)|go to hell",
        ),
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
        formulas=_any(
            r"(?:孩子|小孩|儿子|女儿|娃|熊孩子|未成年|弟弟|妹妹|孙子|孙女).{0,10}(?:偷偷|私自|背着|瞒着|自己拿|拿我|用我|刷我|偷用|偷刷|乱点|误操作).{0,12}(?:买|下单|充|付|刷|拍|订|打赏|点)",
            r"(?:怀孕|孕妇|孕期|孕早期|孕\d|哺乳期|备孕|坐月子|喂奶).{0,12}(?:能|可以|可不可以|适合|会不会|有没有影响|影响).{0,6}(?:吃|喝|用|涂|敷|服|戴|做|影响|流产|胎儿|宝宝|吗|不)",
            r"(?:高血压|血压高|糖尿病|血糖高|心脏病|冠心病|支架|起搏器|肾病|肾衰|透析|癌|化疗|癫痫|抑郁症|哮喘|痛风|甲亢|肝炎|肝病|脑梗|中风|手术后|术后|湿疹|蚕豆病).{0,14}(?:能|可以|可不可以|会不会|适合|敢|行不行)",
            r"(?:在吃|吃着|正在(?:吃|服|用)|服用|停药).{0,14}(?:药|片|胶囊|素|林).{0,12}(?:能|可以|一起|同时|冲突|影响|代替)|(?:该|要|能)吃(?:几|多少)(?:片|颗|粒|毫升|包)",
            r"pregnant.{0,30}(?:safe|can i|use)|(?:safe|can i).{0,30}(?:pregnan|breastfeed|diabet|blood pressure)|my (?:kid|child|son|daughter).{0,20}(?:bought|ordered|purchased)",
        ),
        guards=_any(r"孕妇(?:装|裤|枕|鞋|裙|款)"),
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
