"""Whatever people, customers and workers do in whatever order: one decision an approval, one execution an effect."""

import asyncio
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from backends.sql.approvals import SqlApprovalStore
from backends.sql.conversations import SqlConversationStore
from backends.sql.database import connect_database
from backends.sql.outbox import SqlOutboxStore
from domain.approvals import Approval
from domain.errors import StaleError
from domain.outbox import Effect
from tests.contract.samples import NOW, SHOP, action_approval, approved, effect, opening, result, working, writes

WORKERS = st.sampled_from(["w1", "w2"])
LEASE = 30


class ApprovalsAndOutbox(RuleBasedStateMachine):
    """Beside the store runs a model: what is pending, who decided, what was completed."""

    seen = Bundle("seen")
    """Approvals as somebody saw them, current or not."""
    claims = Bundle("claims")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.database = connect_database(f"sqlite:///{Path(self.folder.name) / 'kefu.db'}")
        self.conversations = SqlConversationStore(self.database)
        self.approvals, self.outbox = SqlApprovalStore(self.database), SqlOutboxStore(self.database)
        self.loop = asyncio.new_event_loop()
        self.now: datetime = NOW
        self.current: dict[str, Approval] = {}
        self.decided: dict[str, str] = {}
        self.completed: list[str] = []

    def teardown(self) -> None:
        self.loop.close()
        self.database.close()
        self.folder.cleanup()

    @rule(target=seen)
    def propose(self) -> Approval:
        begun = self.loop.run_until_complete(self.conversations.begin(opening(at=self.now, leased_at=self.now)))
        work = working(begun)
        shown = action_approval(work, created_at=self.now, expires_at=self.now + timedelta(hours=1))
        commit = self.conversations.commit(work.turn, result(work), writes(approvals=(shown,)), work.lease, {})
        self.loop.run_until_complete(commit)
        self.current[shown.approval_id] = shown
        return shown

    @rule(target=seen, shown=seen)
    def look_again(self, shown: Approval) -> Approval:
        return self.loop.run_until_complete(self.approvals.approval(SHOP, shown.approval_id))

    @rule(shown=seen)
    def customer_writes_more(self, shown: Approval) -> None:
        message = opening("还有", conversation_id=shown.conversation_id, at=self.now, leased_at=self.now)
        self.loop.run_until_complete(self.conversations.begin(message))
        known = self.current[shown.approval_id]
        if known.status == "pending":
            self.current[shown.approval_id] = known.model_copy(update={"version": known.version + 1})

    @rule(shown=seen, by=st.sampled_from(["key_1", "key_2"]))
    def decide(self, shown: Approval, by: str) -> None:
        decided = approved(shown, by=by, at=self.now)
        follow = writes(effects=(effect(f"approval:{shown.approval_id}", due_at=self.now),))
        may = shown == self.current[shown.approval_id] and shown.status == "pending" and shown.expires_at > self.now
        try:
            self.loop.run_until_complete(self.approvals.decide(decided, shown, follow))
        except StaleError:
            assert not may
            return
        assert may
        assert shown.approval_id not in self.decided
        self.decided[shown.approval_id] = by
        self.current[shown.approval_id] = decided

    @rule(minutes=st.integers(1, 40))
    def time_passes_and_approvals_expire(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        for expired in self.loop.run_until_complete(self.approvals.expire(SHOP, self.now)):
            assert self.current[expired.approval_id].status == "pending"
            self.current[expired.approval_id] = expired

    @rule(target=claims, worker=WORKERS)
    def claim(self, worker: str) -> tuple[str, list[Effect]]:
        return worker, self.loop.run_until_complete(self.outbox.claim_effects(worker, self.now, 2, LEASE))

    @rule(claim=claims)
    def complete(self, claim: tuple[str, list[Effect]]) -> None:
        worker, effects = claim
        for each in effects:
            if self.loop.run_until_complete(self.outbox.complete(each, worker, writes())):
                self.completed.append(each.key)

    @rule(claim=claims)
    def give_back(self, claim: tuple[str, list[Effect]]) -> None:
        worker, effects = claim
        for each in effects:
            self.loop.run_until_complete(self.outbox.retry(each, worker, self.now, "no answer"))

    @invariant()
    def every_effect_is_completed_once_at_most(self) -> None:
        assert len(self.completed) == len(set(self.completed))

    @invariant()
    def every_decision_has_its_effect_and_nothing_else_has(self) -> None:
        waiting = self.loop.run_until_complete(self.outbox.pending_effects())
        assert waiting + len(self.completed) == len(self.decided)

    @invariant()
    def the_store_holds_what_the_model_holds(self) -> None:
        stored = self.loop.run_until_complete(self.approvals.approvals(SHOP, limit=1000))
        assert {each.approval_id: each for each in stored} == self.current


TestApprovalsAndOutbox = ApprovalsAndOutbox.TestCase
TestApprovalsAndOutbox.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
