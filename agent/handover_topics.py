"""Why a conversation goes to people: the risk topics, and the reasons that are no risk."""

from dataclasses import dataclass

from agent.reasoning.triage.risk_table import RISK_TABLE
from domain.intents import Queue


@dataclass(frozen=True)
class HandoverTopic:
    """How one kind of handoff is treated."""

    name: str
    priority: int
    """1 (now) to 4."""
    queue: Queue
    reason: str
    """For people."""
    next_step: str
    words_zh: str
    """For the customer, after the salutation."""
    words_en: str


_ORDINARY = (
    HandoverTopic(
        name="human_request",
        priority=3,
        queue=Queue.BASIC,
        reason="客户要求人工客服",
        next_step="先确认客户的诉求，再接着处理。",
        words_zh="好的，正在为您转接人工客服，您之前说的内容同事都能看到，不用再重复。",
        words_en="Of course. I'm passing you to a colleague, who can see everything you wrote.",
    ),
    HandoverTopic(
        name="complaint",
        priority=2,
        queue=Queue.BASIC,
        reason="客户投诉，资料里没有可答复的内容",
        next_step="先听清客户不满在哪里，道歉并给出处理办法；超出权限的交给主管。",
        words_zh="很抱歉给您带来不好的体验，您的投诉已经转给同事处理，您说的内容同事都能看到。",
        words_en="I'm sorry about this. Your complaint is with a colleague now, who can see everything you wrote.",
    ),
    HandoverTopic(
        name="repeated_failure",
        priority=3,
        queue=Queue.BASIC,
        reason="机器人连续几轮没有给出答案",
        next_step="直接回答客户的问题，并把答案补进资料。",
        words_zh="抱歉，这个问题我没能帮您弄清楚，已经转给人工客服继续为您处理。",
        words_en="Sorry, I couldn't settle this for you. A colleague will take over from here.",
    ),
    HandoverTopic(
        name="repeated_question",
        priority=3,
        queue=Queue.BASIC,
        reason="客户第三次问同样的问题，之前的回答没有帮上忙",
        next_step="看看之前的回答哪里没有说到点子上，直接回答客户。",
        words_zh="抱歉，同样的问题让您问了几遍，我没有答好，已经转给人工客服，同事能看到您之前说的内容。",
        words_en="Sorry you had to ask several times. A colleague will take over and can see everything you wrote.",
    ),
    HandoverTopic(
        name="red_line",
        priority=1,
        queue=Queue.EXPERT,
        reason="客服写的内容触及红线，没有发出，会话已冻结",
        next_step="主管查看后解除冻结，再安排同事回复客户。",
        words_zh="",
        words_en="",
    ),
    HandoverTopic(
        name="own_intent",
        priority=3,
        queue=Queue.BASIC,
        reason="店铺设定由人工处理的事项",
        next_step="按店铺对这类事项的规定处理。",
        words_zh="好的，这件事由我们的同事来处理，已经为您转接，您说的内容同事都能看到。",
        words_en="A colleague takes care of this; I've passed on everything you wrote.",
    ),
    HandoverTopic(
        name="verification",
        priority=3,
        queue=Queue.BASIC,
        reason="草稿没有通过核对，没有发给客户",
        next_step="核对资料后回答客户，草稿和未通过的原因见记录。",
        words_zh="这个问题我需要请同事核对后再回复您，已经转给人工客服。",
        words_en="A colleague needs to check this before I can answer, so I've passed it on.",
    ),
    HandoverTopic(
        name="malfunction",
        priority=2,
        queue=Queue.BASIC,
        reason="机器人处理这条消息时出错",
        next_step="直接回答客户，并把会话编号告诉运维。",
        words_zh="抱歉，系统暂时没能处理您的消息，已经转给人工客服。",
        words_en="Sorry, I couldn't process your message. It has been passed to a colleague.",
    ),
    HandoverTopic(
        name="waiting",
        priority=3,
        queue=Queue.BASIC,
        reason="客户在等待人工时又发来消息",
        next_step="尽快接手会话。",
        words_zh="",
        words_en="",
    ),
    HandoverTopic(
        name="parcel",
        priority=3,
        queue=Queue.BASIC,
        reason="包裹要跟进",
        next_step="向快递核实包裹去向，再告诉客户结果；需要的话补发或退款。",
        words_zh="",
        words_en="",
    ),
    HandoverTopic(
        name="delivery",
        priority=2,
        queue=Queue.EXPERT,
        reason="已批准的操作没有得到确定的结果",
        next_step="到订单系统核实操作是否已经生效，再告知客户；不要重复操作。",
        words_zh="您的申请正在由专人核实处理结果，核实后会在这里告诉您。",
        words_en="A colleague is checking the result of your request and will tell you here.",
    ),
)


def _risk_topics() -> tuple[HandoverTopic, ...]:
    return tuple(
        HandoverTopic(
            name=rule.topic,
            priority=rule.priority,
            queue=rule.queue,
            reason=rule.definition,
            next_step=f"由有相应权限的同事联系客户处理；依据：{rule.basis}",
            words_zh=rule.holding_zh,
            words_en=rule.holding_en,
        )
        for rule in RISK_TABLE.values()
    )


HANDOVER_TOPICS = {topic.name: topic for topic in (*_risk_topics(), *_ORDINARY)}
"""All of them, by name."""


def topic_named(name: str) -> HandoverTopic:
    """The topic of this name."""
    return HANDOVER_TOPICS[name]
