"""Passing a conversation to people: why, how urgent, to whom, and with what they need to know."""

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from agent.checks.redact import redact_personal, redact_secrets
from agent.context import TurnContext
from agent.handover_topics import HandoverTopic, topic_named
from agent.intent_words import intent_words
from agent.own_intents import own_intent_for_people
from agent.wording import hours_words, waiting_words
from domain.analysis import Analysis, IntentScore
from domain.intents import Intent, Language, Outcome, Queue, RiskTopic, Speaker

if TYPE_CHECKING:
    from agent.state import State

SUMMARY_LINES = 6
"""Earlier messages quoted in a summary: what a person reads in a glance."""


@dataclass(frozen=True)
class HandoverPlan:
    """Everything of a handoff but its ids and times."""

    topic: str
    priority: int
    queue: Queue
    reason: str
    summary: str
    evidence: tuple[str, ...]
    words: str
    """What the customer is told at once."""


def plan_handover(state: "State", context: TurnContext) -> HandoverPlan:
    """The handoff of this turn."""
    return _plan(_topic(state, context), state, context)


def plan_case(reason: str, state: "State", context: TurnContext) -> HandoverPlan:
    """The handoff of a parcel that a person looks after while the bot goes on."""
    plan = _plan("parcel", state, context)
    return dataclasses.replace(plan, reason=f"{plan.reason}：{reason}")


def _plan(name: str, state: "State", context: TurnContext) -> HandoverPlan:
    analysis, topic = state["analysis"], topic_named(name)
    return HandoverPlan(
        topic=topic.name,
        priority=_priority(topic, analysis),
        queue=_queue(topic, context),
        reason=topic.reason,
        summary=_summary(state, context, topic),
        evidence=_evidence(state),
        words=_words(topic, context, analysis.language),
    )


def _topic(state: "State", context: TurnContext) -> str:
    analysis = state["analysis"]
    if analysis.risk_topic is not None:
        return analysis.risk_topic
    if context.mode == "waiting":
        return "waiting"
    if analysis.intent is Intent.HUMAN_REQUEST:
        return "human_request"
    if analysis.repeated:
        return "repeated_question"
    if own_intent_for_people(analysis, context.shop):
        return "own_intent"
    if state["gathered"].above_every_cap:
        return RiskTopic.HIGH_VALUE_REFUND
    if state.get("failures"):
        return "verification"
    draft = state["draft"]
    if draft.outcome is Outcome.ABSTAIN and analysis.complains:
        return "complaint"
    return RiskTopic.HIGH_VALUE_REFUND if draft.actions else "repeated_failure"


def _priority(topic: HandoverTopic, analysis: Analysis) -> int:
    """The topic's, one step up for somebody upset or in a hurry; 1 is now."""
    pressing = analysis.sentiment <= 1 or analysis.urgency >= 2
    return max(1, topic.priority - pressing)


def _queue(topic: HandoverTopic, context: TurnContext) -> Queue:
    overrides = {str(name): queue for name, queue in context.shop.handoff_queues.items()}
    return overrides.get(topic.name, topic.queue)


def _words(topic: HandoverTopic, context: TurnContext, language: Language) -> str:
    shop = context.shop
    if topic.name == "waiting":
        return waiting_words(shop, context.now, language)
    when = hours_words(shop.working_hours, context.now, language)
    if language is Language.ENGLISH:
        return topic.words_en + when
    return f"{shop.salutation}，{topic.words_zh}{when}"


def _summary(state: "State", context: TurnContext, topic: HandoverTopic) -> str:
    """Masked: a summary is read in lists, by more people than the conversation itself."""
    names = {Speaker.CUSTOMER: "客户", Speaker.BOT: "机器人", Speaker.AGENT: "客服"}
    analysis = state["analysis"]
    lines = [f"{names[line.speaker]}：{line.text}" for line in context.history[-SUMMARY_LINES:]]
    lines.append(f"客户：{state['text']}")
    parts = ["【对话】" + "\n".join(lines)]
    intents = "、".join(intent_words(i.name) for i in analysis.intents[:2])
    parts.append(f"【分析】意图 {intents}；情绪 {analysis.sentiment}/5；紧急 {analysis.urgency}/2")
    if gathered := state.get("gathered"):
        parts += [f"【查到】{line}" for fact in gathered.facts[:3] for line in fact.lines[:2]]
        parts += [f"【待办】{r.proposal.preview}" for r in gathered.actions if r.proposal is not None]
    if draft := state.get("draft"):
        parts += [f"【资料未覆盖】{missing}" for missing in draft.missing[:3]]
    if failures := state.get("failures"):
        parts.append("【草稿未通过】" + "；".join(f.message for f in failures[:3]))
    parts.append(f"【建议】{topic.next_step}")
    return redact_personal("\n".join(parts)).text


def _evidence(state: "State") -> tuple[str, ...]:
    gathered = state.get("gathered")
    if gathered is None:
        return ()
    refs = [f"{fact.tool}:{fact.ref}" for fact in gathered.facts[:5]]
    return tuple(refs + [passage.chunk_id for passage in gathered.passages[:3]])


def malfunction(text: str, context: TurnContext) -> "State":
    """The end state of a turn whose run broke down: a handoff with what is known."""
    analysis = Analysis(intents=(IntentScore(name=Intent.OTHER, confidence=0.0),), question=text)
    state: State = {"message": text, "text": redact_secrets(text).text, "analysis": analysis}
    return {**state, "handover": _plan("malfunction", state, context)}
