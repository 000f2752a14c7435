"""The approval desk: a person decides, exactly on what was shown."""

from datetime import datetime

from agent.checks.screening import screen
from agent.promises.ledger import pledged
from agent.services import Ports
from agent.told_result import told_result
from agent.tools.context import ToolContext
from agent.tools.propose import propose_action
from agent.wording import overtaken_words
from domain.approvals import BOT, MONEY_ACTIONS, ActionProposal, Approval, ApprovalStatus, Decision, DraftReply
from domain.clock import Clock, SystemClock
from domain.credentials import Principal, Role
from domain.errors import InvalidInputError, NotAllowedError, StaleError
from domain.ids import ApprovalId, new_id
from domain.outbox import Effect
from domain.reply import ProposedAction
from domain.shop import Shop
from domain.writes import AuditEntry, Writes


class ApprovalDesk:
    """Lists what waits and takes decisions."""

    def __init__(self, ports: Ports, machine_clock: Clock | None = None) -> None:
        """Args: machine_clock: when effects fall due."""
        self._ports = ports
        self._machine = machine_clock or SystemClock()

    async def approvals(self, principal: Principal, status: ApprovalStatus | None, limit: int = 100) -> list[Approval]:
        """The shop's approvals, oldest pending first."""
        return await self._ports.approvals.approvals(principal.shop, status, limit)

    async def decide(self, principal: Principal, approval_id: ApprovalId, decision: Decision) -> Approval:
        """Take a decision; what follows is the outbox worker's.

        Raises:
            NotFoundError: no such approval in this shop.
            StaleError: decided already, or not what was shown any more.
            NotAllowedError: the decider may not decide on this.
            InvalidInputError: the edit is not fit to be sent or carried out.
        """
        shown = await self._ports.approvals.approval(principal.shop, approval_id)
        shop = await self._ports.shops.get_shop(principal.shop)
        now = self._ports.clock_of(shop).now()
        if shown.status != "pending":
            raise StaleError("This approval was decided already or has run out; load the list again.")
        if shown.version != decision.version:
            raise StaleError(
                "This approval has changed since it was shown; load it again and decide on what it says now."
            )
        if shown.expires_at <= now:
            raise StaleError("This approval has run out; the conversation has been passed to a person.")
        decided = shown.model_copy(
            update={
                "status": "rejected" if decision.decision == "reject" else "approved",
                "decided_by": principal.credential,
                "decided_at": now,
                "decision": decision,
            }
        )
        if decision.decision == "reject":
            _screen_reason(decision, shop)
        elif shown.action is not None:
            decided = await self._accept_action(decided, shown, shown.action, principal, shop)
        else:
            decided = _accept_reply(decided, decision, shop)
        await self._ports.approvals.decide(decided, shown, self._writes(decided, principal))
        return decided

    async def _accept_action(
        self, decided: Approval, shown: Approval, action: ActionProposal, principal: Principal, shop: Shop
    ) -> Approval:
        """The action as it will be executed: edited arguments are a new version, and the rules are asked again."""
        args, edited = action.args, False
        if decided.decision and decided.decision.decision == "edit":
            if decided.decision.args is None:
                raise InvalidInputError("An edit of an action needs args.")
            args, edited = {**action.args, **decided.decision.args}, True
        tools = ToolContext(
            shop=shop,
            customer_id=shown.customer_id,
            orders=self._ports.orders,
            search=self._ports.search,
            now=self._ports.clock_of(shop).now(),
        )
        report = await propose_action(action.name, args, tools)
        now_proposed = report.proposal
        if not report.allowed or now_proposed is None:
            if edited:
                raise InvalidInputError(
                    "The edited action is not allowed by the shop's rules: " + "；".join(report.reasons)
                )
            await self._close_stale(shown, shop, report.reasons, principal)
            raise StaleError("The order has changed and the rules no longer allow this action; it was closed.")
        # The amount may differ though the order doesn't: another refund of it, a changed rule.
        changed = now_proposed.order_version != action.order_version
        if changed or (not edited and now_proposed.amount != action.amount):
            await self._show_again(shown, action, now_proposed, tools.now)
            raise StaleError(
                "The order has changed since this was shown; load the approval again and decide on it anew."
            )
        _check_authority(action.name, now_proposed.amount, principal, shown.proposer, shop)
        accepted = action.model_copy(
            update={"args": now_proposed.args, "amount": now_proposed.amount, "preview": now_proposed.preview}
        )
        return decided.model_copy(update={"action": accepted, "version": shown.version + edited})

    async def _show_again(
        self, shown: Approval, action: ActionProposal, proposed: ProposedAction, now: datetime
    ) -> None:
        fresh = action.model_copy(
            update={
                "args": proposed.args,
                "preview": proposed.preview,
                "eligibility": proposed.eligibility,
                "amount": proposed.amount,
                "order_version": proposed.order_version,
            }
        )
        changed = shown.model_copy(
            update={"action": fresh, "version": shown.version + 1, "stale_reason": "订单在等待审批期间有变化"}
        )
        entry = changed.entry(now, "rules", "approval.outdated", "order_changed")
        await self._ports.approvals.refresh(changed, shown, Writes(audit=(entry,)))

    async def _close_stale(self, shown: Approval, shop: Shop, why: tuple[str, ...], principal: Principal) -> None:
        now = self._ports.clock_of(shop).now()
        change = {"status": "stale", "version": shown.version + 1, "stale_reason": "；".join(why)}
        closed = shown.model_copy(update=change)
        entry = closed.entry(now, principal.credential, "approval.stale", "rules")
        writes = Writes(audit=(entry,))
        if shown.proposer == BOT:
            # The customer was promised an answer here, and no decision will bring one any more.
            told = told_result(shown, f"{shop.salutation}，{overtaken_words(why)}", now)
            writes = pledged(writes.model_copy(update={"messages": (told,)}), shop, now)
        await self._ports.approvals.refresh(closed, shown, writes)

    def _writes(self, decided: Approval, principal: Principal) -> Writes:
        assert decided.decided_at is not None
        assert decided.decision is not None
        effect = Effect(
            effect_id=new_id("efx"),
            key=f"resume:{decided.approval_id}",
            shop=decided.shop,
            kind="resume_turn",
            payload={"approval_id": decided.approval_id},
            due_at=self._machine.now(),
        )
        entry = AuditEntry(
            at=decided.decided_at,
            actor=principal.credential,
            act=f"approval.{decided.decision.decision}",
            subject=decided.approval_id,
            detail={"version": decided.version, "hash": decided.shown_hash},
        )
        return Writes(effects=(effect,), audit=(entry,))


def _accept_reply(decided: Approval, decision: Decision, shop: Shop) -> Approval:
    if decision.decision != "edit":
        return decided
    if not decision.text or not decision.text.strip():
        raise InvalidInputError("An edit of a reply needs text.")
    _refuse_blocked(decision.text, shop)
    assert decided.draft is not None
    # A quote stays a citation only while the edited text is still about it; the person answers for the rest.
    draft = DraftReply(text=decision.text.strip(), citations=decided.draft.citations, facts=decided.draft.facts)
    return decided.model_copy(update={"draft": draft, "version": decided.version + 1})


def _screen_reason(decision: Decision, shop: Shop) -> None:
    if decision.reason:
        _refuse_blocked(decision.reason, shop)


def _refuse_blocked(text: str, shop: Shop) -> None:
    screening = screen(text, shop)
    if screening.verdict == "block":
        rules = "；".join(f"{finding.rule}：{finding.advice}" for finding in screening.findings)
        raise InvalidInputError(f"The text breaks a screening rule and can't be sent. {rules}")


def _check_authority(name: str, amount: int | None, principal: Principal, proposer: str, shop: Shop) -> None:
    """Money needs another person than the proposer, and above the agents' cap an admin.

    Raises: NotAllowedError.
    """
    if name not in MONEY_ACTIONS:
        return
    if proposer == principal.credential:
        raise NotAllowedError("Who proposed a money action can't approve it; another person has to.")
    caps = shop.rules.compensation_caps if name == "issue_coupon" else shop.rules.refund_caps
    if amount is None or amount > caps.admin:
        raise NotAllowedError("The amount is above the shop's cap; it can't be approved here.")
    if amount > caps.agent and not principal.role.reaches(Role.ADMIN):
        raise NotAllowedError("The amount is above the agents' cap; an admin has to approve it.")
