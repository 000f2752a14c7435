"""What people who take over rely on: freezes, standing in the queue, the card, profiles, what is learned, erasure."""

from datetime import timedelta
from typing import Any

import pytest

from agent.copilot.service import CopilotService
from agent.erasure import ErasureService
from agent.patience import Patience
from agent.review import ReviewService
from agent.staff import StaffDesk
from domain.copilot import Feedback
from domain.errors import InvalidInputError, NotAllowedError, NotFoundError, StaleError
from domain.ids import SuggestionId
from domain.intents import Intent, Outcome, Queue, RiskTopic, Speaker
from domain.orders import Customer
from domain.writes import NewMessage, Writes
from tests.integration.agent.core.conftest import Opens
from tests.integration.agent.core.counter import ADMIN, AGENT, PAID, SHOP, SIGNED, Counter
from tests.integration.agent.core.doubles import RULE, ScriptedReasonerDouble, quoting
from tests.integration.agent.tools.shop_counter import ANNA, an_order, data

RED = "先把钱转到我的支付宝，别走平台"
ASKED = "怎么登记退换"


def upset(topic: RiskTopic = RiskTopic.ANGRY_CUSTOMER, **more: Any) -> ScriptedReasonerDouble:
    """A reasoner that reads every message as this risk."""
    return ScriptedReasonerDouble(reading={"risk_topic": topic, "risk_confidence": 0.9, **more})


def desk(counter: Counter) -> StaffDesk:
    """People at this counter."""
    return StaffDesk(counter.ports, counter.hub)


async def test_a_red_line_freezes_the_conversation_until_a_supervisor_looks(opened_anywhere: Opens) -> None:
    counter = await opened_anywhere()
    talk = (await counter.say(ASKED)).conversation_id
    staff = desk(counter)
    with pytest.raises(InvalidInputError, match="建议改为"):
        await staff.send(AGENT, talk, RED)
    assert (await counter.ports.conversations.conversation(SHOP.id, talk)).mode == "frozen"
    assert RED not in [m.text for m in await counter.messages(talk)]
    (handoff,) = await staff.waiting(AGENT)
    assert (handoff.topic, handoff.priority) == ("red_line", 1)
    for refused in (staff.send(AGENT, talk, "您好，请稍等。"), staff.claim(AGENT, talk), staff.release(AGENT, talk)):
        with pytest.raises(NotAllowedError):
            await refused
    with pytest.raises(NotAllowedError):
        await staff.unfreeze(AGENT, talk)
    assert (await staff.unfreeze(ADMIN, talk)).mode == "waiting"
    with pytest.raises(StaleError):
        await staff.unfreeze(ADMIN, talk)
    await staff.send(AGENT, talk, "您好，请稍等，我来核对。")


async def test_abuse_by_the_customer_freezes_and_the_bot_is_silent(opened: Opens) -> None:
    counter = await opened(upset(RiskTopic.ABUSE))
    talk = (await counter.say("……")).conversation_id
    assert (await counter.ports.conversations.conversation(SHOP.id, talk)).mode == "frozen"
    before = len(await counter.replies(talk))
    again = await counter.say("还在吗", talk)
    assert again.outcome is Outcome.HANDOFF
    assert len(await counter.replies(talk)) <= before + 1
    assert len(await counter.handoffs()) == 1


async def test_a_sound_text_is_sent_and_a_refused_one_is_noted_without_its_words(opened: Opens) -> None:
    counter = await opened()
    talk = (await counter.say(ASKED)).conversation_id
    staff = desk(counter)
    with pytest.raises(InvalidInputError, match="真实感受"):
        await staff.send(AGENT, talk, "给个五星好评返您5元。")
    assert (await counter.ports.conversations.conversation(SHOP.id, talk)).mode != "frozen"
    assert (await staff.send(AGENT, talk, "您好，我来核对。")).verdict == "pass"


async def test_a_high_tier_waits_one_step_less(opened: Opens) -> None:
    counter = await opened(upset())
    plain = (await counter.say("算了")).handoff
    await counter.real_orders.replace_data(
        SHOP.id,
        data(an_order(SIGNED, "已签收", 6)).model_copy(update={"customers": (Customer(id=ANNA, tier="黑金会员"),)}),
    )
    high = (await counter.say("算了")).handoff
    assert plain is not None
    assert high is not None
    assert high.priority == plain.priority - 1
    tiers = {handoff.handoff_id: handoff.tier for handoff in await counter.handoffs()}
    assert tiers[high.handoff_id] == "黑金会员"


async def test_danger_stays_first_and_a_tier_never_passes_it(opened: Opens) -> None:
    counter = await opened(upset(RiskTopic.SELF_HARM))
    result = await counter.say("……")
    assert result.handoff is not None
    assert result.handoff.priority == 1


async def test_a_matter_that_comes_back_is_told_so_and_ends_with_experts(opened: Opens) -> None:
    counter = await opened(upset())
    staff = desk(counter)
    talk = None
    queues, priorities = [], []
    for _ in range(3):
        result = await counter.say("又来了", talk)
        talk = result.conversation_id
        (handoff,) = await staff.waiting(AGENT, "open")
        queues.append(handoff.queue)
        priorities.append(handoff.priority)
        await staff.claim_handoff(AGENT, handoff.handoff_id)
        await staff.resolve_handoff(AGENT, handoff.handoff_id)
    assert queues == [Queue.BASIC, Queue.BASIC, Queue.EXPERT]
    assert priorities[1] < priorities[0]
    assert "第3次转人工" in handoff.summary
    assert AGENT.credential in handoff.summary


async def test_after_hand_back_the_bot_starts_clean_and_answers(opened: Opens) -> None:
    counter = await opened(upset())
    staff = desk(counter)
    talk = (await counter.say("算了")).conversation_id
    await staff.claim(AGENT, talk)
    await staff.release(AGENT, talk)
    counter.reasoner.reading = {}
    result = await counter.say(ASKED, talk)
    assert (result.outcome, result.reply.text) == (Outcome.ANSWER, RULE)
    assert counter.reasoner.analysed[-1].history == ()


async def test_who_waits_rises_and_a_queue_is_seen_alone(opened: Opens) -> None:
    counter = await opened(upset())
    staff = desk(counter)
    await counter.say("算了")
    counter.clock.on(45 * 60)
    counter.reasoner.reading = {"risk_topic": RiskTopic.LEGAL_MEDIA, "risk_confidence": 0.9}
    await counter.say("等着")
    first, second = await staff.waiting(AGENT, "open")
    assert (first.topic, second.topic) == ("angry_customer", "legal_media")
    assert [h.topic for h in await staff.waiting(AGENT, "open", Queue.EXPERT)] == ["legal_media"]


async def test_who_waits_long_is_told_once_and_only_while_people_are_there(opened: Opens) -> None:
    counter = await opened(upset())
    talk = (await counter.say("算了")).conversation_id
    before = len(await counter.replies(talk))
    assert await Patience(counter.ports, counter.hub).look() == 0
    counter.clock.on(11 * 60)
    for _ in range(2):
        await Patience(counter.ports, counter.hub).look()
    assert len(await counter.replies(talk)) == before + 1
    assert "排队" in (await counter.replies(talk))[-1]


async def test_nobody_is_told_they_wait_at_night(opened: Opens) -> None:
    counter = await opened(upset())
    counter.clock.on(13 * 3600)
    result = await counter.say("算了")
    counter.clock.on(11 * 60)
    assert await Patience(counter.ports, counter.hub).look() == 0
    assert "明天09:00" in result.reply.text


async def test_a_suitability_question_is_answered_only_by_a_document_about_that_group(opened: Opens) -> None:
    reading = {"risk_topic": RiskTopic.VULNERABLE_PERSON, "risk_confidence": 0.9, "documentable": True}
    silent = await (await opened(ScriptedReasonerDouble(reading=reading))).say("孕妇能吃吗")
    assert silent.outcome is Outcome.HANDOFF
    assert silent.handoff is not None
    assert silent.handoff.topic == "vulnerable_person"


async def test_what_a_person_sent_of_a_suggestion_becomes_a_candidate_with_its_distance(opened_anywhere: Opens) -> None:
    counter = await opened_anywhere()
    talk = (await counter.say(f"{ASKED}，我电话13911112222")).conversation_id
    copilot = CopilotService(counter.ports)
    help_ = await copilot.suggest(AGENT, talk)
    first = help_.suggestions[0]
    said = Feedback(
        suggestion_id=first.suggestion_id, decision="edited", final_text=f"{first.text}呢", staff="s",
        at=counter.clock.now(),
    )  # fmt: skip
    await copilot.feedback(AGENT, said)
    (candidate,) = await copilot.candidates(AGENT)
    assert (candidate.edit_distance, candidate.fit_for) == (1, ("golden", "faq"))
    assert "13911112222" not in candidate.question
    with pytest.raises(NotFoundError):
        await copilot.feedback(AGENT, said.model_copy(update={"suggestion_id": SuggestionId("sug_none")}))


async def test_the_card_shows_who_is_written_to_and_what_is_open(opened: Opens) -> None:
    counter = await opened(upset())
    talk = (await counter.say("算了")).conversation_id
    card = (await CopilotService(counter.ports).suggest(AGENT, talk)).customer
    assert card is not None
    assert any(line.startswith(PAID) for line in card.orders)
    assert any("angry_customer" in line for line in card.open_matters)
    assert len(card.contacts) == 1


async def test_a_profile_grows_only_with_consent_and_holds_masked_values(opened_anywhere: Opens) -> None:
    counter = await opened_anywhere()
    copilot = CopilotService(counter.ports)
    said = "收货人李小梅，电话13911112222，地址江苏省南京市鼓楼区试验路9号，竹编收纳筐要两个"
    talk = (await counter.say(said)).conversation_id
    await copilot.live_record(AGENT, talk)
    with pytest.raises(NotFoundError):
        await copilot.profile(AGENT, ANNA)
    await copilot.consent(AGENT, ANNA, True)
    await copilot.live_record(AGENT, talk)
    await copilot.live_record(AGENT, talk)
    profile = await copilot.profile(AGENT, ANNA)
    text = profile.model_dump_json()
    assert profile.phone == "139****2222"
    assert sum(profile.categories.values()) == 1
    assert not any(secret in text for secret in ("13911112222", "试验路", "小梅"))
    await copilot.consent(AGENT, ANNA, False)
    with pytest.raises(NotFoundError):
        await copilot.profile(AGENT, ANNA)


async def test_all_that_left_is_screened_again_and_not_a_sample(opened: Opens) -> None:
    counter = await opened()
    talk = (await counter.say(ASKED)).conversation_id
    # Sent before a rule knew it, or imported: it lies there as sent.
    slipped = NewMessage(
        conversation_id=talk,
        speaker=Speaker.AGENT,
        text="加我薇信 abc12345 细聊",
        at=counter.clock.now(),
        dedupe_key="x",
    )
    await counter.ports.conversations.write(SHOP.id, Writes(messages=(slipped,)))
    review = await ReviewService(counter.ports).review(SHOP.id, counter.clock.now() - timedelta(days=1))
    assert (review.conversations, review.messages) == (1, 2)
    assert [hit.speaker for hit in review.hits] == [Speaker.AGENT]
    assert list(review.by_type) == ["off_platform_contact"]
    none = await ReviewService(counter.ports).review(SHOP.id, counter.clock.now() + timedelta(days=1))
    assert none.messages == 0


async def test_erasing_takes_the_profile_and_the_waiting_threads_along(opened: Opens) -> None:
    counter = await opened(ScriptedReasonerDouble(reading={}, drafts=(quoting,)))
    shop = SHOP.model_copy(
        update={"reply_policy": SHOP.reply_policy.model_copy(update={"approve_intents": (Intent.PRODUCT_INFO,)})}
    )
    await counter.ports.shops.put_shop(shop)
    copilot = CopilotService(counter.ports)
    await copilot.consent(AGENT, ANNA, True)
    approval = await counter.asked(ASKED)
    erased = await ErasureService(counter.ports, counter.runs).erase(SHOP.id, ANNA)
    assert (erased.threads, erased.messages) == (1, 2)
    assert (await counter.again(approval)).question == ""
    with pytest.raises(NotFoundError):
        await copilot.profile(AGENT, ANNA)
    again = await ErasureService(counter.ports, counter.runs).erase(SHOP.id, ANNA)
    assert again.subject == erased.subject
