// One approval: the question, what it rests on, what will be sent or done, and the decision.
import { call, part } from "/console/api.js";
import { h, replace } from "/console/dom.js";
import { moment, yuan } from "/console/formats.js";
import { inWords, say } from "/console/messages.js";
import { named, t } from "/console/preferences.js";
import { difference } from "/console/parts/difference.js";
import { evidencePanel } from "/console/parts/evidence.js";
import { sources } from "/console/parts/message.js";
import { nameOf } from "/console/parts/people.js";

/** The record with what the page's keys do. */
export function approvalRecord({ approval, session, signal, decided }) {
  const told = h("p", { class: "notice danger", role: "alert", hidden: true });
  const evidence = h("section", { class: "panel" }, h("h2", {}, t("approvals.evidence")), h("p", { class: "quiet" }, t("loading")));
  const form = h("div", { class: "stack" });
  const isPending = approval.status === "pending";
  const proposed = h("p", { class: "quiet small" });
  let confirmed = null;

  async function decide(body) {
    told.hidden = true;
    try {
      await call("POST", `/v1/approvals/${part(approval.approval_id)}/decision`, { version: approval.version, ...body });
    } catch (problem) {
      if (problem.status === 401) return;
      told.textContent = inWords(problem);
      told.hidden = false;
      if (problem.status === 409) {
        confirmed = null;
        replace(form, h("button", { type: "button", on: { click: decided } }, t("approvals.reload")));
      }
      return;
    }
    confirmed = null;
    say(t(`approvals.done.${body.decision}`));
    decided();
  }

  function approve() {
    if (isPending && !confirmed) decide({ decision: "approve" });
  }

  function edit() {
    if (!isPending || confirmed) return;
    if (approval.action) editAction();
    else editDraft();
  }

  function editDraft() {
    const field = h("textarea", { "aria-label": t("approvals.edited"), rows: 6, maxlength: 4000, value: approval.draft.text });
    const changes = h("div", { class: "panel pre", "aria-label": t("approvals.difference"), "aria-live": "polite" });
    const draw = () => replace(changes, difference(approval.draft.text, field.value));
    field.addEventListener("input", draw);
    draw();
    ask(t("approvals.edit"), [field, h("h3", {}, t("approvals.difference")), changes], () => decide({ decision: "edit", text: field.value }), field);
  }

  function editAction() {
    const fields = Object.entries(approval.action.args).filter(([, value]) => typeof value === "string" || typeof value === "number")
      .map(([name, value]) => ({ name, value, before: shownArgument(name, value), input: h("input", { value: shownArgument(name, value), disabled: name === "order_no" }) }));
    const changed = () => Object.fromEntries(fields.filter(({ before, input }) => input.value !== before)
      .map(({ name, value, input }) => [name, readArgument(name, value, input.value)]));
    ask(t("approvals.edit"), fields.map(({ name, input }) => h("label", {}, h("span", {}, named("argument", name)), input)),
      () => decide({ decision: "edit", args: changed() }), fields.find(({ input }) => !input.disabled)?.input);
  }

  function reject() {
    if (!isPending || confirmed) return;
    const field = h("input", { maxlength: 500, "aria-label": t("approvals.reason"), placeholder: t("approvals.reason") });
    ask(t("approvals.reject"), [field, h("p", { class: "quiet small" }, t("approvals.reason.told"))],
      () => decide({ decision: "reject", reason: field.value.trim() || null }), field);
  }

  function ask(title, content, confirm, focus) {
    confirmed = confirm;
    replace(form, h("section", { class: "panel stack" }, h("h2", {}, title), content, h("div", { class: "row" },
      h("button", { type: "button", class: "primary", on: { click: confirm } }, t("approvals.confirm"), h("kbd", {}, "Ctrl+Enter")),
      h("button", { type: "button", on: { click: cancel } }, t("cancel"), h("kbd", {}, "Esc")))));
    focus?.focus();
  }

  function cancel() {
    confirmed = null;
    drawButtons();
  }

  function drawButtons() {
    if (!isPending) return replace(form);
    return replace(form, h("div", { class: "row" },
      h("button", { type: "button", class: "primary", on: { click: approve } }, t("approvals.approve"), h("kbd", {}, "a")),
      h("button", { type: "button", on: { click: edit } }, t("approvals.edit"), h("kbd", {}, "e")),
      h("button", { type: "button", class: "danger", on: { click: reject } }, t("approvals.reject"), h("kbd", {}, "r"))));
  }

  drawButtons();
  // What a person sees now isn't what was proposed first: they have to know before they decide.
  const renewed = isPending && approval.version > 1 ? h("p", { class: "notice warn" }, approval.stale_reason || t("approvals.newer_message")) : null;
  const element = h("div", { class: "stack" }, head(approval), renewed, told,
    h("section", { class: "panel" }, h("h2", {}, t("approvals.question")), h("p", { class: "pre" }, approval.question),
      h("a", { href: `#/conversation/${part(approval.conversation_id)}` }, t("approvals.open_conversation"))),
    approval.action ? drawAction(approval, session) : drawDraft(approval), form, proposed,
    h("section", { class: "panel" }, h("h2", {}, t("approvals.checks")), approval.checks.length
      ? h("ul", {}, approval.checks.map((check) => h("li", {}, check))) : h("p", { class: "quiet" }, t("approvals.no_checks"))),
    evidence);
  return {
    element, approval, approve, edit, reject, cancel,
    confirm: () => confirmed?.(),
    isBusy: () => confirmed !== null,
    warn(text) {
      told.textContent = text;
      told.hidden = false;
    },
    async load() {
      const who = await Promise.all([nameOf(approval.proposer), approval.decided_by ? nameOf(approval.decided_by) : ""]);
      proposed.textContent = t("approvals.proposed_by", { who: who[0] }) + (who[1] ? ` · ${t("approvals.decided_by", { who: who[1], when: moment(approval.decided_at) })}` : "");
      replace(evidence, h("h2", {}, t("approvals.evidence")), await evidencePanel(approval.turn_id, signal));
    },
  };
}

function head(approval) {
  return h("div", { class: "row" },
    h("span", { class: `chip ${approval.action ? "warn" : "info"}` }, t(`approvals.kind.${approval.kind}`)),
    h("span", { class: "chip" }, t(`approvals.state.${approval.status}`)),
    h("span", { class: "quiet small" }, t("approvals.version", { version: approval.version, until: moment(approval.expires_at) })),
    approval.stale_reason && approval.status !== "pending" ? h("span", { class: "chip danger" }, approval.stale_reason) : null);
}

function drawDraft(approval) {
  return h("section", { class: "panel" }, h("h2", {}, t("approvals.draft")), h("p", { class: "pre" }, approval.draft?.text ?? ""), sources(approval.draft ?? {}));
}

function drawAction(approval, session) {
  const { action } = approval;
  const isMine = approval.proposer === session.account.staff_id;
  return h("section", { class: "panel" }, h("h2", {}, named("action", action.name)), h("p", { class: "pre" }, action.preview),
    action.amount === null ? null : h("p", {}, h("strong", {}, yuan(action.amount))),
    action.amount !== null && isMine ? h("p", { class: "notice warn" }, t("approvals.second_person")) : null,
    h("p", { class: "quiet small" }, t(`approvals.action.${action.status}`), action.message ? `：${action.message}` : ""));
}

/** Money is in fen in the arguments and in yuan in the form. */
function shownArgument(name, value) {
  return name === "amount" ? String(value / 100) : String(value);
}

function readArgument(name, value, text) {
  if (name === "amount") return Math.round(Number(text) * 100);
  return typeof value === "number" ? Number(text) : text;
}
